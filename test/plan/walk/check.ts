import {
  type Address,
  type BoundObject,
  formatObjectAddress,
  kindOf,
  type Plan,
  renameObjects,
  type Transition,
} from '../../../runner/model/index.ts';
import type { Rest } from './quiesce.ts';
import type { Session } from './session.ts';
import { EVENT, INSTANCE } from './toy-yaml.ts';

/** Everything that is wrong with how a walk ended; empty when nothing is. */
export function problemsOf(session: Session, rest: Rest, isFinished = false): readonly string[] {
  const { world, backend } = session;
  const problems = [...world.violations, ...backend.violations];
  // Whose something is cannot be known then, so that a person's word and what Adobe shows may contradict each other.
  if (world.isIndistinguishable) return [...problems, ...strayCreates(session), ...untruths(session)];
  if (!rest.isSettled) problems.push(`does not converge: ${describeOpen(rest.plan)}`);
  else problems.push(...unexplained(session, rest.plan, isFinished));
  problems.push(...strayCreates(session), ...untruths(session));
  if (rest.isSettled && rest.plan.changes.length === 0) problems.push(...differences(session, rest.plan));
  return problems;
}

function describeOpen(plan: Plan): string {
  const changes = plan.changes.map(
    ({ address, action, readiness }) => `${action} ${address} ${JSON.stringify(readiness)}`,
  );
  return [...changes, ...plan.handoffs.map(({ object, purpose }) => `${purpose} handoff of ${object}`)].join(
    '; ',
  );
}

/**
 * What rests must say why, down to a rule or an ambiguity that a person can resolve. Once everything was allowed, no
 * forbidden deletion is left.
 */
function unexplained({ failures }: Session, plan: Plan, isFinished: boolean): readonly string[] {
  // An interrupted create that cannot be told from others is named by apply, with what to do.
  const isNamed = failures.some((message) => message.includes('it is not certain which of these it made'));
  const named = isNamed ? /was there before|an interrupted write/ : /was there before/;
  const reasons = new Map<string, { readonly reason: string; readonly isRoot: boolean }>();
  for (const { address, readiness } of plan.changes) {
    const reason = readiness.status === 'ready' ? 'ready' : readiness.reason;
    const isForbidden = isFinished && /deletion/.test(reason);
    const isRoot =
      readiness.status === 'blocked' && (readiness.by === 'rule' || named.test(reason)) && !isForbidden;
    reasons.set(address, { reason, isRoot });
  }
  for (const { address, status, note } of plan.resources) {
    if (status === 'awaiting')
      reasons.set(address, { reason: note ?? '', isRoot: /none of them for certain/.test(note ?? '') });
  }
  const explains = (address: string, seen: ReadonlySet<string>): boolean => {
    const known = reasons.get(address);
    if (known === undefined || seen.has(address)) return false;
    if (known.isRoot) return true;
    const further = new Set([...seen, address]);
    return [...reasons.keys()].some((other) => known.reason.includes(other) && explains(other, further));
  };
  const loose = [...reasons.keys()].filter((address) => !explains(address, new Set()));
  const rests = loose.map((address) => `unexplained rest: ${address}: ${reasons.get(address)?.reason}`);
  const hasRest = reasons.size > 0;
  const open = plan.handoffs
    .filter((handoff) => !hasRest || handoff.purpose === 'undo')
    .map(({ object, purpose }) => `an open handoff rests: ${purpose} of ${object}`);
  return [...rests, ...open];
}

/** Nothing is created twice without being named. */
function strayCreates({ world, backend, failures }: Session): readonly string[] {
  const bound = new Set(objectsOf(backend.state.resources).map((object) => object.ids['id']));
  return world.views
    .filter(({ id, origin }) => origin !== 'foreign' && !bound.has(id))
    .filter(({ id }) => !failures.some((message) => message.includes(id)))
    .map(({ id, title }) => `${id} "${title}" was made, is bound nowhere, and named by no failure`);
}

/** No attestation stands in state that nobody gave for this object and path. */
function untruths({ backend, given }: Session): readonly string[] {
  const words = new Set([...given].map((word) => backend.log.reduce(renamed, word)));
  return Object.entries(backend.state.resources).flatMap(([address, resource]) =>
    resource.objects.flatMap((object) =>
      Object.entries(object.attestations)
        .map(
          ([path, { value }]) =>
            `${formatObjectAddress(address, object.fp)}|${path}|${JSON.stringify(value)}`,
        )
        .filter((word) => !words.has(word))
        .map((word) => `nobody attested ${word}`),
    ),
  );
}

/** What was said under a former address counts under the new one. */
function renamed(word: string, transition: Transition): string {
  return transition.type === 'move' ? String(renameObjects(word, transition.renames)) : word;
}

function objectsOf(resources: Session['backend']['state']['resources']): readonly BoundObject[] {
  return Object.values(resources).flatMap((resource) => resource.objects);
}

/** Where nothing is left to do, the world is what YAML says, each resource once. */
function differences(session: Session, plan: Plan): readonly string[] {
  const { world, yaml } = session;
  const found: string[] = [];
  const same = (what: string, actual: unknown, wanted: unknown): void => {
    if (JSON.stringify(actual) !== JSON.stringify(wanted)) {
      found.push(`${what} is ${JSON.stringify(actual)}, desired ${JSON.stringify(wanted)}`);
    }
  };
  const current = (address: Address): BoundObject | undefined =>
    session.backend.state.resources[address]?.objects.find((object) => object.status === 'current');
  if (!yaml.present) {
    const left = Object.entries(session.backend.state.resources)
      .filter(([address, resource]) => kindOf(address) !== 'dataset' && resource.objects.length > 0)
      .map(([address]) => address);
    const kept = plan.retired.map(({ object }) => object.split('~')[0]);
    same(
      'what is left',
      left.filter((address) => !kept.includes(address)),
      [],
    );
    return found;
  }
  if (plan.resources.some(({ status }) => status === 'awaiting')) return found;
  const fp = current(INSTANCE)?.fp ?? '';
  const instances = world.instances.filter(({ origin }) => origin === formatObjectAddress(INSTANCE, fp));
  same('number of instances', instances.length, 1);
  const [instance] = instances;
  if (instance !== undefined) {
    same('instance', [instance.title, instance.goal], [yaml.instanceTitle, yaml.goal]);
    if (!world.tainted.has(instance.id)) same('schedule', instance.schedule, yaml.schedule);
    const events = world.datasets.filter((set) => set.instance === instance.id && set.format === 'event');
    same('event dataset', current(EVENT)?.ids['id'], events[0]?.id);
  }
  checkConnection(session, current, same);
  return found;
}

type Same = (what: string, actual: unknown, wanted: unknown) => void;
type Current = (address: Address) => BoundObject | undefined;

function checkConnection(session: Session, current: Current, same: Same): void {
  const { world, yaml } = session;
  const address = `account-upgrade/connection/${yaml.moved ? 'moved' : 'scores'}`;
  const connection = world.connections.find(({ id }) => id === current(address)?.ids['id']);
  same('connection', connection !== undefined, true);
  if (connection === undefined) return;
  const { title, primaryIdType, members, stitching } = connection;
  if (!yaml.ignore.includes('title')) same('connection title', title, yaml.connectionTitle);
  if (!yaml.ignore.includes('primaryIdType')) same('id type', primaryIdType, yaml.primaryIdType);
  if (!yaml.ignore.includes('stitching') && !world.tainted.has(connection.id)) {
    same('stitching', stitching, yaml.stitching);
  }
  const wanted = new Map<string | undefined, boolean>([[current(EVENT)?.ids['id'], yaml.streaming]]);
  if (yaml.withInput) wanted.set(world.inputs[0]?.id, true);
  if (yaml.withProfile) wanted.set(current('account-upgrade/dataset/profile')?.ids['id'], false);
  const retired = objectsOf(session.backend.state.resources).flatMap((object) =>
    object.status === 'retired' ? [object.ids['id']] : [],
  );
  const actual = [...members].filter(([id]) => !retired.includes(id) || wanted.has(id)).sort();
  same('members', actual, [...wanted].sort());
  const names = yaml.secondView ? ['one', 'two'] : ['one'];
  for (const name of names) checkView(session, name, { current, same, connection: connection.id });
  if (yaml.withExport) {
    same(
      'export',
      world.disk.get('account-upgrade/export/main'),
      `${current(EVENT)?.ids['id']} ${yaml.keep}`,
    );
  }
}

function checkView(
  session: Session,
  name: string,
  {
    current,
    same,
    connection,
  }: { readonly current: Current; readonly same: Same; readonly connection: string },
): void {
  const { world, yaml } = session;
  const title = name === 'one' ? yaml.viewTitle : `${yaml.viewTitle} 2`;
  const view = world.views.find(({ id }) => id === current(`account-upgrade/view/${name}`)?.ids['id']);
  same(`view ${name}`, view === undefined ? undefined : [view.title, view.timezone, view.connection], [
    title,
    yaml.timezone,
    connection,
  ]);
  if (view === undefined) return;
  for (const part of yaml.parts) {
    same(`part ${part}`, view.parts.get(part), { dataset: current(EVENT)?.ids['id'], attribute: part });
  }
  if (name === 'one' && yaml.withAccess && !world.tainted.has(view.id))
    same('access', view.access, yaml.profiles);
}
