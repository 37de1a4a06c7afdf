import {
  type Desired,
  type Diagnostic,
  type Lock,
  type PulledScores,
  parseAddress,
  RunnerError,
  type State,
} from '../model/index.ts';
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

/**
 * Looks at newer scores before anything is changed, so that bad ones block what depends on them. Where they could not be looked
 * at, what was recorded before counts; the end of the apply tries again and says what failed.
 */
export async function checkBefore(session: Session, desired: Desired, lock: Lock): Promise<void> {
  const isGated = Object.values(desired.resources).some(({ scores }) =>
    scores?.expectations.some(({ expectation }) => expectation.severity === 'error'),
  );
  if (isGated) await fetchScores(session, desired, lock);
}

/**
 * Fetches missing score batches, checks the newest and records what was found, pipeline by pipeline: what fails in one keeps nothing
 * from the others. Failures are reported, and undo nothing of the apply.
 */
export async function fetchScores(session: Session, desired: Desired, lock: Lock): Promise<FetchedScores> {
  const pulled = new Map<string, PulledScores>();
  const failures: Diagnostic[] = [];
  try {
    for (const part of splitByPipeline(lock.state)) {
      try {
        const fetched = await session.scores.sync(part, desired, session.signal);
        for (const one of fetched.filter(({ batches }) => batches > 0)) pulled.set(one.address, one);
      } catch (error) {
        if (session.signal.aborted || !(error instanceof RunnerError)) throw error;
        failures.push(describeFailure([error.message, ...(error.hint === undefined ? [] : [error.hint])]));
      }
    }
    const datasets = await findChecks(session, desired, lock.state);
    const transitions = recordsOf(lock.state, datasets);
    if (transitions.length > 0) await lock.append(transitions, describeRecords(transitions));
    const unread = datasets.flatMap(({ address, failure }) =>
      failure === undefined ? [] : [{ ...describeFailure([failure]), address }],
    );
    return { pulled: [...pulled.values()], diagnostics: [...failures, ...unread], interrupted: false };
  } catch (error) {
    if (session.signal.aborted) return NOTHING_FETCHED;
    throw error;
  }
}

function describeFailure(sentences: readonly string[]): Diagnostic {
  return {
    severity: 'error',
    code: 'scores-not-fetched',
    summary: 'scores could not be fetched or checked',
    detail: [...sentences, 'The next apply tries again.'].map(endSentence).join(' '),
  };
}

function endSentence(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}

/** The state as each pipeline that downloads scores alone would have it. */
function splitByPipeline(state: State): readonly State[] {
  const exports = Object.entries(state.resources).filter(([, { kind }]) => kind === 'score-export');
  const pipelines = [...new Set(exports.map(([address]) => parseAddress(address)?.pipeline))].sort();
  return pipelines.map((pipeline) => ({
    ...state,
    resources: Object.fromEntries(
      Object.entries(state.resources).filter(([address]) => parseAddress(address)?.pipeline === pipeline),
    ),
  }));
}
