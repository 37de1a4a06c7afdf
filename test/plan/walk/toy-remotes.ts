import {
  type Address,
  type BoundObject,
  formatObjectAddress,
  type Intent,
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
  type Values,
  type WriteRequest,
} from '../../../runner/model/index.ts';
import type { ToyAdobe, ToyConnection, ToyDataset, ToyView } from './toy-adobe.ts';

/** How a write of the runner goes wrong, asked before each one. */
export interface WriteFaults {
  /** Runs the effect, or loses the answer before, after or long before the effect, or kills the process. */
  perform<Answer>(effect: () => Answer, late: (ms: number, effect: () => void) => void): Answer;
  /** Whether the runner may write to a remote resource at all. */
  check(address: Address, id: string | undefined): void;
}

const ABSENT: Reading = { status: 'absent' };

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

type ObserveOne = (request: ObserveRequest, address: Address) => Observation;

function observing(one: ObserveOne): RemoteKind {
  return {
    observe: (request) =>
      Promise.resolve({
        byAddress: Object.fromEntries(request.addresses.map((address) => [address, one(request, address)])),
      }),
  };
}

function present(id: string, title: string, values: Values, more: Partial<RemoteObject> = {}): RemoteObject {
  return { ids: { id }, title, values, pending: [], conditions: {}, ...more };
}

function readings(
  state: State,
  address: Address,
  read: (object: BoundObject) => Reading,
): Readonly<Record<string, Reading>> {
  const objects = state.resources[address]?.objects ?? [];
  return Object.fromEntries(objects.map((object) => [object.fp, read(object)]));
}

function boundIds(state: State): ReadonlySet<string> {
  const all = Object.values(state.resources).flatMap((resource) => resource.objects);
  return new Set(all.flatMap((object) => (object.ids['id'] === undefined ? [] : [object.ids['id']])));
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

function observeView(world: ToyAdobe, request: ObserveRequest, address: Address): Observation {
  const { desired, state, earlier } = request;
  const listed = world.listViews();
  const bound = boundIds(state);
  const resource = desired.resources[address];
  const parents = new Set<string | undefined>();
  for (const parent of resource?.dependsOn ?? []) {
    for (const object of state.resources[parent]?.objects ?? []) parents.add(object.ids['id']);
    for (const candidate of earlier[parent]?.candidates ?? []) parents.add(candidate.ids['id']);
  }
  const carries = (view: ToyView): boolean => view.title === resource?.title && parents.has(view.connection);
  return {
    bound: readings(state, address, (object) => {
      const id = object.ids['id'];
      const found = listed.find((view) => view.id === id) ?? world.getView(id);
      return found === undefined ? ABSENT : { status: 'present', object: viewObject(found) };
    }),
    candidates: listed
      .filter((view) => !bound.has(view.id) && (carries(view) || view.id === resource?.adoptId))
      .map(viewObject),
  };
}

function viewObject({ id, title, timezone, connection, modifiedBy }: ToyView): RemoteObject {
  return present(
    id,
    title,
    { title, timezone, connection: idToken('connection', connection) },
    { modifiedBy },
  );
}

function viewWrites(
  world: ToyAdobe,
  faults: WriteFaults,
): Pick<RemoteKind, 'create' | 'update' | 'remove' | 'findCreated'> {
  const late = (ms: number, effect: () => void): void => world.later(ms, effect);
  return {
    create: (request) => {
      const id = world.newId('dv');
      const effect = (): { ids: Readonly<Record<string, string>> } => {
        world.changeViews(() => world.views.push(newView(world, id, request)));
        return { ids: { id } };
      };
      return attempt(() => faults.perform(effect, late));
    },
    update: (request) => {
      const id = request.target?.['id'];
      faults.check(request.address, id);
      return attempt(() => faults.perform(() => updateView(world, id, request.values), late));
    },
    remove: ({ address, target }) => {
      const id = target['id'];
      faults.check(address, id);
      return attempt(() => faults.perform(() => world.deleteView(id ?? ''), late));
    },
    findCreated: (intent: Intent) => {
      const since = Date.parse(intent.since);
      const found = world.listViews().filter((view) => view.origin !== 'foreign' && view.createdAt >= since);
      return Promise.resolve(found.map(viewObject));
    },
  };
}

/** A write's faults come as rejections, as those of a request do. */
async function attempt<Answer>(write: () => Answer): Promise<Answer> {
  return write();
}

function newView(world: ToyAdobe, id: string, { address, values }: WriteRequest): ToyView {
  const { title, timezone, connection } = values as { title: string; timezone: string; connection: string };
  if (!world.connections.some((known) => known.id === connection)) {
    world.violations.push(`${address} was created on the connection ${connection}, which does not exist`);
  }
  const made = { origin: address, createdAt: world.clock.ms, modifiedBy: 'runner' };
  return { id, title, timezone, connection, ...made, parts: new Map(), access: '' };
}

function updateView(world: ToyAdobe, id: string | undefined, values: Values): void {
  world.changeViews(() => {
    const view = world.views.find((known) => known.id === id);
    if (view === undefined) return;
    const { title, timezone } = values as { title: string; timezone: string };
    Object.assign(view, { title, timezone, modifiedBy: 'runner' });
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
