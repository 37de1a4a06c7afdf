import type { Desired, Diagnostic, Plan } from '../model/index.ts';
import { absorb, makePlan } from '../plan/index.ts';
import { requestsSince } from './count-requests.ts';
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
  const before = session.requests();
  const world = await observeWorld(session, desired, state);
  const judged = await validateChanges(session, absorb(world));
  const requests = requestsSince(before, session.requests());
  const made = makePlan({ ...world, observed: { ...world.observed, requests } }, [
    ...diagnostics,
    ...judged.diagnostics,
  ]);
  return { ...made, changes: noteUnjudged(session, made.changes, judged.asked) };
}
