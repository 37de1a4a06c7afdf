import type {
  AttributeDiff,
  Change,
  Diagnostic,
  HandoffSummary,
  Plan,
  ResourceSummary,
} from '../../runner/model/index.ts';

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

export const DIGEST = '7d3e8f6c5b4a39281706f5e4d3c2b1a09f8e7d6c5b4a39281706f5e4d3c2b1a0';

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
