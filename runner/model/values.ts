import type { Address } from './address.ts';
import type { JsonValue } from './json.ts';

/**
 * A path to one attribute of a resource: `goal`, `datasets[…].streaming`. Lists whose members have a natural key are
 * written as `list[key].attribute`, so that order never matters and a diff names the member.
 */
export type AttributePath = string;

/** The attributes of a resource, flat. A path that is missing is an attribute that is not declared. */
export type Values = Readonly<Record<AttributePath, JsonValue>>;

/*
 * References inside values (in paths and in strings) are tokens until the planner makes them canonical. A token is
 * delimited by NUL, which neither YAML (refused by the schemas) nor Adobe's texts can hold.
 */
const TOKEN = /\0(ref|id):([^\0]*)\0/g;

/** A reference to another resource, as it stands in desired values. */
export function refToken(address: Address): string {
  return `\0ref:${address}\0`;
}

/** A remote id, as it stands in observed values. `space` keeps ids of different services apart: `dataset`, `connection`, `data-view`. */
export function idToken(space: string, id: string): string {
  return `\0id:${space}:${id}\0`;
}

/** What a token becomes. */
export interface TokenReader {
  ref(address: Address): string;
  id(space: string, id: string): string;
}

function replaceTokens(text: string, reader: TokenReader): string {
  if (!text.includes('\0')) return text;
  return text.replace(TOKEN, (_whole, type: string, rest: string) => {
    if (type === 'ref') return reader.ref(rest);
    const at = rest.indexOf(':');
    return reader.id(rest.slice(0, at), rest.slice(at + 1));
  });
}

function replaceInJson(value: JsonValue, reader: TokenReader): JsonValue {
  if (typeof value === 'string') return replaceTokens(value, reader);
  if (value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) return value.map((item: JsonValue) => replaceInJson(item, reader));
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [
      replaceTokens(key, reader),
      replaceInJson(item as JsonValue, reader),
    ]),
  );
}

/** Replaces every token in paths and values; paths come out sorted. */
export function mapTokens(values: Values, reader: TokenReader): Values {
  const entries = Object.entries(values).map(
    ([path, value]) => [replaceTokens(path, reader), replaceInJson(value, reader)] as const,
  );
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)));
}

/** Every address that values refer to, sorted, each once. */
export function refsOf(values: Values): readonly Address[] {
  const found = new Set<Address>();
  const reader: TokenReader = {
    ref: (address) => {
      found.add(address);
      return '';
    },
    id: () => '',
  };
  mapTokens(values, reader);
  return [...found].sort();
}

/** The pattern of a path in an attribute table: `datasets[web].streaming` → `datasets[].streaming`. */
export function pathPattern(path: AttributePath): string {
  let pattern = '';
  let depth = 0;
  for (const character of path) {
    if (character === ']') depth -= 1;
    if (depth === 0) pattern += character;
    if (character === '[') depth += 1;
  }
  return pattern;
}
