import { afterEach, describe, expect, it } from 'vitest';
import type { World } from '../../../runner/plan/index.ts';
import {
  type Bench,
  bind,
  bound,
  CONNECTION,
  datasetObservations,
  differences,
  emptyObserved,
  first,
  KINDS,
  makeConnection,
  observe,
  openBench,
  readDesired,
  SEEDS,
  WEB,
  withWindow,
} from './support.ts';

const open: Bench[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((bench) => bench.close()));
});

async function bench(respell?: number): Promise<Bench> {
  const made = await openBench(respell);
  open.push(made);
  return made;
}

describe('a connection that was made as the steps say', () => {
  it.each(SEEDS)('equals what is desired, however Adobe spells it (respelling %s)', async (seed) => {
    const at = await bench(seed);
    const desired = await readDesired(withWindow);
    const id = await makeConnection(at, (body) => ({ ...body, tags: ['growth'], dataRetentionMonths: 13 }));
    const state = bind(desired, { ...bound(at), [CONNECTION]: { id } });
    const read = await observe(at, 'connection', { desired, state });
    const reading = first(read[CONNECTION]);
    const world: World = {
      desired,
      state,
      kinds: KINDS,
      observed: emptyObserved({ ...datasetObservations(at), ...read }),
    };
    expect(reading?.status).toBe('present');
    expect(reading?.status === 'present' && differences(world, CONNECTION, reading.object)).toEqual([]);
  });

  it.each(SEEDS)('equals defaults that were left out (respelling %s)', async (seed) => {
    const at = await bench(seed);
    const desired = await readDesired();
    await makeConnection(at);
    const state = bind(desired, bound(at));
    const { [CONNECTION]: found } = await observe(at, 'connection', { desired, state });
    const [candidate] = found?.candidates ?? [];
    const world: World = { desired, state, kinds: KINDS, observed: emptyObserved(datasetObservations(at)) };
    expect(found?.candidates).toHaveLength(1);
    expect(candidate && differences(world, CONNECTION, candidate)).toEqual([]);
  });

  it('differs where the person erred', async () => {
    const at = await bench();
    const desired = await readDesired();
    await makeConnection(at, ({ dataSets, ...body }) => ({
      ...body,
      description: 'Something else',
      dataSets: (dataSets as readonly object[]).map((dataSet) => ({
        ...dataSet,
        identityNamespace: 'CRMID',
        streaming: false,
      })),
    }));
    const state = bind(desired, bound(at));
    const { [CONNECTION]: found } = await observe(at, 'connection', { desired, state });
    const world: World = { desired, state, kinds: KINDS, observed: emptyObserved(datasetObservations(at)) };
    const [candidate] = found?.candidates ?? [];
    const paths = candidate === undefined ? [] : differences(world, CONNECTION, candidate);
    expect(paths.map((path) => path.replace(/\[[^\]]*\]/, '[]').split(':')[0])).toEqual([
      'datasets[].importNewData',
      'datasets[].personId.namespace',
      'datasets[].importNewData',
      'datasets[].personId.namespace',
      'description',
    ]);
  });
});

describe('reading connections', () => {
  it('takes one request for all addresses, and one more for what the list does not show', async () => {
    const at = await bench();
    const plain = await readDesired();
    const id = await makeConnection(at, (body) => ({ ...body, tags: ['growth'] }));
    at.countRequests();
    await observe(at, 'connection', {
      desired: plain,
      state: bind(plain, { ...bound(at), [CONNECTION]: { id } }),
    });
    expect(at.countRequests()).toBe(1);
    const tagged = await readDesired(withWindow);
    await observe(at, 'connection', {
      desired: tagged,
      state: bind(tagged, { ...bound(at), [CONNECTION]: { id } }),
    });
    expect(at.countRequests()).toBe(2);
  });

  it('says absent only where Adobe says so of that very id', async () => {
    const at = await bench();
    const desired = await readDesired();
    const id = await makeConnection(at);
    const state = bind(desired, { ...bound(at), [CONNECTION]: { id } });
    await at.emulator.control(`/control/connections/${id}`, { method: 'DELETE', body: {} });
    expect(first((await observe(at, 'connection', { desired, state }))[CONNECTION])).toEqual({
      status: 'absent',
    });
    await at.emulator.close();
    const reading = first((await observe(at, 'connection', { desired, state }))[CONNECTION]);
    expect(reading?.status === 'unreadable' && reading.diagnostic).toMatchObject({
      code: 'read-failed',
      address: CONNECTION,
    });
  });

  it('tells how far the backfill is', async () => {
    const at = await bench();
    const desired = await readDesired();
    const id = await makeConnection(at);
    const state = bind(desired, { ...bound(at), [CONNECTION]: { id } });
    const backfill = async () => {
      const reading = first((await observe(at, 'connection', { desired, state }))[CONNECTION]);
      return reading?.status === 'present' ? reading.object.conditions.backfill : undefined;
    };
    expect(await backfill()).toEqual({ status: 'pending', reason: '2 of 2 backfills still run' });
    await at.emulator.advance(2 * 3600);
    expect(await backfill()).toEqual({ status: 'ok', reason: '2 backfills are done' });
    const path = `/control/connections/${id}/datasets/${at.datasets[WEB]?.id}/backfills`;
    await at.emulator.control(path, { method: 'PATCH', body: { status: 'FAILED' } });
    expect(await backfill()).toEqual({
      status: 'failed',
      reason: 'the backfill failed of Luma Web Events; request it again',
    });
  });
});
