import type { EmptyKind, SpellingRules } from './spelling-rules.ts';

/** A JSON object of an answer. */
export type JsonObject = Record<string, unknown>;

/** Prefix and suffix of a number that must be written with a decimal point; see {@link writeJson}. */
const FLOAT_MARK = '\u0001float:';

const EXTRA_MEMBERS: readonly [string, unknown][] = [
  ['serviceRevision', 7],
  ['x-internal', { shard: 'va7-3', traceable: false }],
  ['legacyKeys', []],
  ['_etag', '"3f2a"'],
  ['obsolete', null],
];

interface Spelling {
  readonly rules: SpellingRules;
  readonly kind: string;
  readonly key: string;
  readonly pick: (place: string, count: number) => number;
}

/** A respelled copy of an object; the object itself is left alone. */
export function respellObject(value: JsonObject, spelling: Spelling): JsonObject {
  return respellMembers(value, '', spelling);
}

/** A copy without the optional members that are null, but for those that Adobe's samples show so. */
export function removeNulls(value: JsonObject, rules: SpellingRules, path = ''): JsonObject {
  const members = Object.entries(value).flatMap(([name, member]): [string, unknown][] => {
    const below = path === '' ? name : `${path}.${name}`;
    const isKept = member !== null || !rules.optional?.[below] || rules.nullable?.includes(below) === true;
    return isKept ? [[name, cleanValue(member, rules, below)]] : [];
  });
  return Object.fromEntries(members);
}

function cleanValue(value: unknown, rules: SpellingRules, path: string): unknown {
  if (rules.opaque?.includes(path)) return value;
  if (Array.isArray(value)) return value.map((item) => cleanValue(item, rules, path));
  return typeof value === 'object' && value !== null ? removeNulls({ ...value }, rules, path) : value;
}

/** Serialises an answer; numbers marked by the respelling get their decimal point. */
export function writeJson(value: unknown): string {
  // Only strings that respelling itself made can contain the control character unescaped as a prefix.
  return JSON.stringify(value).replaceAll(/"\\u0001float:(-?\d+)"/g, '$1.0');
}

function respellMembers(value: JsonObject, path: string, spelling: Spelling): JsonObject {
  const { pick, key, kind, rules } = spelling;
  const members: [string, unknown][] = [];
  for (const [name, member] of Object.entries(value)) {
    const below = path === '' ? name : `${path}.${name}`;
    const spelled = respellValue(member, below, spelling);
    if (spelled !== undefined) members.push([name, spelled]);
  }
  const place = `${kind}/${key}/${path}`;
  if (!rules.opaque?.includes(path) && pick(`${place}/extra`, 3) === 0) {
    const extra = EXTRA_MEMBERS[pick(`${place}/which`, EXTRA_MEMBERS.length)];
    if (extra && !(extra[0] in value)) members.push([extra[0], extra[1]]);
  }
  const order = new Map(members.map(([name]) => [name, pick(`${place}/order/${name}`, 1_000_003)]));
  members.sort(([first], [second]) => (order.get(first) ?? 0) - (order.get(second) ?? 0));
  return Object.fromEntries(members);
}

function respellValue(value: unknown, path: string, spelling: Spelling): unknown {
  const { rules, pick, kind, key } = spelling;
  const place = `${kind}/${key}/${path}`;
  const optional = rules.optional?.[path];
  if (optional && isEmpty(value)) return chooseEmpty(optional, pick(`${place}/empty`, 3));
  if (rules.opaque?.includes(path)) return value;
  if (Array.isArray(value)) {
    const items = value.map((item, index) => {
      // Items get a key of their own, so that two datasets of one connection need not be spelled alike.
      return respellItem(item, path, { ...spelling, key: `${key}#${index}` });
    });
    return rules.unordered?.includes(path)
      ? shuffle(items, (index) => pick(`${place}/order/${index}`, 1_000_003))
      : items;
  }
  if (typeof value === 'object' && value !== null) return respellMembers({ ...value }, path, spelling);
  if (typeof value === 'string') return respellString(value, path, spelling);
  if (typeof value === 'number' && rules.floats?.includes(path) && Number.isInteger(value)) {
    return pick(`${place}/float`, 2) === 0 ? value : `${FLOAT_MARK}${value}`;
  }
  return value;
}

function respellItem(item: unknown, path: string, spelling: Spelling): unknown {
  if (typeof item === 'object' && item !== null && !Array.isArray(item)) {
    return respellMembers({ ...item }, path, spelling);
  }
  return typeof item === 'string' ? respellString(item, path, spelling) : item;
}

function respellString(value: string, path: string, { rules, pick, kind, key }: Spelling): string {
  if (rules.caseFree?.includes(path)) {
    return [value, value.toLowerCase(), value.toUpperCase()][pick(`${kind}/${key}/${path}/case`, 3)] ?? value;
  }
  if (rules.dates?.includes(path)) {
    return pick(`${kind}/${path}/ms`, 2) === 0 ? value : value.replace(/(:\d\d)Z$/, '$1.000Z');
  }
  return value;
}

function isEmpty(value: unknown): boolean {
  return value === null || value === '' || (Array.isArray(value) && value.length === 0);
}

function chooseEmpty(type: EmptyKind, choice: number): unknown {
  if (choice === 0) return null;
  if (choice === 1) return undefined;
  const empty = { array: [], number: 0, string: '', object: { enabled: false } };
  return empty[type];
}

function shuffle<T>(items: readonly T[], weigh: (index: number) => number): T[] {
  return items
    .map((item, index) => ({ item, weight: weigh(index) }))
    .sort((first, second) => first.weight - second.weight)
    .map(({ item }) => item);
}
