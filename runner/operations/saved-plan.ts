import { type Plan, RunnerError, type State } from '../model/index.ts';
import { checkManifest } from '../plan/index.ts';
import type { Acceptance } from './apply.ts';

/**
 * Accepts a saved plan; throws where it was not made by this version, is damaged, belongs to another state, or was stopped by the
 * brake and nobody acknowledged its digest.
 */
export function acceptSavedPlan(plan: Plan, state: State, acknowledged?: string): Acceptance {
  const { manifest, stateLineage } = plan;
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
  return { manifests: [{ manifest }] };
}
