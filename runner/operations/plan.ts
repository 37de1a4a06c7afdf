import type { Desired, Diagnostic, Plan } from '../model/index.ts';
import { absorb, makePlan, type World } from '../plan/index.ts';
import { observeWorld } from './observe-world.ts';
import type { Session } from './session.ts';
import { validateChanges } from './validate-changes.ts';

/** Computes the plan of one environment against the live world. Writes nothing, locks nothing. */
export async function plan(
  session: Session,
  desired: Desired,
  diagnostics: readonly Diagnostic[],
): Promise<{ readonly plan: Plan; readonly world: World }> {
  const state = await session.backend.read();
  const world = await observeWorld(session, desired, state);
  const before = session.requests();
  const judged = await validateChanges(session, absorb(world));
  const requests = session.requests();
  const asked = Object.fromEntries(
    Object.entries(world.observed.requests).map(([api, count]) => [
      api,
      count + ((requests[api] ?? 0) - (before[api] ?? 0)),
    ]),
  );
  const counted = { ...world, observed: { ...world.observed, requests: asked } };
  return { plan: makePlan(counted, [...diagnostics, ...judged]), world };
}
