import type { CommitStatus, Review, ReviewVerdict } from '../../model/index.ts';

/** The context that a ruleset requires: the verdict over all environments. */
export const VERDICT_CONTEXT = 'cai/plan';

/** The context that carries the digest of what was reviewed for one environment. */
export function planContext(environment: string): string {
  return `${VERDICT_CONTEXT}/${environment}`;
}

/** Whether a pull request may be merged, as far as one environment is concerned. */
export function judgeReview(review: Review, isAcknowledged: boolean): ReviewVerdict {
  const errors = review.plan.diagnostics.filter(({ severity }) => severity === 'error').length;
  const { length: forbidden } = review.forbidden;
  if (errors > 0) return { state: 'failure', text: count(errors, 'error') };
  if (forbidden > 0) return { state: 'failure', text: `${count(forbidden, 'change')} forbidden by a rule` };
  if (review.brake !== undefined && !isAcknowledged) {
    return { state: 'failure', text: 'stopped by the brake' };
  }
  return { state: 'success', text: summaryOf(review) };
}

function summaryOf({ changes }: Review): string {
  if (changes.length === 0) return 'no changes';
  const hand = changes.filter(({ mode }) => mode === 'guided').length;
  const destructive = changes.filter((change) => change.destructive).length;
  return [
    count(changes.length, 'change'),
    ...(hand === 0 ? [] : [`${hand} by hand`]),
    ...(destructive === 0 ? [] : [`${destructive} destructive`]),
  ].join(', ');
}

function count(number: number, what: string): string {
  return `${number} ${what}${number === 1 ? '' : 's'}`;
}

/** What the status of an environment says that a pull request changed once and does not any more. */
export const NOTHING = 'changes nothing any more';

/** The status of one environment. What was reviewed is named in it, so that no comment can claim another. */
export function planStatus(review: Review, verdict: ReviewVerdict, url?: string): CommitStatus {
  return {
    context: planContext(review.environment),
    state: verdict.state,
    description: `${verdict.text}; digest ${review.manifest.digest}`,
    ...(url === undefined ? {} : { url }),
  };
}

/** The digest that a status of one environment names. */
export function digestOfStatus({ description }: CommitStatus): string | undefined {
  return /; digest ([0-9a-f]{64})$/.exec(description)?.[1];
}

/** What became of one environment, for the verdict over all. */
export interface JudgedEnvironment {
  readonly environment: string;
  readonly verdict: ReviewVerdict;
}

const LONGEST = 140;

/** The one status that is always there. */
export function verdictStatus(judged: readonly JudgedEnvironment[], url?: string): CommitStatus {
  const failed = judged.filter(({ verdict }) => verdict.state === 'failure');
  const shown = failed.length > 0 ? failed : judged;
  const text =
    judged.length === 0
      ? 'no environment changes'
      : shown.map(({ environment, verdict }) => `${environment}: ${verdict.text}`).join('; ');
  return {
    context: VERDICT_CONTEXT,
    state: failed.length > 0 ? 'failure' : 'success',
    description: text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text,
    ...(url === undefined ? {} : { url }),
  };
}
