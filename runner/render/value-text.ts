import type { JsonValue } from '../model/index.ts';
import { numberText } from './count-text.ts';
import { toPlain } from './plain-text.ts';

// Begins only where a word begins, so that a text of one endless word is read once and not from each of its letters.
const OBJECT = /(?<![a-z0-9-])([a-z0-9][a-z0-9-]*(?:\/[a-z0-9][a-z0-9-]*){2})~[A-Za-z0-9]+(?:#\d+)?/gu;
const REMOTE_ID = /(^|\[)id:([a-z-]+):/gu;
const BARE = /^[A-Za-z_/][\w./:@+-]*$/u;
const NOT_A_TEXT = /^(?:true|false|null|yes|no|on|off)$/iu;

/** `address~fp` as the address, an id that nobody knows as what it is an id of. Hashes tell a reader nothing. */
export function nameReferences(text: string): string {
  return text.replace(OBJECT, '$1').replace(REMOTE_ID, '$1$2 ');
}

/** The path of an attribute as it is printed. */
export function pathText(path: string): string {
  return toPlain(nameReferences(path));
}

/** A value on one line: texts are quoted only where they could be mistaken for something else. */
export function valueText(value: JsonValue): string {
  if (typeof value === 'string') return stringText(value);
  if (value === null || typeof value !== 'object') return String(value);
  if (Array.isArray(value)) return `[${value.map((item: JsonValue) => valueText(item)).join(', ')}]`;
  const members = Object.entries(value).map(
    ([key, item]) => `${pathText(key)}: ${valueText(item as JsonValue)}`,
  );
  return `{${members.join(', ')}}`;
}

/** A value of which only the beginning is shown where it is very long; says how much is left out. */
export function shortValueText(value: JsonValue, limit: number): string {
  const text = valueText(value);
  const characters = [...text];
  if (characters.length <= limit) return text;
  return `${characters.slice(0, limit).join('')}… (${numberText(characters.length - limit)} more characters)`;
}

function stringText(text: string): string {
  const named = nameReferences(text);
  return BARE.test(named) && !NOT_A_TEXT.test(named) ? named : `"${toPlain(named)}"`;
}
