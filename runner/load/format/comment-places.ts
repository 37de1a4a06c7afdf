import { isDeepStrictEqual } from 'node:util';
import {
  type CST,
  type Document,
  isCollection,
  isNode,
  isPair,
  isScalar,
  Lexer,
  parseAllDocuments,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml';
import { PARSE_OPTIONS } from '../parse-options.ts';
import type { CommentSite } from './blocking-comment.ts';

/** A mapping or a list in lines of its own. */
interface Block {
  readonly path: string;
  readonly column: number;
  readonly around: Block | undefined;
}

/** An attribute of a mapping, or a member of a list. */
interface Item {
  readonly path: string;
  /** What a comment above it stands above: the outermost list member that begins with it, or itself. */
  readonly head: string;
  readonly isMember: boolean;
  readonly offset: number;
  /** Where its value starts. */
  readonly start: number;
  readonly block: Block;
  /** Whether a comment below it that is further in is its own: below a block, also a text in lines of its own, it is not. */
  readonly isLeaf: boolean;
  /** Where its text ends, without that of a block in it. */
  readonly end: number;
}

interface Comment {
  readonly text: string;
  readonly offset: number;
  /** The least of it and of those directly above, as what follows one is no further in; undefined beside other text. */
  readonly column: number | undefined;
}

/** All comments of a text, sorted, without white space at their ends. */
export function listComments(text: string): readonly string[] {
  return readComments(text)
    .map((comment) => comment.text)
    .sort();
}

/** Where all comments of a text stand, in its order. */
export function locateComments(text: string): readonly CommentSite[] {
  return readComments(text).map(({ text: { length }, offset }) => ({ offset, length }));
}

/**
 * Whether every comment of a text stands beside the same attribute in the other. A comment at the top of a document or of a list
 * member is about the whole of it: which attribute comes first does not matter.
 */
export function keepsPlaces(one: string, other: string): boolean {
  const [before, after] = [readPages(one), readPages(other)];
  const heads = new Map([...before, ...after].flatMap(({ items }) => headsOf(items)));
  return isDeepStrictEqual(listPlaces(one, before, heads), listPlaces(other, after, heads));
}

/** Places above what is only the beginning of something greater, each with the place above that. */
function headsOf(items: readonly Item[]): readonly (readonly [string, string])[] {
  return items.flatMap(({ path, head }, index) => {
    if (index === 0) return [[above(path), `top of ${path.split('/', 1).join('')}`] as const];
    return head === path ? [] : [[above(path), above(head)] as const];
  });
}

function above(path: string): string {
  return `before ${path}`;
}

/** A document of a text. */
interface Page {
  readonly items: readonly Item[];
  readonly end: number;
}

function readPages(text: string): readonly Page[] {
  const documents = parseAllDocuments(text, { ...PARSE_OPTIONS, keepSourceTokens: true });
  const all: readonly Document.Parsed[] = 'empty' in documents ? [] : documents;
  return all.map(({ contents, range }, index) => ({
    items: listItems(contents, text, { path: String(index) }),
    end: range[2],
  }));
}

/** Every comment with the place where it stands, sorted; columns of the text alone tell the place. */
function listPlaces(
  text: string,
  pages: readonly Page[],
  heads: ReadonlyMap<string, string>,
): readonly string[] {
  const greatest = (place: string): string => {
    const head = heads.get(place);
    return head === undefined ? place : greatest(head);
  };
  return readComments(text)
    .map((comment) => {
      const page = pages.find(({ end }) => comment.offset < end) ?? pages.at(-1);
      return `${comment.text}\n${greatest(placeOf(comment, page?.items ?? []))}`;
    })
    .sort();
}

function placeOf({ offset, column }: Comment, items: readonly Item[]): string {
  const index = items.findLastIndex((item) => item.offset <= offset);
  const [last, next] = [items[index], items[index + 1]];
  if (last === undefined) return next === undefined ? '' : above(next.head);
  // Between the dash of a member and its value a comment is about the member.
  if (last.isMember && last.isLeaf && offset < last.start) return above(last.head);
  if (next !== undefined && next.block.around === last.block && (last.isMember || column !== undefined))
    return above(next.head);
  if (column === undefined || offset < last.end || (last.isLeaf && column > last.block.column))
    return `at ${last.path}`;
  const block = blockOf(column, last.block, next?.block);
  return block === next?.block ? above(next.head) : `end of ${block.path}`;
}

/** The outermost block that starts in the column, or the next one to the left; none around the block that goes on below. */
function blockOf(column: number, inner: Block, next: Block | undefined): Block {
  const { around } = inner;
  if (inner === next || around === undefined) return inner;
  return column < inner.column || column <= around.column ? blockOf(column, around, next) : inner;
}

/** Where a block stands. */
interface Site {
  readonly path: string;
  readonly around?: Block;
  /** The list member that the block is. */
  readonly head?: string | undefined;
}

/** All attributes and members below a node, in the order of the text. */
function listItems(node: unknown, text: string, { path, around, head }: Site): readonly Item[] {
  if (!isBlock(node)) return [];
  const block = { path, around, column: columnOf(text, node.range?.[0] ?? 0) };
  return node.items.flatMap((item: unknown, index) => {
    const isMember = !isPair(item);
    const [key, value]: readonly unknown[] = isMember ? [undefined, item] : [item.key, item.value];
    const own = `${path}/${isMember ? index : nameOf(key)}`;
    const first = (index === 0 ? head : undefined) ?? own;
    const isLeaf = !isBlock(value);
    return [
      {
        path: own,
        head: first,
        isMember,
        block,
        isLeaf: isLeaf && !isBlockText(value),
        offset: isMember ? (dashOf(node, index) ?? startOf(value)) : startOf(key),
        start: startOf(value),
        end: Math.max(endOf(key), isLeaf ? endOf(value) : 0),
      },
      ...listItems(value, text, { path: own, around: block, head: isMember ? first : undefined }),
    ];
  });
}

function nameOf(key: unknown): string {
  return isScalar(key) ? JSON.stringify(key.value) : String(key);
}

function dashOf({ srcToken }: YAMLMap | YAMLSeq, index: number): number | undefined {
  const token: CST.Token | undefined = srcToken;
  if (token?.type !== 'block-seq') return undefined;
  return token.items[index]?.start.find(({ type }) => type === 'seq-item-ind')?.offset;
}

function startOf(node: unknown): number {
  return (isNode(node) ? node.range?.[0] : undefined) ?? 0;
}

function endOf(node: unknown): number {
  return (isNode(node) ? node.range?.[1] : undefined) ?? 0;
}

function isBlock(node: unknown): node is YAMLMap | YAMLSeq {
  return isCollection(node) && node.flow !== true;
}

function isBlockText(node: unknown): boolean {
  return isScalar(node) && (node.type === 'BLOCK_LITERAL' || node.type === 'BLOCK_FOLDED');
}

function columnOf(text: string, offset: number): number {
  return offset - (text.lastIndexOf('\n', offset - 1) + 1);
}

function readComments(text: string): readonly Comment[] {
  const comments: Comment[] = [];
  let offset = 0;
  let least = Number.POSITIVE_INFINITY;
  for (const token of new Lexer().lex(text)) {
    // The lexer puts marks of its own between the parts of a text, which the text does not have.
    if (!text.startsWith(token, offset)) continue;
    if (token.startsWith('#')) {
      const column = columnOf(text, offset);
      const before = text.slice(offset - column, offset).trimEnd();
      // Beside the end of a document it is at the margin, as one above that would be.
      if (before === '...') least = 0;
      const isAlone = before.trim() === '' || before === '...';
      if (isAlone) least = Math.min(least, column);
      comments.push({ text: token.trimEnd(), offset, column: isAlone ? least : undefined });
    } else if (token.trim() !== '') least = Number.POSITIVE_INFINITY;
    offset += token.length;
  }
  return comments;
}
