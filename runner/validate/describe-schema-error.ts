import type { DocumentPath, SourceDocument } from '../model/index.ts';
import type { Finding } from './finding.ts';
import { OBJECT_KEYS } from './object-keys.generated.ts';
import { PATTERN_MESSAGES } from './pattern-messages.generated.ts';
import { formatPath, getValue, parsePointer } from './schema-path.ts';
import type { SchemaError } from './schema-validator.generated.js';
import { suggest } from './suggest.ts';

/** Kinds of documents that have a schema. */
export type DocumentKind = keyof typeof OBJECT_KEYS;

interface Subject {
  readonly document: SourceDocument;
  readonly kind: DocumentKind;
  readonly path: DocumentPath;
  /** The path as text, or "the document". */
  readonly where: string;
  readonly found: unknown;
}

type Describe = (error: SchemaError, subject: Subject) => Finding;

const DESCRIBERS: Readonly<Record<string, Describe>> = {
  additionalProperties: describeUnknown,
  required: describeMissing,
  type: describeType,
  enum: describeChoice,
  const: describeChoice,
  pattern: describePattern,
  propertyNames: describePropertyName,
  uniqueItems: describeDuplicate,
};

/** Puts one error of ajv into words, at its place. */
export function describeSchemaError(
  error: SchemaError,
  document: SourceDocument,
  kind: DocumentKind,
): Finding {
  const path = parsePointer(error.instancePath, document.value);
  const where = path.length === 0 ? 'the document' : `"${formatPath(path)}"`;
  const subject = { document, kind, path, where, found: getValue(document.value, path) };
  return (DESCRIBERS[error.keyword] ?? describeRange)(error, subject);
}

function describeUnknown(error: SchemaError, { document, kind, path, where }: Subject): Finding {
  const name = String(error.params.additionalProperty);
  const known = OBJECT_KEYS[kind][error.schemaPath.replace(/\/additionalProperties$/, '')] ?? [];
  const suggestion = suggest(name, known);
  const home = suggestion === undefined ? findHome(kind, name) : undefined;
  const hint =
    suggestion !== undefined
      ? ''
      : home !== undefined
        ? ` It belongs to "${home}"; check the indentation.`
        : ' Check the spelling and the indentation, or remove it.';
  return {
    document,
    path: [...path, name],
    part: 'key',
    code: 'unknown-attribute',
    summary: 'An attribute is not known',
    detail: `"${name}" is no attribute of ${where}.${hint}`,
    ...(known.length === 0 ? {} : { expected: `one of ${known.join(', ')}` }),
    ...(suggestion === undefined ? {} : { suggestion }),
  };
}

/** Where an attribute of this name would be right, if in one place only. */
function findHome(kind: DocumentKind, name: string): string | undefined {
  const homes = Object.entries(OBJECT_KEYS[kind])
    .filter(([, keys]) => keys.includes(name))
    .map(([path]) =>
      path
        .replaceAll('/properties', '')
        .replaceAll('/items', '[]')
        .replace(/\/oneOf\/\d+/g, ''),
    )
    .map((path) => path.split('/').slice(1).join('.'));
  return homes.length === 1 && homes[0] !== '' ? homes[0] : undefined;
}

function describeMissing(error: SchemaError, { document, path, where }: Subject): Finding {
  const name = String(error.params.missingProperty);
  return {
    document,
    path: [...path, name],
    part: 'key',
    code: 'missing-attribute',
    summary: 'A required attribute is missing',
    detail: `"${name}" is missing in ${where}. Add it.`,
    expected: name,
  };
}

const TYPE_NAMES: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  integer: 'a whole number',
  boolean: 'true or false',
  object: 'attributes (name: value)',
  array: 'a list',
  null: 'nothing',
};

function describeType(error: SchemaError, { document, path, where, found }: Subject): Finding {
  const types = [error.params.type].flat().map(String);
  const expected = joinWords(types.map((type) => TYPE_NAMES[type] ?? type));
  return {
    document,
    path,
    code: 'wrong-type',
    summary: 'A value has the wrong type',
    detail: `${capitalize(where)} must be ${expected}, but is ${describeValue(found)}.${adviseType(types, found)}`,
    expected,
  };
}

function describeValue(value: unknown): string {
  if (value === null || value === undefined) return 'empty';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'a group of attributes';
  if (typeof value === 'string') return 'text';
  return typeof value === 'number' ? `the number ${value}` : `${String(value)}, which means yes or no`;
}

function adviseType(types: readonly string[], found: unknown): string {
  if (types.includes('array') && found !== null && typeof found !== 'object') {
    return ' Start the line with a hyphen, or put the value in square brackets.';
  }
  if (
    types.includes('string') &&
    types.length === 1 &&
    (typeof found === 'number' || typeof found === 'boolean')
  ) {
    return ' Put it in quotes to make it text.';
  }
  if (typeof found === 'string' && types.some((type) => type !== 'string' && type !== 'object')) {
    return ' Write it without quotes and without a unit.';
  }
  return found === null ? ' Give it a value, or remove it where it is optional.' : '';
}

function describeChoice(error: SchemaError, { document, path, where, found }: Subject): Finding {
  const allowed = [error.params.allowedValues ?? error.params.allowedValue].flat().map(String);
  const suggestion = typeof found === 'string' && allowed.length > 1 ? suggest(found, allowed) : undefined;
  const isVersion = formatPath(path) === 'apiVersion';
  return {
    document,
    path,
    code: isVersion ? 'unknown-api-version' : 'not-allowed-value',
    summary: isVersion ? 'The apiVersion is not known' : 'A value is not allowed here',
    detail: `${capitalize(where)} must be ${joinWords(allowed.map((value) => `"${value}"`))}.${
      suggestion === undefined ? '' : ` Did you mean "${suggestion}"?`
    }${isVersion ? ' A newer version of cai may know other ones.' : ''}`,
    expected: allowed.join(', '),
    ...(suggestion === undefined ? {} : { suggestion }),
  };
}

const CONTROL_PATTERN = '^[^\\u0000-';

function describePattern(error: SchemaError, { document, path, where }: Subject): Finding {
  const pattern = String(error.params.pattern);
  const expected = PATTERN_MESSAGES[pattern] ?? `text of the form ${pattern}`;
  if (pattern.startsWith(CONTROL_PATTERN)) {
    return {
      document,
      path,
      code: 'control-character',
      summary: 'A text holds a control character',
      detail: `${capitalize(where)} holds an invisible control character or a line break. Adobe's screens have no place for it; type the text again on one line.`,
      expected,
    };
  }
  if (path[0] === 'spec' && path[1] === 'credentials') return describeLikelyCredential(document, path, where);
  return {
    document,
    path,
    code: 'wrong-format',
    summary: 'A text does not have the form that is needed',
    detail: `${capitalize(where)} must be ${expected}.`,
    expected,
  };
}

/** Where the name of a variable belongs, anything else is probably the credential itself. */
function describeLikelyCredential(document: SourceDocument, path: DocumentPath, where: string): Finding {
  return {
    document,
    path,
    code: 'credential-in-yaml',
    summary: 'A credential may stand in YAML',
    detail: `${capitalize(where)} takes the name of an environment variable in capital letters, such as CAI_PROD_CLIENT_SECRET, never the credential itself. Put the credential into that variable. If a real one was committed, revoke it in Adobe's Developer Console.`,
    expected: 'the name of an environment variable',
  };
}

function describePropertyName(error: SchemaError, { document, path, where }: Subject): Finding {
  const name = String(error.params.propertyName);
  return {
    document,
    path: [...path, name],
    part: 'key',
    code: 'wrong-format',
    summary: 'A name does not have the form that is needed',
    detail: `A name within ${where} must be lower-case letters, digits and single hyphens between them.`,
    expected: 'lower-case letters, digits and single hyphens between them',
  };
}

function describeDuplicate(error: SchemaError, { document, path, where }: Subject): Finding {
  const later = Math.max(Number(error.params.i), Number(error.params.j));
  return {
    document,
    path: [...path, later],
    code: 'duplicate-item',
    summary: 'A list names something twice',
    detail: `${capitalize(where)} holds the same value twice. Remove one of them.`,
  };
}

const RANGES: Readonly<Record<string, (limit: unknown) => string>> = {
  minimum: (limit) => `at least ${limit}`,
  maximum: (limit) => `at most ${limit}`,
  exclusiveMinimum: (limit) => `more than ${limit}`,
  exclusiveMaximum: (limit) => `less than ${limit}`,
  minLength: (limit) => (limit === 1 ? 'a text that is not empty' : `a text of at least ${limit} characters`),
  maxLength: (limit) => `a text of at most ${limit} characters`,
  minItems: (limit) => (limit === 1 ? 'a list that is not empty' : `a list of at least ${limit} members`),
  maxItems: (limit) => `a list of at most ${limit} members`,
  maxProperties: (limit) => `at most ${limit} attributes`,
};

function describeRange(error: SchemaError, { document, path, where, found }: Subject): Finding {
  const describe = RANGES[error.keyword];
  const expected = describe === undefined ? error.keyword : describe(error.params.limit);
  const is = typeof found === 'number' ? `, but is ${found}` : '';
  return {
    document,
    path,
    code: 'out-of-range',
    summary: 'A value is out of range',
    detail: `${capitalize(where)} must be ${expected}${is}.`,
    expected,
  };
}

function joinWords(words: readonly string[]): string {
  const last = words.at(-1) ?? '';
  return words.length < 2 ? last : `${words.slice(0, -1).join(', ')} or ${last}`;
}

function capitalize(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
