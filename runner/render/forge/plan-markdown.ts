import { type Change, LONGEST_BODY, type Plan } from '../../model/index.ts';
import { applyCommand } from '../commands.ts';
import { countText } from '../count-text.ts';
import { markdownCommand, shortMarkdown, toMarkdown } from '../markdown-text.ts';
import { partialText, savePartialCommand } from '../partial-text.ts';
import { countPlan, effortText, noChangesText, verdictText } from '../plan-verdict.ts';
import { planNotesBlocks } from './around-blocks.ts';
import { forbiddenBlocks } from './blocker-blocks.ts';
import { type Block, joinBlocks } from './blocks.ts';
import { changeBlocks } from './change-sections.ts';
import { sectionBlocks } from './changes-blocks.ts';
import { factsBlock, leftOutBlock, shownPlace } from './comment-facts.ts';
import { errorBlocks } from './diagnostics-markdown.ts';
import { handoffsBlocks } from './handoffs-blocks.ts';
import { type CommentLayout, fitComment } from './layouts.ts';

/**
 * A plan as Markdown, for a ticket or the summary of a job: the blocks of the comment on a pull request, without what only a
 * review has. Never longer than a comment may be, and with no mark of ours: whoever posts it, it is not the reviewed plan.
 */
export function renderPlanMarkdown(plan: Plan): string {
  return fitComment({ limit: LONGEST_BODY, changes: plan.changes.length }, (layout) =>
    renderLayout(plan, layout),
  );
}

const BY_HAND =
  'Adobe has no API for these, so a person does them in Adobe’s UI. Once what each one depends on is there, `cai handoffs show` has its exact steps.';

function renderLayout(plan: Plan, layout: CommentLayout): string {
  const { environment, changes, manifest, diagnostics, handoffs, requests } = plan;
  const forbidden = changes.filter(isForbidden);
  const accepted = changes.filter((change) => change.manifest !== undefined && !isForbidden(change));
  const fresh = changes.filter((change) => change.manifest === undefined && !isForbidden(change));
  const words = { flag: true, time: true };
  return joinBlocks([
    headBlock(plan, layout),
    ...partialBlocks(plan, layout),
    leftOutBlock(layout, { environment }),
    ...errorBlocks('### What could not be planned', diagnostics, layout),
    ...forbiddenBlocks(forbidden, layout),
    ...brakeBlocks(plan, layout),
    ...changeBlocks(fresh, BY_HAND, layout),
    ...sectionBlocks({ heading: 'Accepted earlier, still open', changes: accepted }, layout, words),
    ...handoffsBlocks('Open handoffs', handoffs, { layout, environment }),
    ...planNotesBlocks(plan, layout),
    ...(layout.facts ? [factsBlock({ digest: manifest.digest, what: 'Digest', requests })] : []),
  ]);
}

function isForbidden({ readiness }: Change): boolean {
  return readiness.status === 'blocked' && readiness.by === 'rule';
}

function headBlock(plan: Plan, layout: CommentLayout): Block {
  const counts = countPlan(plan);
  const verdict =
    plan.changes.length === 0
      ? `**${noChangesText(plan)}**`
      : `**${verdictText(counts)}.** ${effortText(plan, counts)}`;
  return [`## Plan for ${shownPlace(plan, layout)}`, '', verdict];
}

function partialBlocks({ partial }: Plan, layout: CommentLayout): readonly Block[] {
  if (partial === undefined) return [];
  const targets = partial.targets.slice(0, Math.max(layout.items, 1));
  const others = partial.targets.length - targets.length;
  const more = others === 0 ? '' : ` Not named here: ${countText(others, 'more target')}.`;
  return [[`**Partial plan:** ${partialText({ ...partial, targets }, toMarkdown)}${more}`]];
}

function brakeBlocks(
  { brake, environment, manifest, partial }: Plan,
  layout: CommentLayout,
): readonly Block[] {
  if (brake === undefined || !layout.facts) return [];
  const command =
    partial === undefined
      ? applyCommand(environment, { acknowledge: manifest.digest })
      : savePartialCommand(environment, partial);
  return [
    [
      `**Stopped by the brake:** ${shortMarkdown(brake, Math.max(layout.text, 140))}. If all of this is meant:`,
      '',
      ...markdownCommand(command, ''),
    ],
  ];
}
