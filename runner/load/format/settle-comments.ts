import {
  type Document,
  isCollection,
  isNode,
  isPair,
  type Node,
  type Pair,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml';

/** A line below a node: a comment without its sign and the column of that sign, or nothing. */
interface Line {
  readonly text: string;
  /** Undefined where the line is blank, or goes on from text: it stays where it is. */
  readonly column: number | undefined;
}

/**
 * Gives every comment in lines of its own to the block in whose column it was written. The `yaml` package leaves all comments below
 * a block to the deepest one, once the first of them is its own; those further left are about what comes next, or about the end of
 * a block around it.
 */
export function settleComments(document: Document.Parsed, text: string): void {
  const root: unknown = document.contents;
  if (!isBlock(root)) return;
  const left = takeOuter(root, columnOf(text, root), text);
  if (left.length > 0) document.comment = joinComments(joinLines(trimStart(left)), document.comment);
}

/** Settles what is below a node, and takes from it what was written in a column or further left. */
function takeOuter(node: unknown, column: number, text: string): readonly Line[] {
  if (!isNode(node)) return [];
  const below = isBlock(node) ? settleMembers(node, text) : [];
  const lines = [...below, ...ownLines(node, text)];
  const least = isBlock(node) ? Math.max(column + 1, columnOf(text, node)) : column + 1;
  const first = lines.findIndex((line) => line.column !== undefined && line.column < least);
  // A blank line above what stays is no part of the comment that was read: it is put back.
  if (first < 0 && below.length === 0 && lines[0]?.text !== '') return [];
  const kept = trimEnd(first < 0 ? lines : lines.slice(0, first));
  node.comment = kept.length === 0 ? null : joinLines(kept);
  return first < 0 ? [] : lines.slice(kept.length);
}

/** Hands comments over from every member of a block to the next; what is left by the last is the block's own, or goes further. */
function settleMembers(block: YAMLMap | YAMLSeq, text: string): readonly Line[] {
  const column = columnOf(text, block);
  let left: readonly Line[] = [];
  for (const item of block.items) {
    const [head, value]: readonly unknown[] = isPair(item) ? [item.key, (item as Pair).value] : [item, item];
    if (left.length > 0 && isNode(head)) putBefore(head, left);
    left = takeOuter(value, column, text);
  }
  return left;
}

function putBefore(node: Node, lines: readonly Line[]): void {
  const comment = trimStart(lines);
  node.commentBefore = joinComments(joinLines(comment), node.commentBefore);
  node.spaceBefore = comment.length < lines.length;
}

/** The lines of the comment below a node as they stand in the text; none where that cannot be told. */
function ownLines(node: Node, text: string): readonly Line[] {
  if (!node.comment || !node.range) return [];
  const [, end, after] = node.range;
  const start = text.lastIndexOf('\n', end - 1) + 1;
  const isBeside = text.slice(start, end).trim() !== '';
  const rows = text.slice(isBeside ? end : start, after).split('\n');
  const lines = rows.map((row, index) => readLine(row, isBeside && index === 0));
  if (lines.some((line) => line === undefined)) return [];
  // What follows the last line end is the start of the next line.
  const read = lines.filter((line) => line !== undefined).slice(isBeside && !rows[0]?.trim() ? 1 : 0);
  const own = rows.at(-1)?.trim() === '' ? read.slice(0, -1) : read;
  const told = node.comment.split('\n').filter((line) => line !== '');
  const seen = own.map((line) => line.text).filter((line) => line !== '');
  return told.join('\n') === seen.join('\n') ? own : [];
}

function readLine(row: string, isBeside: boolean): Line | undefined {
  const content = row.trimStart();
  if (content === '') return { text: '', column: undefined };
  if (!content.startsWith('#')) return undefined;
  return { text: content.slice(1) || ' ', column: isBeside ? undefined : row.length - content.length };
}

function isBlock(node: unknown): node is YAMLMap | YAMLSeq {
  return isCollection(node) && node.flow !== true;
}

function columnOf(text: string, { range }: Node): number {
  const offset = range?.[0] ?? 0;
  return offset - (text.lastIndexOf('\n', offset - 1) + 1);
}

function joinLines(lines: readonly Line[]): string {
  return lines.map((line) => line.text).join('\n');
}

function joinComments(first: string, second: string | null | undefined): string {
  return second ? `${first}\n${second}` : first;
}

function trimStart(lines: readonly Line[]): readonly Line[] {
  const first = lines.findIndex((line) => line.text !== '');
  return first < 0 ? [] : lines.slice(first);
}

function trimEnd(lines: readonly Line[]): readonly Line[] {
  return lines.slice(0, lines.findLastIndex((line) => line.text !== '') + 1);
}
