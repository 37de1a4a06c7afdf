import { type DecidedWrite, kindOf, type State, type Transition } from '../../../runner/model/index.ts';
import type { Decision, World } from '../../../runner/plan/index.ts';
import type { ToyAdobe } from './toy-adobe.ts';

/** What is wrong with a decision, judged by what is true in the toy Adobe rather than by what was read of it. */
export function judge(adobe: ToyAdobe, world: World, { writes, transitions }: Decision): readonly string[] {
  const addresses = writes.map(({ address }) => address);
  return [
    ...writes.flatMap((write) => [
      ...judgeOrder(write, addresses),
      ...judgeTarget(world.state, write),
      ...judgeReview(adobe, world.state, write),
      ...judgeCreate(adobe, world.state, write),
    ]),
    ...transitions.flatMap((transition) => judgeHandoff(adobe, world, transition)),
  ];
}

/** Writes of one wave do not depend on each other. */
function judgeOrder({ address, desired }: DecidedWrite, wave: readonly string[]): readonly string[] {
  const early = desired?.dependsOn.some((dependency) => wave.includes(dependency)) ?? false;
  return early ? [`${address} is written in one wave with what it depends on`] : [];
}

/** Only what state knows is changed or deleted. */
function judgeTarget(state: State, { address, operation, target, fp }: DecidedWrite): readonly string[] {
  const bound = state.resources[address]?.objects.find((object) => object.fp === fp)?.ids['id'];
  if (operation === 'create' || (bound !== undefined && target?.['id'] === bound)) return [];
  return [`${operation} of ${address} goes to ${target?.['id']}, which is not its own`];
}

/** What a colleague did after the review is not overwritten by it. */
function judgeReview(adobe: ToyAdobe, state: State, write: DecidedWrite): readonly string[] {
  const view = adobe.getView(write.target?.['id']);
  const manifest = state.manifests.find(({ id }) => id === write.manifest);
  if (view?.editedAt === undefined || manifest === undefined || adobe.lag > 0) return [];
  if (view.editedAt <= Date.parse(manifest.acceptedAt) || write.operation !== 'update') return [];
  return [`${write.address} is updated over an edit that nobody had seen`];
}

/** Nothing is created beside something of a colleague's with the same key. */
function judgeCreate(adobe: ToyAdobe, state: State, write: DecidedWrite): readonly string[] {
  if (kindOf(write.address) !== 'view' || write.operation !== 'create' || adobe.lag > 0) return [];
  const ids = boundIds(state);
  const taken = adobe.views.find(
    (view) =>
      view.origin === 'foreign' &&
      !ids.has(view.id) &&
      view.title === write.title &&
      ids.has(view.connection),
  );
  const parents = Object.values(write.remoteIds);
  return taken !== undefined && parents.includes(taken.connection)
    ? [`${write.address} is created beside ${taken.id}, which carries its key`]
    : [];
}

function judgeHandoff(adobe: ToyAdobe, world: World, transition: Transition): readonly string[] {
  if (transition.type !== 'open-handoff') return [];
  const { handoff, kind } = transition;
  const ids = boundIds(world.state);
  if (kind === 'connection' && handoff.purpose === 'create') {
    const known =
      world.state.resources[handoff.address]?.objects.some(({ fp }) => fp === handoff.fp) ?? false;
    const taken = adobe.connections.find(({ id, title }) => title === handoff.title && !ids.has(id));
    if (taken !== undefined && !known)
      return [`${handoff.address} is asked for beside ${taken.id}, which carries its key`];
  }
  if (kind === 'access' && (handoff.purpose === 'create' || handoff.purpose === 'update')) {
    const pending = adobe.connections.filter(({ id, backfill }) => ids.has(id) && backfill !== 'ok');
    return pending.map(({ id }) => `${handoff.address} is asked for while the backfill of ${id} still runs`);
  }
  const parent = handoff.address.replace(/\/(parts|access)\//, '/view/');
  if (
    parent !== handoff.address &&
    handoff.purpose === 'delete' &&
    world.desired.resources[parent] === undefined
  ) {
    return [`${handoff.address} is to be deleted by hand, and goes with its view`];
  }
  return [];
}

function boundIds(state: State): ReadonlySet<string | undefined> {
  return new Set(
    Object.values(state.resources).flatMap((resource) => resource.objects.map(({ ids }) => ids['id'])),
  );
}
