import type { BackfillStatus, WorldBackfill } from '../world/types.ts';

/** A backfill's state by the clock: the first tenth of its time it waits in the queue. */
export function getBackfillStatus(backfill: WorldBackfill, now: number): BackfillStatus {
  if (backfill.forcedStatus) return backfill.forcedStatus;
  const elapsed = now - backfill.createdAt;
  if (elapsed >= backfill.durationMs) return 'COMPLETED';
  return elapsed < backfill.durationMs / 10 ? 'IN_QUEUE' : 'IN_PROGRESS';
}
