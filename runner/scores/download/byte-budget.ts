import type { Clock } from '../../model/index.ts';

/** Shorter waits are owed, not slept: timers are coarse. */
const SHORTEST_SLEEP_MS = 10;
/** How much of an idle time may be made up for. */
const BURST_MS = 100;

/** What may be transferred, shared by all requests. */
export interface ByteBudget {
  /** What is to be waited for until so many bytes may be taken; nothing where they may at once. Rejects with the signal's reason when that is aborted. */
  take(bytes: number, signal?: AbortSignal): Promise<void> | undefined;
}

/** No limit. */
export const UNLIMITED: ByteBudget = { take: () => undefined };

/** A token bucket: on average so many bytes per second, whoever takes them; those who wait are served in the order of asking. */
export function makeByteBudget(bytesPerSecond: number, clock: Clock): ByteBudget {
  let freeAt = Number.NEGATIVE_INFINITY;
  return {
    take: (bytes, signal) => {
      const now = clock.now().getTime();
      freeAt = Math.max(freeAt, now - BURST_MS) + (bytes / bytesPerSecond) * 1000;
      const wait = freeAt - now;
      return wait >= SHORTEST_SLEEP_MS ? clock.sleep(wait, signal) : undefined;
    },
  };
}
