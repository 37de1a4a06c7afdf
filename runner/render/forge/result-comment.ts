import type { ApplySummary, Change, LineResult, Plan } from '../../model/index.ts';
import { forbiddenChanges, summaryCounts, summaryTitle } from '../apply-words.ts';
import { shortMarkdown } from '../markdown-text.ts';
import { noChangesText } from '../plan-verdict.ts';
import { acceptBlocks } from './accept-blocks.ts';
import { planNotesBlocks } from './around-blocks.ts';
import { type Block, joinBlocks } from './blocks.ts';
import { factsBlock, leftOutBlock, shownPlace } from './comment-facts.ts';
import { commentMarker } from './comment-marker.ts';
import { errorBlocks } from './diagnostics-markdown.ts';
import { type HandoffIssues, handoffsBlocks } from './handoffs-blocks.ts';
import { type CommentLayout, fitComment } from './layouts.ts';
import { resultBlocks } from './result-blocks.ts';

/** What a comment after the merge is made of. */
export interface ResultCommentRequest {
  readonly summary: ApplySummary;
  /** Digest of what was carried out. */
  readonly digest?: string;
  /** The commit that was applied. */
  readonly commit: string;
  readonly limit: number;
  readonly link?: string;
  /** The issue of each open handoff. */
  readonly issues?: HandoffIssues;
}

/** How an apply after a merge ended, and what comes next. Also the summary of its job. */
export function renderResultComment(request: ResultCommentRequest): string {
  const { summary, limit } = request;
  const { done, failed, refused, superseded, waiting, plan } = summary;
  const lists = [done, failed, refused, superseded, waiting, plan?.changes ?? []];
  const changes = lists.reduce((sum, list) => sum + list.length, 0);
  return fitComment({ limit, changes }, (layout) => renderResultLayout(request, layout));
}

/** The same in one layout, however long it gets. */
export function renderResultLayout(request: ResultCommentRequest, layout: CommentLayout): string {
  const { summary, digest, commit, link, issues } = request;
  const { environment, handoffs, opened, plan } = summary;
  const isNew = (object: string): boolean => opened.includes(object);
  return joinBlocks([
    headBlock(summary, layout),
    layout.facts ? [`**Next:** ${nextText(summary)}`] : [],
    leftOutBlock(layout, { environment, link }),
    ...resultBlocks(summary, layout),
    ...handoffsBlocks(
      'Opened now, a person must act',
      handoffs.filter(({ object }) => isNew(object)),
      { layout, environment, issues },
    ),
    ...handoffsBlocks(
      'Open since before',
      handoffs.filter(({ object }) => !isNew(object)),
      { layout, environment, issues },
    ),
    ...newPlanBlocks(summary, layout),
    ...errorBlocks('### What could not be planned', plan?.diagnostics ?? [], layout),
    ...(plan === undefined ? [] : planNotesBlocks(plan, layout)),
    ...(layout.facts ? [factsBlock({ digest, what: 'Digest', head: commit })] : []),
  ]);
}

function headBlock(summary: ApplySummary, layout: CommentLayout): Block {
  return [
    commentMarker('result', summary.environment),
    `## ${summaryTitle(summary)} ${shownPlace(summary, layout)}`,
    '',
    `${iconOf(summary)} **${summaryCounts(summary)}**`,
  ];
}

function iconOf({ failed, refused, superseded, interrupted, plan }: ApplySummary): string {
  const isBad = failed.length + refused.length + forbiddenChanges(plan).length > 0;
  const isLeft = superseded.some((line) => isPlannedAnew(line, plan));
  return isBad || isLeft || interrupted ? '❌' : '✅';
}

/** Whether nobody has accepted what YAML asks for instead: whoever reviewed the line would think it was done. */
function isPlannedAnew({ address }: LineResult, plan: Plan | undefined): boolean {
  return plan?.changes.some((change) => change.address === address && isFresh(change)) === true;
}

/** Changes that nobody has accepted: what was refused is among them, planned anew. */
function newPlanBlocks({ plan, environment }: ApplySummary, layout: CommentLayout): readonly Block[] {
  if (plan === undefined || plan.manifest.lines.length === 0) return [];
  const fresh = plan.changes.filter(isFresh);
  return acceptBlocks(
    { heading: 'Accepted by nobody', changes: fresh, manifest: plan.manifest, environment },
    layout,
  );
}

function isFresh({ manifest, readiness }: Change): boolean {
  return manifest === undefined && !(readiness.status === 'blocked' && readiness.by === 'rule');
}

function nextText(summary: ApplySummary): string {
  const { failed, refused, handoffs, waiting, plan, interrupted } = summary;
  if (interrupted)
    return 'It was interrupted: nothing new was started, and what was in flight is recorded. Run the job again; it goes on where this one stopped.';
  if (failed.length > 0)
    return 'When the cause is mended, the failed job is simply run again: it goes on where this one stopped, and needs no new review.';
  if (refused.length > 0)
    return 'What was refused must be looked at anew: its new plan stands below, and is carried out once somebody approves it.';
  if (forbiddenChanges(plan).length > 0)
    return 'What is forbidden says what to do about it, in a new pull request.';
  if (handoffs.length > 0)
    return 'People come next; each handoff says exactly what to do. The next scheduled run checks what they did, and goes on.';
  if (waiting.length > 0) return 'Nothing to do but wait; the next scheduled run goes on.';
  if (plan !== undefined && plan.changes.length > 0)
    return 'Not everything was accepted; what is left stands below.';
  return plan === undefined
    ? 'nothing, all is done.'
    : shortMarkdown(`nothing, ${noChangesText(plan)}.`, 200);
}
