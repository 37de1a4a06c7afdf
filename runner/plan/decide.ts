import {
  ABSENT,
  type AcceptedLine,
  type Address,
  type DesiredResource,
  formatObjectAddress,
  isOpen,
  type JsonValue,
  type ManifestLine,
  matchesAddressPattern,
  type ObjectAddress,
  parseObjectAddress,
  type Readiness,
  type RemoteObject,
  refsOf,
  type Transition,
  type Values,
} from '../model/index.ts';
import { type Comparison, compareValues } from './compare.ts';
import { deletionReadiness, dependencyReadiness, openHandoffAt, retirementReadiness } from './dependencies.ts';
import { askedOf, openDeletion, openLineHandoff, settleOrphan } from './handoffs.ts';
import { remoteIdOf } from './id-map.ts';
import { type LineFacts, type NextStep, nextStep } from './next-step.ts';
import { type Analysis, analyse, liveOf, type Situation, situationAt, unboundObject } from './situation.ts';
import type { World } from './world.ts';

/** A write that an open line authorises now. */
export interface DecidedWrite {
  readonly manifest: string;
  readonly line: Address | ObjectAddress;
  readonly operation: 'create' | 'update' | 'delete';
  readonly address: Address;
  readonly fp: string;
  readonly title: string;
  /** Canonical values that are sent. */
  readonly payload: Values;
  /** Absent for a delete. */
  readonly desired: DesiredResource | undefined;
  /** `address` to the remote id that a reference to it stands for. */
  readonly remoteIds: Readonly<Record<Address, string>>;
  /** Remote ids of what is written to; absent for a create. */
  readonly target: Readonly<Record<string, string>> | undefined;
}

/** What follows from a world: transitions to record first, then writes; and why the other lines wait. */
export interface Decision {
  readonly transitions: readonly Transition[];
  readonly writes: readonly DecidedWrite[];
  readonly waiting: readonly { readonly manifest: string; readonly line: string; readonly readiness: Readiness }[];
}

/** Asks `nextStep` for every open line but the held ones, in the order of acceptance. Pure. */
export function decide(world: World, held: ReadonlySet<string> = new Set()): Decision {
  const analysis = analyse(world);
  const transitions: Transition[] = [];
  const writes: DecidedWrite[] = [];
  const waiting: { manifest: string; line: string; readiness: Readiness }[] = [];
  const claimed = new Set<string>();
  for (const manifest of world.state.manifests) {
    for (const line of manifest.lines.filter(isOpen)) {
      if (held.has(line.address)) continue;
      const step = stepOf(analysis, manifest.id, line);
      if (step.do !== 'close' && claimed.has(line.address)) {
        waiting.push({ manifest: manifest.id, line: line.address, readiness: EARLIER_LINE });
        continue;
      }
      if (step.do !== 'close') claimed.add(line.address);
      const outcome = execute(analysis, manifest.id, line, step);
      transitions.push(...outcome.transitions);
      writes.push(...outcome.writes);
      if (step.do === 'wait') waiting.push({ manifest: manifest.id, line: line.address, readiness: step.readiness });
    }
  }
  if (transitions.length === 0) transitions.push(...settle(analysis));
  return { transitions, writes: transitions.length > 0 ? [] : writes, waiting };
}

const EARLIER_LINE: Readiness = { status: 'blocked', reason: 'an earlier line does the same', by: 'change' };

/** The next step of one line, accepted or only planned. */
export function stepOf(analysis: Analysis, manifest: string | undefined, line: ManifestLine): NextStep {
  return nextStep(factsOf(analysis, manifest, line));
}

function factsOf(analysis: Analysis, manifest: string | undefined, line: ManifestLine): LineFacts {
  const { address, fp } = parseObjectAddress(line.address);
  const { world } = analysis;
  const intent = world.state.intents.some(
    (known) => known.line === line.address && (manifest === undefined || known.manifest === manifest),
  );
  if (fp !== undefined) return { ...factsOfRetired(analysis, line, address, fp), intent };
  const situation = situationAt(analysis, address);
  const { spec, subject, candidates } = situation;
  const deleting = line.after === ABSENT;
  return {
    action: line.action,
    mode: spec.mode,
    before: line.before,
    after: line.after,
    desired: situation.after,
    live: liveFact(situation),
    object: subject === undefined ? 'none' : deleting || subject.fp === situation.fp ? 'same' : 'other',
    taken: takenFact(analysis, situation, candidates),
    handoff: openHandoffAt(world.state, situation)?.purpose,
    undoOpen: isUndoOpen(analysis, address),
    intent,
    dependencies: deleting ? deletionReadiness(analysis, address) : dependencyReadiness(analysis, address),
    deletion: { allowed: isDeletionAllowed(world, address), goesWithParent: goesWithParent(analysis, situation) },
    ...changedBy(situation),
  };
}

function factsOfRetired(analysis: Analysis, line: ManifestLine, address: Address, fp: string): LineFacts {
  const { world } = analysis;
  const situation = situationAt(analysis, address);
  const { spec } = situation;
  const object = world.state.resources[address]?.objects.find((known) => known.fp === fp && known.status === 'retired');
  const reading = world.observed.byAddress[address]?.bound[fp] ?? { status: 'unread' as const };
  const live = object === undefined ? undefined : liveOf(world, analysis.idMap, { address, spec, canonical: {}, object, reading });
  const isThere = live !== undefined && live.presence !== 'absent';
  return {
    action: line.action,
    mode: spec.mode,
    before: line.before,
    after: line.after,
    desired: ABSENT,
    live: !isThere ? 'absent' : live.presence === 'unreadable' ? 'unreadable' : { hash: line.before, asDesired: false, asApplied: true },
    object: object === undefined ? 'none' : 'same',
    taken: { count: 0 },
    handoff: world.state.handoffs[line.address]?.purpose,
    undoOpen: false,
    intent: false,
    dependencies: retirementReadiness(analysis, address),
    deletion: { allowed: isDeletionAllowed(world, address), goesWithParent: false },
  };
}

function liveFact(situation: Situation): LineFacts['live'] {
  const { live, comparison, subject, unreadable } = situation;
  if (unreadable !== undefined || live.presence === 'unreadable') return 'unreadable';
  if (live.presence === 'absent' || subject === undefined) return 'absent';
  return { hash: comparison.hash, asDesired: comparison.equal, asApplied: isAsApplied(situation) };
}

/** Whether everything that the runner last applied is still so. */
function isAsApplied({ subject, live, spec }: Situation): boolean {
  if (subject === undefined || Object.keys(subject.applied).length === 0) return false;
  const context = { applied: subject.applied, state: EMPTY };
  return compareValues(spec, subject.applied, live, context).equal;
}

const EMPTY = { formatVersion: 1, environment: '', lineage: '', serial: 0, resources: {}, manifests: [], handoffs: {}, intents: [] } as const;

function takenFact(
  analysis: Analysis,
  situation: Situation,
  candidates: Situation['candidates'],
): LineFacts['taken'] {
  const { spec, desired } = situation;
  if (desired === undefined || spec.madeBy !== undefined || spec.mode === 'observed') return { count: 0 };
  const named = candidates.filter((candidate) => candidate.ids['id'] === desired.adoptId);
  const count = named.length > 0 ? named.length : candidates.length;
  const found = adoptable(analysis, situation);
  return found === undefined ? { count } : { count, hash: found.comparison.hash };
}

/** What carries the natural key of an address without being ours, compared with what is desired; absent where there is none, or several. */
export function adoptable(
  analysis: Analysis,
  situation: Situation,
): Pick<Situation, 'live' | 'comparison'> | undefined {
  const { address, spec, canonical } = situation;
  const [candidate] = chosenCandidates(situation);
  if (candidate === undefined) return undefined;
  const object = unboundObject('');
  const reading = { status: 'present', object: candidate } as const;
  const live = liveOf(analysis.world, analysis.idMap, { address, spec, canonical, object, reading });
  const context = { applied: {}, state: analysis.world.state };
  return { live, comparison: compareValues(spec, canonical, live, context) };
}

/** Compares any remote resource with canonical values, as if it were the object of an address. */
export function compareWith(world: World, address: Address, values: Values, object: RemoteObject): Comparison {
  const analysis = analyse(world);
  const { spec } = situationAt(analysis, address);
  const reading = { status: 'present', object } as const;
  const bound = unboundObject('');
  const live = liveOf(world, analysis.idMap, { address, spec, canonical: values, object: bound, reading });
  return compareValues(spec, values, live, { applied: {}, state: world.state });
}

/** Whether an undo of another object of the address is still to be answered. */
function isUndoOpen(analysis: Analysis, address: Address): boolean {
  return Object.values(analysis.world.state.handoffs).some(
    (handoff) => handoff.address === address && handoff.purpose === 'undo',
  );
}

/** Deletion is allowed by what an earlier apply recorded, or by a pattern of the environment; never by today's YAML alone. */
export function isDeletionAllowed(world: World, address: Address): boolean {
  const recorded = world.state.resources[address]?.allowDelete ?? false;
  return recorded || world.desired.environment.allowDelete.some((pattern) => matchesAddressPattern(address, pattern));
}

/** Whether a resource lives in one that is to go too, or has gone. */
export function goesWithParent(analysis: Analysis, situation: Situation): boolean {
  if (situation.spec.deletion !== 'with-parent') return false;
  const parents = situation.subject?.dependsOn ?? [];
  return parents.some((parent) => analysis.world.desired.resources[parent] === undefined);
}

function changedBy({ reading }: Situation): { readonly changedBy?: string } {
  if (reading.status !== 'present' || reading.object.modifiedBy === undefined) return {};
  return { changedBy: reading.object.modifiedBy };
}

interface Outcome {
  readonly transitions: readonly Transition[];
  readonly writes: readonly DecidedWrite[];
}

function execute(analysis: Analysis, manifest: string, line: AcceptedLine, step: NextStep): Outcome {
  const { address, fp } = parseObjectAddress(line.address);
  const situation = situationAt(analysis, address);
  switch (step.do) {
    case 'close':
      return { transitions: closing(analysis, situation, manifest, line, step), writes: [] };
    case 'open-handoff':
      return { transitions: opening(analysis, situation, manifest, line, fp), writes: [] };
    case 'wait':
      return { transitions: fp === undefined ? continuing(analysis, situation, manifest) : [], writes: [] };
    case 'write':
      if (step.operation === 'adopt') return { transitions: adopting(analysis, situation), writes: [] };
      return { transitions: [], writes: [writeOf(analysis, situation, { manifest, line: line.address, operation: step.operation, fp })] };
    default:
      return { transitions: [], writes: [] };
  }
}

function closing(
  analysis: Analysis,
  situation: Situation,
  manifest: string,
  line: AcceptedLine,
  step: Extract<NextStep, { do: 'close' }>,
): readonly Transition[] {
  const { address, subject, desired, fp, spec, canonical } = situation;
  const close: Transition = { type: 'close-line', manifest, line: line.address, status: step.status, reason: step.reason };
  const handoff = subject === undefined ? undefined : formatObjectAddress(address, subject.fp);
  const isOpen = handoff !== undefined && analysis.world.state.handoffs[handoff] !== undefined;
  if (step.status !== 'done') {
    return isOpen && analysis.world.state.handoffs[handoff]?.manifest === manifest
      ? [close, { type: 'orphan-handoff', object: handoff }]
      : [close];
  }
  if (desired === undefined || fp === undefined || line.address !== address) return [close];
  const { kind } = spec;
  const applied: Transition = { type: 'record-applied', address, fp, kind, title: desired.title, applied: canonical, dependsOn: desired.dependsOn };
  const ended: readonly Transition[] = isOpen ? [{ type: 'close-handoff', object: handoff }] : [];
  return [applied, ...ended, close];
}

function opening(
  analysis: Analysis,
  situation: Situation,
  manifest: string,
  line: AcceptedLine,
  retired: string | undefined,
): readonly Transition[] {
  const { address, spec } = situation;
  if (retired !== undefined) {
    const object = analysis.world.state.resources[address]?.objects.find((known) => known.fp === retired);
    return object === undefined ? [] : [openDeletion(spec.kind, address, object, manifest)];
  }
  const purpose = line.action === 'hold' ? 'update' : line.action;
  const adopted = line.action === 'adopt' ? bindCandidate(situation, 'pending') : [];
  return [...adopted, ...openLineHandoff(analysis, situation, { manifest, purpose })];
}

/** A handoff goes on under the line that waits for it now, asking for what that line asks. */
function continuing(analysis: Analysis, situation: Situation, manifest: string): readonly Transition[] {
  const { address, subject, comparison, canonical, desired, fp } = situation;
  const handoff = openHandoffAt(analysis.world.state, situation);
  if (subject === undefined || handoff === undefined || handoff.manifest === manifest) return [];
  if (handoff.purpose === 'undo' || handoff.purpose === 'overdue' || subject.fp !== fp) return [];
  const steps = Object.entries(handoff.asked).filter(([path]) => path.startsWith('step:'));
  const values: Record<string, JsonValue> =
    handoff.purpose === 'update' || handoff.purpose === 'adopt' ? askedOf(comparison.open) : { ...canonical };
  const asked = { ...Object.fromEntries(steps), ...values };
  const title = desired?.title ?? handoff.title;
  const { kind } = situation.spec;
  const retitled: readonly Transition[] =
    title === handoff.title ? [] : [{ type: 'bind', address, fp: subject.fp, kind, title, status: subject.status, ids: {} }];
  return [
    ...retitled,
    { type: 'update-handoff', object: formatObjectAddress(address, subject.fp), change: { manifest, asked, title } },
  ];
}

/** Binds what is adopted; what it shows counts as what was there, so that the update after it is expected. */
function adopting(analysis: Analysis, situation: Situation): readonly Transition[] {
  const { address, spec, fp, desired } = situation;
  const live = adoptable(analysis, situation)?.live;
  if (live === undefined || fp === undefined || desired === undefined) return [];
  const { kind } = spec;
  return [
    ...bindCandidate(situation, 'current'),
    { type: 'record-applied', address, fp, kind, title: desired.title, applied: live.values, dependsOn: desired.dependsOn },
  ];
}

function bindCandidate(situation: Situation, status: 'pending' | 'current'): readonly Transition[] {
  const { address, spec, fp, desired } = situation;
  const [candidate] = chosenCandidates(situation);
  if (candidate === undefined || fp === undefined) return [];
  return [{ type: 'bind', address, fp, kind: spec.kind, title: desired?.title ?? '', status, ids: candidate.ids }];
}

function chosenCandidates({ candidates, desired }: Situation): Situation['candidates'] {
  const named = candidates.filter((candidate) => candidate.ids['id'] === desired?.adoptId);
  return named.length > 0 ? named : candidates.length === 1 ? candidates : [];
}

function writeOf(
  analysis: Analysis,
  situation: Situation,
  of: { manifest: string; line: string; operation: 'create' | 'update' | 'delete'; fp: string | undefined },
): DecidedWrite {
  const { address, desired, canonical, subject } = situation;
  const object =
    of.fp === undefined ? subject : analysis.world.state.resources[address]?.objects.find((known) => known.fp === of.fp);
  const remoteIds: Record<Address, string> = {};
  for (const ref of desired === undefined ? [] : refsOf(desired.values)) {
    const id = remoteIdOf(analysis.world, analysis.idMap, analysis.fingerprints, ref);
    if (id !== undefined) remoteIds[ref] = id;
  }
  return {
    manifest: of.manifest,
    line: of.line,
    operation: of.operation,
    address,
    fp: of.operation === 'delete' ? (object?.fp ?? '') : (situation.fp ?? ''),
    title: desired?.title ?? object?.titles.at(-1) ?? '',
    payload: of.operation === 'delete' ? {} : canonical,
    desired: of.operation === 'delete' ? undefined : desired,
    remoteIds,
    target: of.operation === 'create' ? undefined : object?.ids,
  };
}

/** What needs no line: handoffs that no line stands behind, and applied values that somebody else brought about. */
function settle(analysis: Analysis): readonly Transition[] {
  const { state } = analysis.world;
  const open = new Set(state.manifests.filter((manifest) => manifest.lines.some(isOpen)).map((manifest) => manifest.id));
  const orphans = Object.values(state.handoffs).filter(
    (handoff) => handoff.manifest === undefined || !open.has(handoff.manifest),
  );
  const settled = orphans.flatMap((handoff) => settleOrphan(analysis, handoff));
  if (settled.length > 0) return settled;
  return [...analysis.situations.values()].flatMap((situation): readonly Transition[] => {
    const { address, fp, spec, desired, canonical, subject, asDesired } = situation;
    if (!asDesired || desired === undefined || fp === undefined || subject === undefined) return [];
    if (spec.mode === 'observed' || isSameValues(subject.applied, canonical)) return [];
    return [{ type: 'record-applied', address, fp, kind: spec.kind, title: desired.title, applied: canonical, dependsOn: desired.dependsOn }];
  });
}

function isSameValues(a: Values, b: Values): boolean {
  return JSON.stringify(Object.entries(a).sort()) === JSON.stringify(Object.entries(b).sort());
}
