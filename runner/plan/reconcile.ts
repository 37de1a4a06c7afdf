import {
  type Address,
  type BoundObject,
  formatObjectAddress,
  type RemoteObject,
  STEP_DELETED,
  STEP_GONE,
  STEP_RENAMED,
  STEP_UNDONE,
  type Transition,
} from '../model/index.ts';
import { baseFingerprint, canonicalDesired } from './fingerprints.ts';
import { type Analysis, analyse } from './situation.ts';
import { addressesOf, type World } from './world.ts';

/**
 * What an observation says about the objects that state knows, as transitions: what is gone, what has turned up, what
 * a person's answers settle. Pure; planning computes with the result, apply also records it.
 */
export function reconcile(world: World): readonly Transition[] {
  const moves = world.desired.moved.filter(
    ({ from, to }) => world.state.resources[from] !== undefined && world.state.resources[to] === undefined,
  );
  if (moves.length > 0) return moves.map(({ from, to }) => ({ type: 'move', from, to }));
  const gone = addressesOf(world).flatMap((address) => goneObjects(world, address));
  if (gone.length > 0) return gone;
  const analysis = analyse(world);
  return [
    ...renamedHandoffs(world),
    ...addressesOf(world).flatMap((address) => [
      ...bindFound(analysis, address),
      ...bindMade(analysis, address),
      ...noteAllowance(world, address),
      ...overdueHandoffs(analysis, address),
    ]),
  ];
}

function goneObjects(world: World, address: Address): readonly Transition[] {
  const observation = world.observed.byAddress[address];
  return (world.state.resources[address]?.objects ?? []).flatMap((object): readonly Transition[] => {
    const { fp, status, attestations } = object;
    const reading = observation?.bound[fp]?.status ?? 'unread';
    const handoff = world.state.handoffs[formatObjectAddress(address, fp)];
    if (reading === 'absent' && status !== 'pending') {
      const answered = status !== 'abandoned' || attestations[STEP_UNDONE] !== undefined || hasIds(object);
      return answered ? [{ type: 'forget', address, fp, reason: 'it is gone' }] : [];
    }
    if (reading === 'absent') return hasIds(object) ? [{ type: 'unbind', address, fp }] : [];
    if (reading !== 'unread') return [];
    const said =
      (handoff?.purpose === 'delete' && attestations[STEP_DELETED] !== undefined) ||
      (handoff?.purpose === 'undo' && attestations[STEP_UNDONE] !== undefined) ||
      attestations[STEP_GONE] !== undefined;
    return said ? [{ type: 'forget', address, fp, reason: 'a person said that it is gone' }] : [];
  });
}

function hasIds(object: BoundObject): boolean {
  return Object.keys(object.ids).length > 0;
}

/** Once the old object is renamed, what exists now is noted, and only then the new one is made. */
function renamedHandoffs(world: World): readonly Transition[] {
  return Object.entries(world.state.handoffs).flatMap(([key, handoff]): readonly Transition[] => {
    if (handoff.phase !== 'rename') return [];
    const resource = world.state.resources[handoff.address];
    const object = resource?.objects.find((known) => known.fp === handoff.fp);
    if (resource === undefined || object?.attestations[STEP_RENAMED] === undefined) return [];
    const { address, fp, title } = handoff;
    const baseline = world.observed.scoreDatasets;
    return [
      { type: 'bind', address, fp, kind: resource.kind, title, status: 'pending', ids: {}, baseline },
      { type: 'update-handoff', object: key, change: { phase: 'main', baseline } },
    ];
  });
}

/** Binds what turned up under the natural key of an object that a person was asked to make. */
function bindFound(analysis: Analysis, address: Address): readonly Transition[] {
  const { state, kinds } = analysis.world;
  const resource = state.resources[address];
  const spec = resource === undefined ? undefined : kinds.get(resource.kind);
  if (resource === undefined || spec === undefined || spec.mode !== 'guided' || spec.idSpace === undefined) return [];
  const waiting = resource.objects.filter((object) => {
    const handoff = state.handoffs[formatObjectAddress(address, object.fp)];
    const asked = handoff?.purpose === 'create' || handoff?.purpose === 'replace' || handoff?.purpose === 'undo' || handoff?.purpose === 'adopt';
    return asked && handoff.phase === 'main' && !hasIds(object) && object.status !== 'current';
  });
  const [object] = waiting;
  const matching = matchingCandidates(analysis, address, object);
  const [found] = matching;
  if (object === undefined || found === undefined || matching.length > 1) return [];
  const { kind } = resource;
  return [{ type: 'bind', address, fp: object.fp, kind, title: '', status: object.status, ids: found.ids }];
}

function matchingCandidates(
  analysis: Analysis,
  address: Address,
  object: BoundObject | undefined,
): readonly RemoteObject[] {
  const candidates = analysis.world.observed.byAddress[address]?.candidates ?? [];
  const adoptId = analysis.world.desired.resources[address]?.adoptId;
  const named = candidates.filter((candidate) => candidate.ids['id'] === adoptId);
  if (named.length > 0 || object === undefined) return named;
  return candidates.filter((candidate) => object.titles.some((title) => isSameTitle(title, candidate.title)));
}

/** Binds what Adobe made for an object: the score datasets of an instance, recognised by title, never one that was there before. */
function bindMade(analysis: Analysis, address: Address): readonly Transition[] {
  const { world } = analysis;
  const desired = world.desired.resources[address];
  const spec = desired === undefined ? undefined : world.kinds.get(desired.kind);
  const maker = desired?.dependsOn[0];
  if (desired === undefined || spec?.madeBy === undefined || maker === undefined) return [];
  const makers = world.state.resources[maker]?.objects ?? [];
  return makers.flatMap((object): readonly Transition[] => {
    if (!mayBindMade(world, address, maker, object)) return [];
    const known = new Map(analysis.fingerprints).set(maker, object.fp);
    const fp = baseFingerprint(spec, canonicalDesired(spec, desired, known));
    const mine = world.state.resources[address]?.objects.find((candidate) => candidate.fp === fp);
    const status = object.status;
    if (mine !== undefined) return mine.status === status ? [] : [{ type: 'set-status', address, fp, status }];
    const found = madeCandidates(analysis, address, object);
    const [only] = found;
    if (only === undefined || found.length > 1) return [];
    const { kind, title, dependsOn } = desired;
    const bind: Transition = { type: 'bind', address, fp, kind, title: only.title, status, ids: { ...only.ids, maker: object.fp } };
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

function madeCandidates(analysis: Analysis, address: Address, maker: BoundObject): readonly RemoteObject[] {
  const candidates = analysis.world.observed.byAddress[address]?.candidates ?? [];
  const adoptId = analysis.world.desired.resources[address]?.adoptId;
  const named = candidates.filter((candidate) => candidate.ids['id'] === adoptId);
  if (named.length > 0) return named;
  return candidates.filter(
    (candidate) =>
      !maker.baseline.includes(candidate.ids['id'] ?? '') &&
      maker.titles.some((title) => isSameTitle(title, candidate.title)),
  );
}

/** Titles are compared without regard to case, dash and white space: Adobe's own pages differ in them (facts §2.6). */
function isSameTitle(a: string, b: string): boolean {
  return normalizeTitle(a) === normalizeTitle(b);
}

function normalizeTitle(title: string): string {
  return title.normalize('NFC').replace(/[‐-―]/gu, '-').replace(/\s+/gu, ' ').trim().toLowerCase();
}

/** Records whether a resource may be deleted, so that removing it from YAML later can rely on what was applied. */
function noteAllowance(world: World, address: Address): readonly Transition[] {
  const desired = world.desired.resources[address];
  const resource = world.state.resources[address];
  if (desired === undefined || resource === undefined) return [];
  const { allowDelete } = desired.lifecycle;
  return resource.allowDelete === allowDelete ? [] : [{ type: 'record-allowance', address, allowDelete }];
}

/** A run that left no trace becomes a handoff, and ends it when a batch appears. */
function overdueHandoffs(analysis: Analysis, address: Address): readonly Transition[] {
  const { state, observed } = analysis.world;
  const resource = state.resources[address];
  const current = resource?.objects.find((object) => object.status === 'current');
  if (resource === undefined || current === undefined) return [];
  const object = formatObjectAddress(address, current.fp);
  const handoff = state.handoffs[object];
  const overdue = observed.byAddress[address]?.overdue;
  if (overdue === undefined) return handoff?.purpose === 'overdue' ? [{ type: 'close-handoff', object }] : [];
  if (handoff !== undefined) return [];
  const { kind, title } = resource;
  const opened = { address, fp: current.fp, purpose: 'overdue', phase: 'main', asked: {}, title, baseline: [] } as const;
  return [{ type: 'open-handoff', kind, handoff: opened }];
}
