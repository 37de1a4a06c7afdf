import {
  type Backend,
  type Clock,
  RunnerError,
  type State,
  type Transition,
  type TransitionOf,
} from '../../runner/model/index.ts';

/** What the suite of all backends needs to know of one of them. */
export interface BackendHarness {
  /** The backend of the environment `demo`, as one more process sees it whose clock is `ahead` milliseconds ahead. */
  open(ahead?: number): Backend;
  /** Leaves the lock of another machine that died long ago, held by `eve`. */
  leaveDeadLock(): Promise<void>;
  /** Changes members of the stored state, as nobody should. */
  damage(change: object): Promise<void>;
  /** Whether nothing at all was written where the state is kept. */
  isUntouched(): Promise<boolean>;
  close(): Promise<void>;
}

/** How much of what is slow is done. */
export interface SuiteSize {
  readonly rounds: number;
  readonly contenders: number;
}

export const LONG_ENOUGH_TO_BE_DEAD = 10 * 60 * 1000;

/** Real time and `ahead` more: a lock that nobody has kept alive for that long. Waits for a moment only. */
export function clockAhead(ahead = 0): Clock {
  return {
    now: () => new Date(Date.now() + ahead),
    sleep: async (ms) => await new Promise((done) => setTimeout(done, ms / 50)),
  };
}

/** A transition that gives the state one more resource. */
export const bind = (name: string): Transition => ({
  type: 'bind',
  address: `p/data-view/${name}`,
  fp: 'f1',
  kind: 'data-view',
  title: name,
  status: 'current',
  ids: { id: `dv_${name}` },
});

/** A transition that keeps what was found in one batch of scores. */
export const record = (batchId: string): TransitionOf<'record-check'> => ({
  type: 'record-check',
  address: 'p/score-dataset/event',
  check: {
    datasetId: 'd1',
    batchId,
    completedAt: '2026-05-02T00:00:00.000Z',
    rows: 10,
    checkedAt: '2026-05-02T01:00:00.000Z',
    engine: 'duckdb',
    results: [
      {
        name: 'stable',
        severity: 'error',
        outcome: 'failed',
        expected: 'at most 0.2',
        found: 'it is 6.3',
        rule: 'r1',
      },
    ],
  },
});

/** What was bound, in order. */
export const namesOf = (state: State): readonly string[] =>
  Object.keys(state.resources).map((address) => address.replace('p/data-view/', ''));

/** Resolves with the error that was thrown. */
export async function refusal(work: Promise<unknown>): Promise<RunnerError> {
  const error: unknown = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof RunnerError)) throw new Error(`no RunnerError: ${String(error)}`);
  return error;
}
