import type { Desired, Diagnostic, Plan } from '../model/index.ts';
import { absorb, makePlan } from '../plan/index.ts';
import { observeWorld } from './observe-world.ts';
import type { Session } from './session.ts';
import { noteUnjudged, validateChanges } from './validate-changes.ts';

/** Computes the plan of one environment against the live world. Writes nothing, locks nothing. */
export async function plan(
  session: Session,
  desired: Desired,
  diagnostics: readonly Diagnostic[],
): Promise<Plan> {
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
  const made = makePlan(counted, [...diagnostics, ...judged.diagnostics]);
  return noteUnjudged(session, made, judged.asked);
}
