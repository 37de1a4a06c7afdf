import { asObject, type Json } from './json.ts';

/**
 * How a schema is taken: as published; closed, so that no undeclared member passes; or as a part of a closed one, which
 * closes its members but not itself, since its siblings declare the rest.
 */
export type Reading = 'published' | 'closed' | 'part';

export const READINGS: readonly Reading[] = ['published', 'closed', 'part'];

const KEPT = new Set([
  'enum',
  'minItems',
  'maxItems',
  'minLength',
  'maxLength',
  'uniqueItems',
  'minimum',
  'maximum',
  'pattern',
  'format',
]);
const MEMBERS = new Set(['properties', 'definitions', 'patternProperties']);
const CHOICES = new Set(['allOf', 'anyOf', 'oneOf']);

/**
 * The dialect of OpenAPI 3.0 and Swagger 2.0 as JSON Schema. It looks at keywords only where a keyword stands: examples and
 * names of properties contain `$ref` and `required` too.
 */
export function convertSchema(schema: unknown, file: string, reading: Reading): unknown {
  if (typeof schema !== 'object' || schema === null || Array.isArray(schema)) return {};
  const source: Json = asObject(schema);
  if (typeof source.$ref === 'string') return { $ref: `${getSchemaId(file, reading)}${source.$ref}` };
  const result: Record<string, unknown> = {};
  for (const [keyword, value] of Object.entries(source)) {
    const converted = convertKeyword(keyword, value, { file, reading });
    if (converted !== undefined) result[keyword] = converted;
  }
  if (source.nullable === true) allowNull(result);
  if (reading === 'closed' && isClosable(source)) result.unevaluatedProperties = false;
  return result;
}

/** The identity of the schemas of a file in one reading. */
export function getSchemaId(file: string, reading: Reading): string {
  // Without a slash: references are resolved against it.
  return `${reading}.${file}`;
}

function convertKeyword(
  keyword: string,
  value: unknown,
  { file, reading }: { readonly file: string; readonly reading: Reading },
): unknown {
  const below: Reading = reading === 'published' ? 'published' : 'closed';
  const beside: Reading = reading === 'published' ? 'published' : 'part';
  if (KEPT.has(keyword)) return value;
  if (keyword === 'type') return typeof value === 'string' ? value : undefined;
  if (keyword === 'required') return Array.isArray(value) ? value : undefined;
  if (MEMBERS.has(keyword)) return convertSchemas(asObject(value), file, below);
  if (keyword === 'items') return convertSchema(value, file, below);
  if (keyword === 'additionalProperties') {
    return typeof value === 'boolean' ? value : convertSchema(value, file, below);
  }
  if (CHOICES.has(keyword) && Array.isArray(value)) {
    return value.map((child) => convertSchema(child, file, beside));
  }
  return undefined;
}

/** Schemas by name. */
export function convertSchemas(schemas: Json, file: string, reading: Reading): Json {
  return Object.fromEntries(
    Object.entries(schemas).map(([name, child]) => [name, convertSchema(child, file, reading)]),
  );
}

function allowNull(result: Record<string, unknown>): void {
  if (typeof result.type === 'string') result.type = [result.type, 'null'];
  if (Array.isArray(result.enum)) result.enum = [...result.enum, null];
}

/** An object without any declared member is free-form: nothing can be undeclared in it. */
function isClosable(source: Json): boolean {
  if (source.additionalProperties !== undefined) return false;
  return (
    Object.keys(asObject(source.properties)).length > 0 ||
    Object.keys(source).some((keyword) => CHOICES.has(keyword) && isOfObjects(source[keyword]))
  );
}

function isOfObjects(choices: unknown): boolean {
  return (
    Array.isArray(choices) &&
    choices.every((choice) => {
      const { $ref, properties, allOf } = asObject(choice);
      return $ref !== undefined || properties !== undefined || allOf !== undefined;
    })
  );
}
