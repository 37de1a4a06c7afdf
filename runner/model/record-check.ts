import type { ScoreCheck } from './score-check.ts';
import type { State } from './state.ts';
import type { TransitionOf } from './transition.ts';

/** How many batches of a score dataset are remembered. */
const MAX_CHECKS = 20;

/** Keeps what was found in a batch; found again, it replaces what was found before. */
export function recordCheck(state: State, { address, check }: TransitionOf<'record-check'>): State {
  const known = state.scoreChecks?.[address] ?? [];
  const others = known.filter(({ batchId }) => batchId !== check.batchId);
  const checks = [...others, check].sort(newestFirst).slice(0, MAX_CHECKS);
  return { ...state, scoreChecks: { ...state.scoreChecks, [address]: checks } };
}

function newestFirst(a: ScoreCheck, b: ScoreCheck): number {
  return Date.parse(b.completedAt) - Date.parse(a.completedAt) || (a.batchId < b.batchId ? -1 : 1);
}
