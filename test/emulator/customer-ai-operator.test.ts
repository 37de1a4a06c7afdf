import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  type Instance,
  makeInstance,
  readBatchRows,
  readRuns,
  readScoreDatasets,
} from './customer-ai-client.ts';
import { DAY_SECONDS, startTestEmulator, type TestEmulator, UPGRADE_INSTANCE } from './test-client.ts';

let emulator: TestEmulator;

beforeEach(async () => {
  emulator = await startTestEmulator();
});

afterEach(() => emulator.close());

describe('a run that cannot succeed', () => {
  it('ends in 407 without a batch when there is too little history', async () => {
    await emulator.control('/control/datasets', {
      method: 'POST',
      body: { name: 'Young Events', kind: 'consumerExperienceEvent', historyDays: 20 },
    });
    const instance = await makeInstance(emulator, {
      datasets: [{ name: 'Young Events', identityNamespace: 'ECID' }],
    });
    expect(instance.history).toEqual({ requiredDays: 90, availableDays: 20 });
    await emulator.advance(DAY_SECONDS);
    expect((await readRuns(emulator, instance))[0]).toMatchObject({
      status: 'failed',
      errorCode: 407,
      errorTitle: 'NOT ENOUGH HISTORICAL EVENT DATA',
      batchIds: [],
    });
    expect(await readScoreDatasets(emulator)).toEqual([]);
  });

  it.each([
    ['nobody meets the goal', { goal: { events: [{ field: 'no.such.field' }], outcomeWindowDays: 7 } }, 409],
    [
      'nobody is eligible',
      { eligiblePopulation: { lookbackDays: 30, events: [{ field: '_luma.support.ticketOpened' }] } },
      410,
    ],
    [
      'the window is longer than the data',
      { goal: { ...UPGRADE_INSTANCE.goal, outcomeWindowDays: 120 } },
      407,
    ],
  ])('names the code when %s', async (_title, overrides, code) => {
    const instance = await makeInstance(emulator, overrides);
    await emulator.advance(DAY_SECONDS);
    expect((await readRuns(emulator, instance))[0]?.errorCode).toBe(code);
  });

  it('fails on demand', async () => {
    const instance = await makeInstance(emulator, { schedule: null });
    await emulator.advance(DAY_SECONDS);
    await emulator.control(`/control/instances/${instance.id}/runs`, { method: 'POST', body: { fail: 405 } });
    await emulator.advance(DAY_SECONDS);
    expect((await readRuns(emulator, instance)).map(({ errorCode }) => errorCode)).toEqual([null, 405]);
  });
});

describe('what can be done to an instance', () => {
  it('renames its datasets, and nothing of the goal can be edited', async () => {
    const instance = await makeInstance(emulator);
    await emulator.advance(DAY_SECONDS);
    const path = `/control/instances/${instance.id}`;
    const goal = await emulator.control(path, { method: 'PATCH', body: { goal: UPGRADE_INSTANCE.goal } });
    await emulator.control(path, {
      method: 'PATCH',
      body: { name: 'Old upgrade', schedule: { frequency: 'monthly' } },
    });
    expect(goal.status).toBe(400);
    expect((await readScoreDatasets(emulator)).map(([, { name }]) => name)).toEqual([
      'Customer AI Scores - Old upgrade',
      'Customer AI Scores in EE Format – Old upgrade',
    ]);
  });

  it('clones it with another goal into an instance of its own', async () => {
    const instance = await makeInstance(emulator);
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
    expect(await readScoreDatasets(emulator)).toHaveLength(4);
  });

  it('deletes its output with it', async () => {
    const instance = await makeInstance(emulator);
    await emulator.advance(DAY_SECONDS);
    await emulator.control(`/control/instances/${instance.id}`, { method: 'DELETE' });
    expect(await readScoreDatasets(emulator)).toEqual([]);
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
    const instance = await makeInstance(emulator, { schedule: null });
    await emulator.advance(DAY_SECONDS);
    const old = (await readRuns(emulator, instance))[0]?.batchIds[0] ?? '';
    const { profileDatasetId } = (await emulator.control<Instance>(`/control/instances/${instance.id}`)).body;
    const made = await emulator.control<{ id: string }>(`/control/datasets/${profileDatasetId}/batches`, {
      method: 'POST',
      body: { replaces: [old] },
    });
    const batch = await emulator.call(`/data/foundation/catalog/batches/${made.body.id}`);
    expect(batch.body).toHaveProperty([made.body.id, 'replay', 'predecessors'], [old]);
    expect(await readBatchRows(emulator, made.body.id)).toHaveLength(
      (await readBatchRows(emulator, old)).length,
    );
  });
});
