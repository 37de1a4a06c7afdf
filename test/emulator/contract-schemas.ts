import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv, type ErrorObject } from 'ajv';
import { parse } from 'yaml';

type Json = Record<string, unknown>;

/** Validates answers against one published OpenAPI 3.0 or Swagger 2.0 file. */
export interface Contract {
  /** Errors of an answer; a single text when the file knows no such operation or status. */
  validate(operation: { method: string; path: string; status: number }, body: unknown): ContractError[];
}

export interface ContractError {
  readonly at: string;
  readonly keyword: string;
  readonly message: string;
}

/** Reads a contract file and prepares its schemas. */
export function readContract(directory: string, file: string): Contract {
  const text = readFileSync(join(directory, file), 'utf8');
  const document: Json = file.endsWith('.json') ? JSON.parse(text) : parse(text, { maxAliasCount: -1 });
  const ajv = new Ajv({ strict: false, allErrors: true, validateFormats: false });
  const convert = (schema: unknown): unknown => convertSchema(schema, `${file}`);
  const components = asObject(document.components);
  ajv.addSchema({
    $id: file,
    components: { schemas: convertMap(asObject(components.schemas), convert) },
    definitions: convertMap(asObject(document.definitions), convert),
  });
  const compiled = new Map<string, ReturnType<typeof ajv.compile>>();
  return {
    validate({ method, path, status }, body) {
      const key = `${method} ${path} ${status}`;
      const schema = findResponseSchema(document, { method, path, status });
      if (schema === 'unknown') return [{ at: '', keyword: 'operation', message: `${key} is not published` }];
      if (schema === undefined) return [];
      const check = compiled.get(key) ?? ajv.compile(convert(schema) as Json);
      compiled.set(key, check);
      return check(body) ? [] : (check.errors ?? []).map(describeError);
    },
  };
}

function describeError({ instancePath, keyword, message }: ErrorObject): ContractError {
  return {
    at: instancePath.replaceAll(/\/(\d+|[\da-f]{24}|[\dA-Z]{26})(?=\/|$)/g, '/*'),
    keyword,
    message: message ?? '',
  };
}

function findResponseSchema(
  document: Json,
  { method, path, status }: { method: string; path: string; status: number },
): unknown {
  const operation = asObject(asObject(asObject(document.paths)[path])[method.toLowerCase()]);
  const responses = asObject(operation.responses);
  const found = responses[String(status)] ?? responses[status];
  if (found === undefined) return 'unknown';
  const response = resolve(document, asObject(found));
  const content = asObject(response.content);
  return response.schema ?? asObject(Object.values(content)[0]).schema;
}

function resolve(document: Json, node: Json): Json {
  if (typeof node.$ref !== 'string') return node;
  const names = node.$ref.replace(/^#\//, '').split('/');
  return asObject(names.reduce<unknown>((level, name) => asObject(level)[name], document));
}

const MAPS = new Set(['properties', 'definitions', 'patternProperties']);
const LISTS = new Set(['allOf', 'anyOf', 'oneOf']);
const SINGLES = new Set(['items', 'additionalProperties', 'not']);
const KEPT = new Set([
  'type',
  'enum',
  'required',
  'minItems',
  'maxItems',
  'uniqueItems',
  'minimum',
  'maximum',
  'pattern',
]);

/** OpenAPI's dialect to JSON Schema; only where a keyword stands, since examples contain `$ref` too. */
function convertSchema(schema: unknown, file: string): unknown {
  if (typeof schema !== 'object' || schema === null || Array.isArray(schema)) return schema;
  const source = schema as Json;
  if (typeof source.$ref === 'string') return { $ref: `${file}${source.$ref}` };
  const result: Json = {};
  for (const [keyword, value] of Object.entries(source)) {
    if (MAPS.has(keyword))
      result[keyword] = convertMap(asObject(value), (child) => convertSchema(child, file));
    else if (LISTS.has(keyword) && Array.isArray(value))
      result[keyword] = value.map((child) => convertSchema(child, file));
    else if (SINGLES.has(keyword)) result[keyword] = convertSchema(value, file);
    else if (KEPT.has(keyword)) result[keyword] = value;
  }
  return source.nullable === true ? { anyOf: [result, { type: 'null' }] } : result;
}

function convertMap(map: Json, convert: (schema: unknown) => unknown): Json {
  return Object.fromEntries(Object.entries(map).map(([name, schema]) => [name, convert(schema)]));
}

function asObject(value: unknown): Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : {};
}
