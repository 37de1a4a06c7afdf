import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeInstance, readBatchRows, readRuns, readScoreDatasets } from './customer-ai-client.ts';
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

describe('a Customer AI instance', () => {
  it('trains, scores, and its scores can be downloaded in the nested shape', async () => {
    const instance = await makeInstance(emulator);
    expect(await readScoreDatasets(emulator)).toEqual([]);
    expect((await readRuns(emulator, instance)).map(({ status }) => status)).toEqual(['running']);
    await emulator.advance(DAY_SECONDS);
    const [run] = await readRuns(emulator, instance);
    expect(run).toMatchObject({ status: 'success', trigger: 'finish', errorCode: null });
    const datasets = await readScoreDatasets(emulator);
    expect(datasets.map(([, { name }]) => name)).toEqual([
      'Customer AI Scores - Likelihood to upgrade account',
      'Customer AI Scores in EE Format – Likelihood to upgrade account',
    ]);
    const rows = await readBatchRows(emulator, run?.batchIds[0] ?? '');
    expect(rows).toHaveLength(run?.scoredProfiles ?? 0);
    const scores = rows.map((row) => row._luma.CustomerAI[instance.instanceKey]);
    expect(scores[0]).toMatchObject({ modelType: 'conversion', scoreDate: '2026-11-03 00:00:00' });
    expect(scores[0]?.influentialFactors).toHaveLength(3);
    expect(scores[0]?.influentialFactors[0]?.importance).toMatch(/^(low|medium|high)$/);
    expect(rows[0]?.identityMap.ECID[0]).toMatchObject({ primary: true });
    expect(rows[0]?.identityMap.ECID[0]?.id).toMatch(/^\d{38}$/);
  });

  it('spreads its scores over the documented ranges, and they agree with one another', async () => {
    const instance = await makeInstance(emulator);
    await emulator.advance(DAY_SECONDS);
    const rows = await readBatchRows(emulator, (await readRuns(emulator, instance))[0]?.batchIds[0] ?? '');
    const scores = rows.flatMap((row) => row._luma.CustomerAI[instance.instanceKey] ?? []);
    expect(Math.min(...scores.map(({ score }) => score))).toBe(0);
    expect(Math.max(...scores.map(({ score }) => score))).toBe(100);
    expect(new Set(scores.map(({ percentileScore }) => percentileScore)).size).toBe(100);
    expect(scores.every(({ probability }) => probability > 0 && probability < 1)).toBe(true);
    const ordered = [...scores].sort((first, second) => first.probability - second.probability);
    expect(ordered.map(({ score }) => score)).toEqual(scores.map(({ score }) => score).sort((a, b) => a - b));
  });

  it('shows its schema in the registry: one object under CustomerAI, its key not the name', async () => {
    const instance = await makeInstance(emulator);
    await emulator.advance(DAY_SECONDS);
    const schemas = await Promise.all(
      (await readScoreDatasets(emulator)).map(async ([, dataset]) => {
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
    const instance = await makeInstance(emulator);
    await emulator.advance(15 * DAY_SECONDS);
    const runs = await readRuns(emulator, instance);
    expect(runs.map(({ trigger, status }) => `${trigger} ${status}`)).toEqual([
      'finish success',
      'schedule success',
      'schedule success',
    ]);
    expect(await readScoreDatasets(emulator)).toHaveLength(2);
  });

  it('without the toggles writes the profile dataset alone, not enabled for Profile', async () => {
    await makeInstance(emulator, { outputs: { profile: false, cja: false } });
    await emulator.advance(DAY_SECONDS);
    const datasets = await readScoreDatasets(emulator);
    expect(datasets).toHaveLength(1);
    expect(datasets[0]?.[1].tags).not.toHaveProperty('unifiedProfile');
  });

  it('turns scores round when the goal will not occur', async () => {
    const will = await makeInstance(emulator, { schedule: null });
    const willNot = await makeInstance(emulator, {
      name: 'Will not',
      propensityType: 'churn',
      goal: { ...UPGRADE_INSTANCE.goal, occurs: 'willNot' },
      schedule: null,
    });
    await emulator.advance(DAY_SECONDS);
    const [first, second] = await Promise.all(
      [will, willNot].map(async (instance) => {
        const rows = await readBatchRows(
          emulator,
          (await readRuns(emulator, instance))[0]?.batchIds[0] ?? '',
        );
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
