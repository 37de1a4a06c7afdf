import type { ApplySummary, BoundObject, HandoffView, LineResult, State } from '../../runner/model/index.ts';
import type { ValidateSummary } from '../../runner/render/index.ts';
import { DIGEST, sampleHandoff } from './samples.ts';

const P = 'account-upgrade';

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
    goesOnWith: 'apply',
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
    verb: 'apply',
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
    manifests: [],
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
