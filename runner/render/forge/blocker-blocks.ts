import type { Change, Review, ReviewVerdict } from '../../model/index.ts';
import { acknowledgeComment } from '../comment-commands.ts';
import { numberText } from '../count-text.ts';
import { markdownComment, shortMarkdown } from '../markdown-text.ts';
import type { Block } from './blocks.ts';
import { changesBlock } from './changes-blocks.ts';
import { countsOfDiagnostics, errorBlocks } from './diagnostics-markdown.ts';
import type { CommentLayout } from './layouts.ts';

/** What keeps a pull request from being merged, each with what to do about it. */
export function blockerBlocks(
  { review, verdict }: { readonly review: Review; readonly verdict: ReviewVerdict },
  layout: CommentLayout,
): readonly Block[] {
  const errors = review.plan.diagnostics.filter(({ severity }) => severity === 'error');
  const blocks = [
    ...errorBlocks(`**${countsOfDiagnostics(errors)}**`, errors, layout),
    ...forbiddenBlocks(review.forbidden, layout),
    ...brakeBlocks(review, verdict, layout),
  ];
  if (blocks.length === 0) return [];
  return verdict.state === 'failure' && layout.items > 0
    ? [['### What blocks the merge'], ...blocks]
    : blocks;
}

/** What a rule forbids; in no manifest. */
export function forbiddenBlocks(forbidden: readonly Change[], layout: CommentLayout): readonly Block[] {
  if (forbidden.length === 0 || layout.items === 0) return [];
  const head = `**Forbidden by a rule: ${numberText(forbidden.length)}.** Nothing of this is done until it is allowed, or taken out of YAML.`;
  const shown = { ...layout, changes: 'full', attributes: 'none' } as const;
  return [[head], changesBlock(forbidden, shown, { flag: true, time: false })];
}

function brakeBlocks(review: Review, verdict: ReviewVerdict, layout: CommentLayout): readonly Block[] {
  const { brake, manifest } = review;
  if (brake === undefined || !layout.facts) return [];
  const text = shortMarkdown(brake, Math.max(layout.text, 140));
  if (verdict.state === 'success') return [[`**The brake, acknowledged:** ${text}.`]];
  return [
    [
      `**Stopped by the brake:** ${text}. If all of this is meant, write exactly this comment:`,
      '',
      ...markdownComment(acknowledgeComment(manifest.digest), ''),
    ],
  ];
}
