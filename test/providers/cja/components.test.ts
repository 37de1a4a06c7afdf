import { afterEach, describe, expect, it } from 'vitest';
import type { State, Values } from '../../../runner/model/index.ts';
import type { World } from '../../../runner/plan/index.ts';
import {
  ACCESS,
  type Bench,
  bind,
  bound,
  COMPONENTS,
  CONNECTION,
  canonicalOf,
  datasetObservations,
  differences,
  emptyObserved,
  first,
  KINDS,
  makeConnection,
  observe,
  openBench,
  readDesired,
  SCORES,
  SEEDS,
  VIEW,
  WEB,
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

describe('components', () => {
  it.each(SEEDS)('that were set as the steps say equal what is desired (respelling %s)', async (seed) => {
    const at = await bench(seed);
    const { desired, state, earlier } = await withComponents(at);
    const read = await observe(at, 'data-view-components', { desired, state, earlier });
    const reading = first(read[COMPONENTS]);
    const world: World = {
      desired,
      state,
      kinds: KINDS,
      observed: emptyObserved({ ...datasetObservations(at), ...earlier, ...read }),
    };
    expect(reading?.status === 'present' && differences(world, COMPONENTS, reading.object)).toEqual([]);
  });

  it('differ where the person erred', async () => {
    const at = await bench();
    const { desired, state, earlier, viewId } = await withComponents(at);
    const { body } = await at.emulator.control<{ dimensions: Record<string, unknown>[] }>(
      `/control/dataviews/${viewId}/components`,
    );
    const dimensions = body.dimensions
      .filter(({ id }) => id !== 'variables/page-name')
      .map((one) =>
        one.id === 'variables/upgrade-score'
          ? { ...one, name: 'Score', bucketingSetting: { enabled: false } }
          : one,
      );
    await at.emulator.control(`/control/dataviews/${viewId}/components`, {
      method: 'PUT',
      body: { dimensions },
    });
    const read = await observe(at, 'data-view-components', { desired, state, earlier });
    const reading = first(read[COMPONENTS]);
    const world: World = {
      desired,
      state,
      kinds: KINDS,
      observed: emptyObserved({ ...datasetObservations(at), ...earlier, ...read }),
    };
    const found = reading?.status === 'present' ? differences(world, COMPONENTS, reading.object) : [];
    expect(found.map((path) => path.split(': ')[0])).toEqual([
      'components[variables/page-name].description',
      'components[variables/page-name].hidden',
      'components[variables/page-name].source',
      'components[variables/page-name].title',
      'components[variables/page-name].type',
      'components[variables/upgrade-score].buckets',
      'components[variables/upgrade-score].title',
    ]);
  });

  it('are read with two requests, and only where something may have changed', async () => {
    const at = await bench();
    const { desired, state, earlier } = await withComponents(at);
    at.countRequests();
    await observe(at, 'data-view-components', { desired, state, earlier });
    expect(at.countRequests()).toBe(2);
    const world: World = {
      desired,
      state,
      kinds: KINDS,
      observed: emptyObserved({ ...datasetObservations(at), ...earlier }),
    };
    const view = first(earlier[VIEW]);
    const seenModifiedAt = view?.status === 'present' ? (view.object.modifiedAt ?? '') : '';
    const settled = settle(state, canonicalOf(world, COMPONENTS), seenModifiedAt);
    const again = await observe(at, 'data-view-components', { desired, state: settled, earlier });
    expect([at.countRequests(), first(again[COMPONENTS])]).toEqual([0, { status: 'unread' }]);
    await observe(at, 'data-view-components', { desired, state: settled, earlier, depth: 'full' });
    expect(at.countRequests()).toBe(2);
    const edited = await readDesired((text) => text.replace('"Upgrade score"', '"Score of upgrade"'));
    await observe(at, 'data-view-components', { desired: edited, state: settled, earlier });
    expect(at.countRequests()).toBe(2);
  });

  it('and access go with their view', async () => {
    const at = await bench();
    const { desired, state, viewId } = await withComponents(at);
    await at.emulator.control(`/control/dataviews/${viewId}`, { method: 'DELETE', body: {} });
    const earlier = await observe(at, 'data-view', { desired, state });
    at.countRequests();
    const components = await observe(at, 'data-view-components', { desired, state, earlier });
    const access = await observe(at, 'data-view-access', { desired, state, earlier });
    expect([first(components[COMPONENTS]), first(access[ACCESS])]).toEqual([
      { status: 'absent' },
      { status: 'absent' },
    ]);
    expect(at.countRequests()).toBe(0);
  });
});

/** The view of the example with its components, as a person sets them. */
async function withComponents(at: Bench) {
  const desired = await readDesired();
  const id = await makeConnection(at);
  const made = await at.remotes.get('data-view')?.create?.(writeRequest(desired, id));
  const viewId = made?.ids.id ?? '';
  const { prefix = '' } = at.datasets[SCORES] ?? {};
  const scores = [at.datasets[SCORES]?.id];
  const buckets = [{ to: 25 }, { from: 25, to: 75 }, { from: 75 }];
  const body = {
    dimensions: [
      {
        id: 'upgrade-score',
        name: 'Upgrade score',
        description: '0 to 100; the higher, the likelier the upgrade.',
        schemaPath: `${prefix}.score`,
        dataSetIds: scores,
        bucketingSetting: { enabled: true, bucketSettings: buckets },
      },
      {
        id: 'upgrade-reason',
        name: 'Upgrade reason',
        description: 'What moved the score most.',
        schemaPath: `${prefix}.influentialFactors.code`,
        dataSetIds: scores,
      },
      {
        id: 'page-name',
        name: 'Page name',
        schemaPath: 'web.webPageDetails.name',
        dataSetIds: [at.datasets[WEB]?.id],
      },
    ],
    metrics: [
      {
        id: 'upgrade-probability',
        name: 'Upgrade probability',
        schemaPath: `${prefix}.probability`,
        dataSetIds: scores,
        formatSetting: { formatType: 'DECIMAL', decimalPlaces: 3, polarity: 'POSITIVE' },
      },
      {
        id: 'upgrade-percentile',
        name: 'Upgrade percentile',
        schemaPath: `${prefix}.percentileScore`,
        dataSetIds: scores,
      },
    ],
  };
  const put = await at.emulator.control(`/control/dataviews/${viewId}/components`, { method: 'PUT', body });
  if (put.status !== 200) throw new Error(JSON.stringify(put.body));
  const ids = { ...bound(at), [CONNECTION]: { id }, [VIEW]: { id: viewId }, [COMPONENTS]: {}, [ACCESS]: {} };
  const state = bind(desired, ids);
  const earlier = await observe(at, 'data-view', { desired, state });
  return { desired, state, earlier, viewId };
}

function settle(state: State, applied: Values, seenModifiedAt: string): State {
  const resource = state.resources[COMPONENTS];
  const objects = resource?.objects.map((object) => ({ ...object, applied, seenModifiedAt })) ?? [];
  return {
    ...state,
    resources: { ...state.resources, ...(resource && { [COMPONENTS]: { ...resource, objects } }) },
  };
}
