import { afterEach, describe, expect, it } from 'vitest';
import type { Desired, Observation, Reading, State, WriteRequest } from '../../../runner/model/index.ts';
import {
  type Bench,
  bind,
  datasetObservations,
  differences,
  emptyObserved,
  first,
  KINDS,
  makeConnection,
  observe,
  openBench,
  readDesired,
  remote,
  VIEW,
  writeRequest,
} from './support.ts';

const NOTE = 'account-upgrade/annotation/sale';

const open: Bench[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((bench) => bench.close()));
});

/** The example with an annotation on its data view. */
async function readWithNote(written: Record<string, unknown> = {}): Promise<Desired> {
  const note = { name: 'sale', title: 'Sale', on: { from: '2026-11-26', to: '2026-11-28' }, ...written };
  return await readDesired((text) =>
    text.replace('"access":{"productProfiles":["Growth"]}', `"annotations":[${JSON.stringify(note)}],$&`),
  );
}

interface Site {
  readonly at: Bench;
  readonly viewId: string;
  /** The write of the annotation as it is desired. */
  readonly request: (desired: Desired) => WriteRequest;
  readonly read: (desired: Desired, state: State) => Promise<Observation | undefined>;
}

async function openSite(respell?: number): Promise<Site> {
  const at = await openBench(respell);
  open.push(at);
  const desired = await readDesired();
  const connection = await makeConnection(at);
  const made = await at.remotes.get('data-view')?.create?.(writeRequest(desired, connection));
  const viewId = made?.ids.id ?? '';
  const earlier = { [VIEW]: { bound: {}, candidates: [remote({ id: viewId }, 'Account upgrade')] } };
  return {
    at,
    viewId,
    request: ({ resources }) => {
      const resource = resources[NOTE];
      if (resource === undefined) throw new Error('no annotation is desired');
      return { address: NOTE, desired: resource, values: { ...resource.values, dataView: viewId } };
    },
    read: async (wanted, state) =>
      (await observe(at, 'annotation', { desired: wanted, state, earlier }))[NOTE],
  };
}

function differencesOf(
  { at }: Site,
  desired: Desired,
  { state, reading }: { state: State; reading: Reading | undefined },
) {
  const world = { desired, state, kinds: KINDS, observed: emptyObserved(datasetObservations(at)) };
  return reading?.status === 'present' ? differences(world, NOTE, reading.object) : ['not there'];
}

describe('annotations', () => {
  it.each([undefined, 1, 2])(
    'equal what is desired after create, update and read-back (respelling %s)',
    async (seed) => {
      const site = await openSite(seed);
      const kind = site.at.remotes.get('annotation');
      const before = await readWithNote({ description: 'Three days', color: 3 });
      const made = await kind?.create?.(site.request(before));
      const ids = { [VIEW]: { id: site.viewId }, [NOTE]: made?.ids ?? {} };
      const state = bind(before, ids);
      const reading = first(await site.read(before, state));
      expect(differencesOf(site, before, { state, reading })).toEqual([]);
      const after = await readWithNote({ title: 'Long sale', on: '2026-11-30', metrics: ['orders'] });
      const changed = { state, reading: first(await site.read(after, state)) };
      expect(differencesOf(site, after, changed).map((path) => path.split(':')[0])).toEqual([
        'color',
        'description',
        'metrics',
        'on.from',
        'on.to',
        'title',
      ]);
      await kind?.update?.({ ...site.request(after), target: made?.ids ?? {} });
      expect(differencesOf(site, after, { state, reading: first(await site.read(after, state)) })).toEqual(
        [],
      );
      const written =
        await site.at.emulator.control<readonly Record<string, unknown>[]>('/control/annotations');
      expect(written.body).toMatchObject([
        {
          name: 'Long sale',
          dateRange: '2026-11-30T00:00:00/2026-11-30T23:59:59',
          color: 'STANDARD1',
          applyToAllReports: false,
          scope: { metrics: [{ id: 'metrics/orders', componentType: 'metric' }], filters: [] },
        },
      ]);
    },
  );

  it('that are deleted count as gone though Adobe still answers with them, and may be deleted again', async () => {
    const site = await openSite();
    const kind = site.at.remotes.get('annotation');
    const desired = await readWithNote();
    const target = (await kind?.create?.(site.request(desired)))?.ids ?? {};
    await kind?.remove?.({ address: NOTE, target });
    await kind?.remove?.({ address: NOTE, target });
    await kind?.remove?.({ address: NOTE, target: { id: 'none' } });
    expect(await site.at.client.annotations.get(target.id ?? '')).toMatchObject({ name: 'Sale' });
    const state = bind(desired, { [VIEW]: { id: site.viewId }, [NOTE]: target });
    expect(await site.read(desired, state)).toMatchObject({ candidates: [] });
    expect(first(await site.read(desired, state))).toEqual({ status: 'absent' });
  });

  it('are candidates by data view, title and days, and found again after a create without an answer', async () => {
    const site = await openSite();
    const kind = site.at.remotes.get('annotation');
    const desired = await readWithNote();
    const made = await kind?.create?.(site.request(desired));
    const state = bind(desired, { [VIEW]: { id: site.viewId } });
    const candidates = async (wanted: Desired): Promise<readonly unknown[]> =>
      ((await site.read(wanted, state))?.candidates ?? []).map(({ ids }) => ids);
    expect(await candidates(desired)).toEqual([made?.ids]);
    expect(await candidates(await readWithNote({ on: '2026-11-26' }))).toEqual([]);
    expect(await candidates(await readWithNote({ title: 'Another' }))).toEqual([]);
    expect(await candidates(await readWithNote({ title: 'Another', adopt: made?.ids }))).toEqual([made?.ids]);
    const beside = await kind?.findBeside?.([site.request(desired)]);
    expect(beside?.map((found) => found.map(({ ids }) => ids))).toEqual([[made?.ids]]);
    const intent = {
      id: 'i',
      manifest: 'm',
      line: NOTE,
      address: NOTE,
      fp: 'f',
      operation: 'create',
      payload: {},
    } as const;
    const later = { ...intent, since: '2036-01-01T00:00:00.000Z' };
    expect(await kind?.findCreated?.({ ...later, title: 'Another' })).toEqual([]);
    expect((await kind?.findCreated?.({ ...later, title: 'Sale' }))?.map(({ ids }) => ids)).toEqual([
      made?.ids,
    ]);
  });

  it('leave alone what lifecycle.ignore names', async () => {
    const site = await openSite();
    const kind = site.at.remotes.get('annotation');
    const desired = await readWithNote({ color: 2, lifecycle: { ignore: ['color', 'on'] } });
    const target = (await kind?.create?.(site.request(desired)))?.ids ?? {};
    await site.at.emulator.control(`/control/annotations/${target.id}`, {
      method: 'PATCH',
      body: { color: 'STANDARD9', name: 'Theirs', dateRange: '2026-12-01T10:00:00/2026-12-01T11:30:00' },
    });
    await kind?.update?.({ ...site.request(desired), target });
    expect(await site.at.client.annotations.get(target.id ?? '')).toMatchObject({
      name: 'Sale',
      color: 'STANDARD9',
      dateRange: '2026-12-01T10:00:00/2026-12-01T11:30:00',
    });
  });

  it('differ where somebody set hours instead of days, and tell who did', async () => {
    const site = await openSite();
    const kind = site.at.remotes.get('annotation');
    const desired = await readWithNote({ on: '2026-11-26' });
    const target = (await kind?.create?.(site.request(desired)))?.ids ?? {};
    await site.at.emulator.control(`/control/annotations/${target.id}`, {
      method: 'PATCH',
      body: { dateRange: '2026-11-26T10:00:00/2026-11-26T23:59:59', by: 'Bo Busy <bo@luma.example>' },
    });
    const state = bind(desired, { [VIEW]: { id: site.viewId }, [NOTE]: target });
    const reading = first(await site.read(desired, state));
    expect(differencesOf(site, desired, { state, reading })).toEqual([
      'on.from: "2026-11-26" / "2026-11-26T10:00:00"',
    ]);
    expect(await kind?.lastChange?.(target)).toMatchObject({ by: 'Bo Busy' });
  });
});
