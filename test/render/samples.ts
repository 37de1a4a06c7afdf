import type {
  ApplySummary,
  AttributeDiff,
  BoundObject,
  Change,
  Diagnostic,
  HandoffSummary,
  HandoffView,
  LineResult,
  Plan,
  ResourceSummary,
  State,
} from '../../runner/model/index.ts';
import type { ValidateSummary } from '../../runner/render/index.ts';

/** A style without colour. */
export const plainStyle = (width: number) => ({ color: false, width });

const P = 'account-upgrade';

/** A change with sensible defaults. */
export function sampleChange(change: Partial<Change> & Pick<Change, 'address'>): Change {
  return {
    kind: 'data-view',
    mode: 'managed',
    title: 'Account upgrade',
    action: 'create',
    before: 'absent',
    after: 'aa',
    readiness: { status: 'ready' },
    diff: [],
    destructive: false,
    drift: false,
    requests: 1,
    ...change,
  };
}

export function observedDiff(
  path: string,
  before: AttributeDiff['before'],
  after: AttributeDiff['after'],
): AttributeDiff {
  return {
    path,
    ...(before === undefined ? {} : { before }),
    ...(after === undefined ? {} : { after }),
    knowledge: 'observed',
  };
}

export function samplePlan(plan: Partial<Plan> = {}): Plan {
  const changes = plan.changes ?? [];
  const lines = changes
    .filter((change) => change.manifest === undefined)
    .map(({ address, before, after }) => ({ address, action: 'create' as const, before, after }));
  return {
    formatVersion: 1,
    environment: 'demo',
    sandbox: 'prod',
    endpoint: 'http://127.0.0.1:8080/cja',
    observedAt: '2026-05-04T09:00:12.123Z',
    stateLineage: 'lineage',
    stateSerial: 3,
    changes,
    manifest: { versions: { format: 1, normaliser: 1 }, lines, digest: DIGEST },
    resources: [],
    handoffs: [],
    equivalences: [],
    retired: [],
    diagnostics: [],
    requests: { plan: { cja: 3, platform: 4 }, apply: 0, applyMinutes: 0 },
    ...plan,
  };
}

const DIGEST = '7d3e8f6c5b4a39281706f5e4d3c2b1a09f8e7d6c5b4a39281706f5e4d3c2b1a0';

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
            'deletion is not allowed: put it back, or set lifecycle.allowDelete: true and apply before removing it',
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

export function sampleResource(address: string, status: ResourceSummary['status']): ResourceSummary {
  return {
    address,
    kind: address.split('/')[1] ?? '',
    mode: 'observed',
    title: 'Luma Web Events',
    status,
    watched: true,
  };
}

export function sampleHandoff(): HandoffSummary {
  return {
    address: `${P}/customer-ai-instance/main`,
    object: `${P}/customer-ai-instance/main~f2`,
    purpose: 'replace',
    title: 'Likelihood to upgrade account',
    fingerprint: 'ab12cd',
    openAttributes: 1,
  };
}

export function sampleDiagnostics(): readonly Diagnostic[] {
  const range = (line: number, column: number) => ({
    file: 'pipelines/account-upgrade.yaml',
    start: { line, column },
    end: { line, column: column + 5 },
  });
  return [
    {
      severity: 'warning',
      code: 'unusual-operator',
      summary: 'operator is unusual for the type of its field',
      detail:
        'The field "web.webPageDetails.name" is a text. Adobe names exists, equals and starts with for it.',
      source: range(31, 9),
      address: `${P}/customer-ai-instance/main`,
    },
    {
      severity: 'error',
      code: 'unknown-attribute',
      summary: 'unknown attribute',
      detail: 'Line one of the detail.\nLine two.',
      expected: 'one of: name, title, owners',
      suggestion: 'title',
      source: range(14, 7),
      frame: '  13 | metadata:\n> 14 |   titel: Account upgrade\n     |   ^^^^^',
    },
    {
      severity: 'error',
      code: 'read-failed',
      summary: 'could not be read',
      detail: 'CJA answered 403.',
      address: `${P}/connection/scores`,
    },
  ];
}

const DATASETS = 'Data Management › Connections › Add datasets';

/** A handoff of a connection that somebody has begun: done, wrong, and not visible. */
export function begunHandoff(view: Partial<HandoffView> = {}): HandoffView {
  const event = `datasets[${P}/score-dataset/event~f1]`;
  return {
    object: `${P}/connection/scores~f1`,
    address: `${P}/connection/scores`,
    kindLabel: 'CJA connection',
    purpose: 'create',
    phase: 'main',
    title: 'Account upgrade scores',
    fingerprint: 'ab12cd',
    note: 'In Customer Journey Analytics, about 10 minutes. Needs the rights of a product administrator.',
    environment: 'demo',
    sandbox: 'prod',
    steps: [
      { screen: 'Data Management › Connections', act: 'open', label: 'Create new connection', paths: [] },
      {
        screen: 'Connection settings',
        act: 'set',
        label: 'Connection name',
        value: 'Account upgrade scores',
        paths: ['title'],
        readBack: 'name',
      },
      {
        screen: DATASETS,
        act: 'add',
        label: 'Datasets',
        value: 'Customer AI Scores in EE Format – Likelihood',
        why: 'Two datasets have nearly this name: take the one in EE format.',
        paths: [`${event}.type`],
        readBack: 'dataSets.dataSetId',
      },
      {
        screen: DATASETS,
        act: 'set',
        label: 'Import new data',
        value: 'on',
        consequence: 'Adobe bills every row that is imported.',
        paths: [`${event}.importNewData`],
        readBack: 'dataSets.streaming',
      },
      {
        screen: DATASETS,
        act: 'set',
        label: 'Stitching method',
        value: 'graph',
        paths: [`${event}.stitching.method`],
      },
      { screen: 'Data Management › Connections', act: 'save', label: 'Save', paths: [] },
    ],
    open: [
      { path: `${event}.importNewData`, desired: true, live: false, why: 'differs' },
      { path: `${event}.stitching.method`, desired: 'graph', live: undefined, why: 'unknown' },
    ],
    attestable: [`${event}.stitching.method`],
    differing: [{ path: `${event}.importNewData`, desired: true, live: false, why: 'differs' }],
    owners: ['growth-analytics'],
    openedAt: '2026-05-04T09:00:12Z',
    ...view,
  };
}

/** An apply in which everything happened that can. */
export function sampleApply(): ApplySummary {
  const line = (address: string, more: Partial<LineResult> = {}): LineResult => ({
    address: `${P}/${address}`,
    action: 'create',
    mode: 'managed',
    title: 'Account upgrade',
    ...more,
  });
  return {
    environment: 'demo',
    sandbox: 'prod',
    endpoint: 'http://127.0.0.1:8080/cja',
    done: [
      line('customer-ai-instance/main', {
        mode: 'guided',
        title: 'Likelihood to upgrade account',
        reason: 'live as desired',
      }),
      line('data-view/account-upgrade', { reason: 'live as desired' }),
    ],
    failed: [
      {
        ...line('data-view/second', { action: 'update', title: 'Second' }),
        message: 'CJA answered 400: timezoneDesignator is not known (request id 0f3a)',
        hint: 'Mend timezone in YAML, then plan again.',
      },
    ],
    refused: [
      line('data-view/third', {
        action: 'update',
        reason: 'it was changed since the review by sam@luma.example: plan again',
      }),
    ],
    superseded: [line('data-view/fourth', { action: 'update' })],
    waiting: [
      {
        ...line('score-export/main', { title: 'main' }),
        readiness: {
          status: 'awaiting',
          reason: `${P}/score-dataset/event appears after the first scoring run (up to 24 hours)`,
        },
        since: '2026-05-04T08:00:00Z',
        until: '2026-05-05T08:00:00Z',
      },
    ],
    handoffs: [sampleHandoff()],
    opened: [sampleHandoff().object],
    pulled: [{ address: `${P}/score-export/main`, batches: 2, files: 5, bytes: 12_400_000 }],
    equivalences: [],
    interrupted: false,
  };
}

/** A state with one object of each kind of status. */
export function sampleState(): State {
  const object = (fp: string, status: BoundObject['status']): BoundObject => ({
    fp,
    status,
    ids: status === 'current' ? { id: '5f24aa' } : {},
    applied: status === 'current' ? { title: 'Likelihood', 'goal.outcomeWindowDays': 30 } : {},
    attestations:
      status === 'current'
        ? { 'goal.outcomeWindowDays': { value: 30, by: 'jane', asserted: true, at: '2026-05-04T09:00:00Z' } }
        : {},
    equivalences:
      status === 'current'
        ? {
            title: {
              desired: 'A',
              observed: 'a',
              reason: 'case',
              by: 'jane',
              asserted: false,
              at: '2026-05-04T09:00:00Z',
            },
          }
        : {},
    titles: ['Likelihood'],
    baseline: [],
    dependsOn: [`${P}/input-dataset/web`],
  });
  const address = `${P}/customer-ai-instance/main`;
  return {
    formatVersion: 1,
    environment: 'demo',
    lineage: 'lineage',
    serial: 7,
    resources: {
      [address]: {
        kind: 'customer-ai-instance',
        title: 'Likelihood',
        objects: [object('f1', 'retired'), object('f2', 'current'), object('f3', 'pending')],
        past: {},
        allowDelete: false,
      },
    },
    manifests: [
      {
        id: 'm1',
        digest: DIGEST,
        versions: { format: 1, normaliser: 1 },
        acceptedBy: 'jane',
        acceptedAt: '2026-05-04T09:00:00Z',
        lines: [
          {
            address,
            action: 'create',
            before: 'absent',
            after: 'aa',
            status: 'done',
            reason: 'live as desired',
          },
          { address: `${address}~f1`, action: 'delete', before: 'aa', after: 'absent', status: 'open' },
        ],
      },
    ],
    handoffs: {
      [`${address}~f3`]: {
        address,
        fp: 'f3',
        purpose: 'replace',
        phase: 'main',
        asked: {},
        title: 'Likelihood',
        baseline: [],
        openedAt: '2026-05-04T09:00:00Z',
      },
    },
    intents: [],
  };
}

export function sampleValidation(): ValidateSummary {
  return {
    files: 3,
    pipelines: [
      {
        name: 'account-upgrade',
        title: 'Likelihood to upgrade account',
        file: 'pipelines/account-upgrade.yaml',
        resources: [
          { kind: 'input dataset', count: 2 },
          { kind: 'Customer AI instance', count: 1 },
          { kind: 'data view', count: 1 },
        ],
        history: { requiredDays: 90, lookbackDays: 60, outcomeWindowDays: 30 },
      },
    ],
    environments: [{ name: 'demo', sandbox: 'prod', pipelines: 1, resources: 9 }],
  };
}
