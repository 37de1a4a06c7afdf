import { parquetReadObjects } from 'hyparquet';
import { compressors } from 'hyparquet-compressors';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  DAY_SECONDS,
  SCHEMA_FULL,
  startTestEmulator,
  type TestEmulator,
  UPGRADE_INSTANCE,
} from './test-client.ts';

let emulator: TestEmulator;

beforeEach(async () => {
  emulator = await startTestEmulator();
});

afterEach(() => emulator.close());

interface Run {
  readonly status: string;
  readonly trigger: string;
  readonly errorCode: number | null;
  readonly errorTitle: string | null;
  readonly batchIds: string[];
  readonly scoredProfiles: number;
}

interface Instance {
  readonly id: string;
  readonly instanceKey: string;
  readonly history: { requiredDays: number; availableDays: number };
  readonly profileDatasetId: string | null;
  readonly eventDatasetId: string | null;
}

interface Dataset {
  readonly name: string;
  readonly tags: Record<string, string[]>;
  readonly schemaRef: { id: string };
}

interface ScoreRow {
  readonly timestamp?: Date;
  readonly identityMap: { ECID: { id: string; primary: boolean }[] };
  readonly _luma: { CustomerAI: Record<string, Score> };
}

interface Score {
  readonly score: number;
  readonly probability: number;
  readonly percentileScore: number;
  readonly modelType: string;
  readonly scoreDate: string;
  readonly influentialFactors: { code: string; value: string; importance: string }[];
}

async function makeInstance(overrides: Record<string, unknown> = {}): Promise<Instance> {
  const answer = await emulator.control<Instance>('/control/instances', {
    method: 'POST',
    body: { ...UPGRADE_INSTANCE, ...overrides },
  });
  expect(answer.status).toBe(201);
  return answer.body;
}

async function readRuns(instance: Instance): Promise<Run[]> {
  return (await emulator.control<Run[]>(`/control/instances/${instance.id}/runs`)).body;
}

async function readScoreDatasets(): Promise<[string, Dataset][]> {
  const query = new URLSearchParams({ property: 'name~^Customer AI Scores' }).toString();
  const answer = await emulator.call<Record<string, Dataset>>(`/data/foundation/catalog/dataSets?${query}`);
  return Object.entries(answer.body);
}

/** Downloads every part of a batch, as Adobe's guide walks it. */
async function readBatchRows(batchId: string): Promise<ScoreRow[]> {
  const files = await emulator.call<{ data: { dataSetFileId: string }[] }>(
    `/data/foundation/export/batches/${batchId}/files`,
  );
  let path: string | undefined = `/data/foundation/export/files/${files.body.data[0]?.dataSetFileId}?limit=3`;
  const rows: ScoreRow[] = [];
  while (path) {
    const page: {
      body: { data: { _links: { self: { href: string } } }[]; _links: { next?: { href: string } } };
    } = await emulator.call(path);
    for (const part of page.body.data) {
      const bytes = await emulator.readBytes(part._links.self.href);
      rows.push(...((await parquetReadObjects({ file: bytes.body, compressors })) as unknown as ScoreRow[]));
    }
    path = page.body._links.next?.href.slice(emulator.url.length);
  }
  return rows;
}

describe('a Customer AI instance', () => {
  it('trains, scores, and its scores can be downloaded in the nested shape', async () => {
    const instance = await makeInstance();
    expect(await readScoreDatasets()).toEqual([]);
    expect((await readRuns(instance)).map(({ status }) => status)).toEqual(['running']);
    await emulator.advance(DAY_SECONDS);
    const [run] = await readRuns(instance);
    expect(run).toMatchObject({ status: 'success', trigger: 'finish', errorCode: null });
    const datasets = await readScoreDatasets();
    expect(datasets.map(([, { name }]) => name)).toEqual([
      'Customer AI Scores - Likelihood to upgrade account',
      'Customer AI Scores in EE Format – Likelihood to upgrade account',
    ]);
    const rows = await readBatchRows(run?.batchIds[0] ?? '');
    expect(rows).toHaveLength(run?.scoredProfiles ?? 0);
    const scores = rows.map((row) => row._luma.CustomerAI[instance.instanceKey]);
    expect(scores[0]).toMatchObject({ modelType: 'conversion', scoreDate: '2026-11-03 00:00:00' });
    expect(scores[0]?.influentialFactors).toHaveLength(3);
    expect(scores[0]?.influentialFactors[0]?.importance).toMatch(/^(low|medium|high)$/);
    expect(rows[0]?.identityMap.ECID[0]).toMatchObject({ primary: true });
    expect(rows[0]?.identityMap.ECID[0]?.id).toMatch(/^\d{38}$/);
  });

  it('spreads its scores over the documented ranges, and they agree with one another', async () => {
    const instance = await makeInstance();
    await emulator.advance(DAY_SECONDS);
    const rows = await readBatchRows((await readRuns(instance))[0]?.batchIds[0] ?? '');
    const scores = rows.flatMap((row) => row._luma.CustomerAI[instance.instanceKey] ?? []);
    expect(Math.min(...scores.map(({ score }) => score))).toBe(0);
    expect(Math.max(...scores.map(({ score }) => score))).toBe(100);
    expect(new Set(scores.map(({ percentileScore }) => percentileScore)).size).toBe(100);
    expect(scores.every(({ probability }) => probability > 0 && probability < 1)).toBe(true);
    const ordered = [...scores].sort((first, second) => first.probability - second.probability);
    expect(ordered.map(({ score }) => score)).toEqual(scores.map(({ score }) => score).sort((a, b) => a - b));
  });

  it('shows its schema in the registry: one object under CustomerAI, its key not the name', async () => {
    const instance = await makeInstance();
    await emulator.advance(DAY_SECONDS);
    const schemas = await Promise.all(
      (await readScoreDatasets()).map(async ([, dataset]) => {
        const path = `/data/foundation/schemaregistry/tenant/schemas/${encodeURIComponent(dataset.schemaRef.id)}`;
        return (await emulator.call(path, { headers: { accept: SCHEMA_FULL } })).body;
      }),
    );
    expect(instance.instanceKey).toMatch(/^[A-Za-z]+$/);
    expect(instance.instanceKey).not.toBe(UPGRADE_INSTANCE.name.replaceAll(' ', ''));
    expect(schemas.map((schema) => schema['meta:class'])).toEqual([
      'https://ns.adobe.com/xdm/context/profile',
      'https://ns.adobe.com/xdm/context/experienceevent',
    ]);
    expect(schemas.map((schema) => schema['meta:immutableTags'])).toEqual([['union'], []]);
    const key = [
      'properties',
      '_luma',
      'properties',
      'CustomerAI',
      'properties',
      instance.instanceKey,
      'properties',
    ];
    expect(schemas[0]).toHaveProperty([...key, 'score', 'type'], 'number');
    expect(schemas[0]).toHaveProperty([...key, 'percentileScore', 'type'], 'integer');
    expect(schemas[0]).toHaveProperty([...key, 'scoreDate', 'type'], 'string');
    expect(schemas[0]).toHaveProperty([...key, 'influentialFactors', 'type'], 'array');
    expect(schemas[1]).toHaveProperty('properties.timestamp.format', 'date-time');
  });

  it('scores again by its schedule, in order, however far the clock jumps', async () => {
    const instance = await makeInstance();
    await emulator.advance(15 * DAY_SECONDS);
    const runs = await readRuns(instance);
    expect(runs.map(({ trigger, status }) => `${trigger} ${status}`)).toEqual([
      'finish success',
      'schedule success',
      'schedule success',
    ]);
    expect(await readScoreDatasets()).toHaveLength(2);
  });

  it('without the toggles writes the profile dataset alone, not enabled for Profile', async () => {
    await makeInstance({ outputs: { profile: false, cja: false } });
    await emulator.advance(DAY_SECONDS);
    const datasets = await readScoreDatasets();
    expect(datasets).toHaveLength(1);
    expect(datasets[0]?.[1].tags).not.toHaveProperty('unifiedProfile');
  });

  it('turns scores round when the goal will not occur', async () => {
    const will = await makeInstance({ schedule: null });
    const willNot = await makeInstance({
      name: 'Will not',
      propensityType: 'churn',
      goal: { ...UPGRADE_INSTANCE.goal, occurs: 'willNot' },
      schedule: null,
    });
    await emulator.advance(DAY_SECONDS);
    const [first, second] = await Promise.all(
      [will, willNot].map(async (instance) => {
        const rows = await readBatchRows((await readRuns(instance))[0]?.batchIds[0] ?? '');
        return new Map(
          rows.map((row) => [
            row.identityMap.ECID[0]?.id,
            row._luma.CustomerAI[instance.instanceKey]?.probability,
          ]),
        );
      }),
    );
    const [id, probability = 0] = [...(first ?? [])][0] ?? [];
    expect(second?.get(id)).toBeCloseTo(1 - probability, 3);
  });
});

describe('a run that cannot succeed', () => {
  it('ends in 407 without a batch when there is too little history', async () => {
    await emulator.control('/control/datasets', {
      method: 'POST',
      body: { name: 'Young Events', kind: 'consumerExperienceEvent', historyDays: 20 },
    });
    const instance = await makeInstance({ datasets: [{ name: 'Young Events', identityNamespace: 'ECID' }] });
    expect(instance.history).toEqual({ requiredDays: 90, availableDays: 20 });
    await emulator.advance(DAY_SECONDS);
    expect((await readRuns(instance))[0]).toMatchObject({
      status: 'failed',
      errorCode: 407,
      errorTitle: 'NOT ENOUGH HISTORICAL EVENT DATA',
      batchIds: [],
    });
    expect(await readScoreDatasets()).toEqual([]);
  });

  it.each([
    ['nobody meets the goal', { goal: { events: [{ field: 'no.such.field' }], outcomeWindowDays: 7 } }, 409],
    [
      'the window is longer than the data',
      { goal: { ...UPGRADE_INSTANCE.goal, outcomeWindowDays: 120 } },
      407,
    ],
  ])('names the code when %s', async (_title, overrides, code) => {
    const instance = await makeInstance(overrides);
    await emulator.advance(DAY_SECONDS);
    expect((await readRuns(instance))[0]?.errorCode).toBe(code);
  });

  it('fails on demand', async () => {
    const instance = await makeInstance({ schedule: null });
    await emulator.advance(DAY_SECONDS);
    await emulator.control(`/control/instances/${instance.id}/runs`, { method: 'POST', body: { fail: 405 } });
    await emulator.advance(DAY_SECONDS);
    expect((await readRuns(instance)).map(({ errorCode }) => errorCode)).toEqual([null, 405]);
  });
});

describe('what can be done to an instance', () => {
  it('renames its datasets, and nothing of the goal can be edited', async () => {
    const instance = await makeInstance();
    await emulator.advance(DAY_SECONDS);
    const path = `/control/instances/${instance.id}`;
    const goal = await emulator.control(path, { method: 'PATCH', body: { goal: UPGRADE_INSTANCE.goal } });
    await emulator.control(path, {
      method: 'PATCH',
      body: { name: 'Old upgrade', schedule: { frequency: 'monthly' } },
    });
    expect(goal.status).toBe(400);
    expect((await readScoreDatasets()).map(([, { name }]) => name)).toEqual([
      'Customer AI Scores - Old upgrade',
      'Customer AI Scores in EE Format – Old upgrade',
    ]);
  });

  it('clones it with another goal into an instance of its own', async () => {
    const instance = await makeInstance();
    const clone = await emulator.control<Instance & { goal: { outcomeWindowDays: number } }>(
      `/control/instances/${instance.id}/clone`,
      {
        method: 'POST',
        body: { name: 'Sixty days', goal: { ...UPGRADE_INSTANCE.goal, outcomeWindowDays: 60 } },
      },
    );
    expect(clone.status).toBe(201);
    expect(clone.body.goal.outcomeWindowDays).toBe(60);
    expect(clone.body.instanceKey).not.toBe(instance.instanceKey);
    await emulator.advance(DAY_SECONDS);
    expect(await readScoreDatasets()).toHaveLength(4);
  });

  it('deletes its output with it', async () => {
    const instance = await makeInstance();
    await emulator.advance(DAY_SECONDS);
    await emulator.control(`/control/instances/${instance.id}`, { method: 'DELETE' });
    expect(await readScoreDatasets()).toEqual([]);
  });

  it('refuses mistakes with the member that is wrong', async () => {
    const answers = await Promise.all(
      [
        { ...UPGRADE_INSTANCE, name: '' },
        { ...UPGRADE_INSTANCE, datasets: [{ name: 'Nowhere', identityNamespace: 'ECID' }] },
        {
          ...UPGRADE_INSTANCE,
          datasets: [
            { name: 'Luma Web Events', identityNamespace: 'ECID' },
            { name: 'Luma App Events', identityNamespace: 'CRMID' },
          ],
        },
      ].map((body) =>
        emulator.control<{ error_description: string }>('/control/instances', { method: 'POST', body }),
      ),
    );
    expect(answers.map(({ status }) => status)).toEqual([400, 400, 400]);
    expect(answers.map(({ body }) => body.error_description.split(':')[0])).toEqual([
      'name',
      'dataset',
      'datasets',
    ]);
  });
});

describe('batches of scores', () => {
  it('can be replaced: the newer one names its predecessor', async () => {
    const instance = await makeInstance({ schedule: null });
    await emulator.advance(DAY_SECONDS);
    const old = (await readRuns(instance))[0]?.batchIds[0] ?? '';
    const { profileDatasetId } = (await emulator.control<Instance>(`/control/instances/${instance.id}`)).body;
    const made = await emulator.control<{ id: string }>(`/control/datasets/${profileDatasetId}/batches`, {
      method: 'POST',
      body: { replaces: [old] },
    });
    const batch = await emulator.call(`/data/foundation/catalog/batches/${made.body.id}`);
    expect(batch.body).toHaveProperty([made.body.id, 'replay', 'predecessors'], [old]);
    expect(await readBatchRows(made.body.id)).toHaveLength((await readBatchRows(old)).length);
  });
});
