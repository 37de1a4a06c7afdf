import type { HandoffSummary, ObjectAddress } from '../../model/index.ts';
import { numberText } from '../count-text.ts';
import { answersText, PURPOSE_TEXT } from '../handoff-summary-text.ts';
import { shortMarkdown } from '../markdown-text.ts';
import { type Block, listBlock } from './blocks.ts';
import { shownAddress } from './change-markdown.ts';
import { isPlainAddress, linkMarkdown } from './forge-link.ts';
import type { CommentLayout } from './layouts.ts';

/** Where the issue of each handoff is, by its object. */
export type HandoffIssues = ReadonlyMap<ObjectAddress, string>;

/** Open handoffs under a heading: what, how much is open, and the issue that says every step. */
export function handoffsBlocks(
  heading: string,
  handoffs: readonly HandoffSummary[],
  { layout, issues }: { readonly layout: CommentLayout; readonly issues?: HandoffIssues | undefined },
): readonly Block[] {
  if (handoffs.length === 0 || layout.items === 0) return [];
  return [
    [`### ${heading}: ${numberText(handoffs.length)}`],
    listBlock(handoffs, layout, (handoff) => handoffLines(handoff, layout, issues?.get(handoff.object))),
  ];
}

function handoffLines(
  handoff: HandoffSummary,
  layout: CommentLayout,
  issue: string | undefined,
): readonly string[] {
  const { address, purpose, title, waitsFor } = handoff;
  const what = `${PURPOSE_TEXT[purpose]} ${shortMarkdown(`"${title}"`, layout.text)}; ${answersText(handoff)}`;
  const steps = isPlainAddress(issue) ? `; ${linkMarkdown('its issue says every step', issue)}` : '';
  return [
    `- ${shownAddress(address, layout)} ${what}${steps}`,
    ...(waitsFor === undefined ? [] : [`  - waits: ${shortMarkdown(waitsFor, layout.text)}`]),
  ];
}
