import {
  type Address,
  type BoundObject,
  formatObjectAddress,
  idToken,
  kindOf,
  type Observation,
  type ObserveRequest,
  parseObjectAddress,
  type Reading,
  type RemoteKind,
  type RemoteKinds,
  type RemoteObject,
  type State,
  type WriteRequest,
} from '../../../runner/model/index.ts';
import type { ToyAdobe, ToyConnection, ToyDataset } from './toy-adobe.ts';
import { ABSENT, attempt, boundIds, observing, present, readings, type WriteFaults } from './toy-remote.ts';
import { observeView, viewWrites } from './toy-views.ts';

/** Remote kinds over the toy Adobe. */
export function toyRemotes(world: ToyAdobe, faults: WriteFaults): RemoteKinds {
  return new Map<string, RemoteKind>([
    ['input', observing((request, address) => observeInput(world, request, address))],
    ['instance', observing((request, address) => observeInstance(world, request, address))],
    ['dataset', datasets(world)],
    ['connection', observing((request, address) => observeConnection(world, request, address))],
    [
      'view',
      {
        ...observing((request, address) => observeView(world, request, address)),
        ...viewWrites(world, faults),
      },
    ],
    ['parts', observing((request, address) => observeParts(world, request, address))],
    ['access', observing((request, address) => observeAccess(world, request, address))],
    ['export', exportKind(world, faults)],
  ]);
}

function observeInput(world: ToyAdobe, { desired }: ObserveRequest, address: Address): Observation {
  const title = desired.resources[address]?.title;
  const found = world.inputs.filter((input) => input.title === title);
  return { bound: {}, candidates: found.map((input) => present(input.id, input.title, { type: 'ee' })) };
}

function observeInstance(world: ToyAdobe, { state }: ObserveRequest, address: Address): Observation {
  let hasCurrentRun = true;
  const bound = readings(state, address, (object) => {
    const ids = madeIds(state, object.fp);
    const found = world.datasets.find((dataset) => ids.includes(dataset.id));
    if (object.status === 'current' && found === undefined) hasCurrentRun = false;
    if (found === undefined) return ids.length > 0 ? ABSENT : { status: 'unread' };
    const title = world.titleOf(found);
    return { status: 'present', object: { ...present('', title, { title }), ids: {} } };
  });
  const overdue =
    world.isLate && !hasCurrentRun ? { overdue: { since: '2026-01-01', reason: 'no batch' } } : {};
  return { bound, candidates: [], ...overdue };
}

function madeIds(state: State, maker: string): readonly string[] {
  return Object.entries(state.resources)
    .filter(([address]) => kindOf(address) === 'dataset')
    .flatMap(([, resource]) => resource.objects)
    .filter((object) => object.ids['maker'] === maker)
    .flatMap((object) => (object.ids['id'] === undefined ? [] : [object.ids['id']]));
}

function datasets(world: ToyAdobe): RemoteKind {
  return {
    ...observing(() => ({ bound: {}, candidates: [] })),
    observe: ({ state, addresses }) => {
      const bound = boundIds(state);
      const one = (address: Address): Observation => {
        const format = address.endsWith('/event') ? 'event' : 'profile';
        const maker = address.replace(/dataset\/.*/, 'instance/main');
        const candidates = world.datasets.filter((set) => set.format === format && !bound.has(set.id));
        return {
          bound: readings(state, address, (object) => {
            const found = world.datasets.find((set) => set.id === object.ids['id']);
            return found === undefined
              ? ABSENT
              : { status: 'present', object: dataset(world, found, maker, object) };
          }),
          candidates: candidates.map((set) => dataset(world, set, maker)),
        };
      };
      return Promise.resolve({
        byAddress: Object.fromEntries(addresses.map((address) => [address, one(address)])),
        scoreDatasets: world.datasets.map((set) => set.id),
      });
    },
  };
}

function dataset(world: ToyAdobe, set: ToyDataset, maker: Address, object?: BoundObject): RemoteObject {
  const fp = object?.ids['maker'];
  return present(
    set.id,
    world.titleOf(set),
    fp === undefined ? {} : { instance: formatObjectAddress(maker, fp) },
  );
}

function observeConnection(
  world: ToyAdobe,
  { desired, state }: ObserveRequest,
  address: Address,
): Observation {
  const bound = boundIds(state);
  const titles = new Set([
    desired.resources[address]?.title,
    ...(state.resources[address]?.objects ?? []).flatMap((object) => object.titles),
  ]);
  const { adoptId } = desired.resources[address] ?? {};
  return {
    bound: readings(state, address, (object) => {
      const found = world.connections.find((connection) => connection.id === object.ids['id']);
      return found === undefined ? ABSENT : { status: 'present', object: connectionObject(found) };
    }),
    candidates: world.connections
      .filter(({ id, title }) => !bound.has(id) && (titles.has(title) || id === adoptId))
      .map(connectionObject),
  };
}

function connectionObject(connection: ToyConnection): RemoteObject {
  const { id, title, primaryIdType, members, backfill } = connection;
  const streaming = [...members].map(([set, value]) => [
    `datasets[${idToken('dataset', set)}].streaming`,
    value,
  ]);
  const values = { title, sandbox: 'prod', primaryIdType, ...Object.fromEntries(streaming) };
  return present(id, title, values, {
    conditions: { backfill: { status: backfill, reason: `backfill ${backfill}` } },
  });
}

/** The view that a parts or access object lives in: the one that it was applied to, else the current one. */
function viewOf(state: State, object: BoundObject, address: Address): BoundObject | undefined {
  const parent = address.replace(/\/(parts|access)\//, '/view/');
  const applied = object.applied['view'];
  const objects = state.resources[parent]?.objects ?? [];
  if (typeof applied !== 'string') return objects.find((known) => known.status === 'current');
  return objects.find((known) => known.fp === parseObjectAddress(applied).fp);
}

function observeParts(world: ToyAdobe, { state }: ObserveRequest, address: Address): Observation {
  const bound = readings(state, address, (object) => {
    const view = world.getView(viewOf(state, object, address)?.ids['id']);
    if (view === undefined) return ABSENT;
    const parts = [...view.parts].map(([id, { dataset: set, attribute }]) => [
      `parts[${id}].source`,
      { dataset: idToken('dataset', set), attribute },
    ]);
    const values = { view: idToken('view', view.id), ...Object.fromEntries(parts) };
    return { status: 'present', object: { ...present('', '', values), ids: {} } };
  });
  return { bound, candidates: [] };
}

function observeAccess(world: ToyAdobe, { state }: ObserveRequest, address: Address): Observation {
  const bound = readings(state, address, (object): Reading => {
    const view = viewOf(state, object, address);
    const isGone = view === undefined || world.getView(view.ids['id']) === undefined;
    return isGone ? ABSENT : { status: 'unread' };
  });
  return { bound, candidates: [] };
}

function exportKind(world: ToyAdobe, faults: WriteFaults): RemoteKind {
  const write = ({ address, values }: WriteRequest): Promise<{ ids: Readonly<Record<string, string>> }> =>
    attempt(() =>
      faults.perform(
        () => {
          world.disk.set(address, `${values['dataset']} ${values['keep']}`);
          return { ids: { id: address } };
        },
        (_ms, effect) => effect(),
      ),
    );
  return {
    ...observing(({ state }, address) => ({
      bound: readings(state, address, () => (world.disk.has(address) ? { status: 'unread' } : ABSENT)),
      candidates: [],
    })),
    create: write,
    update: async (request) => {
      await write(request);
    },
    remove: ({ address }) =>
      attempt(() =>
        faults.perform(
          () => void world.disk.delete(address),
          (_ms, effect) => effect(),
        ),
      ),
    findCreated: () => Promise.resolve([]),
  };
}
