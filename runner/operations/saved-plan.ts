import { type Plan, RunnerError, type State } from '../model/index.ts';
import { checkManifest } from '../plan/index.ts';
import type { Acceptance } from './apply.ts';

/** Whether a saved plan was accepted before: what is open of it goes on, and what was done or declined since is not asked for again. */
export function wasAccepted({ manifest, stateSerial }: Plan, { manifests }: State): boolean {
  return manifests.some(
    ({ digest, acceptedIn }) => digest === manifest.digest && acceptedIn === planName(stateSerial),
  );
}

/** A plan file by the state that it was made on: with its digest that is the same plan, however often it is applied. */
function planName(stateSerial: number): string {
  return `plan of serial ${stateSerial}`;
}

/**
 * Accepts a saved plan, once; throws where it was not made by this version, is damaged, belongs to another state, or was stopped by the
 * brake and nobody acknowledged its digest.
 */
export function acceptSavedPlan(plan: Plan, state: State, acknowledged?: string): Acceptance {
  const { manifest, stateLineage, stateSerial } = plan;
  if (wasAccepted(plan, state)) return { manifests: [] };
  const problem = checkManifest(manifest);
  if (problem === 'other-version') {
    throw new RunnerError({
      code: 'plan-of-another-version',
      message: 'the saved plan was made by a version of cai that hashes differently',
      hint: 'Plan again.',
      exitCode: 4,
    });
  }
  if (problem === 'forged') {
    throw new RunnerError({
      code: 'plan-damaged',
      message: 'the saved plan does not hash to its digest: it is damaged, or was edited',
      hint: 'Plan again.',
      exitCode: 4,
    });
  }
  if (state.serial > 0 && state.lineage !== stateLineage) {
    throw new RunnerError({
      code: 'plan-of-another-state',
      message: 'the saved plan was made on another state',
      hint: 'Plan again in this folder and environment.',
      exitCode: 4,
    });
  }
  if (plan.brake !== undefined && acknowledged !== manifest.digest) {
    throw new RunnerError({
      code: 'brake',
      message: `the brake stopped this plan: ${plan.brake}`,
      hint: `If that is meant, add to the command: --acknowledge ${manifest.digest}`,
      exitCode: 4,
    });
  }
  return { manifests: [{ manifest, acceptedIn: planName(stateSerial) }] };
}
