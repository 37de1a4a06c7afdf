import { afterEach, describe, expect, it } from 'vitest';
import type { Intent, State } from '../../../runner/model/index.ts';
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
  VIEW,
  writeRequest,
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

describe('data views', () => {
  it.each(SEEDS)('equal what is desired after create, update and read-back (respelling %s)', async (seed) => {
    const at = await bench(seed);
    const before = await readDesired();
    const id = await makeConnection(at);
    const remote = at.remotes.get('data-view');
    const made = await remote?.create?.(writeRequest(before, id));
    const state = bind(before, { ...bound(at), [CONNECTION]: { id }, [VIEW]: made?.ids ?? {} });
    expect(await viewDifferences(at, before, state)).toEqual([]);
    const after = await readDesired((text) =>
      text.replace('"timeout":30', '"timeout":15').replace('Upgrade scores beside web behaviour.', ''),
    );
    expect((await viewDifferences(at, after, state)).map((path) => path.split(':')[0])).toEqual([
      'description',
      'session.timeout',
    ]);
    await remote?.update?.({ ...writeRequest(after, id), target: made?.ids ?? {} });
    expect(await viewDifferences(at, after, state)).toEqual([]);
    await remote?.remove?.({ address: VIEW, target: made?.ids ?? {} });
    await remote?.remove?.({ address: VIEW, target: made?.ids ?? {} });
    expect(await readView(at, after, state)).toEqual({ status: 'absent' });
  });

  it('are found again after a create without an answer, and are candidates before they are bound', async () => {
    const at = await bench();
    const desired = await readDesired();
    const id = await makeConnection(at);
    const remote = at.remotes.get('data-view');
    const since = at.client.getServerTime()?.toISOString() ?? '2026-11-02T09:00:00Z';
    const made = await remote?.create?.(writeRequest(desired, id));
    const state = bind(desired, { ...bound(at), [CONNECTION]: { id } });
    const found = await remote?.findCreated?.({
      ...INTENT,
      since: new Date(Date.parse(since) - 3 * 86_400_000).toISOString(),
    });
    expect(found?.map(({ ids }) => ids.id)).toEqual([made?.ids.id]);
    const later = { ...INTENT, since: '2036-01-01T00:00:00.000Z' };
    expect(await remote?.findCreated?.({ ...later, title: 'Another' })).toEqual([]);
    const [named] = (await remote?.findCreated?.(later)) ?? [];
    expect(named).toMatchObject({ ids: made?.ids, createdAt: expect.stringMatching(/^20\d\d-/) });
    const read = await observe(at, 'data-view', { desired, state });
    expect(read[VIEW]?.candidates.map(({ ids }) => ids.id)).toEqual([made?.ids.id]);
  });

  it('leave alone what lifecycle.ignore names and what is not declared', async () => {
    const at = await bench();
    const desired = await readDesired((text) =>
      text.replace(
        '"title":"Account upgrade","description"',
        '"title":"Account upgrade","lifecycle":{"ignore":["session"]},"description"',
      ),
    );
    const id = await makeConnection(at);
    const remote = at.remotes.get('data-view');
    const made = await remote?.create?.(writeRequest(desired, id));
    await at.emulator.control(`/control/dataviews/${made?.ids.id}`, {
      method: 'PATCH',
      body: {
        name: 'Renamed',
        sessionDefinition: [{ numPeriods: 5, granularity: 'minute', func: 'inactivity', events: [] }],
        externalData: { externalId: 'bi_name' },
      },
    });
    await remote?.update?.({ ...writeRequest(desired, id), target: made?.ids ?? {} });
    const view = await at.client.getDataView(made?.ids.id ?? '');
    expect(view).toMatchObject({
      name: 'Account upgrade',
      externalId: 'bi_name',
      sessionDefinition: [{ numPeriods: 5 }],
    });
  });

  it.each([10, 100, 250])('cost ceil(N / 100) requests: %s views', async (count) => {
    const at = await bench();
    const desired = await readDesired();
    const id = await makeConnection(at);
    const bulk = await at.emulator.control<{ ids: readonly string[] }>('/control/bulk/dataviews', {
      method: 'POST',
      body: { connectionId: id, count },
    });
    const base = bind(desired, {
      ...bound(at),
      [CONNECTION]: { id },
      [VIEW]: { id: bulk.body.ids[0] ?? '' },
    });
    const template = base.resources[VIEW];
    const others = bulk.body.ids.map((view, index) => [
      `bulk/data-view/v${index}`,
      { ...template, objects: template?.objects.map((object) => ({ ...object, ids: { id: view } })) },
    ]);
    const { [VIEW]: _own, ...rest } = base.resources;
    const state = { ...base, resources: { ...rest, ...Object.fromEntries(others) } } as State;
    const views = others.map(([address]) => String(address));
    at.countRequests();
    const read = await observe(at, 'data-view', { desired, state, addresses: views });
    expect(at.countRequests()).toBe(Math.ceil(count / 100));
    expect(Object.values(read).every((observation) => first(observation)?.status === 'present')).toBe(true);
  });

  it('are validated by Adobe, whose answer points at the line of YAML', async () => {
    const at = await bench();
    const desired = await readDesired((text) => text.replaceAll('Europe/Lisbon', 'Mars/Olympus'));
    const id = await makeConnection(at);
    const diagnostics = await at.remotes.get('data-view')?.validate?.(writeRequest(desired, id));
    expect(diagnostics).toMatchObject([
      {
        code: 'rejected-by-adobe',
        address: VIEW,
        detail:
          "Adobe's validator says: The timezoneDesignator is not valid: Mars/Olympus. That is timezone here.",
      },
    ]);
    expect(diagnostics?.[0]?.source?.file).toContain('account-upgrade.yaml');
    expect(diagnostics?.[0]?.source).toEqual(desired.resources[VIEW]?.sources?.timezone);
  });

  it('tell who changed them last', async () => {
    const at = await bench();
    const desired = await readDesired();
    const id = await makeConnection(at);
    const made = await at.remotes.get('data-view')?.create?.(writeRequest(desired, id));
    const body = { name: 'Mine now', by: 'Bo Busy <bo@luma.example>' };
    await at.emulator.control(`/control/dataviews/${made?.ids.id}`, { method: 'PATCH', body });
    expect(await at.remotes.get('data-view')?.lastChange?.(made?.ids ?? {})).toMatchObject({ by: 'Bo Busy' });
  });
});

const INTENT: Intent = {
  id: 'i1',
  manifest: 'm1',
  line: VIEW,
  address: VIEW,
  fp: 'f1',
  operation: 'create',
  payload: {},
  title: 'Account upgrade',
  since: '2026-11-02T09:00:00.000Z',
};

async function readView(at: Bench, desired: World['desired'], state: State) {
  return first((await observe(at, 'data-view', { desired, state }))[VIEW]);
}

async function viewDifferences(
  at: Bench,
  desired: World['desired'],
  state: State,
): Promise<readonly string[]> {
  const reading = await readView(at, desired, state);
  const world: World = { desired, state, kinds: KINDS, observed: emptyObserved(datasetObservations(at)) };
  return reading?.status === 'present' ? differences(world, VIEW, reading.object) : ['not there'];
}
