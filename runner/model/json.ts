/** Plain JSON data: what values, plans, state and journal are made of. */
export type JsonValue =
  | null
  | boolean
  | number
  | string
  | readonly JsonValue[]
  | { readonly [key: string]: JsonValue };

/** The one text of a JSON value: keys sorted at every depth, no white space. Equal values give equal bytes. */
export function canonicalJson(value: JsonValue | undefined): string {
  if (value === undefined) return 'undefined';
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map((item: JsonValue) => canonicalJson(item)).join(',')}]`;
  const record = value as { readonly [key: string]: JsonValue };
  const members = Object.keys(record)
    .sort()
    .map((key) => `${JSON.stringify(key)}:${canonicalJson(record[key])}`);
  return `{${members.join(',')}}`;
}

/** Whether two JSON values are the same data, whatever the order of their keys. */
export function isSameJson(a: JsonValue | undefined, b: JsonValue | undefined): boolean {
  return a === b || canonicalJson(a) === canonicalJson(b);
}

/** The same data with the members of every object in order of their keys. */
export function sortKeys(value: JsonValue): JsonValue {
  if (value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) return value.map((item: JsonValue) => sortKeys(item));
  const entries = Object.entries(value as { readonly [key: string]: JsonValue });
  return Object.fromEntries(
    entries.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)).map(([key, item]) => [key, sortKeys(item)]),
  );
}
