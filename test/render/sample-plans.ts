import type { Plan } from '../../runner/model/index.ts';
import {
  observedDiff,
  sampleChange,
  sampleDiagnostics,
  sampleHandoff,
  samplePlan,
  sampleResource,
} from './samples.ts';

const P = 'account-upgrade';

const BLOCKED = (reason: string) => ({ status: 'blocked', reason, by: 'change' }) as const;

/** The worked example of the design on an empty world: six creates, four by hand. */
export function firstPlan(): Plan {
  const event = `${P}/score-dataset/event~f1`;
  const waits = BLOCKED(`${P}/customer-ai-instance/main is not yet as desired`);
  return samplePlan({
    requests: { plan: { cja: 3, platform: 4 }, apply: 2, applyMinutes: 1 },
    resources: [
      sampleResource(`${P}/input-dataset/web`, 'verified'),
      {
        ...sampleResource(`${P}/score-dataset/event`, 'awaiting'),
        note: `${P}/customer-ai-instance/main is not yet as desired`,
      },
    ],
    changes: [
      sampleChange({
        address: `${P}/customer-ai-instance/main`,
        kind: 'customer-ai-instance',
        mode: 'guided',
        title: 'Likelihood to upgrade account',
        requests: 0,
        diff: [
          observedDiff('title', undefined, 'Likelihood to upgrade account'),
          observedDiff('propensityType', undefined, 'conversion'),
          observedDiff('inputs[web].namespace', undefined, 'ECID'),
          observedDiff('inputs[web].field', undefined, 'identityMap'),
          observedDiff('goal.occurs', undefined, 'will'),
          observedDiff('goal.events', undefined, [
            { field: 'commerce.order.purchaseID', operator: 'exists' },
          ]),
          observedDiff('goal.outcomeWindowDays', undefined, 30),
          observedDiff('schedule.frequency', undefined, 'weekly'),
        ],
      }),
      sampleChange({
        address: `${P}/connection/scores`,
        kind: 'connection',
        mode: 'guided',
        title: 'Account upgrade scores',
        readiness: waits,
        requests: 0,
        diff: [
          observedDiff('title', undefined, 'Account upgrade scores'),
          observedDiff(`datasets[${event}].type`, undefined, 'event'),
          observedDiff(`datasets[${event}].personId.identityMap`, undefined, true),
          observedDiff(`datasets[${event}].importNewData`, undefined, true),
        ],
      }),
      sampleChange({
        address: `${P}/data-view/account-upgrade`,
        readiness: waits,
        note: 'validated at apply',
        diff: [
          observedDiff('title', undefined, 'Account upgrade'),
          observedDiff('connection', undefined, `${P}/connection/scores~f1`),
          observedDiff('timezone', undefined, 'Europe/Lisbon'),
        ],
      }),
      sampleChange({
        address: `${P}/data-view-components/account-upgrade`,
        kind: 'data-view-components',
        mode: 'guided',
        title: 'account-upgrade',
        readiness: waits,
        requests: 0,
        diff: [
          observedDiff('components[upgrade-score].type', undefined, 'dimension'),
          observedDiff('components[upgrade-score].buckets', undefined, [25, 75]),
        ],
      }),
      sampleChange({
        address: `${P}/data-view-access/account-upgrade`,
        kind: 'data-view-access',
        mode: 'guided',
        title: 'account-upgrade',
        readiness: waits,
        requests: 0,
        diff: [observedDiff('productProfiles', undefined, ['Growth'])],
      }),
      sampleChange({
        address: `${P}/score-export/main`,
        kind: 'score-export',
        title: 'main',
        readiness: {
          status: 'awaiting',
          reason: `${P}/score-dataset/event appears after the first scoring run (up to 24 hours)`,
        },
        diff: [
          observedDiff('download.to', undefined, 'scores/'),
          observedDiff('download.keepBatches', undefined, 8),
        ],
      }),
    ],
  });
}

/** Everything that a plan can show at once. */
export function busyPlan(): Plan {
  return samplePlan({
    endpoint: 'https://cja.adobe.io',
    requests: { plan: { cja: 5, platform: 4 }, apply: 6, applyMinutes: 1 },
    brake: '4 of 12 managed resources would be updated; more than 3 at once must be acknowledged',
    resources: [
      sampleResource(`${P}/input-dataset/web`, 'verified'),
      sampleResource(`${P}/connection/other`, 'verified+attested'),
      { ...sampleResource(`${P}/data-view-access/other`, 'attested'), watched: false },
    ],
    handoffs: [
      sampleHandoff(),
      { ...sampleHandoff(), address: `${P}/connection/scores`, purpose: 'update', openAttributes: 0 },
    ],
    equivalences: [
      {
        address: `${P}/connection/scores`,
        path: 'primaryIdType',
        reason: 'Adobe spells it in capitals',
        by: 'jane',
      },
    ],
    retired: [
      {
        object: `${P}/customer-ai-instance/main~f1`,
        title: 'Likelihood to upgrade account (before 3f2a11)',
        deletable: true,
      },
      { object: 'churn/customer-ai-instance/main~f1', title: 'Churn (before 99aa00)', deletable: false },
    ],
    diagnostics: sampleDiagnostics(),
    changes: [
      sampleChange({
        address: `${P}/customer-ai-instance/main`,
        kind: 'customer-ai-instance',
        mode: 'guided',
        title: 'Likelihood to upgrade account',
        action: 'replace',
        destructive: true,
        requests: 0,
        diff: [{ path: 'goal.outcomeWindowDays', before: 30, after: 60, knowledge: 'attested' }],
      }),
      sampleChange({
        address: `${P}/connection/scores`,
        kind: 'connection',
        mode: 'guided',
        title: 'Account upgrade scores',
        action: 'update',
        manifest: 'm4',
        readiness: { status: 'blocked', reason: 'its handoff is open', by: 'handoff' },
        requests: 0,
        diff: [
          observedDiff(`datasets[${P}/score-dataset/event~f1].type`, 'event', undefined),
          observedDiff(`datasets[${P}/score-dataset/event~f2].type`, undefined, 'event'),
          observedDiff('datasets[id:dataset:5f24aa].type', 'lookup', undefined),
          { path: 'datasets[web].stitching.method', after: 'graph', knowledge: 'unknown' },
        ],
      }),
      sampleChange({
        address: `${P}/data-view/account-upgrade`,
        action: 'update',
        drift: true,
        changedBy: 'sam@luma.example',
        changedAt: '2026-05-03T17:41:00Z',
        diff: [
          observedDiff('title', 'Account upgrade (old)', 'Account upgrade'),
          observedDiff('connection', `${P}/connection/scores~f1`, `${P}/connection/scores~f2`),
          observedDiff(
            'session',
            { method: 'inactivity', minutes: 30 },
            { method: 'inactivity', minutes: 45 },
          ),
          observedDiff('segments', ['s1', 's2'], ['s2', 's3']),
          observedDiff(
            'description',
            'A text that somebody wrote long ago and that says a good deal about this view',
            'A text that says a good deal about this view and about what it must not be used for',
          ),
        ],
      }),
      sampleChange({
        address: 'churn/data-view/churn',
        title: 'Churn',
        action: 'delete',
        destructive: true,
        readiness: {
          status: 'blocked',
          reason:
            'deletion is not allowed. If it was renamed, say so under moved. If it is to go, set lifecycle.allowDelete: true and apply that first',
          by: 'rule',
        },
      }),
      sampleChange({
        address: 'churn/data-view/found',
        title: 'Found',
        action: 'adopt',
        diff: [observedDiff('timezone', 'UTC', 'Europe/Lisbon')],
      }),
      sampleChange({
        address: `${P}/customer-ai-instance/main~f1`,
        kind: 'customer-ai-instance',
        mode: 'guided',
        title: 'Likelihood to upgrade account (before 3f2a11)',
        action: 'delete',
        destructive: true,
        readiness: BLOCKED(`${P}/connection/scores has not moved to the new one yet`),
      }),
    ],
  });
}
