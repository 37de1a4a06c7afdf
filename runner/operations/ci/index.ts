/** What happens on a forge: reviews are posted, reviewed manifests are found again. Over the interface `Forge`; never over a package. */

export {
  answerComment,
  type CommentOutcome,
  type CommentRequest,
  type PlanAgain,
} from './answer-comment.ts';
export type { CommentProblem } from './comment-answer-text.ts';
export type { CommentCommand } from './comment-command.ts';
export { isAcknowledged } from './find-acknowledged.ts';
export type { AnsweringEnvironment } from './find-environment.ts';
export { assertCurrent, findReviewed, type ReviewedCommits, type UnreviewedCommit } from './find-reviewed.ts';
export { describeHandoffEnd } from './handoff-end.ts';
export { isTouched } from './is-touched.ts';
export {
  type JudgedEnvironment,
  judgeReview,
  NOTHING,
  planContext,
  planStatus,
  verdictStatus,
} from './judge-review.ts';
export { parseComment } from './parse-comment.ts';
export { postInvalid, withdrawInvalid } from './post-invalid.ts';
export { type PostedResult, postResults } from './post-result.ts';
export { type PostedReview, postReview, withdrawReview } from './post-review.ts';
export { setStatus } from './set-status.ts';
export {
  type DriftIssueOutcome,
  type DriftIssueSync,
  type SyncedDriftIssue,
  syncDriftIssue,
} from './sync-drift-issue.ts';
export { type HandoffIssueSync, syncHandoffIssues } from './sync-handoff-issues.ts';
export { hasUnaccepted, syncUnreviewedIssue } from './sync-unreviewed-issue.ts';
