import type { LockHolder } from '../model/index.ts';
import { toPlain } from './plain-text.ts';
import { renderJson } from './report-json.ts';
import { timeText } from './time-text.ts';

/** Whose lock was removed from the state of which environment. */
export interface UnlockReport {
  readonly environment: string;
  /** Absent where there was none. */
  readonly removed?: LockHolder;
}

/** Whose lock it was, so that a person who is still at it can be told. */
export function renderUnlock({ removed }: UnlockReport): string {
  if (removed === undefined) return 'There was no lock.';
  const { by, operation, host, pid, since } = removed;
  return toPlain(
    `Removed the lock of ${by}: ${operation} on ${host}, process ${pid}, since ${timeText(since)}.`,
  );
}

/** The same for programs; `removed` is null where there was no lock. */
export function renderUnlockJson({ environment, removed }: UnlockReport): string {
  if (removed === undefined) return renderJson({ environment, removed: null });
  const { operation, by, host, pid, since } = removed;
  return renderJson({ environment, removed: { operation, by, host, pid, since } });
}
