import {
  type Address,
  type AttributePath,
  currentObject,
  formatObjectAddress,
  type Handoff,
  type JsonValue,
  NOT_BEGUN,
  STEP_DELETED,
  STEP_GONE,
  STEP_RENAMED,
  STEP_UNDONE,
  type Transition,
} from '../model/index.ts';
import { attestablePaths, equatableAttributes, handedOff } from './attestable.ts';
import { beginMainPhase, endHandoff, handoffFingerprint, lineBehind } from './handoffs.ts';
import { type Analysis, analyse } from './situation.ts';
import type { World } from './world.ts';

/** Why an answer to a handoff does not count. */
export interface AnswerRefusal {
  readonly code:
    | 'no-handoff'
    | 'stale'
    | 'not-attestable'
    | 'not-there'
    | 'still-there'
    | 'reason-missing'
    | 'wrong-answer';
  readonly message: string;
  readonly hint: string;
  /** Fingerprints that the open handoffs of the address bear now. */
  readonly fingerprints: readonly string[];
}

/** What an answer changes, or why it is refused. */
export type HandoffAnswer =
  | {
      readonly ok: true;
      readonly transitions: readonly Transition[];
      readonly paths: readonly AttributePath[];
    }
  | { readonly ok: false; readonly refusal: AnswerRefusal };

/** Who answers which handoff. */
export interface AnswerRequest {
  readonly address: Address;
  /** As the handoff printed it; refused when it asks for something else by now. */
  readonly fingerprint: string;
  readonly by: string;
  /** True where nobody checked who `by` is. */
  readonly asserted: boolean;
}

/** What a person says of a handoff. */
export interface AttestRequest extends AnswerRequest {
  /** Only these; all that a word can settle where absent. */
  readonly paths?: readonly AttributePath[];
  /** Why a visible attribute counts as equal although it reads differently. */
  readonly reason?: string;
  /** `not-begun` answers an undo; `gone` an overdue run, an update or a rename of what does not exist any more. */
  readonly answer?: 'not-begun' | 'gone';
}

/** What a person declines, and why. */
export interface DeclineRequest extends AnswerRequest {
  readonly reason: string;
}

const VISIBLE_HINT =
  'Set it in Adobe; the next apply reads it. If Adobe only spells it in its own way, give a reason.';

/**
 * Records a person's word for what a handoff asks. Pure; the observation must be fresh, for the answer that an old
 * object is renamed also notes what exists, and the state should have absorbed it.
 */
export function attestHandoff(world: World, request: AttestRequest): HandoffAnswer {
  const analysis = analyse(world);
  const handoff = findHandoff(analysis, request);
  if (handoff === undefined) return refuseStale(analysis, request);
  if (request.answer !== undefined) return attestAnswer(analysis, handoff, request);
  const attestable = attestablePaths(analysis, handoff);
  const paths = request.paths ?? attestable;
  if (paths.length === 0) return refuse(analysis, request, nothingToAttest(handoff));
  const steps = paths.filter((path) => attestable.includes(path));
  if (steps.includes(STEP_DELETED) && isStillThere(analysis, handoff)) {
    return refuse(analysis, request, stillThere(handoff));
  }
  if (steps.some((path) => !path.startsWith('step:')) && isUnfound(analysis, handoff)) {
    return refuse(analysis, request, notThere(handoff));
  }
  const rest = paths.filter((path) => !attestable.includes(path));
  const shown = new Map(equatableAttributes(analysis, handoff).map((open) => [open.path, open]));
  const strange = rest.filter((path) => !shown.has(path));
  if (strange.length > 0) {
    const message = `${strange.join(', ')} cannot be attested: the handoff does not ask it, or an API shows it`;
    return refuse(analysis, request, { code: 'not-attestable', message, hint: VISIBLE_HINT });
  }
  if (rest.length > 0 && !request.reason) {
    const message = `an API shows ${rest.join(', ')}, and it differs`;
    return refuse(analysis, request, { code: 'reason-missing', message, hint: VISIBLE_HINT });
  }
  const values = Object.fromEntries(
    steps.map((path): [string, JsonValue] => [path, handoff.asked[path] ?? null]),
  );
  const { address, fp } = handoff;
  const { by, asserted } = request;
  const transitions: Transition[] = [...bindingOf(analysis, handoff)];
  if (steps.length > 0) transitions.push({ type: 'attest', address, fp, values, by, asserted });
  if (steps.includes(STEP_RENAMED)) transitions.push(...beginMainPhase(world, handoff));
  for (const path of rest) {
    const { desired = null, live = null } = shown.get(path) ?? {};
    const reason = request.reason ?? '';
    transitions.push({ type: 'equate', address, fp, path, desired, observed: live, reason, by, asserted });
  }
  return { ok: true, transitions, paths };
}

/** Gives a handoff back undone: its line is withdrawn, and what may have been begun is undone. */
export function declineHandoff(world: World, request: DeclineRequest): HandoffAnswer {
  const analysis = analyse(world);
  const handoff = findHandoff(analysis, request);
  if (handoff === undefined) return refuseStale(analysis, request);
  if (handoff.purpose === 'undo' || handoff.purpose === 'overdue') {
    const message = `an ${handoff.purpose} handoff cannot be declined`;
    const hint =
      handoff.purpose === 'undo'
        ? 'Delete what was begun and attest it, or answer that nothing was begun.'
        : 'It ends by itself when a run succeeds; if the instance was deleted, answer that it is gone.';
    return refuse(analysis, request, { code: 'wrong-answer', message, hint });
  }
  const line = lineBehind(world.state, handoff);
  const { manifest } = handoff;
  const reason = `declined by ${request.by}: ${request.reason}`;
  const withdrawn: readonly Transition[] =
    line === undefined || manifest === undefined
      ? []
      : [{ type: 'close-line', manifest, line: line.address, status: 'withdrawn', reason }];
  return { ok: true, transitions: [...withdrawn, ...endHandoff(analysis, handoff)], paths: [] };
}

function attestAnswer(analysis: Analysis, handoff: Handoff, request: AttestRequest): HandoffAnswer {
  const { address, fp, purpose } = handoff;
  const { answer, by, asserted } = request;
  const fits = answer === 'not-begun' ? purpose === 'undo' : isAboutExisting(handoff);
  if (!fits) {
    const message = `"${answer}" is no answer to this handoff`;
    const hint =
      '"not-begun" answers an undo; "gone" an overdue run, or a change of what does not exist any more.';
    return refuse(analysis, request, { code: 'wrong-answer', message, hint });
  }
  if (answer === 'not-begun') {
    const values = { [STEP_UNDONE]: NOT_BEGUN };
    return {
      ok: true,
      transitions: [{ type: 'attest', address, fp, values, by, asserted }],
      paths: [STEP_UNDONE],
    };
  }
  const gone = handoff.phase === 'rename' ? (currentObject(analysis.world.state, address)?.fp ?? fp) : fp;
  if (isStillThere(analysis, { ...handoff, fp: gone })) return refuse(analysis, request, stillThere(handoff));
  const values = { [STEP_GONE]: true };
  return {
    ok: true,
    transitions: [{ type: 'attest', address, fp: gone, values, by, asserted }],
    paths: [STEP_GONE],
  };
}

/** Whether a handoff is about something that should be there already: for a rename, the old object. */
function isAboutExisting({ purpose, phase }: Handoff): boolean {
  return purpose === 'overdue' || purpose === 'update' || phase === 'rename';
}

/** A word about what an API would show, and does not: whatever was meant, it is not this object. */
function isUnfound(analysis: Analysis, handoff: Handoff): boolean {
  const { reading, spec } = handedOff(analysis, handoff);
  return spec.idSpace !== undefined && reading.status !== 'present';
}

/** The remote resource that a word is about, so that it can never be taken for a word about another. */
function bindingOf(analysis: Analysis, handoff: Handoff): readonly Transition[] {
  const { address, fp } = handoff;
  const { object, spec } = handedOff(analysis, handoff);
  const { ids, status } = object;
  if (Object.keys(ids).length === 0) return [];
  return [{ type: 'bind', address, fp, kind: spec.kind, title: '', status, ids }];
}

function isStillThere(analysis: Analysis, handoff: Handoff): boolean {
  const { reading, spec } = handedOff(analysis, handoff);
  return reading.status === 'present' && spec.deletion === 'own';
}

function findHandoff(analysis: Analysis, request: AnswerRequest): Handoff | undefined {
  return handoffsAt(analysis, request.address).find(
    (handoff) => handoffFingerprint(handoff) === request.fingerprint,
  );
}

function handoffsAt(analysis: Analysis, address: Address): readonly Handoff[] {
  return Object.values(analysis.world.state.handoffs).filter(
    (handoff) => handoff.address === address || formatObjectAddress(handoff.address, handoff.fp) === address,
  );
}

function refuseStale(analysis: Analysis, request: AnswerRequest): HandoffAnswer {
  const open = handoffsAt(analysis, request.address);
  if (open.length === 0) {
    const message = `${request.address} has no open handoff`;
    return refuse(analysis, request, {
      code: 'no-handoff',
      message,
      hint: 'See the open ones: cai handoffs list',
    });
  }
  const fresh = open.map((handoff) => `${request.address}@${handoffFingerprint(handoff)}`).join(', ');
  const message = `the handoff asks for something else by now than ${request.address}@${request.fingerprint} did`;
  return refuse(analysis, request, { code: 'stale', message, hint: `Read it again and answer ${fresh}.` });
}

function nothingToAttest(handoff: Handoff): Omit<AnswerRefusal, 'fingerprints'> {
  const message = 'nothing of this handoff can be attested';
  const hint =
    handoff.purpose === 'overdue'
      ? 'It ends by itself when a run succeeds; if the instance was deleted, answer that it is gone.'
      : 'All of it is read from Adobe: the next apply looks again.';
  return { code: 'not-attestable', message, hint };
}

function notThere(handoff: Handoff): Omit<AnswerRefusal, 'fingerprints'> {
  const message = `no "${handoff.title}" is to be seen yet, or more than one`;
  const hint =
    'Finish it in Adobe first; where several bear its title, name the right one with adopt: { id: … } in YAML.';
  return { code: 'not-there', message, hint };
}

function stillThere(handoff: Handoff): Omit<AnswerRefusal, 'fingerprints'> {
  const message = `"${handoff.title}" is said to be gone, and an API still shows it`;
  return { code: 'still-there', message, hint: 'Delete it in Adobe; the next apply sees that it is gone.' };
}

function refuse(
  analysis: Analysis,
  request: AnswerRequest,
  refusal: Omit<AnswerRefusal, 'fingerprints'>,
): HandoffAnswer {
  const fingerprints = handoffsAt(analysis, request.address).map(handoffFingerprint);
  return { ok: false, refusal: { ...refusal, fingerprints } };
}
