import { type ObjectAddress, parseObjectAddress } from './address.ts';
import type { JsonValue } from './json.ts';

const OBJECT = /(?<![a-z0-9-])[a-z0-9-]+\/[a-z0-9-]+\/[a-z0-9-]+~[0-9a-z]+(?:#\d+)?/g;

/** Replaces the names of objects (`address~fp`) wherever they stand in a value, in keys too. */
export function renameObjects(
  value: JsonValue,
  renames: Readonly<Record<ObjectAddress, ObjectAddress>>,
): JsonValue {
  if (typeof value === 'string') return renameIn(value, renames);
  if (value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) return value.map((item: JsonValue) => renameObjects(item, renames));
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [
      renameIn(key, renames),
      renameObjects(item as JsonValue, renames),
    ]),
  );
}

function renameIn(text: string, renames: Readonly<Record<ObjectAddress, ObjectAddress>>): string {
  return text.includes('~') ? text.replace(OBJECT, (object) => renames[object] ?? object) : text;
}

/** The fingerprint within a new name, where an object has one. */
export function renamedFingerprint(
  object: ObjectAddress,
  renames: Readonly<Record<ObjectAddress, ObjectAddress>>,
): string | undefined {
  const renamed = renames[object];
  return renamed === undefined ? undefined : parseObjectAddress(renamed).fp;
}
