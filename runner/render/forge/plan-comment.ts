import type { Review, ReviewVerdict } from '../../model/index.ts';
import { shortMarkdown } from '../markdown-text.ts';
import { countPlan, effortText, type PlanVerdict, verdictText } from '../plan-verdict.ts';
import { aroundBlocks } from './around-blocks.ts';
import { blockerBlocks } from './blocker-blocks.ts';
import { type Block, joinBlocks } from './blocks.ts';
import { changeBlocks } from './change-sections.ts';
import { factsBlock, leftOutBlock, shownPlace } from './comment-facts.ts';
import { commentMarker } from './comment-marker.ts';
import { type CommentLayout, fitComment } from './layouts.ts';

/** What a comment on a pull request is made of. */
export interface PlanCommentRequest {
  readonly review: Review;
  readonly verdict: ReviewVerdict;
  /** The commit that was planned. */
  readonly head: string;
  /** Characters that are left for it. */
  readonly limit: number;
  /** The page of the run, where the whole plan is. */
  readonly link?: string;
}

/**
 * What a pull request changes in one environment, for a reviewer on a phone: the verdict, what blocks the merge, what people
 * must do, what is dangerous, then the rest. At most `limit` characters, and never without the verdict; holds no time, so that
 * it differs only where something else does.
 */
export function renderPlanComment(request: PlanCommentRequest): string {
  const { review, limit } = request;
  const changes = review.changes.length + review.forbidden.length;
  return fitComment({ limit, changes }, (layout) => renderPlanLayout(request, layout));
}

/** The same in one layout, however long it gets. */
export function renderPlanLayout(request: PlanCommentRequest, layout: CommentLayout): string {
  const { review, head, link } = request;
  const { environment, plan, manifest } = review;
  return joinBlocks([
    headBlock(request, layout),
    leftOutBlock(layout, { environment, link }),
    ...blockerBlocks(request, layout),
    ...changeBlocks(review.changes, BY_HAND, layout),
    ...aroundBlocks(review, layout),
    ...(layout.facts
      ? [factsBlock({ digest: manifest.digest, what: 'Digest', head, requests: plan.requests })]
      : []),
  ]);
}

const BY_HAND =
  'Adobe has no API for these, so a person does them in Adobe’s UI. After the merge each one opens an issue with the exact steps, as soon as what it depends on is there.';

function isEmpty({ changes, forbidden }: Review): boolean {
  return changes.length === 0 && forbidden.length === 0;
}

function headBlock({ review, verdict }: PlanCommentRequest, layout: CommentLayout): Block {
  const { environment, plan } = review;
  const state = verdict.state === 'success' ? '✅ **May be merged:**' : '❌ **Must not be merged:**';
  return [
    commentMarker('plan', environment),
    `## Plan for ${shownPlace(plan, layout)}`,
    '',
    `${state} ${shortMarkdown(verdict.text, Math.max(layout.text, 140))}`,
    '',
    ...countLines(review),
  ];
}

function countLines(review: Review): readonly string[] {
  if (isEmpty(review)) return ['This pull request changes nothing here.'];
  const { apply } = review;
  const counts = countReview(review);
  const effort = effortText({ requests: { apply: apply.requests, applyMinutes: apply.minutes } }, counts);
  return [`**${verdictText(counts)}.** ${effort}`];
}

/** What the pull request asks for, counted; what a rule forbids of it as well. */
function countReview({ changes, forbidden, plan }: Review): PlanVerdict {
  return countPlan({ changes: [...changes, ...forbidden], diagnostics: plan.diagnostics });
}
