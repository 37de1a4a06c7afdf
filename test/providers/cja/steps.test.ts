import { describe, expect, it } from 'vitest';
import {
  emptyState,
  type OpenAttribute,
  STEP_DELETED,
  STEP_RENAMED,
  STEP_UNDONE,
  type StepsRequest,
} from '../../../runner/model/index.ts';
import type { World } from '../../../runner/plan/index.ts';
import { stepsRequest, toText } from './steps-support.ts';
import {
  ACCESS,
  COMPONENTS,
  CONNECTION,
  canonicalOf,
  emptyObserved,
  KINDS,
  readDesired,
  withWindow,
} from './support.ts';

async function makeWorld(edit?: (text: string) => string): Promise<World> {
  return {
    desired: await readDesired(edit),
    observed: emptyObserved(),
    state: emptyState('demo', 'test'),
    kinds: KINDS,
  };
}

const stepsOf = (kind: string, request: StepsRequest) => KINDS.get(kind)?.steps(request) ?? [];

/** What an update is about: the given live values against what is desired. */
function openOf(
  world: World,
  address: string,
  live: Readonly<Record<string, OpenAttribute['live']>>,
): readonly OpenAttribute[] {
  const canonical = canonicalOf(world, address);
  return Object.entries(live).map(([path, value]) => ({
    path,
    desired: canonical[path],
    live: value,
    why: 'differs' as const,
  }));
}

describe('the steps of a connection', () => {
  it('lead through the whole editor for a new one', async () => {
    const world = await makeWorld(withWindow);
    const steps = stepsOf('connection', stepsRequest(world, CONNECTION));
    await expect(toText(steps)).toMatchFileSnapshot('steps/connection-create.txt');
  });

  it('name everything that is asked, and nothing twice', async () => {
    const world = await makeWorld(withWindow);
    const asked = Object.keys(canonicalOf(world, CONNECTION));
    const settled = stepsOf('connection', stepsRequest(world, CONNECTION)).flatMap(({ paths }) => paths);
    expect(asked.filter((path) => !settled.includes(path))).toEqual([]);
  });

  it('add the dataset of a clone and leave the old one where it is', async () => {
    const world = await makeWorld();
    const canonical = canonicalOf(world, CONNECTION);
    const added = Object.keys(canonical).filter((path) => path.includes('score-dataset/event'));
    const open = added.map(
      (path): OpenAttribute => ({ path, desired: canonical[path], live: undefined, why: 'differs' }),
    );
    const request = stepsRequest(world, CONNECTION, {
      purpose: 'update',
      titles: ['Account upgrade scores'],
      open,
    });
    await expect(toText(stepsOf('connection', request))).toMatchFileSnapshot(
      'steps/connection-update-clone.txt',
    );
  });

  it('list only what differs, with what Adobe ingests again', async () => {
    const world = await makeWorld();
    const path = (attribute: string): string =>
      Object.keys(canonicalOf(world, CONNECTION)).find(
        (one) => one.includes('input-dataset/web') && one.endsWith(attribute),
      ) ?? '';
    const open = [
      ...openOf(world, CONNECTION, {
        title: 'Scores',
        [path('.personId.namespace')]: 'CRMID',
        [path('.backfill')]: 'failed',
      }),
      ...['from', 'type', 'importNewData'].map((attribute): OpenAttribute => {
        const live = attribute === 'from' ? 'id:dataset:5f9' : attribute === 'type' ? 'lookup' : true;
        return { path: `datasets[id:dataset:5f9].${attribute}`, desired: undefined, live, why: 'differs' };
      }),
      { path: 'rollingWindowMonths', desired: undefined, live: 13, why: 'differs' } as const,
    ];
    const request = stepsRequest(world, CONNECTION, {
      purpose: 'update',
      titles: ['Account upgrade scores'],
      open,
    });
    await expect(toText(stepsOf('connection', request))).toMatchFileSnapshot('steps/connection-update.txt');
  });

  it('rename, delete and undo by one confirmed act', async () => {
    const world = await makeWorld();
    const titles = ['Account upgrade scores'];
    const settledBy = (more: Partial<StepsRequest>): readonly string[] =>
      stepsOf('connection', stepsRequest(world, CONNECTION, { titles, open: [], ...more })).flatMap(
        ({ paths }) => paths,
      );
    expect(settledBy({ purpose: 'replace', phase: 'rename' })).toEqual([STEP_RENAMED]);
    expect(settledBy({ purpose: 'delete' })).toEqual([STEP_DELETED]);
    expect(settledBy({ purpose: 'undo' })).toEqual([STEP_UNDONE]);
    const undo = stepsOf(
      'connection',
      stepsRequest(world, CONNECTION, { titles, open: [], purpose: 'undo', restoreTitle: 'Old' }),
    );
    expect(undo.filter(({ act }) => act === 'rename').map(({ value }) => value)).toEqual(['Old']);
  });
});

describe('the steps of components', () => {
  it('have one block for each new component', async () => {
    const steps = stepsOf('data-view-components', stepsRequest(await makeWorld(), COMPONENTS));
    await expect(toText(steps)).toMatchFileSnapshot('steps/components-create.txt');
  });

  it('name everything that is asked', async () => {
    const world = await makeWorld();
    const asked = Object.keys(canonicalOf(world, COMPONENTS));
    const settled = stepsOf('data-view-components', stepsRequest(world, COMPONENTS)).flatMap(
      ({ paths }) => paths,
    );
    expect(asked.filter((path) => !settled.includes(path))).toEqual([]);
  });

  it('edit in place what can be edited, make again what comes from another field, remove what is not listed', async () => {
    const world = await makeWorld();
    const open = [
      ...openOf(world, COMPONENTS, {
        'components[metrics/upgrade-probability].format.decimals': 0,
        'components[variables/upgrade-score].buckets': [{ to: 50 }, { from: 50 }],
        'components[variables/page-name].source': { dataset: 'id:dataset:5f9', path: 'web.name' },
      }),
      {
        path: 'components[variables/old].type',
        desired: undefined,
        live: 'dimension',
        why: 'differs',
      } as const,
      {
        path: 'components[variables/old].title',
        desired: undefined,
        live: 'Old one',
        why: 'differs',
      } as const,
    ];
    const request = stepsRequest(world, COMPONENTS, { purpose: 'update', titles: ['Account upgrade'], open });
    await expect(toText(stepsOf('data-view-components', request))).toMatchFileSnapshot(
      'steps/components-update.txt',
    );
  });
});

describe('the steps of access', () => {
  it('name each product profile', async () => {
    const steps = stepsOf('data-view-access', stepsRequest(await makeWorld(), ACCESS));
    await expect(toText(steps)).toMatchFileSnapshot('steps/access-create.txt');
  });
});
