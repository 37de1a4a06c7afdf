import type { ApplySummary, Change, LineResult } from '../../model/index.ts';
import { ACTION_SYMBOLS, actionText } from '../action-text.ts';
import { forbiddenChanges, pulledText, readinessText } from '../apply-words.ts';
import { addressOf } from '../commands.ts';
import { numberText } from '../count-text.ts';
import { shortMarkdown, toMarkdown } from '../markdown-text.ts';
import { titleText } from '../title-text.ts';
import { type Block, detailsBlock, listBlock } from './blocks.ts';
import { shownAddress } from './change-markdown.ts';
import type { CommentLayout } from './layouts.ts';

/** Every line of what was accepted, by what became of it; what went wrong stands first and open. */
export function resultBlocks(summary: ApplySummary, layout: CommentLayout): readonly Block[] {
  const { failed, refused, done, superseded, waiting, plan } = summary;
  const closed = { ...layout, open: false };
  return [
    ...outcome('Failed', failed, layout, ({ message, hint }) => [
      message,
      ...(hint === undefined ? [] : [hint]),
    ]),
    ...outcome('Refused, and nothing was changed', refused, layout, reasonOf),
    ...outcome('Forbidden by a rule, and not done', forbiddenChanges(plan), layout, ({ readiness }) =>
      readiness.status === 'ready' ? [] : [readiness.reason],
    ),
    ...outcome('Waiting', waiting, layout, (line) => [readinessText(line)]),
    ...outcome('Superseded, YAML asks for something else now', superseded, closed, reasonOf),
    ...outcome('Done', done, closed, reasonOf),
    pulledBlock(summary, layout),
  ];
}

type ShownLine = Pick<Change, 'address' | 'action' | 'mode' | 'title'>;

function reasonOf({ reason }: LineResult): readonly string[] {
  return reason === undefined ? [] : [reason];
}

function outcome<Line extends ShownLine>(
  heading: string,
  lines: readonly Line[],
  layout: CommentLayout,
  below: (line: Line) => readonly string[],
): readonly Block[] {
  if (lines.length === 0 || layout.items === 0) return [];
  const list = listBlock(lines, layout, (line) => [
    headLine(line, layout),
    ...below(line).map((text) => `  - ${shortMarkdown(text, layout.text)}`),
  ]);
  return [detailsBlock(`${heading}: ${numberText(lines.length)}`, [list], layout)];
}

function headLine(line: ShownLine, layout: CommentLayout): string {
  const action = `${toMarkdown(ACTION_SYMBOLS[line.action])} ${toMarkdown(actionText(line))}`;
  const title = shortMarkdown(titleText(line), layout.text);
  return `- **${action}** ${shownAddress(addressOf(line.address), layout)}${title === '' ? '' : ` ${title}`}`;
}

function pulledBlock({ pulled }: ApplySummary, layout: CommentLayout): Block {
  const fetched = pulled.filter(({ batches }) => batches > 0);
  if (fetched.length === 0 || layout.items === 0) return [];
  const list = listBlock(fetched, layout, (one) => [
    `- ${shownAddress(one.address, layout)}: ${toMarkdown(pulledText(one))}`,
  ]);
  return ['**Scores downloaded**', '', ...list];
}
