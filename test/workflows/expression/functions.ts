import { fold, isEqual } from './compare.ts';
import { ExpressionError } from './tokens.ts';
import { isList, isPrimitive, toText, type Value } from './value.ts';

/** A function of expressions that needs nothing but its arguments. */
interface PlainFunction {
  readonly fewest: number;
  readonly most: number;
  readonly call: (args: readonly Value[]) => Value;
}

/** GitHub's functions; `hashFiles` is not among them, since it would need the disk. */
export const FUNCTIONS: ReadonlyMap<string, PlainFunction> = new Map<string, PlainFunction>([
  ['contains', { fewest: 2, most: 2, call: ([search = null, item = null]) => contains(search, item) }],
  ['startswith', { fewest: 2, most: 2, call: onTexts((text, start) => text.startsWith(start)) }],
  ['endswith', { fewest: 2, most: 2, call: onTexts((text, end) => text.endsWith(end)) }],
  ['format', { fewest: 1, most: 255, call: ([pattern = null, ...args]) => format(toText(pattern), args) }],
  ['join', { fewest: 1, most: 2, call: ([list = null, between = ',']) => join(list, between) }],
  ['tojson', { fewest: 1, most: 1, call: ([value = null]) => JSON.stringify(value, undefined, 2) }],
  ['fromjson', { fewest: 1, most: 1, call: ([text = null]) => parseJson(toText(text)) }],
]);

/** The functions that ask how the steps before ended, or the jobs that are needed. */
export const STATUS_FUNCTIONS: readonly string[] = ['success', 'failure', 'cancelled', 'always'];

function contains(search: Value, item: Value): boolean {
  if (isList(search)) return search.some((one) => isEqual(one, item));
  return isPrimitive(search) && isPrimitive(item) && fold(toText(search)).includes(fold(toText(item)));
}

function onTexts(test: (text: string, part: string) => boolean): PlainFunction['call'] {
  return ([text = null, part = null]) =>
    isPrimitive(text) && isPrimitive(part) && test(fold(toText(text)), fold(toText(part)));
}

function join(list: Value, between: Value): string {
  const separator = isPrimitive(between) ? toText(between) : ',';
  if (isList(list)) return list.map(toText).join(separator);
  return isPrimitive(list) ? toText(list) : '';
}

/** `{{` and `}}` are braces themselves. */
function format(pattern: string, args: readonly Value[]): string {
  const text = pattern.replace(/\{\{|\}\}|\{(\d{1,3})\}|[{}]/g, (found, index?: string) => {
    if (found === '{{' || found === '}}') return found.charAt(0);
    const value = index === undefined ? undefined : args[Number(index)];
    if (value === undefined) throw new ExpressionError(`format has no argument for ${found}`);
    return toText(value);
  });
  return text;
}

function parseJson(text: string): Value {
  try {
    return JSON.parse(text) as Value;
  } catch {
    throw new ExpressionError('fromJSON was given what is no JSON');
  }
}
