import { asSchema, listOf, type Schema, schemaList, textOf } from './schema.ts';

const TYPES: Readonly<Record<string, readonly [one: string, many: string]>> = {
  string: ['text', 'texts'],
  number: ['number', 'numbers'],
  integer: ['whole number', 'whole numbers'],
  boolean: ['true or false', 'true or false'],
  object: ['mapping', 'mappings'],
};

/** The type of a value in words; the schema has no references in it. */
export function typeWords(schema: Schema, number: 0 | 1 = 0): string {
  const items = asSchema(schema.items);
  if (items !== undefined) return `${number === 0 ? 'list' : 'lists'} of ${typeWords(items, 1)}`;
  const forms = schemaList(schema.oneOf).map((form) => typeWords(form, number));
  const types = [schema.type ?? typeOfConstant(schema)].flat().map(String);
  const words = forms.length > 0 ? forms : types.map((type) => TYPES[type]?.[number] ?? type);
  return [...new Set(words)].join(' or ');
}

function typeOfConstant(schema: Schema): string {
  return typeof (schema.const ?? listOf(schema.enum)[0]);
}

const LIMITS: Readonly<Record<string, (limit: unknown) => string>> = {
  minimum: (limit) => `at least ${limit}`,
  maximum: (limit) => `at most ${limit}`,
  exclusiveMinimum: (limit) => `more than ${limit}`,
  exclusiveMaximum: (limit) => `less than ${limit}`,
  minLength: (limit) => (limit === 1 ? 'not empty' : `at least ${limit} characters`),
  maxLength: (limit) => `at most ${limit} characters`,
  minItems: (limit) => (limit === 1 ? 'not empty' : `at least ${limit} members`),
  maxItems: (limit) => `at most ${limit} members`,
  maxProperties: (limit) => `at most ${limit} attributes`,
  uniqueItems: () => 'each member once',
};

/** What else a value must be, in words. */
export function limitWords(schema: Schema): readonly string[] {
  const form = textOf(schema.patternErrorMessage);
  const names = textOf(asSchema(schema.propertyNames)?.patternErrorMessage);
  return [
    ...(form === undefined ? [] : [form]),
    ...(names === undefined ? [] : [`names: ${names}`]),
    ...Object.entries(LIMITS).flatMap(([keyword, words]) =>
      schema[keyword] === undefined ? [] : [words(schema[keyword])],
    ),
  ];
}
