import type { JsonValue } from '../../model/index.ts';

/* Spellings that Adobe's answers vary (facts §5.5, §8), made one. Each function leaves its own result as it is. */

/** Text without surrounding white space, in one Unicode form, with one kind of line end. */
export function toText(value: JsonValue): JsonValue {
  return typeof value === 'string' ? value.normalize('NFC').replace(/\r\n?/g, '\n').trim() : value;
}

/** A list whose order means nothing: texts sorted, each once; null where it is empty. */
export function toSet(value: JsonValue): JsonValue {
  if (!Array.isArray(value)) return value;
  const texts = value
    .filter((item: JsonValue) => typeof item === 'string')
    .map((item) => String(toText(item)))
    .filter((text) => text !== '');
  return texts.length === 0 ? null : [...new Set(texts)].sort();
}

/** A field path with dots, without slashes, blanks or dots around its members: `/_luma/customerId` is `_luma.customerId`. */
export function toFieldPath(value: JsonValue): JsonValue {
  return typeof value === 'string' ? trimFieldPath(value) : value;
}

/** The same for what is known to be text. */
export function trimFieldPath(path: string): string {
  const members = path.split(/[./]/).map((member) => member.trim());
  return members.filter((member) => member !== '').join('.');
}

/** Metrics are named with or without their prefix. */
export function toMetricName(value: JsonValue): JsonValue {
  return typeof value === 'string' ? value.trim().replace(/^(?:metrics\/\s*)+/, '') : value;
}

/** One of the known spellings, whatever case and separators a text has; other texts stay. */
export function toKnown(value: JsonValue, known: readonly string[]): JsonValue {
  if (typeof value !== 'string') return value;
  const plain = toPlainKey(value);
  return known.find((candidate) => toPlainKey(candidate) === plain) ?? value;
}

/** Lower case letters and digits alone. */
export function toPlainKey(text: string): string {
  return text.toLowerCase().replace(/[^a-z0-9]/g, '');
}

/** Namespaces come back in any case (facts §4.2). */
export function toNamespace(value: JsonValue): JsonValue {
  return typeof value === 'string' ? value.trim().toUpperCase() : value;
}

/** A time of Adobe's as ISO 8601 with milliseconds; undefined where it is none. */
export function toIsoTime(text: string | undefined): string | undefined {
  const time = text === undefined ? Number.NaN : Date.parse(text);
  return Number.isNaN(time) ? undefined : new Date(time).toISOString();
}

/** Whether two titles are the same to a person: case, kind of dash and white space aside (facts §2.6). */
export function isSameTitle(a: string, b: string): boolean {
  return toTitleKey(a) === toTitleKey(b);
}

function toTitleKey(title: string): string {
  return title.normalize('NFC').replace(/[‐-―]/gu, '-').replace(/\s+/gu, ' ').trim().toLowerCase();
}
