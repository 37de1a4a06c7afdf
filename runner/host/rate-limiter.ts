import type { Clock } from '../model/index.ts';
import {
  getEarliestStart,
  makeRateWindow,
  type RateRule,
  type RateWindow,
  type Refusal,
  recordRefusal,
  recordStart,
} from './rate-window.ts';

/** How fast and how broad requests to one host may be. Without a rule only the number at once is capped. */
export interface RateLimit {
  readonly rule?: RateRule;
  /** Requests under way at the same time. @default 8 */
  readonly concurrency?: number;
}

/** A turn: the time at which it began, and what gives its place back. */
export interface Turn {
  readonly startedAt: number;
  /** Must be called once, when the answer was read or given up. */
  release(): void;
}

interface Waiter {
  readonly grant: (turn: Turn) => void;
}

const DEFAULT_CONCURRENCY = 8;

/** Gives turns in the order of asking: at most so many at once, at most so many starts in any window. */
export class RateLimiter {
  readonly #clock: Clock;
  readonly #concurrency: number;
  readonly #queue: Waiter[] = [];
  #window: RateWindow | undefined;
  #underWay = 0;
  #isServing = false;
  #nap: AbortController | undefined;

  constructor(options: { readonly clock: Clock; readonly limit: RateLimit }) {
    this.#clock = options.clock;
    this.#concurrency = options.limit.concurrency ?? DEFAULT_CONCURRENCY;
    this.#window = options.limit.rule === undefined ? undefined : makeRateWindow(options.limit.rule);
  }

  /** Waits for a turn. Rejects with the signal's reason when aborted before it came; its place in the queue is then free. */
  async takeTurn(signal?: AbortSignal): Promise<Turn> {
    signal?.throwIfAborted();
    return await new Promise<Turn>((resolve, reject) => {
      const onAbort = (): void => {
        const index = this.#queue.indexOf(waiter);
        if (index >= 0) this.#queue.splice(index, 1);
        if (this.#queue.length === 0) this.#nap?.abort();
        reject(signal?.reason);
      };
      const waiter: Waiter = {
        grant: (turn) => {
          signal?.removeEventListener('abort', onAbort);
          resolve(turn);
        },
      };
      signal?.addEventListener('abort', onAbort, { once: true });
      this.#queue.push(waiter);
      this.#serve();
    });
  }

  /** The service refused a request for being too many (429). */
  reportRefusal(refusal: Refusal): void {
    if (this.#window === undefined) return;
    this.#window = recordRefusal(this.#window, this.#clock.now().getTime(), refusal);
  }

  /** One loop at a time serves the queue; it ends when the queue is empty or everything is under way. */
  #serve(): void {
    if (!this.#isServing) void this.#serveQueue();
  }

  async #serveQueue(): Promise<void> {
    this.#isServing = true;
    try {
      while (this.#queue.length > 0 && this.#underWay < this.#concurrency) {
        const now = this.#clock.now().getTime();
        const earliest = this.#window === undefined ? now : getEarliestStart(this.#window, now);
        if (earliest > now) await this.#sleep(Math.ceil(earliest - now));
        else this.#grantNext(now);
      }
    } finally {
      this.#isServing = false;
    }
  }

  /** Ends early when nobody waits any more, so that an interrupted command is not kept alive by its own limiter. */
  async #sleep(ms: number): Promise<void> {
    this.#nap = new AbortController();
    await this.#clock.sleep(ms, this.#nap.signal).catch(() => undefined);
    this.#nap = undefined;
  }

  #grantNext(now: number): void {
    const waiter = this.#queue.shift();
    if (waiter === undefined) return;
    if (this.#window !== undefined) this.#window = recordStart(this.#window, now);
    this.#underWay += 1;
    let isReleased = false;
    waiter.grant({
      startedAt: now,
      release: () => {
        if (isReleased) return;
        isReleased = true;
        this.#underWay -= 1;
        this.#serve();
      },
    });
  }
}
