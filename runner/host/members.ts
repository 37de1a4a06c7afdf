/**
 * Tolerant reading of other people's JSON: what is absent, null or of another type reads as undefined, unknown members stay
 * unread. Adobe adds optional members without notice and writes some numbers as text (facts §8).
 */
export type Members = Readonly<Record<string, unknown>>;

/** The value as an object, unless it is none. */
export function asMembers(value: unknown): Members | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Members)
    : undefined;
}

/** A member of the object itself, never of its prototype. */
export function readMember(object: Members | undefined, name: string): unknown {
  return object !== undefined && Object.hasOwn(object, name) ? object[name] : undefined;
}

/** Text; a number is written as text. */
export function readText(object: Members | undefined, name: string): string | undefined {
  const value = readMember(object, name);
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' ? value : undefined;
}

/** A finite number, also one that is written as text. */
export function readNumber(object: Members | undefined, name: string): number | undefined {
  const value = readMember(object, name);
  if (typeof value !== 'number' && (typeof value !== 'string' || value.trim() === '')) return undefined;
  const number = Number(value);
  return Number.isFinite(number) ? number : undefined;
}

/** A time in Unix milliseconds; what no date can hold reads as undefined. */
export function readTime(object: Members | undefined, name: string): number | undefined {
  const time = readNumber(object, name);
  return time === undefined || Number.isNaN(new Date(time).getTime()) ? undefined : time;
}

/** True or false, also written as text. */
export function readFlag(object: Members | undefined, name: string): boolean | undefined {
  const value = readMember(object, name);
  if (value === 'true' || value === 'false') return value === 'true';
  return typeof value === 'boolean' ? value : undefined;
}

/** The members of an object inside the object. */
export function readObject(object: Members | undefined, name: string): Members | undefined {
  return asMembers(readMember(object, name));
}

/** The objects of a list; undefined when there is no list, elements that are no objects are left out. */
export function readObjects(object: Members | undefined, name: string): readonly Members[] | undefined {
  const value = readMember(object, name);
  return Array.isArray(value) ? value.map(asMembers).filter((item) => item !== undefined) : undefined;
}

/** The texts of a list; a single text is a list of one. */
export function readTexts(object: Members | undefined, name: string): readonly string[] | undefined {
  const value = readMember(object, name);
  if (typeof value === 'string') return [value];
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : undefined;
}

/** The object without the members that are undefined. */
export function compact<T extends object>(object: T): Compact<T> {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined)) as Compact<T>;
}

/** What may be undefined becomes optional. */
export type Compact<T> = { readonly [K in keyof T as undefined extends T[K] ? never : K]: T[K] } & {
  readonly [K in keyof T as undefined extends T[K] ? K : never]?: Exclude<T[K], undefined>;
};
