import type { Exchange } from './exchange.ts';
import type { FoundOperation } from './find-operation.ts';
import { asObject, asText, type Json } from './json.ts';
import type { Parameter } from './openapi-document.ts';
import type { SchemaError, Schemas } from './schemas.ts';

/** Where the parameters of a request and its operation disagree: unknown, missing, or of another type. */
export function checkParameters(
  { operation, values }: FoundOperation,
  exchange: Exchange,
  schemas: Schemas,
): readonly SchemaError[] {
  const declared = (place: string): readonly Parameter[] =>
    operation.parameters.filter((parameter) => parameter.in === place);
  const queries = declared('query');
  return [
    ...declared('header').flatMap((parameter) => checkHeader(parameter, exchange)),
    ...declared('path').flatMap((parameter) =>
      checkTexts(parameter, [decode(values[parameter.name] ?? '')], schemas),
    ),
    ...queries.flatMap((parameter) => checkQuery(parameter, exchange.query.getAll(parameter.name), schemas)),
    ...[...new Set(exchange.query.keys())]
      .filter((name) => !queries.some((parameter) => parameter.name === name))
      .map((name) => makeError(name, 'parameter', 'is not a parameter of this operation', name)),
  ];
}

function checkHeader(parameter: Parameter, exchange: Exchange): readonly SchemaError[] {
  const name = parameter.name.toLowerCase();
  const value = exchange.requestHeaders[name];
  if (value !== undefined || !parameter.isRequired) return [];
  return [makeError(name, 'header', 'is required and missing', value)];
}

function checkQuery(
  parameter: Parameter,
  texts: readonly string[],
  schemas: Schemas,
): readonly SchemaError[] {
  if (texts.length === 0) {
    const { name, isRequired } = parameter;
    return isRequired ? [makeError(name, 'parameter', 'is required and missing', undefined)] : [];
  }
  if (parameter.schema.type === 'array') {
    const items = texts.flatMap((text) => (text === '' ? [] : text.split(',')));
    return checkTexts({ ...parameter, schema: asObject(parameter.schema.items) }, items, schemas);
  }
  if (texts.length > 1) return [makeError(parameter.name, 'parameter', 'comes more than once', texts)];
  return checkTexts(parameter, texts, schemas);
}

function checkTexts(
  { name, schema }: Parameter,
  texts: readonly string[],
  schemas: Schemas,
): readonly SchemaError[] {
  return texts.flatMap((text) =>
    schemas.validate(schema, 'published', toValue(schema, text)).map((error) => ({ ...error, at: name })),
  );
}

/** The value that a text stands for; a text that is no value of the type stays a text, and fails. */
function toValue(schema: Json, text: string): unknown {
  const type = asText(schema.type);
  if ((type === 'integer' || type === 'number') && /^-?\d+(\.\d+)?$/.test(text)) return Number(text);
  if (type === 'boolean' && (text === 'true' || text === 'false')) return text === 'true';
  return text;
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

function makeError(at: string, keyword: string, message: string, value: unknown): SchemaError {
  return { at, keyword, message, value };
}
