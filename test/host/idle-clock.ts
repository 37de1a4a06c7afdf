import { subscribe } from 'node:diagnostics_channel';
import type { Clock } from '../../runner/model/index.ts';

interface Sleeper {
  readonly wakeAt: number;
  readonly wake: () => void;
}

let underWay = 0;
const begin = (): void => {
  underWay += 1;
};
const end = (): void => {
  underWay -= 1;
};
// Every request of this process passes here, those of the runner and those of `fetch`.
subscribe('undici:request:create', begin);
subscribe('undici:request:trailers', end);
subscribe('undici:request:error', end);

/** Whether a request is under way, or the disk at work. */
function isBusy(): boolean {
  return underWay > 0 || process.getActiveResourcesInfo().some((name) => name.startsWith('FSReq'));
}

/** Turns of the event loop without either, after which everybody counts as asleep. */
const IDLE_TURNS = 20;

/**
 * A clock on which waiting is instant, for a client and a server in one process: time stands still while a request is under way or the disk
 * at work, and moves on to the next wake-up when nothing is.
 */
export class IdleClock implements Clock {
  #now: number;
  #sleepers: Sleeper[] = [];
  #isWatching = false;

  constructor(start: string) {
    this.#now = Date.parse(start);
  }

  now(): Date {
    return new Date(this.#now);
  }

  async sleep(ms: number, signal?: AbortSignal): Promise<void> {
    signal?.throwIfAborted();
    await new Promise<void>((resolve, reject) => {
      const onAbort = (): void => {
        this.#sleepers = this.#sleepers.filter((known) => known !== sleeper);
        reject(signal?.reason as Error);
      };
      const sleeper: Sleeper = {
        wakeAt: this.#now + Math.max(0, ms),
        wake: () => {
          signal?.removeEventListener('abort', onAbort);
          resolve();
        },
      };
      signal?.addEventListener('abort', onAbort, { once: true });
      this.#sleepers.push(sleeper);
      if (!this.#isWatching) void this.#watch();
    });
  }

  /** Wakes sleepers in the order of their time until there is none. */
  async #watch(): Promise<void> {
    this.#isWatching = true;
    while (this.#sleepers.length > 0) {
      for (let turns = 0; turns < IDLE_TURNS; turns = isBusy() ? 0 : turns + 1)
        await new Promise((done) => setImmediate(done));
      const next = this.#sleepers.reduce<Sleeper | undefined>(
        (first, sleeper) => (first === undefined || sleeper.wakeAt < first.wakeAt ? sleeper : first),
        undefined,
      );
      if (next === undefined) break;
      this.#sleepers = this.#sleepers.filter((known) => known !== next);
      this.#now = Math.max(this.#now, next.wakeAt);
      next.wake();
    }
    this.#isWatching = false;
  }
}
