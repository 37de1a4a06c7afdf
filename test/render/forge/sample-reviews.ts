import type {
  ApplySummary,
  Change,
  Manifest,
  Plan,
  Review,
  ReviewVerdict,
} from '../../../runner/model/index.ts';
import { busyPlan } from '../sample-plans.ts';
import { sampleApply } from '../sample-results.ts';
import { DIGEST, observedDiff, sampleChange, samplePlan } from '../samples.ts';

const P = 'account-upgrade';

export const COMMIT = '0f3a5b7c9d1e2f30415263748596a7b8c9d0e1f2';
export const LINK = 'https://github.com/luma/pipelines/actions/runs/17';

export const MERGEABLE: ReviewVerdict = {
  state: 'success',
  text: '3 changes, 1 by hand, nothing destructive',
};
export const REFUSED: ReviewVerdict = {
  state: 'failure',
  text: '2 errors, 1 forbidden, stopped by the brake',
};

/** A manifest with one line for each change. */
export function manifestOf(changes: readonly Change[]): Manifest {
  const lines = changes.map(({ address, action, before, after }) => ({
    address,
    action: action === 'no-op' ? ('hold' as const) : action,
    before,
    after,
  }));
  return { versions: { format: 1, normaliser: 1 }, lines, digest: DIGEST };
}

/** A review of some changes within a plan. */
export function reviewOf(changes: readonly Change[], more: Partial<Review> = {}): Review {
  const plan = more.plan ?? samplePlan({ changes });
  return {
    environment: plan.environment,
    plan,
    manifest: manifestOf(changes),
    changes,
    forbidden: [],
    others: [],
    apply: { requests: changes.reduce((sum, { requests }) => sum + requests, 0), minutes: 1 },
    ...more,
  };
}

/** A pull request as most are: a few changes, all of them fine. */
export function smallReview(): Review {
  return reviewOf([
    sampleChange({
      address: `${P}/connection/scores`,
      kind: 'connection',
      mode: 'guided',
      action: 'update',
      title: 'Account upgrade scores',
      requests: 0,
      diff: [observedDiff('description', 'Scores', 'Scores of all customers')],
    }),
    sampleChange({
      address: `${P}/data-view/account-upgrade`,
      action: 'update',
      diff: [
        observedDiff('timezone', 'UTC', 'Europe/Lisbon'),
        observedDiff('segments', ['s1'], ['s1', 's2']),
      ],
    }),
    sampleChange({
      address: 'churn/data-view/churn',
      title: 'Churn',
      readiness: { status: 'blocked', reason: 'churn/connection/scores is not yet as desired', by: 'change' },
      note: 'validated at apply',
      diff: [observedDiff('title', undefined, 'Churn'), observedDiff('timezone', undefined, 'UTC')],
    }),
  ]);
}

/** A pull request in which everything happens at once. */
export function busyReview(): Review {
  const plan = busyPlan();
  const isForbidden = ({ readiness }: Change): boolean =>
    readiness.status === 'blocked' && readiness.by === 'rule';
  const isOther = ({ manifest, drift }: Change): boolean => manifest !== undefined || drift;
  const changes = plan.changes.filter((change) => !isForbidden(change) && !isOther(change));
  const hold = sampleChange({ address: `${P}/data-view/kept`, title: 'Kept', action: 'hold' });
  return reviewOf([...changes, hold], {
    plan,
    forbidden: plan.changes.filter(isForbidden),
    others: plan.changes.filter(isOther),
    ...(plan.brake === undefined ? {} : { brake: plan.brake }),
  });
}

/** Many data views, in pipelines of ten; some deleted, some by hand. */
export function manyChanges(count: number): readonly Change[] {
  const actions = ['update', 'create', 'update', 'delete', 'replace'] as const;
  return Array.from({ length: count }, (_, index) => {
    const action = actions[index % actions.length] ?? 'update';
    const isGuided = index % 7 === 0;
    return sampleChange({
      address: `pipeline-${Math.floor(index / 10)}/${isGuided ? 'connection' : 'data-view'}/view-${index}`,
      kind: isGuided ? 'connection' : 'data-view',
      mode: isGuided ? 'guided' : 'managed',
      title: `Data view number ${index}`,
      action,
      before: sixteen(index),
      after: sixteen(index + count),
      destructive: action === 'delete' || action === 'replace',
      diff: [
        observedDiff('timezone', 'UTC', 'Europe/Lisbon'),
        observedDiff('description', `What it was ${'long '.repeat(60)}`, `What it is ${'long '.repeat(60)}`),
      ],
    });
  });
}

/** What looks like a hash: the digits of a number spread so that they do not compress. */
function sixteen(seed: number): string {
  let value = seed + 1;
  const digits = Array.from({ length: 8 }, () => {
    value = (value * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor(value / 32_768)
      .toString(16)
      .padStart(4, '0')
      .slice(-4);
  });
  return digits.join('');
}

/** An apply that refused something, which is planned anew. */
export function refusedApply(): ApplySummary {
  const apply = sampleApply();
  const plan: Plan = { ...busyPlan(), changes: smallReview().changes, manifest: smallReview().manifest };
  return { ...apply, plan };
}
