import { type AttributeDiff, isSameJson, type JsonValue } from '../model/index.ts';
import { pathText, shortValueText, valueText } from './value-text.ts';

/** One thing that a reader is told about an attribute, as text without layout. */
export type AttributeEntry =
  | { readonly type: 'set'; readonly path: string; readonly after: string }
  | { readonly type: 'changed'; readonly path: string; readonly before: string; readonly after: string }
  | {
      readonly type: 'list';
      readonly path: string;
      readonly removed: readonly string[];
      readonly added: readonly string[];
    }
  | {
      readonly type: 'member';
      readonly sign: '+' | '-';
      readonly path: string;
      readonly attributes: readonly { readonly path: string; readonly value: string }[];
    }
  | {
      /** It refers to the object that takes another one's place: both print the same. */
      readonly type: 'moved';
      readonly path: string;
      readonly to?: string;
    };

export const NOT_SET = '(not set)';
export const UNKNOWN = '(unknown: no API shows it)';
const LONGEST = 300;

/** What is said of every value of one attribute: how it is known, and how much of it is shown. */
interface ValueContext {
  readonly note: string;
  readonly longest: number;
}

/**
 * Differences in the order of the plan, members of lists put together, objects and lists compared in depth. Of a value that is
 * longer than `longest` a part is shown.
 */
export function toAttributeEntries(
  diffs: readonly AttributeDiff[],
  longest: number = LONGEST,
): readonly AttributeEntry[] {
  const groups = new Map<string, AttributeDiff[]>();
  for (const diff of diffs) {
    const key = memberOf(diff.path) ?? diff.path;
    groups.set(key, [...(groups.get(key) ?? []), diff]);
  }
  return joinReplacements([...groups].flatMap(([key, group]) => entriesOfGroup(key, group, longest)));
}

/** `datasets[web]` of `datasets[web].streaming`; brackets may hold brackets. */
function memberOf(path: string): string | undefined {
  let depth = 0;
  for (let index = path.indexOf('['); index >= 0 && index < path.length; index += 1) {
    if (path[index] === '[') depth += 1;
    if (path[index] === ']') depth -= 1;
    if (depth === 0) return path.slice(0, index + 1);
  }
  return undefined;
}

function entriesOfGroup(
  key: string,
  group: readonly AttributeDiff[],
  longest: number,
): readonly AttributeEntry[] {
  const isMember = memberOf(group[0]?.path ?? '') === key;
  const added = group.every((diff) => diff.before === undefined && diff.knowledge !== 'unknown');
  const removed = group.every((diff) => diff.after === undefined);
  if (!isMember || !(added || removed)) {
    return group.flatMap((diff) => entriesOfDiff(diff, longest));
  }
  const attributes = group.flatMap((diff) => {
    const value = added ? diff.after : diff.before;
    const path = pathText(diff.path).slice(pathText(key).length).replace(/^\./u, '');
    return value === undefined ? [] : [{ path, value: shortValueText(value, longest) }];
  });
  return [{ type: 'member', sign: added ? '+' : '-', path: pathText(key), attributes }];
}

/** A member that goes and one that comes, printed the same: the object behind the reference is replaced. */
function joinReplacements(entries: readonly AttributeEntry[]): readonly AttributeEntry[] {
  const isSign = (entry: AttributeEntry, sign: '+' | '-', path: string): boolean =>
    entry.type === 'member' && entry.sign === sign && entry.path === path;
  return entries.flatMap((entry): readonly AttributeEntry[] => {
    if (entry.type !== 'member') return [entry];
    const other = entry.sign === '+' ? '-' : '+';
    if (!entries.some((candidate) => isSign(candidate, other, entry.path))) return [entry];
    return entry.sign === '+' ? [{ type: 'moved', path: entry.path }] : [];
  });
}

function entriesOfDiff(diff: AttributeDiff, longest: number): readonly AttributeEntry[] {
  const { before, after, knowledge } = diff;
  const path = pathText(diff.path);
  if (knowledge === 'unknown') {
    return [
      {
        type: 'changed',
        path,
        before: UNKNOWN,
        after: after === undefined ? NOT_SET : shortValueText(after, longest),
      },
    ];
  }
  return entriesOfMembers(path, [before, after], {
    note: knowledge === 'attested' ? ' (attested)' : '',
    longest,
  });
}

function entriesOfValues(
  path: string,
  [before, after]: readonly [JsonValue, JsonValue],
  context: ValueContext,
): readonly AttributeEntry[] {
  const { note, longest } = context;
  if (isSameJson(before, after)) return [];
  if (isList(before) && isList(after)) return entriesOfLists(path, [before, after], context);
  if (isRecord(before) && isRecord(after)) {
    const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
    return keys.flatMap((key) =>
      entriesOfMembers(`${path}.${pathText(key)}`, [before[key], after[key]], context),
    );
  }
  if (valueText(before) === valueText(after))
    return [{ type: 'moved', path, to: shortValueText(after, longest) }];
  const [shownBefore, shownAfter] = shortPair([valueText(before), valueText(after)], longest);
  return [{ type: 'changed', path, before: shownBefore + note, after: shownAfter }];
}

function entriesOfMembers(
  path: string,
  [before, after]: readonly [JsonValue | undefined, JsonValue | undefined],
  context: ValueContext,
): readonly AttributeEntry[] {
  if (before !== undefined && after !== undefined) return entriesOfValues(path, [before, after], context);
  const { note, longest } = context;
  if (after !== undefined) return [{ type: 'set', path, after: shortValueText(after, longest) }];
  return before === undefined
    ? []
    : [{ type: 'changed', path, before: shortValueText(before, longest) + note, after: NOT_SET }];
}

function entriesOfLists(
  path: string,
  [before, after]: readonly [readonly JsonValue[], readonly JsonValue[]],
  context: ValueContext,
): readonly AttributeEntry[] {
  const { note, longest } = context;
  const short = (value: JsonValue): string => shortValueText(value, longest);
  const removed = without(before, after);
  const added = without(after, before);
  if (removed.length === 0 && added.length === 0) {
    return [{ type: 'changed', path, before: short(before) + note, after: short(after) }];
  }
  const oneForOne = before.length === after.length && removed.length === 1 && added.length === 1;
  const at = before.findIndex((item, index) => !isSameJson(item, after[index]));
  const [old, fresh] = [before[at], after[at]];
  if (oneForOne && isRecord(old) && isRecord(fresh))
    return entriesOfValues(`${path}[${at + 1}]`, [old, fresh], context);
  return [{ type: 'list', path: path + note, removed: removed.map(short), added: added.map(short) }];
}

/** Items of a list that the other one lacks; an item that stands twice counts twice. */
function without(items: readonly JsonValue[], others: readonly JsonValue[]): readonly JsonValue[] {
  const rest = [...others];
  return items.filter((item) => {
    const at = rest.findIndex((other) => isSameJson(item, other));
    if (at >= 0) rest.splice(at, 1);
    return at < 0;
  });
}

function isList(value: JsonValue): value is readonly JsonValue[] {
  return Array.isArray(value);
}

function isRecord(value: JsonValue | undefined): value is { readonly [key: string]: JsonValue } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Two long texts from shortly before the place where they part, so that the difference is never in what is left out. */
function shortPair([before, after]: readonly [string, string], longest: number): readonly [string, string] {
  if (before.length <= longest && after.length <= longest) return [before, after];
  const [old, fresh] = [[...before], [...after]];
  let same = 0;
  while (same < old.length && old[same] === fresh[same]) same += 1;
  const from = Math.max(0, same - 30);
  const cut = (characters: readonly string[]): string => {
    const part = characters.slice(from, from + longest).join('');
    return `${from > 0 ? '…' : ''}${part}${characters.length > from + longest ? '…' : ''}`;
  };
  return [cut(old), cut(fresh)];
}
