import type { JsonValue } from '../../model/index.ts';

/** A JSON Schema as it was read. */
export type Schema = Readonly<Record<string, JsonValue>>;

/** The files of `schemas/` by their path below it. */
export type Schemas = ReadonlyMap<string, Schema>;

/** The value as a schema, or undefined where it is none. */
export function asSchema(value: JsonValue | undefined): Schema | undefined {
  const isMapping = typeof value === 'object' && value !== null && !Array.isArray(value);
  return isMapping ? (value as Schema) : undefined;
}

/** The members of a keyword that holds schemas. */
export function schemaList(value: JsonValue | undefined): readonly Schema[] {
  return listOf(value)
    .map(asSchema)
    .filter((item) => item !== undefined);
}

/** The members of a keyword that holds a list; none where it is absent. */
export function listOf(value: JsonValue | undefined): readonly JsonValue[] {
  return Array.isArray(value) ? (value as readonly JsonValue[]) : [];
}

/** A keyword that holds text. */
export function textOf(value: JsonValue | undefined): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
