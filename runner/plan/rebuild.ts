import { type Address, applyTransitions, compareText, type Transition } from '../model/index.ts';
import { adoptable, chosenCandidate, takenFact } from './candidates.ts';
import { reconcileObjects } from './reconcile.ts';
import { type Analysis, analyse, type Situation } from './situation.ts';
import type { World } from './world.ts';

/** What the live world shows of an address that the state does not know. */
export interface RestoredObject {
  readonly address: Address;
  readonly title: string;
  readonly ids: Readonly<Record<string, string>>;
}

/** An address that nothing was restored for, and why. */
export interface LostObject {
  readonly address: Address;
  readonly reason: string;
  /** Whether nobody could look: it may be there. */
  readonly isUnread: boolean;
}

/** A state made anew, as far as the live world shows it. */
export interface Rebuilding {
  readonly transitions: readonly Transition[];
  readonly restored: readonly RestoredObject[];
  readonly lost: readonly LostObject[];
}

const MAX_ROUNDS = 20;

/**
 * Binds what bears the natural key of a desired address, parents first, and notes its visible values as those that were last
 * applied. Pure. What several resources may be, what differs in something that nobody can edit, and what no API shows, stays unbound:
 * plans show it as new. What the state knows stays as it is.
 */
export function rebuild(world: World): Rebuilding {
  const transitions: Transition[] = [];
  let current = world;
  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    const found = nextRestored(current, world);
    if (found.length === 0) break;
    transitions.push(...found);
    current = {
      ...current,
      state: applyTransitions(current.state, found, { at: world.observed.observedAt }),
    };
  }
  return { transitions, restored: listRestored(world, current), lost: listLost(current) };
}

/** First what was made by objects that are known by now, then whatever waits for nothing that is still to be restored. */
function nextRestored(world: World, before: World): readonly Transition[] {
  // Nothing is said of what the state knew before: the next plan does that.
  const made = reconcileObjects(world).filter(
    (one) => (one.type === 'bind' || one.type === 'record-applied') && !hasObjects(before, one.address),
  );
  if (made.length > 0) return made;
  const analysis = analyse(world);
  const open = [...analysis.situations.values()].filter((situation) => isRestorable(analysis, situation));
  const waiting = new Set(open.map(({ address }) => address));
  return open
    .filter(({ desired }) => desired?.dependsOn.every((address) => !waiting.has(address)) === true)
    .flatMap((situation) => restoring(analysis, situation));
}

function isRestorable(analysis: Analysis, situation: Situation): boolean {
  const { address, desired, fp, unreadable } = situation;
  if (desired === undefined || fp === undefined || unreadable !== undefined) return false;
  if (hasObjects(analysis.world, address)) return false;
  const taken = takenFact(analysis, situation);
  return taken.count > 0 && taken.unfit === undefined && chosenCandidate(situation) !== undefined;
}

function restoring(analysis: Analysis, situation: Situation): readonly Transition[] {
  const { address, spec, fp, desired } = situation;
  const candidate = chosenCandidate(situation);
  const live = adoptable(analysis, situation)?.live;
  if (candidate === undefined || live === undefined || fp === undefined || desired === undefined) return [];
  const { kind } = spec;
  const { title, dependsOn } = desired;
  return [
    { type: 'bind', address, fp, kind, title, status: 'current', ids: candidate.ids },
    { type: 'record-applied', address, fp, kind, title, applied: live.values, dependsOn },
  ];
}

function hasObjects({ state }: Pick<World, 'state'>, address: Address): boolean {
  return (state.resources[address]?.objects.length ?? 0) > 0;
}

function listRestored(before: World, after: World): readonly RestoredObject[] {
  return Object.entries(after.state.resources)
    .filter(([address, { objects }]) => objects.length > 0 && !hasObjects(before, address))
    .flatMap(([address, { title, objects }]) => objects.map(({ ids }) => ({ address, title, ids })))
    .sort((a, b) => compareText(a.address, b.address));
}

function listLost(world: World): readonly LostObject[] {
  const analysis = analyse(world);
  return [...analysis.situations.values()]
    .filter(({ address, desired, spec }) => {
      const isOurs = spec.mode !== 'observed' || spec.madeBy !== undefined;
      return desired !== undefined && isOurs && !hasObjects(world, address);
    })
    .map((situation) => ({
      address: situation.address,
      reason: reasonOf(analysis, situation),
      isUnread: situation.unreadable !== undefined,
    }))
    .sort((a, b) => compareText(a.address, b.address));
}

function reasonOf(analysis: Analysis, situation: Situation): string {
  const { spec, unreadable, candidates } = situation;
  if (unreadable !== undefined) return `it could not be read: ${unreadable.detail}`;
  if (spec.madeBy !== undefined) return 'it is bound once it is known what made it';
  const { count, unfit } = takenFact(analysis, situation);
  if (unfit !== undefined)
    return `what bears its title differs in ${unfit}, which nobody can edit; the next plan says what to do`;
  if (count > 1) {
    const ids = candidates.map(({ ids }) => ids['id']).filter((id) => id !== undefined);
    return `several bear its title (${ids.join(', ')}): write adopt with the id of the right one in YAML`;
  }
  if (spec.deletion === 'with-parent')
    return 'it lives in another resource: the next apply reads it, or asks for it again';
  return spec.idSpace === undefined
    ? 'no API shows it by itself: the next apply makes it, or asks for it, again'
    : 'nothing in Adobe bears its title';
}
