import {
  type Address,
  type Intent,
  idToken,
  type Observation,
  type ObserveRequest,
  type RemoteKind,
  type RemoteObject,
  type Values,
  type WriteRequest,
} from '../../../runner/model/index.ts';
import type { ToyAdobe, ToyView } from './toy-adobe.ts';
import { ABSENT, attempt, boundIds, present, readings, type WriteFaults } from './toy-remote.ts';

/** What a list of views shows of one address. */
export function observeView(world: ToyAdobe, request: ObserveRequest, address: Address): Observation {
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

/** The writes of views, with their faults. */
export function viewWrites(
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
