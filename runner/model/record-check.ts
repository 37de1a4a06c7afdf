import type { State } from './state.ts';
import type { TransitionOf } from './transition.ts';

/** How many batches of a score dataset are remembered. */
const MAX_CHECKS = 20;

/**
 * Keeps what was found in a batch; found again, it replaces what was found before. The batch is the newest one that is there: what
 * was found in a newer one is about a batch that is gone.
 */
export function recordCheck(state: State, { address, check }: TransitionOf<'record-check'>): State {
  const known = state.scoreChecks?.[address] ?? [];
  const older = known.filter(
    (other) =>
      other.batchId !== check.batchId && Date.parse(other.completedAt) <= Date.parse(check.completedAt),
  );
  const checks = [check, ...older].slice(0, MAX_CHECKS);
  return { ...state, scoreChecks: { ...state.scoreChecks, [address]: checks } };
}
