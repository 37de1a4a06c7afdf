import { isList, isObject, type Place, refuse, type Value, type ValueObject } from '../expression/index.ts';

/** The place of a member. */
export function at({ file, path }: Place, name: string | number): Place {
  if (typeof name === 'number') return { file, path: `${path}[${name}]` };
  return { file, path: path === '' ? name : `${path}.${name}` };
}

/** A mapping of which every key is known; an absent one is empty. */
export function readMapping(value: Value | undefined, place: Place, known: readonly string[]): ValueObject {
  const mapping = readAnyMapping(value, place);
  for (const name of Object.keys(mapping)) {
    if (!known.includes(name)) refuse(at(place, name), 'this key is not known');
  }
  return mapping;
}

/** A mapping with any keys. */
export function readAnyMapping(value: Value | undefined, place: Place): ValueObject {
  if (value === undefined || value === null) return {};
  if (!isObject(value)) refuse(place, 'it is no mapping');
  return value;
}

/** The entries of a mapping with any keys, each with its place. */
export function readEntries<T>(
  value: Value | undefined,
  place: Place,
  read: (item: Value, place: Place, name: string) => T,
): ReadonlyMap<string, T> {
  const mapping = readAnyMapping(value, place);
  return new Map(Object.entries(mapping).map(([name, item]) => [name, read(item, at(place, name), name)]));
}

export function readText(mapping: ValueObject, name: string, place: Place): string | undefined {
  const value = mapping[name];
  if (value === undefined || typeof value === 'string') return value;
  return refuse(at(place, name), 'it is no text');
}

export function needText(mapping: ValueObject, name: string, place: Place): string {
  return readText(mapping, name, place) ?? refuse(at(place, name), 'it is missing');
}

export function readBoolean(mapping: ValueObject, name: string, place: Place): boolean | undefined {
  const value = mapping[name];
  if (value === undefined || typeof value === 'boolean') return value;
  return refuse(at(place, name), 'it is neither true nor false');
}

/** A text, or several. */
export function readTexts(value: Value | undefined, place: Place): readonly string[] {
  if (value === undefined || value === null) return [];
  const list = isList(value) ? value : [value];
  return list.map((item, index) => {
    if (typeof item !== 'string') refuse(at(place, index), 'it is no text');
    return item;
  });
}

/** Texts, numbers and truth values by name, as texts may be written in YAML. */
export function readScalars(value: Value | undefined, place: Place): ValueObject {
  for (const [name, item] of Object.entries(readAnyMapping(value, place))) {
    if (typeof item === 'object' && item !== null) refuse(at(place, name), 'it is no text');
  }
  return readAnyMapping(value, place);
}
