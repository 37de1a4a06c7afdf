import { formatMinute } from '../../../model/index.ts';

/** What is known of the runs of an instance; ISO times. */
export interface RunFacts {
  /** Newest attestation of the current object: no API shows when a run starts. */
  readonly attestedAt?: string;
  /** Newest successful batch of its score datasets. */
  readonly lastBatchAt?: string;
  readonly frequency: 'weekly' | 'monthly';
  readonly observedAt: string;
}

/** A run that is due by now and has left no batch. */
export interface OverdueRun {
  /** When it was due. */
  readonly since: string;
  readonly reason: string;
}

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** A first run takes up to 24 hours (facts §3.3), and two more are granted. */
const FIRST_RUN_MS = 26 * HOUR_MS;
const PERIOD_DAYS = { weekly: 7, monthly: 31 } as const;
const PATIENCE = 1.5;

/** Whether a run is overdue (design §2). Pure: the time of the observation is an input. */
export function findOverdueRun(facts: RunFacts): OverdueRun | undefined {
  const { attestedAt, lastBatchAt, frequency, observedAt } = facts;
  if (lastBatchAt !== undefined) {
    const dueMs = Date.parse(lastBatchAt) + PATIENCE * PERIOD_DAYS[frequency] * DAY_MS;
    return report(
      dueMs,
      observedAt,
      `the last batch of scores is of ${formatMinute(lastBatchAt)}, and the schedule is ${frequency}`,
    );
  }
  if (attestedAt === undefined) return undefined;
  const dueMs = Date.parse(attestedAt) + FIRST_RUN_MS;
  return report(
    dueMs,
    observedAt,
    `the instance was confirmed on ${formatMinute(attestedAt)}, a first run takes up to 24 hours, and there are no scores yet`,
  );
}

function report(dueMs: number, observedAt: string, reason: string): OverdueRun | undefined {
  if (Date.parse(observedAt) <= dueMs) return undefined;
  return { since: new Date(dueMs).toISOString(), reason };
}
