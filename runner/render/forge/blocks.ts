import { numberText } from '../count-text.ts';
import { shortHtml } from '../markdown-text.ts';
import type { CommentLayout } from './layouts.ts';

/** Lines that belong together; a blank line stands between two blocks. */
export type Block = readonly string[];

/** Blocks as Markdown; empty ones leave no gap. */
export function joinBlocks(blocks: readonly Block[]): string {
  return blocks
    .filter((block) => block.length > 0)
    .map((block) => block.join('\n'))
    .join('\n\n');
}

/** Blocks behind a line that opens them. The blank lines are what makes a forge read Markdown within the element. */
export function detailsBlock(summary: string, blocks: readonly Block[], layout: CommentLayout): Block {
  const inner = joinBlocks(blocks);
  if (inner === '') return [];
  const tag = layout.open ? '<details open>' : '<details>';
  const title = `<summary>${shortHtml(summary, layout.text)}</summary>`;
  return [`${tag}${title}`, '', inner, '', '</details>'];
}

/** The first entries of a list, and how many more there are. */
export function listBlock<Item>(
  items: readonly Item[],
  layout: CommentLayout,
  linesOf: (item: Item) => readonly string[],
): Block {
  if (layout.items === 0) return [];
  const left = items.length - layout.items;
  const more = left > 0 ? [`- … and ${numberText(left)} more`] : [];
  return [...items.slice(0, layout.items).flatMap(linesOf), ...more];
}
