import type { HandoffSummary, ObjectAddress } from '../../model/index.ts';
import { showHandoffCommand } from '../commands.ts';
import { numberText } from '../count-text.ts';
import { answersText, PURPOSE_TEXT } from '../handoff-summary-text.ts';
import { shortMarkdown } from '../markdown-text.ts';
import { type Block, listBlock } from './blocks.ts';
import { shownAddress } from './change-markdown.ts';
import { isPlainAddress, linkMarkdown } from './forge-link.ts';
import type { CommentLayout } from './layouts.ts';

/** Where the issue of each handoff is, by its object. */
export type HandoffIssues = ReadonlyMap<ObjectAddress, string>;

/** How handoffs are listed within another text. */
export interface HandoffsLayout {
  readonly layout: CommentLayout;
  readonly environment: string;
  readonly issues?: HandoffIssues | undefined;
}

/** Open handoffs under a heading: what, how much is open, and where every step stands. */
export function handoffsBlocks(
  heading: string,
  handoffs: readonly HandoffSummary[],
  context: HandoffsLayout,
): readonly Block[] {
  if (handoffs.length === 0 || context.layout.items === 0) return [];
  return [
    [`### ${heading}: ${numberText(handoffs.length)}`],
    listBlock(handoffs, context.layout, (handoff) => handoffLines(handoff, context)),
  ];
}

function handoffLines(
  handoff: HandoffSummary,
  { layout, environment, issues }: HandoffsLayout,
): readonly string[] {
  const { address, object, purpose, title, waitsFor } = handoff;
  const what = `${PURPOSE_TEXT[purpose]} ${shortMarkdown(`"${title}"`, layout.text)}; ${answersText(handoff)}`;
  const issue = issues?.get(object);
  const steps = isPlainAddress(issue)
    ? linkMarkdown('its issue says every step', issue)
    : `every step: ${shownAddress(showHandoffCommand(address, environment), layout)}`;
  return [
    `- ${shownAddress(address, layout)} ${what}; ${steps}`,
    ...(waitsFor === undefined ? [] : [`  - waits: ${shortMarkdown(waitsFor, layout.text)}`]),
  ];
}
