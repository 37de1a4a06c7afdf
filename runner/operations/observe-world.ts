import { type Desired, kindOf, type Observed, type State } from '../model/index.ts';
import { observe } from '../observe/index.ts';
import type { World } from '../plan/index.ts';
import { addRequests } from './count-requests.ts';
import type { Session } from './session.ts';

/** How an observation is made. */
export interface ObserveOptions {
  readonly depth?: 'needed' | 'full';
  readonly upTo?: readonly string[];
  /** What was just made and does not show is read again for a while. @default true */
  readonly settles?: boolean;
}

/** Reads the live world once, for what is desired and what state knows. */
export async function observeWorld(
  session: Session,
  desired: Desired,
  state: State,
  options: ObserveOptions = {},
): Promise<World> {
  const { settles = true, ...scope } = options;
  const read = async (): Promise<Observed> => {
    const observedAt = session.clock.now().toISOString();
    return await observe({ desired, state, depth: 'needed', ...scope, observedAt }, session);
  };
  const observed = settles ? await observeSettled(session, desired, state, read) : await read();
  return { desired, observed, state, kinds: session.kinds };
}

/** Reads some kinds again, and those that are observed after them. */
export async function observeAgain(
  session: Session,
  desired: Desired,
  state: State,
  earlier: Observed,
  kinds: ReadonlySet<string>,
): Promise<Observed> {
  const observed = await observeSettled(session, desired, state, async () => {
    const observedAt = session.clock.now().toISOString();
    const only = { kinds, earlier };
    return await observe({ desired, state, depth: 'needed', observedAt, only }, session);
  });
  return { ...observed, requests: addRequests(earlier.requests, observed.requests) };
}

const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 4000;

/**
 * Reads until everything that was made a moment ago shows, within the bound on stale reads: Adobe's reads may lag behind
 * its writes, and what is taken to be gone is made again.
 */
async function observeSettled(
  session: Session,
  desired: Desired,
  state: State,
  read: () => Promise<Observed>,
): Promise<Observed> {
  let observed = await read();
  // However the clock stood when something was bound, a stale read lasts no longer than this.
  const last = session.clock.now().getTime() + desired.environment.limits.staleReadSeconds * 1000;
  for (let pause = FIRST_PAUSE_MS; ; pause = Math.min(pause * 2, LONGEST_PAUSE_MS)) {
    const until = Math.min(last, doubtUntil(session, desired, state, observed));
    const rest = until - session.clock.now().getTime();
    if (rest <= 0 || session.signal.aborted) return observed;
    const reason = 'what was made a moment ago is gone';
    session.emit({ type: 'waiting', reason, seconds: Math.ceil(rest / 1000) });
    await session.clock.sleep(Math.min(rest, pause), session.signal).catch(() => undefined);
    session.reads.forget();
    const again = await read();
    observed = { ...again, requests: addRequests(observed.requests, again.requests) };
  }
}

/** Until when an absence that was read may be a stale read, in milliseconds; far in the past where none may be. */
function doubtUntil({ kinds }: Session, desired: Desired, state: State, observed: Observed): number {
  const bound = desired.environment.limits.staleReadSeconds * 1000;
  const times = Object.entries(state.resources).flatMap(([address, { objects }]) => {
    // What nobody wants any more may well be gone because it was just deleted.
    const isWanted =
      desired.resources[address] !== undefined && kinds.get(kindOf(address))?.mode === 'managed';
    if (!isWanted) return [];
    return objects
      .filter(({ fp, status }) => {
        return status === 'current' && observed.byAddress[address]?.bound[fp]?.status === 'absent';
      })
      .map(({ boundAt }) => (boundAt === undefined ? Number.NEGATIVE_INFINITY : Date.parse(boundAt) + bound));
  });
  return Math.max(Number.NEGATIVE_INFINITY, ...times);
}
