import {
  type Address,
  type BoundObject,
  formatObjectAddress,
  kindOf,
  NOT_BEGUN,
  parseObjectAddress,
  type RemoteObject,
  STEP_DELETED,
  STEP_GONE,
  STEP_UNDONE,
  type Transition,
} from '../model/index.ts';
import { isOwn } from './candidates.ts';
import {
  baseFingerprint,
  canonicalDesired,
  chooseFingerprint,
  type Fingerprints,
  fingerprintsOf,
} from './fingerprints.ts';
import { beginMainPhase } from './handoffs.ts';
import { madeBy } from './made-objects.ts';
import { dueMoves } from './moves.ts';
import { readingOf } from './reading.ts';
import { addressesOf, type World } from './world.ts';

/**
 * What an observation says about the objects that state knows, as transitions: what is gone, what has turned up, what
 * a person's answers settle. Pure; planning computes with the result, apply also records it.
 */
export function reconcile(world: World): readonly Transition[] {
  const found = reconcileObjects(world);
  if (found.length > 0) return found;
  return renamedHandoffs(world);
}

/** The part of it that planning may anticipate; a note of what exists counts once it is recorded. */
export function reconcileObjects(world: World): readonly Transition[] {
  const moves = dueMoves(world);
  if (moves.length > 0) return moves;
  const gone = addressesOf(world).flatMap((address) => goneObjects(world, address));
  if (gone.length > 0) return gone;
  const fingerprints = fingerprintsOf(world);
  return addressesOf(world).flatMap((address) => [
    ...bindFound(world, address),
    ...bindMade(world, fingerprints, address),
    ...overdueHandoffs(world, address),
  ]);
}

function goneObjects(world: World, address: Address): readonly Transition[] {
  const resource = world.state.resources[address];
  return (resource?.objects ?? []).flatMap((object): readonly Transition[] => {
    const { fp } = object;
    const reason = goneReason(world, address, object);
    if (reason === undefined)
      return isUnbound(world, address, object) ? [{ type: 'unbind', address, fp }] : [];
    return [
      { type: 'forget', address, fp, reason },
      ...releasedObjects(world, address, object),
      ...restoredTitle(world, address, object),
    ];
  });
}

/** Why an object is gone: an API says so, or, where none shows it, a person does. */
function goneReason(world: World, address: Address, object: BoundObject): string | undefined {
  const { fp, status, attestations } = object;
  const reading = readingOf(world, address, object).status;
  const spec = world.kinds.get(kindOf(address));
  const purpose = world.state.handoffs[formatObjectAddress(address, fp)]?.purpose;
  const undone = purpose === 'undo' ? attestations[STEP_UNDONE]?.value : undefined;
  if (undone === NOT_BEGUN) return 'it was never begun';
  // What lives in something else is read whether or not it was made: nothing but a word can say that it is gone.
  const isUnseen = reading === 'unread' || (spec?.deletion === 'with-parent' && reading === 'present');
  if (reading === 'absent' && (status === 'current' || status === 'retired')) return 'it is gone';
  if (
    reading === 'absent' &&
    status === 'abandoned' &&
    (hasIds(object) || spec?.deletion === 'with-parent')
  ) {
    return 'it is gone';
  }
  if (undone !== undefined && (isUnseen || reading === 'absent')) return 'a person said that it is undone';
  if (!isUnseen) return undefined;
  const deleted = purpose === 'delete' && attestations[STEP_DELETED] !== undefined;
  return deleted || attestations[STEP_GONE] !== undefined ? 'a person said that it is gone' : undefined;
}

function isUnbound(world: World, address: Address, object: BoundObject): boolean {
  const reading = readingOf(world, address, object).status;
  return reading === 'absent' && object.status === 'pending' && hasIds(object);
}

/** What was taken for the work of an object that was never begun is somebody else's: it is let go. */
function releasedObjects(world: World, address: Address, object: BoundObject): readonly Transition[] {
  if (object.attestations[STEP_UNDONE]?.value !== NOT_BEGUN) return [];
  return madeBy(world, address, object.fp).map((made): Transition => {
    const { address: at, fp = '' } = parseObjectAddress(made);
    return { type: 'forget', address: at, fp, reason: 'what it was taken for was never begun' };
  });
}

/** Once a clone is undone, the object that it should have replaced bears its title again. */
function restoredTitle(world: World, address: Address, { fp }: BoundObject): readonly Transition[] {
  const resource = world.state.resources[address];
  const handoff = world.state.handoffs[formatObjectAddress(address, fp)];
  const current = resource?.objects.find((object) => object.status === 'current');
  const title = handoff?.purpose === 'undo' ? handoff.restoreTitle : undefined;
  if (resource === undefined || current === undefined || title === undefined) return [];
  if (goneReason(world, address, current) !== undefined) return [];
  return [{ type: 'bind', address, fp: current.fp, kind: resource.kind, title, status: 'current', ids: {} }];
}

function hasIds(object: BoundObject): boolean {
  return Object.keys(object.ids).length > 0;
}

/** Where the old object of a clone is gone, there is nothing to rename: what exists now is noted, and the new one is made. */
function renamedHandoffs(world: World): readonly Transition[] {
  return Object.values(world.state.handoffs).flatMap((handoff): readonly Transition[] => {
    const objects = world.state.resources[handoff.address]?.objects ?? [];
    const hasOld = objects.some((known) => known.status === 'current');
    return handoff.phase === 'rename' && !hasOld ? beginMainPhase(world, handoff) : [];
  });
}

/** Binds what turned up under the natural key of an object that a person was asked to make. */
function bindFound(world: World, address: Address): readonly Transition[] {
  const { state, kinds } = world;
  const resource = state.resources[address];
  const spec = resource === undefined ? undefined : kinds.get(resource.kind);
  if (resource === undefined || spec === undefined || spec.mode !== 'guided' || spec.idSpace === undefined)
    return [];
  const waiting = resource.objects.filter((object) => {
    const handoff = state.handoffs[formatObjectAddress(address, object.fp)];
    const asked =
      handoff?.purpose === 'create' ||
      handoff?.purpose === 'replace' ||
      handoff?.purpose === 'undo' ||
      handoff?.purpose === 'adopt';
    return asked && handoff.phase === 'main' && !hasIds(object) && object.status !== 'current';
  });
  const [object] = waiting;
  const matching = matchingCandidates(world, address, object);
  const [found] = matching;
  if (object === undefined || found === undefined || matching.length > 1) return [];
  const { kind } = resource;
  return [{ type: 'bind', address, fp: object.fp, kind, title: '', status: object.status, ids: found.ids }];
}

function matchingCandidates(
  world: World,
  address: Address,
  object: BoundObject | undefined,
): readonly RemoteObject[] {
  const candidates = world.observed.byAddress[address]?.candidates ?? [];
  const adoptId = world.desired.resources[address]?.adoptId;
  const named = candidates.filter((candidate) => candidate.ids['id'] === adoptId);
  if (named.length > 0 || object === undefined) return named;
  return candidates.filter((candidate) => isOwn(object, candidate));
}

/** Binds what Adobe made for an object: the score datasets of an instance, recognised by title, never one that was there before. */
function bindMade(world: World, fingerprints: Fingerprints, address: Address): readonly Transition[] {
  const desired = world.desired.resources[address];
  const spec = desired === undefined ? undefined : world.kinds.get(desired.kind);
  const maker = desired?.dependsOn[0];
  if (desired === undefined || spec?.madeBy === undefined || maker === undefined) return [];
  const makers = world.state.resources[maker]?.objects ?? [];
  return makers.flatMap((object): readonly Transition[] => {
    if (!mayBindMade(world, address, maker, object)) return [];
    const known = new Map(fingerprints).set(maker, object.fp);
    const base = baseFingerprint(spec, canonicalDesired(spec, desired, known));
    const fp = chooseFingerprint(world.state, address, base);
    const mine = world.state.resources[address]?.objects.find((candidate) => candidate.fp === fp);
    const status = object.status;
    if (mine !== undefined && hasIds(mine))
      return mine.status === status ? [] : [{ type: 'set-status', address, fp, status }];
    const found = madeCandidates(world, address, object);
    const [only] = found;
    if (only === undefined || found.length > 1) return [];
    const { kind, title, dependsOn } = desired;
    const bind: Transition = {
      type: 'bind',
      address,
      fp,
      kind,
      title: only.title,
      status,
      ids: { ...only.ids, maker: object.fp },
    };
    if (status !== 'current') return [bind];
    return [bind, { type: 'record-applied', address, fp, kind, title, applied: {}, dependsOn }];
  });
}

/**
 * While a clone is open nothing is bound to the current object, for it might belong to the new one; while an abandoned
 * one is being undone, only what cannot be the current one's is bound to it.
 */
function mayBindMade(world: World, address: Address, maker: Address, object: BoundObject): boolean {
  const makers = world.state.resources[maker]?.objects ?? [];
  const handoff = world.state.handoffs[formatObjectAddress(maker, object.fp)];
  switch (object.status) {
    case 'retired':
      return false;
    case 'pending':
      return handoff?.phase === 'main';
    case 'current':
      return !makers.some((other) => other.status === 'pending' || other.status === 'abandoned');
    case 'abandoned':
      return world.state.resources[address]?.objects.some((made) => made.status === 'current') ?? false;
  }
}

function madeCandidates(world: World, address: Address, maker: BoundObject): readonly RemoteObject[] {
  const candidates = world.observed.byAddress[address]?.candidates ?? [];
  const adoptId = world.desired.resources[address]?.adoptId;
  const named = candidates.filter((candidate) => candidate.ids['id'] === adoptId);
  if (named.length > 0) return named;
  return candidates.filter((candidate) => isOwn(maker, candidate));
}

/** A run that left no trace becomes a handoff, and ends it when a batch appears or another object takes its place. */
function overdueHandoffs(world: World, address: Address): readonly Transition[] {
  const { state, observed } = world;
  const resource = state.resources[address];
  if (resource === undefined) return [];
  const overdue = observed.byAddress[address]?.overdue;
  // While a clone is under way nothing is bound to the current object, so that nothing can be missed of it.
  const isCloning = resource.objects.some(({ status }) => status === 'pending' || status === 'abandoned');
  const due =
    overdue === undefined || isCloning
      ? undefined
      : resource.objects.find(({ status }) => status === 'current');
  const ended = resource.objects
    .filter((object) => object !== due)
    .map((object) => formatObjectAddress(address, object.fp))
    .filter((object) => state.handoffs[object]?.purpose === 'overdue')
    .map((object): Transition => ({ type: 'close-handoff', object }));
  if (due === undefined || state.handoffs[formatObjectAddress(address, due.fp)] !== undefined) return ended;
  const { kind, title } = resource;
  const handoff = {
    address,
    fp: due.fp,
    purpose: 'overdue',
    phase: 'main',
    asked: {},
    title,
    baseline: [],
  } as const;
  return [...ended, { type: 'open-handoff', kind, handoff }];
}
