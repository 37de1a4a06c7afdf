import type { Plan } from '../../model/index.ts';
import { revertCommand } from '../commands.ts';
import { countText } from '../count-text.ts';
import { markdownCommand, shortMarkdown } from '../markdown-text.ts';
import { countPlan, effortText, verdictText } from '../plan-verdict.ts';
import { acceptBlocks } from './accept-blocks.ts';
import { planNotesBlocks } from './around-blocks.ts';
import { type Block, joinBlocks } from './blocks.ts';
import { leftOutBlock, shownHash, shownPlace } from './comment-facts.ts';
import { commentMarker } from './comment-marker.ts';
import { errorBlocks } from './diagnostics-markdown.ts';
import { type IssueText, issueTitle } from './issue-title.ts';
import { type CommentLayout, fitComment } from './layouts.ts';

/** What an issue about a commit that nobody reviewed is made of. */
export interface UnreviewedIssueRequest {
  /** The plan of that commit; its manifest is what may be approved. */
  readonly plan: Plan;
  readonly commit: string;
  /** Why it counts as not reviewed: `it came with no pull request`. */
  readonly reason: string;
  readonly limit: number;
  readonly link?: string;
}

/** A commit on the main branch whose plan nobody reviewed: nothing was applied, and a person decides. */
export function renderUnreviewedIssue(request: UnreviewedIssueRequest): IssueText {
  const { plan, commit, limit } = request;
  const title = issueTitle(`Nothing applied in ${plan.environment}: nobody reviewed ${commit.slice(0, 12)}`);
  const body = fitComment({ limit, changes: plan.changes.length }, (layout) =>
    renderUnreviewedLayout(request, layout),
  );
  return { title, body };
}

/** The body in one layout, however long it gets. */
export function renderUnreviewedLayout(request: UnreviewedIssueRequest, layout: CommentLayout): string {
  const { plan, link, commit } = request;
  const { environment, manifest, diagnostics } = plan;
  const fresh = plan.changes.filter((change) => change.manifest === undefined);
  return joinBlocks([
    headBlock(request, layout),
    leftOutBlock(layout, { environment, link }),
    ...errorBlocks('### What could not be planned', diagnostics, layout),
    ...(manifest.lines.length === 0
      ? []
      : acceptBlocks({ heading: 'What it would change', changes: fresh, manifest, environment }, layout)),
    ...(layout.facts
      ? [
          [
            'To go back instead, take the commit back in a pull request:',
            '',
            ...markdownCommand(revertCommand(commit), ''),
          ],
        ]
      : []),
    ...planNotesBlocks(plan, layout),
  ]);
}

function headBlock({ plan, commit, reason }: UnreviewedIssueRequest, layout: CommentLayout): Block {
  const fresh = plan.changes.filter(({ manifest }) => manifest === undefined);
  const counts = countPlan({ changes: fresh, diagnostics: plan.diagnostics });
  const verdict =
    fresh.length === 0
      ? 'The plan has no change that nobody has accepted.'
      : `**${verdictText(counts)}.** ${effortText(plan, counts)}`;
  const open = plan.changes.length - fresh.length;
  return [
    commentMarker('unreviewed', plan.environment),
    `## Nothing was applied in ${shownPlace(plan, layout)}`,
    '',
    `Nobody reviewed the plan of commit ${shownHash(commit)}: ${shortMarkdown(reason, layout.text)}.`,
    '',
    verdict,
    ...(open === 0
      ? []
      : ['', `${countText(open, 'change')} accepted earlier ${open === 1 ? 'goes' : 'go'} on.`]),
  ];
}
