import {
  type AcceptedLine,
  type Address,
  type DecidedWrite,
  formatObjectAddress,
  type JsonValue,
  parseObjectAddress,
  refsOf,
  type Transition,
} from '../model/index.ts';
import { adoptable, chosenCandidate } from './candidates.ts';
import { dependencyReadiness, openHandoffAt } from './dependencies.ts';
import { askedOfChange, lineBehind, openDeletion, openLineHandoff, wholeOf } from './handoffs.ts';
import { remoteIdOf } from './id-map.ts';
import type { NextStep } from './next-step.ts';
import { type Analysis, type Situation, situationAt } from './situation.ts';

interface Outcome {
  readonly transitions: readonly Transition[];
  readonly writes: readonly DecidedWrite[];
}

/** What one line's next step comes to: transitions to record, or a write. */
export function carryOut(analysis: Analysis, manifest: string, line: AcceptedLine, step: NextStep): Outcome {
  const { address, fp } = parseObjectAddress(line.address);
  const situation = situationAt(analysis, address);
  switch (step.do) {
    case 'close':
      return { transitions: closing(analysis, situation, { manifest, line, step }), writes: [] };
    case 'open-handoff':
      return { transitions: opening(analysis, situation, { manifest, line, fp }), writes: [] };
    case 'wait':
      return {
        transitions: fp === undefined ? continuing(analysis, situation, manifest) : [],
        writes: [],
      };
    case 'write': {
      if (step.operation === 'adopt') return { transitions: adopting(analysis, situation), writes: [] };
      const of = { manifest, line: line.address, operation: step.operation, fp };
      return { transitions: [], writes: [writeOf(analysis, situation, of)] };
    }
    default:
      return { transitions: [], writes: [] };
  }
}

function closing(
  analysis: Analysis,
  situation: Situation,
  closed: {
    readonly manifest: string;
    readonly line: AcceptedLine;
    readonly step: Extract<NextStep, { do: 'close' }>;
  },
): readonly Transition[] {
  const { manifest, line, step } = closed;
  const { address, subject, desired, fp, spec, canonical } = situation;
  const { state } = analysis.world;
  const close: Transition = {
    type: 'close-line',
    manifest,
    line: line.address,
    status: step.status,
    reason: step.reason,
  };
  if (step.status !== 'done') {
    const left = Object.entries(state.handoffs).filter(
      ([, handoff]) => handoff.manifest === manifest && lineBehind(state, handoff)?.address === line.address,
    );
    return [close, ...left.map(([object]): Transition => ({ type: 'orphan-handoff', object }))];
  }
  if (desired === undefined || fp === undefined || line.address !== address) return [close];
  const applied: Transition = {
    type: 'record-applied',
    address,
    fp,
    kind: spec.kind,
    title: desired.title,
    applied: canonical,
    dependsOn: desired.dependsOn,
  };
  const handoff = subject === undefined ? undefined : formatObjectAddress(address, subject.fp);
  const isHandedOff = handoff !== undefined && state.handoffs[handoff] !== undefined;
  return [applied, ...(isHandedOff ? [{ type: 'close-handoff', object: handoff } as const] : []), close];
}

function opening(
  analysis: Analysis,
  situation: Situation,
  of: { readonly manifest: string; readonly line: AcceptedLine; readonly fp: string | undefined },
): readonly Transition[] {
  const { manifest, line } = of;
  const { address, spec } = situation;
  if (of.fp !== undefined) {
    const object = analysis.world.state.resources[address]?.objects.find((known) => known.fp === of.fp);
    return object === undefined ? [] : [openDeletion(spec.kind, address, object, manifest)];
  }
  const purpose = line.action === 'hold' ? 'update' : line.action;
  const adopted = line.action === 'adopt' ? bindCandidate(situation, 'pending') : [];
  return [...adopted, ...openLineHandoff(analysis, situation, { manifest, purpose })];
}

/** A handoff goes on under the line that waits for it now, asking for what that line asks. */
function continuing(analysis: Analysis, situation: Situation, manifest: string): readonly Transition[] {
  const { address, subject, desired, fp } = situation;
  const handoff = openHandoffAt(analysis.world.state, situation);
  if (subject === undefined || handoff === undefined || handoff.manifest === manifest) return [];
  // What is not there yet has no name that a handoff could say.
  if (handoff.purpose === 'delete' || dependencyReadiness(analysis, address).status !== 'ready') return [];
  if (handoff.purpose === 'undo' || handoff.purpose === 'overdue' || subject.fp !== fp) return [];
  const steps = Object.entries(handoff.asked).filter(([path]) => path.startsWith('step:'));
  const values: Record<string, JsonValue> =
    handoff.purpose === 'update' || handoff.purpose === 'adopt'
      ? askedOfChange(situation)
      : { ...wholeOf(analysis, situation) };
  const asked = { ...Object.fromEntries(steps), ...values };
  const title = desired?.title ?? handoff.title;
  const { kind } = situation.spec;
  const retitled: readonly Transition[] =
    title === handoff.title
      ? []
      : [{ type: 'bind', address, fp: subject.fp, kind, title, status: subject.status, ids: {} }];
  const object = formatObjectAddress(address, subject.fp);
  return [...retitled, { type: 'update-handoff', object, change: { manifest, asked, title } }];
}

/** Binds what is adopted; what it shows counts as what was there, so that the update after it is expected. */
function adopting(analysis: Analysis, situation: Situation): readonly Transition[] {
  const { address, spec, fp, desired } = situation;
  const live = adoptable(analysis, situation)?.live;
  if (live === undefined || fp === undefined || desired === undefined) return [];
  return [
    ...bindCandidate(situation, 'current'),
    {
      type: 'record-applied',
      address,
      fp,
      kind: spec.kind,
      title: desired.title,
      applied: live.values,
      dependsOn: desired.dependsOn,
    },
  ];
}

function bindCandidate(situation: Situation, status: 'pending' | 'current'): readonly Transition[] {
  const { address, spec, fp, desired } = situation;
  const candidate = chosenCandidate(situation);
  if (candidate === undefined || fp === undefined) return [];
  const title = desired?.title ?? '';
  return [{ type: 'bind', address, fp, kind: spec.kind, title, status, ids: candidate.ids }];
}

function writeOf(
  analysis: Analysis,
  situation: Situation,
  of: {
    readonly manifest: string;
    readonly line: string;
    readonly operation: 'create' | 'update' | 'delete';
    readonly fp: string | undefined;
  },
): DecidedWrite {
  const { address, desired, canonical, subject } = situation;
  const objects = analysis.world.state.resources[address]?.objects ?? [];
  const object = of.fp === undefined ? subject : objects.find((known) => known.fp === of.fp);
  const remoteIds: Record<Address, string> = {};
  for (const ref of desired === undefined ? [] : refsOf(desired.values)) {
    const id = remoteIdOf(analysis.world, analysis.idMap, analysis.fingerprints, ref);
    if (id !== undefined) remoteIds[ref] = id;
  }
  const deleting = of.operation === 'delete';
  return {
    manifest: of.manifest,
    line: of.line,
    operation: of.operation,
    address,
    fp: deleting ? (object?.fp ?? '') : (situation.fp ?? ''),
    title: desired?.title ?? object?.titles.at(-1) ?? '',
    payload: deleting ? {} : canonical,
    desired: deleting ? undefined : desired,
    remoteIds,
    target: of.operation === 'create' ? undefined : object?.ids,
  };
}
