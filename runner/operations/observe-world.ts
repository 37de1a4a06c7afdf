import type { Desired, Observed, State } from '../model/index.ts';
import { observe } from '../observe/index.ts';
import type { World } from '../plan/index.ts';
import type { Session } from './session.ts';

/** Reads the live world once, for what is desired and what state knows. */
export async function observeWorld(
  session: Session,
  desired: Desired,
  state: State,
  options: { readonly depth?: 'needed' | 'full'; readonly upTo?: string } = {},
): Promise<World> {
  const observedAt = session.clock.now().toISOString();
  const observed = await observe({ desired, state, depth: 'needed', ...options, observedAt }, session);
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
  const observedAt = session.clock.now().toISOString();
  const observed = await observe(
    { desired, state, depth: 'needed', observedAt, only: { kinds, earlier } },
    session,
  );
  return { ...observed, requests: addRequests(earlier.requests, observed.requests) };
}

function addRequests(
  a: Readonly<Record<string, number>>,
  b: Readonly<Record<string, number>>,
): Readonly<Record<string, number>> {
  return Object.fromEntries(
    [...new Set([...Object.keys(a), ...Object.keys(b)])].map((api) => [api, (a[api] ?? 0) + (b[api] ?? 0)]),
  );
}
