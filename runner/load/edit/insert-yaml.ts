import { isDeepStrictEqual } from 'node:util';
import {
  type Document,
  isMap,
  isScalar,
  isSeq,
  type Pair,
  parseAllDocuments,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml';
import type { JsonValue } from '../../model/index.ts';
import { listComments } from '../format/comment-places.ts';
import { PARSE_OPTIONS } from '../parse-options.ts';
import { printSnippet } from './print-snippet.ts';

/** What is written into a document, and where. */
export interface Insertion {
  /** Which document of the text, from 0. */
  readonly index: number;
  /** The mapping that has the attribute. */
  readonly parent: readonly string[];
  readonly attribute: string;
  /** Whether the attribute is a list that gets one more member. */
  readonly isList: boolean;
  /** The attributes of the parent in the order of the language. */
  readonly keys: readonly string[];
  readonly value: JsonValue;
}

/**
 * Writes a value into a text that is well-formed. Every other line stays as it was written; what comes is compared with what was
 * meant. Undefined where the place is written in a way that nothing can be put into without rewriting it: in brackets, or as an
 * alias, or where a single attribute is there already. Pure.
 */
export function insertYaml(text: string, insertion: Insertion): string | undefined {
  const documents = parseAllDocuments(text, PARSE_OPTIONS);
  const document = 'empty' in documents ? undefined : documents[insertion.index];
  const parent: unknown = document?.getIn(insertion.parent, true);
  if (document === undefined || !isMap(parent) || parent.flow === true) return undefined;
  const edited = edit(text, parent, insertion);
  return edited !== undefined && isMeant(text, edited, insertion) ? edited : undefined;
}

function edit(text: string, parent: YAMLMap, insertion: Insertion): string | undefined {
  const { attribute, isList, value } = insertion;
  const pair = parent.items.find(({ key }) => isScalar(key) && key.value === attribute);
  const column = columnOf(text, startOf(parent.items[0]));
  const lines = printSnippet(isList ? [value] : value);
  if (pair === undefined) {
    const at = placeOf(text, parent, insertion);
    const spaced = parent.items.some(({ key }) => isScalar(key) && key.spaceBefore === true);
    const block = [`${attribute}:`, ...indent(lines, 2)];
    return splice(text, at, [...(spaced && at > 0 ? [''] : []), ...indent(block, column)]);
  }
  const list: unknown = pair.value;
  if (isList && isSeq(list) && list.flow !== true && list.items.length > 0) return append(text, list, lines);
  return isEmpty(list) ? fill(text, pair, indent(lines, column + 2)) : undefined;
}

/** After the last member of a list in block form. */
function append(text: string, list: YAMLSeq, lines: readonly string[]): string {
  const spaced = list.items.some((item) => isMap(item) && item.spaceBefore === true);
  const column = columnOf(text, list.range?.[0] ?? 0);
  const own = indent(lines, column);
  return splice(
    text,
    afterNotes(text, lineAfter(text, endOf(list)), innerColumn(text, list.items.at(-1), column)),
    [...(spaced ? [''] : []), ...own],
  );
}

/** In the place of nothing, or of empty brackets; a comment in the line of the attribute stays there. */
function fill(text: string, pair: Pair, lines: readonly string[]): string {
  const key = isScalar(pair.key) ? pair.key : undefined;
  const range = isSeq(pair.value) || isMap(pair.value) ? pair.value.range : undefined;
  if (!range) return splice(text, lineAfter(text, key?.range?.[1] ?? 0), lines);
  const before = text.slice(0, range[0]).trimEnd();
  const cleared = `${before}${text.slice(range[1])}`;
  return splice(cleared, lineAfter(cleared, before.length), lines);
}

function isEmpty(value: unknown): boolean {
  if (value === null || value === undefined) return true;
  if (isScalar(value)) return value.value === null && !value.source;
  return (isSeq(value) || isMap(value)) && value.items.length === 0;
}

/** The end of the attribute after which the language lists the new one; else the start of the first. */
function placeOf(text: string, parent: YAMLMap, { attribute, keys }: Insertion): number {
  const rank = keys.indexOf(attribute);
  const earlier = parent.items.filter(({ key }) => {
    const own = isScalar(key) ? keys.indexOf(String(key.value)) : -1;
    return own >= 0 && own < rank;
  });
  const last = earlier.at(-1);
  if (last !== undefined) {
    const inner = innerColumn(text, last.value, columnOf(text, startOf(last)));
    return afterNotes(text, lineAfter(text, endOfPair(last)), inner);
  }
  return lineStart(text, startOf(parent.items[0]));
}

function startOf(pair: Pair | undefined): number {
  return (isScalar(pair?.key) ? pair.key.range?.[0] : undefined) ?? 0;
}

/** Where the text of a node ends; what belongs to no text of it, such as comments below, comes after. */
function endOf(node: unknown): number {
  if ((isMap(node) || isSeq(node)) && node.flow !== true) {
    const last: unknown = node.items.at(-1);
    return isMap(node) ? endOfPair(last as Pair) : endOf(last);
  }
  const range = typeof node === 'object' && node !== null && 'range' in node ? node.range : undefined;
  return Array.isArray(range) ? Number(range[1]) : 0;
}

function endOfPair(pair: Pair): number {
  const key = isScalar(pair.key) ? (pair.key.range?.[1] ?? 0) : 0;
  return Math.max(key, endOf(pair.value));
}

/** The first column of what is written in the lines of an attribute or a member, which starts in a column itself. */
function innerColumn(text: string, value: unknown, column: number): number {
  const isBlock = (isMap(value) || isSeq(value)) && value.flow !== true;
  return Math.max(column + 1, isBlock ? columnOf(text, value.range?.[0] ?? 0) : 0);
}

/** Behind the comments that start a line in a column or further right: they are about what stands above them. */
function afterNotes(text: string, at: number, column: number): number {
  let end = at;
  let start = at;
  while (start < text.length) {
    const next = lineAfter(text, start + 1);
    const line = text.slice(start, next);
    const own = line.trimStart();
    if (own !== '' && (!own.startsWith('#') || line.length - own.length < column)) break;
    if (own !== '') end = next;
    start = next;
  }
  return end;
}

function lineAfter(text: string, offset: number): number {
  if (text[offset - 1] === '\n') return offset;
  const end = text.indexOf('\n', offset);
  return end < 0 ? text.length : end + 1;
}

function lineStart(text: string, offset: number): number {
  return text.lastIndexOf('\n', offset - 1) + 1;
}

function columnOf(text: string, offset: number): number {
  return offset - lineStart(text, offset);
}

function indent(lines: readonly string[], columns: number): readonly string[] {
  return lines.map((line) => (line === '' ? '' : `${' '.repeat(columns)}${line}`));
}

/** Puts lines at the start of a line, with the line ends of the text. */
function splice(text: string, at: number, lines: readonly string[]): string {
  const end = text.includes('\r\n') ? '\r\n' : '\n';
  const before = text.slice(0, at);
  const closed = before === '' || before.endsWith('\n') ? before : `${before}${end}`;
  return `${closed}${lines.map((line) => `${line}${end}`).join('')}${text.slice(at)}`;
}

/** Whether the edited text says what the text said and the value in its place, with the same comments. */
function isMeant(text: string, edited: string, insertion: Insertion): boolean {
  const wanted = readAll(text);
  const document = wanted[insertion.index];
  let parent: unknown = document;
  for (const key of insertion.parent) parent = (parent as Record<string, unknown>)[key];
  const holder = parent as Record<string, unknown>;
  const { attribute, isList, value } = insertion;
  holder[attribute] = isList ? [...((holder[attribute] as readonly unknown[] | null) ?? []), value] : value;
  return (
    isDeepStrictEqual(readAll(edited), wanted) && isDeepStrictEqual(listComments(edited), listComments(text))
  );
}

function readAll(text: string): unknown[] {
  const documents = parseAllDocuments(text, PARSE_OPTIONS);
  const all: readonly Document.Parsed[] = 'empty' in documents ? [] : documents;
  return all.map((document) =>
    document.errors.length > 0 ? undefined : document.toJS({ maxAliasCount: -1 }),
  );
}
