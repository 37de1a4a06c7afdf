import type { Session } from './session.ts';
import type { ToyConnection, ToyInstance, ToyView } from './toy-adobe.ts';
import { EVENT, INSTANCE, PROFILE } from './toy-yaml.ts';

/** What somebody else does behind the runner's back. */
export type ColleagueAct =
  | 'retitle-instance'
  | 'retitle-connection'
  | 'retitle-view'
  | 'edit-member'
  | 'edit-part'
  | 'delete-instance'
  | 'delete-dataset'
  | 'delete-connection'
  | 'delete-view'
  | 'lose-input'
  | 'make-instance'
  | 'make-connection'
  | 'make-view';

const withInstance =
  (act: (session: Session, instance: ToyInstance) => void) =>
  (session: Session): void => {
    const [instance] = session.world.instances;
    if (instance !== undefined) act(session, instance);
  };

const withConnection =
  (act: (session: Session, connection: ToyConnection) => void) =>
  (session: Session): void => {
    const [connection] = session.world.connections;
    if (connection !== undefined) act(session, connection);
  };

const withView =
  (act: (session: Session, view: ToyView) => void) =>
  (session: Session): void => {
    const [view] = session.world.views;
    if (view !== undefined) act(session, view);
  };

/** What is made while we ask a person for the same cannot be told from what that person makes. */
function isAskedFor({ backend }: Session, kind: string): boolean {
  const current = backend.state.resources[INSTANCE]?.objects.find(({ status }) => status === 'current');
  const hasRun = [EVENT, PROFILE].every((address) =>
    backend.state.resources[address]?.objects.some(({ ids }) => ids['maker'] === current?.fp),
  );
  if (kind === 'instance' && !hasRun) return true;
  return Object.values(backend.state.handoffs).some(({ address }) => address.includes(`/${kind}/`));
}

export const COLLEAGUE: Readonly<Record<ColleagueAct, (session: Session) => void>> = {
  'retitle-instance': withInstance((_session, instance) => {
    instance.title = 'Somebody else';
  }),
  'retitle-connection': withConnection((_session, connection) => {
    connection.title = 'Somebody else';
  }),
  'retitle-view': withView(({ world }, view) => {
    world.changeViews(() =>
      Object.assign(view, {
        title: world.newId('Somebody'),
        modifiedBy: 'bob',
        editedAt: world.clock.now().getTime(),
      }),
    );
  }),
  'edit-member': withConnection((_session, connection) => {
    const [member] = connection.members.keys();
    if (member !== undefined) connection.members.delete(member);
  }),
  'edit-part': withView((_session, view) => {
    const [part] = view.parts.values();
    if (part !== undefined) part.attribute = 'somebody-else';
  }),
  'delete-instance': withInstance(({ world }, instance) => world.deleteInstance(instance.id)),
  'delete-dataset': ({ world, backend }) => {
    const [dataset] = world.datasets;
    if (dataset === undefined) return;
    world.deleteDataset(dataset.id);
    // Where no other dataset of it is bound, the instance counts as gone, although it goes on writing.
    const bound = Object.values(backend.state.resources).flatMap(({ objects }) =>
      objects.map(({ ids }) => ids['id']),
    );
    const rest = world.datasets.filter(
      ({ instance, id }) => instance === dataset.instance && bound.includes(id),
    );
    if (rest.length === 0) world.isIndistinguishable = true;
  },
  'delete-connection': withConnection(({ world }, connection) => world.deleteConnection(connection.id)),
  'delete-view': withView(({ world }, view) => world.deleteView(view.id)),
  'lose-input': ({ operator }) => operator.loseInput(),
  'make-instance': (session) => {
    const { world, yaml } = session;
    if (isAskedFor(session, 'instance')) world.isIndistinguishable = true;
    const { instanceTitle: title, goal, schedule } = yaml;
    const id = world.newId('ci');
    world.instances.push({ id, title, goal, schedule, data: '', origin: 'foreign', hasRun: true });
    world.run();
  },
  'make-connection': (session) => {
    const { world, yaml } = session;
    const origin = isAskedFor(session, 'connection') ? 'mimic' : 'foreign';
    const { connectionTitle: title, primaryIdType } = yaml;
    const made = { stitching: 'off', members: new Map<string, boolean>(), backfill: 'ok' as const, origin };
    world.connections.push({ id: world.newId('dg'), title, primaryIdType, ...made });
  },
  'make-view': withConnection(({ world, yaml }, connection) => {
    const { viewTitle: title, timezone } = yaml;
    const id = world.newId('dv');
    const made = {
      origin: 'foreign',
      createdAt: world.clock.ms,
      modifiedBy: 'bob',
      parts: new Map(),
      access: '',
    };
    world.changeViews(() => world.views.push({ id, title, timezone, connection: connection.id, ...made }));
  }),
};

export const COLLEAGUE_ACTS = Object.keys(COLLEAGUE) as readonly ColleagueAct[] as [
  ColleagueAct,
  ...ColleagueAct[],
];
