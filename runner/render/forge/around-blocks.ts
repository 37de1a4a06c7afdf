import type { Change, Plan, Review } from '../../model/index.ts';
import { addressOf } from '../commands.ts';
import { numberText } from '../count-text.ts';
import { shortMarkdown } from '../markdown-text.ts';
import { pathText } from '../value-text.ts';
import { type Block, detailsBlock, listBlock } from './blocks.ts';
import { shownAddress } from './change-markdown.ts';
import { changesBlock } from './changes-blocks.ts';
import { diagnosticsBlock } from './diagnostics-markdown.ts';
import { handoffsBlocks } from './handoffs-blocks.ts';
import type { CommentLayout } from './layouts.ts';

/** What a reviewer should know and does not approve: it stands in no digest. */
export function aroundBlocks(review: Review, layout: CommentLayout): readonly Block[] {
  if (layout.items === 0) return [];
  return [
    ...otherBlocks(review.others, layout),
    ...handoffsBlocks('Open handoffs', review.plan.handoffs, { layout, environment: review.environment }),
    ...planNotesBlocks(review.plan, layout),
  ];
}

/** What stands beside the changes of a plan: objects that were replaced, what counts as equal, warnings. */
export function planNotesBlocks(plan: Plan, layout: CommentLayout): readonly Block[] {
  const { retired, equivalences, diagnostics } = plan;
  const warnings = diagnostics.filter(({ severity }) => severity === 'warning');
  const closed = { ...layout, open: false };
  const details = (title: string, items: readonly unknown[], block: Block): readonly Block[] =>
    items.length === 0 || layout.items === 0
      ? []
      : [detailsBlock(`${title}: ${numberText(items.length)}`, [block], closed)];
  return [
    ...details(
      'Replaced objects that still exist',
      retired,
      listBlock(retired, layout, ({ object, title, deletable }) => {
        const what = deletable ? 'its deletion is planned, last' : 'kept, for deletion is not allowed';
        return [
          `- ${shownAddress(addressOf(object), layout)} ${shortMarkdown(`"${title}"`, layout.text)}: ${what}`,
        ];
      }),
    ),
    ...details(
      'Different in spelling, counted as equal',
      equivalences,
      listBlock(equivalences, layout, ({ address, path, by, reason }) => [
        `- ${shownAddress(address, layout)} ${shortMarkdown(pathText(path), layout.text)}: ${shortMarkdown(`${reason} (says ${by})`, layout.text)}`,
      ]),
    ),
    ...details('Warnings', warnings, diagnosticsBlock(warnings, layout)),
  ];
}

function otherBlocks(others: readonly Change[], layout: CommentLayout): readonly Block[] {
  if (others.length === 0) return [];
  const shown = layout.changes === 'full' ? layout : ({ ...layout, changes: 'line' } as const);
  const words = { flag: true, time: false };
  const list = (heading: string, changes: readonly Change[]): readonly Block[] =>
    changes.length === 0
      ? []
      : [[`**${heading}: ${numberText(changes.length)}**`], changesBlock(changes, shown, words)];
  const accepted = others.filter(({ manifest }) => manifest !== undefined);
  const fresh = others.filter(({ manifest }) => manifest === undefined);
  const blocks = [
    ...list('Accepted earlier, still open', accepted),
    ...list(
      'Changed in Adobe by others',
      fresh.filter(({ drift }) => drift),
    ),
    ...list(
      'On the base branch, accepted by nobody',
      fresh.filter(({ drift }) => !drift),
    ),
  ];
  return [
    [
      `### Not part of this pull request: ${numberText(others.length)}`,
      '',
      'Merging accepts none of this; what was accepted earlier goes on by itself.',
    ],
    detailsBlock('Show what is open besides', blocks, { ...layout, open: false }),
  ];
}
