/** What happens on a forge: reviews are posted, reviewed manifests are found again. Over the interface `Forge`; never over a package. */
export { isAcknowledged } from './find-acknowledged.ts';
export { findReviewed, type ReviewedCommits, type UnreviewedCommit } from './find-reviewed.ts';
export { isTouched } from './is-touched.ts';
export {
  digestOfStatus,
  type JudgedEnvironment,
  judgeReview,
  planContext,
  planStatus,
  VERDICT_CONTEXT,
  verdictStatus,
} from './judge-review.ts';
export { postInvalid, withdrawInvalid } from './post-invalid.ts';
export { type PostedResult, postResults } from './post-result.ts';
export { type PostedReview, postReview, withdrawReview } from './post-review.ts';
export { setStatus } from './set-status.ts';
export { hasUnaccepted, syncUnreviewedIssue } from './sync-unreviewed-issue.ts';
