import { ApiError } from '../http/api-error.ts';
import { isJsonObject } from '../http/read-json.ts';
import type { JsonObject } from '../respell/respell-object.ts';

/** Refuses a control request: says which member is wrong and what was expected. */
export function refuse(path: string, expected: string): never {
  throw new ApiError(400, 'bad_request', `${path}: expected ${expected}`);
}

/** A required or defaulted string. */
export function readString(body: JsonObject, name: string, fallback?: string): string {
  const value = body[name];
  if (typeof value === 'string' && (value !== '' || fallback !== undefined)) return value;
  if ((value === undefined || value === null) && fallback !== undefined) return fallback;
  return refuse(name, 'a text');
}

/** A whole number that is at least `min`. */
export function readInteger(
  body: JsonObject,
  name: string,
  { min, fallback }: { min: number; fallback?: number },
): number {
  const value = body[name] ?? fallback;
  if (typeof value === 'number' && Number.isInteger(value) && value >= min) return value;
  return refuse(name, `a whole number from ${min}`);
}

/** A boolean with a default. */
export function readBoolean(body: JsonObject, name: string, fallback: boolean): boolean {
  const value = body[name] ?? fallback;
  return typeof value === 'boolean' ? value : refuse(name, 'true or false');
}

/** One of a few words. */
export function readChoice<T extends string>(
  body: JsonObject,
  name: string,
  options: readonly T[],
  fallback?: T,
): T {
  const value = body[name] ?? fallback;
  return options.find((option) => option === value) ?? refuse(name, options.join(' or '));
}

/** A list of a few words; absent: empty. */
export function readChoices<T extends string>(body: JsonObject, name: string, options: readonly T[]): T[] {
  const words: readonly unknown[] = readStrings(body, name);
  return words.map(
    (word) => options.find((option) => option === word) ?? refuse(name, `any of ${options.join(', ')}`),
  );
}

/** A list of objects; absent: empty. */
export function readObjects(body: JsonObject, name: string): JsonObject[] {
  const value = body[name] ?? [];
  if (Array.isArray(value) && value.every(isJsonObject)) return value;
  return refuse(name, 'a list of objects');
}

/** A list of texts; absent: empty. */
export function readStrings(body: JsonObject, name: string): string[] {
  const value = body[name] ?? [];
  if (Array.isArray(value) && value.every((item) => typeof item === 'string')) return value;
  return refuse(name, 'a list of texts');
}

/** An object, or null when absent. */
export function readOptionalObject(body: JsonObject, name: string): JsonObject | null {
  const value = body[name] ?? null;
  return value === null || isJsonObject(value) ? value : refuse(name, 'an object');
}

/** An object of texts; absent: as it was before, or empty. */
export function readTexts(
  body: JsonObject,
  name: string,
  before: Readonly<Record<string, string>> = {},
): Readonly<Record<string, string>> {
  const value = readOptionalObject(body, name);
  if (value === null) return before;
  return Object.fromEntries(Object.keys(value).map((member) => [member, readString(value, member, '')]));
}
