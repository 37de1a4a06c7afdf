import type { Address, Desired, Diagnostic, Plan } from '../model/index.ts';
import { absorb, makePlan } from '../plan/index.ts';
import type { InputScope } from './check-inputs.ts';
import { checkTargets } from './check-targets.ts';
import { requestsSince } from './count-requests.ts';
import { observeWorld } from './observe-world.ts';
import { withInputFindings } from './plan-inputs.ts';
import type { Session } from './session.ts';
import { noteUnjudged, validateChanges } from './validate-changes.ts';

/** What a plan is asked. */
export interface PlanOptions {
  /** The inputs that are judged beside it. */
  readonly inputs?: InputScope;
  /** Only these addresses, and what they depend on. */
  readonly targets?: readonly Address[];
}

/** Computes the plan of one environment against the live world, its inputs included. Writes nothing, locks nothing. */
export async function plan(
  session: Session,
  desired: Desired,
  diagnostics: readonly Diagnostic[],
  { inputs, targets = [] }: PlanOptions = {},
): Promise<Plan> {
  const state = await session.backend.read();
  checkTargets(targets, { desired, state });
  const before = session.requests();
  return await session.reads.share(async () => {
    const world = await observeWorld(session, desired, state);
    const found = await withInputFindings(session, { scope: inputs, observed: world.observed }, diagnostics);
    const judged = await validateChanges(session, absorb(world));
    const requests = requestsSince(before, session.requests());
    const made = makePlan(
      { ...world, observed: { ...world.observed, requests } },
      [...found, ...judged.diagnostics],
      targets,
    );
    return { ...made, changes: noteUnjudged(session, made.changes, judged.asked) };
  });
}
