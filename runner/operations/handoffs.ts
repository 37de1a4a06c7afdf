import {
  type AttributePath,
  boundObject,
  type Desired,
  type HandoffView,
  kindOf,
  RunnerError,
  refsOf,
  type State,
  type Transition,
} from '../model/index.ts';
import {
  type AttestRequest,
  absorb,
  analyse,
  attestablePaths,
  attestHandoff,
  type DeclineRequest,
  declineHandoff,
  type HandoffAnswer,
  handoffFingerprint,
  handoffView,
  type World,
} from '../plan/index.ts';
import { observeWorld } from './observe-world.ts';
import type { Session } from './session.ts';
import { withLock } from './with-lock.ts';

/** Shows the open handoffs, all or those of one address, compared with the live world. Writes nothing. */
export async function showHandoffs(
  session: Session,
  desired: Desired,
  address: string | undefined,
): Promise<readonly HandoffView[]> {
  const state = await session.backend.read();
  const scope = address === undefined ? {} : { upTo: kindsNamed(desired, address) };
  const world = absorb(await observeWorld(session, desired, state, scope));
  const analysis = analyse(world);
  return Object.values(world.state.handoffs)
    .filter((handoff) => address === undefined || handoff.address === address)
    .sort((a, b) => (a.address < b.address ? -1 : 1))
    .map((handoff) => handoffView(analysis, handoff));
}

/** The kind of an address, and the kinds that its values refer to: the steps name those as Adobe lists them, with their ids. */
function kindsNamed(desired: Desired, address: string): readonly string[] {
  const references = refsOf(desired.resources[address]?.values ?? {});
  return [...new Set([address, ...references].map(kindOf))];
}

/** What a person's word settled, and what the handoffs of the address still ask that no API shows. */
export interface Attested {
  readonly paths: readonly AttributePath[];
  readonly open: readonly AttributePath[];
}

/** Records a person's word for what no API shows. Refused when the fingerprint is not that of the open handoff. */
export async function attest(session: Session, desired: Desired, request: AttestRequest): Promise<Attested> {
  const { address } = request;
  const { paths, world } = await underLock(
    session,
    desired,
    { address, message: `attest ${address}` },
    (world, before) => {
      const asked = Object.values(before.handoffs).some(
        (handoff) => handoff.address === address && handoffFingerprint(handoff) === request.fingerprint,
      );
      const isOpen = Object.values(world.state.handoffs).some((handoff) => handoff.address === address);
      // What Adobe shows has settled it between the act and the word for it: there is nothing left to say.
      if (asked && !isOpen) return { ok: true, transitions: [], paths: [] };
      return attestHandoff(world, request);
    },
  );
  const analysis = analyse(world);
  const open = Object.values(world.state.handoffs)
    .filter((handoff) => handoff.address === address)
    .flatMap((handoff) => attestablePaths(analysis, handoff));
  return { paths, open };
}

/** Declines a handoff with a reason; what was begun is undone by a handoff of its own. Without a fingerprint the open one is meant. */
export async function decline(
  session: Session,
  desired: Desired,
  request: Omit<DeclineRequest, 'fingerprint'> & { readonly fingerprint?: string },
): Promise<void> {
  const { address, reason } = request;
  await underLock(session, desired, { address, message: `decline ${address}: ${reason}` }, (world) => {
    const open = Object.values(world.state.handoffs).filter((handoff) => handoff.address === address);
    const fingerprint =
      request.fingerprint ?? (open.length === 1 && open[0] ? handoffFingerprint(open[0]) : '');
    return declineHandoff(world, { ...request, fingerprint });
  });
}

async function underLock(
  session: Session,
  desired: Desired,
  { address, message }: { readonly address: string; readonly message: string },
  answer: (world: World, before: State) => HandoffAnswer,
): Promise<{ readonly paths: readonly AttributePath[]; readonly world: World }> {
  return await withLock(session, message, async (lock) => {
    const world = absorb(await observeWorld(session, desired, lock.state, { upTo: [kindOf(address)] }));
    const answered = answer(world, lock.state);
    if (!answered.ok) {
      const { message: why, hint, code } = answered.refusal;
      throw new RunnerError({ code: `handoff-${code}`, message: why, hint, exitCode: 4 });
    }
    const { transitions, paths } = answered;
    if (transitions.length === 0) return { paths, world };
    assertReaches(lock.state, desired, transitions);
    const state = await lock.append(transitions, message);
    return { paths, world: absorb({ ...world, state }) };
  });
}

/**
 * An answer is computed on what Adobe shows, and recorded on the state as it is. Where the state has yet to follow (a
 * `moved`, an object that only the observation knows), a word would be lost silently: it is refused instead.
 */
function assertReaches(state: State, desired: Desired, transitions: readonly Transition[]): void {
  const isMoving = desired.moved.some(
    ({ from, to }) => state.resources[from] !== undefined && state.resources[to] === undefined,
  );
  const isUnknown = transitions.some(
    (transition) =>
      transition.type === 'attest' && boundObject(state, transition.address, transition.fp) === undefined,
  );
  if (!isMoving && !isUnknown) return;
  throw new RunnerError({
    code: 'handoff-before-apply',
    message:
      'the state has not taken in yet what moved in YAML or turned up in Adobe; the answer was not recorded',
    hint: `Run cai apply --env ${desired.environment.name}, then answer again.`,
    exitCode: 4,
  });
}
