import {
  ABSENT,
  type Address,
  type ManifestLine,
  parseObjectAddress,
  type Readiness,
  type Reading,
  type RemoteObject,
} from '../model/index.ts';
import { goesWith, isDeletionAllowed } from './allowance.ts';
import { bearsTitle, isOwn, takenFact } from './candidates.ts';
import { compareValues } from './compare.ts';
import {
  deletionReadiness,
  dependencyReadiness,
  openHandoffAt,
  retirementReadiness,
} from './dependencies.ts';
import { withoutIgnored } from './fingerprints.ts';
import { type LineFacts, type NextStep, nextStep } from './next-step.ts';
import { readingOf } from './reading.ts';
import { type Analysis, type Situation, situationAt } from './situation.ts';

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
  if (fp !== undefined) return { ...factsOfRetired(analysis, line, { address, fp }), intent };
  const situation = situationAt(analysis, address);
  const { spec, subject } = situation;
  const deleting = line.after === ABSENT;
  return {
    action: line.action,
    mode: spec.mode,
    before: line.before,
    after: line.after,
    desired: situation.after,
    live: liveFact(situation),
    object: subject === undefined ? 'none' : deleting || subject.fp === situation.fp ? 'same' : 'other',
    taken: takenFact(analysis, situation),
    handoff: openHandoffAt(world.state, situation)?.purpose,
    undoOpen: isUndoOpen(analysis, situation),
    ...ambiguousFact(situation),
    intent,
    dependencies: deleting ? deletionReadiness(analysis, address) : dependencyReadiness(analysis, address),
    deletion: { allowed: isDeletionAllowed(world, address), goesWith: goesWith(analysis, situation) },
    ...changedBy(situation),
  };
}

/** Facts on the deletion of one object that was replaced, or is about to be. */
function factsOfRetired(
  analysis: Analysis,
  line: ManifestLine,
  { address, fp }: { readonly address: Address; readonly fp: string },
): LineFacts {
  const { world } = analysis;
  const situation = situationAt(analysis, address);
  const object = world.state.resources[address]?.objects.find((known) => known.fp === fp);
  const isCurrent = object?.status === 'current';
  const reading = object === undefined ? ABSENT_READING : readingOf(world, address, object);
  return {
    action: line.action,
    mode: situation.spec.mode,
    before: line.before,
    after: line.after,
    desired: isCurrent && situation.fp === fp ? situation.after : ABSENT,
    live: retiredFact(reading.status, line.before),
    object: object === undefined ? 'none' : 'same',
    taken: { count: 0 },
    handoff: world.state.handoffs[line.address]?.purpose,
    undoOpen: false,
    intent: false,
    dependencies: isCurrent ? notReplaced(address) : retirementReadiness(analysis, address, fp),
    deletion: { allowed: isDeletionAllowed(world, address), goesWith: undefined },
  };
}

const ABSENT_READING: Reading = { status: 'absent' };

function retiredFact(status: Reading['status'], before: string): LineFacts['live'] {
  if (status === 'absent' || status === 'unreadable') return status;
  return { hash: before, asDesired: false, asApplied: true };
}

function notReplaced(address: Address): Readiness {
  return { status: 'blocked', reason: `${address} has not been replaced yet`, by: 'change' };
}

function liveFact(situation: Situation): LineFacts['live'] {
  const { live, comparison, subject, unreadable } = situation;
  if (unreadable !== undefined || live.presence === 'unreadable') return 'unreadable';
  if (live.presence === 'absent' || subject === undefined) return 'absent';
  return { hash: comparison.hash, asDesired: comparison.equal, asApplied: isAsApplied(situation) };
}

/** Whether everything that the runner last applied is still so. */
function isAsApplied({ subject, live, spec, desired }: Situation): boolean {
  const applied = withoutIgnored(subject?.applied ?? {}, desired?.lifecycle.ignore ?? []);
  // What no API shows and an interrupted write left uncertain can only be our own.
  if (Object.keys(applied).length === 0) return live.presence === 'unseen' && spec.mode === 'managed';
  return compareValues(spec, applied, live, { applied, state: EMPTY }).equal;
}

const EMPTY = {
  formatVersion: 1,
  environment: '',
  lineage: '',
  serial: 0,
  resources: {},
  manifests: [],
  handoffs: {},
  intents: [],
} as const;

/** Whether an undo of another object of the address is still to be answered, or about to be asked. */
function isUndoOpen(analysis: Analysis, { address, fp }: Situation): boolean {
  return Object.values(analysis.world.state.handoffs).some(
    (handoff) =>
      handoff.address === address &&
      (handoff.purpose === 'undo' ||
        (handoff.fp !== fp && (handoff.purpose === 'create' || handoff.purpose === 'replace'))),
  );
}

/** What may be what a handoff asked for: nobody but a person can say which, where several are, or one was there before. */
function ambiguousFact({
  subject,
  candidates,
  desired,
}: Situation): Pick<LineFacts, 'ambiguous' | 'earlier'> {
  if (subject === undefined || subject.ids['id'] !== undefined) return {};
  if (candidates.some((candidate) => candidate.ids['id'] === desired?.adoptId)) return {};
  const titled = candidates.filter((candidate) => bearsTitle(subject, candidate));
  const own = titled.filter((candidate) => isOwn(subject, candidate));
  if (own.length > 1) return { ambiguous: listNames(own) };
  return own.length === 0 && titled.length > 0 ? { earlier: listNames(titled) } : {};
}

function listNames(found: readonly RemoteObject[]): string {
  return found.map(({ title, ids }) => `"${title}" (${ids['id']})`).join(', ');
}

function changedBy({ reading }: Situation): { readonly changedBy?: string } {
  if (reading.status !== 'present' || reading.object.modifiedBy === undefined) return {};
  return { changedBy: reading.object.modifiedBy };
}
