import type { Clock } from '../model/index.ts';
import { type RateLimit, RateLimiter } from './rate-limiter.ts';

/**
 * One limiter for each API, its host and technical account (several APIs may stand behind one host name, as the emulator's do). Made once for a process and given to every transport, for a transport that
 * plans and one that applies share Adobe's budget (facts §0.6: the limit counts per user).
 */
export class RateLimiters {
  readonly #clock: Clock;
  readonly #limiters = new Map<string, RateLimiter>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** The limiter of a host and account; `limit` counts the first time only. */
  get(
    key: { readonly api: string; readonly origin: string; readonly account: string },
    limit: RateLimit,
  ): RateLimiter {
    const name = JSON.stringify([key.api, key.origin, key.account]);
    const known = this.#limiters.get(name);
    if (known !== undefined) return known;
    const made = new RateLimiter({ clock: this.#clock, limit });
    this.#limiters.set(name, made);
    return made;
  }
}
