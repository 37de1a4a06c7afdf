import { type Desired, type Diagnostic, type Lock, type PulledScores, RunnerError } from '../model/index.ts';
import { describeRecords, findChecks, recordsOf } from './check-scores.ts';
import type { Session } from './session.ts';

/** What an apply fetched, and what went wrong with it. */
export interface FetchedScores {
  readonly pulled: readonly PulledScores[];
  readonly diagnostics: readonly Diagnostic[];
  readonly interrupted: boolean;
}

/** Of an apply that was stopped before. */
export const NOTHING_FETCHED: FetchedScores = { pulled: [], diagnostics: [], interrupted: true };

/** Looks at newer scores before anything is changed, so that bad ones block what depends on them; the end of the apply says what failed. */
export async function checkBefore(session: Session, desired: Desired, lock: Lock): Promise<void> {
  const isGated = Object.values(desired.resources).some(({ scores }) =>
    scores?.expectations.some(({ expectation }) => expectation.severity === 'error'),
  );
  if (isGated) await fetchScores(session, desired, lock);
}

/**
 * Fetches missing score batches, checks the newest and records what was found. That it failed is reported, and undoes nothing of
 * the apply.
 */
export async function fetchScores(session: Session, desired: Desired, lock: Lock): Promise<FetchedScores> {
  try {
    const pulled = await session.scores.sync(lock.state, desired, session.signal);
    const transitions = recordsOf(lock.state, await findChecks(session, desired, lock.state));
    if (transitions.length > 0) await lock.append(transitions, describeRecords(transitions));
    return { pulled: pulled.filter(({ batches }) => batches > 0), diagnostics: [], interrupted: false };
  } catch (error) {
    if (session.signal.aborted) return NOTHING_FETCHED;
    if (!(error instanceof RunnerError)) throw error;
    const detail = `${error.message} The next apply tries again.`;
    const summary = 'scores could not be fetched or checked';
    const diagnostic = { severity: 'error', code: 'scores-not-fetched', summary, detail } as const;
    return { pulled: [], diagnostics: [diagnostic], interrupted: false };
  }
}
