import { type Desired, type HandoffView, kindOf, RunnerError, type State } from '../model/index.ts';
import {
  type AttestRequest,
  absorb,
  analyse,
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

/** Shows the open handoffs, all or those of one address, compared with the live world. Writes nothing. */
export async function showHandoffs(
  session: Session,
  desired: Desired,
  address: string | undefined,
): Promise<readonly HandoffView[]> {
  const state = await session.backend.read();
  const scope = address === undefined ? {} : { upTo: kindOf(address) };
  const world = absorb(await observeWorld(session, desired, state, scope));
  const analysis = analyse(world);
  return Object.values(world.state.handoffs)
    .filter((handoff) => address === undefined || handoff.address === address)
    .sort((a, b) => (a.address < b.address ? -1 : 1))
    .map((handoff) => handoffView(analysis, handoff));
}

/** Records a person's word for what no API shows. Refused when the fingerprint is not that of the open handoff. */
export async function attest(session: Session, desired: Desired, request: AttestRequest): Promise<State> {
  const { address } = request;
  return await underLock(session, desired, { address, message: `attest ${address}` }, (world, before) => {
    const asked = Object.values(before.handoffs).some(
      (handoff) => handoff.address === address && handoffFingerprint(handoff) === request.fingerprint,
    );
    const isOpen = Object.values(world.state.handoffs).some((handoff) => handoff.address === address);
    // What Adobe shows has settled it between the act and the word for it: there is nothing left to say.
    if (asked && !isOpen) return { ok: true, transitions: [], paths: [] };
    return attestHandoff(world, request);
  });
}

/** Declines a handoff with a reason; what was begun is undone by a handoff of its own. Without a fingerprint the open one is meant. */
export async function decline(
  session: Session,
  desired: Desired,
  request: Omit<DeclineRequest, 'fingerprint'> & { readonly fingerprint?: string },
): Promise<State> {
  const { address, reason } = request;
  return await underLock(session, desired, { address, message: `decline ${address}: ${reason}` }, (world) => {
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
): Promise<State> {
  const lock = await session.backend.lock(message, session.by);
  try {
    const world = absorb(await observeWorld(session, desired, lock.state, { upTo: kindOf(address) }));
    const answered = answer(world, lock.state);
    if (!answered.ok) {
      const { message: why, hint, code } = answered.refusal;
      throw new RunnerError({ code: `handoff-${code}`, message: why, hint, exitCode: 4 });
    }
    return answered.transitions.length === 0 ? lock.state : await lock.append(answered.transitions, message);
  } finally {
    await lock.release();
  }
}
