import type { Clock } from '../model/index.ts';

/**
 * Remembers each server's clock, since lost writes are looked up by the time at which the server made things (design §7). Of
 * several answers that differ the earliest time counts: a look-up that begins too early finds more than it needs, one that begins
 * too late misses what it looks for.
 */
export class ServerTimes {
  readonly #clock: Clock;
  readonly #offsets = new Map<string, number>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Notes the `Date` of an answer; headers without one, or with nonsense, change nothing. */
  record(origin: string, date: string | undefined): void {
    const at = date === undefined ? Number.NaN : Date.parse(date);
    if (Number.isNaN(at)) return;
    const offset = at - this.#clock.now().getTime();
    this.#offsets.set(origin, Math.min(offset, this.#offsets.get(origin) ?? offset));
  }

  /** The server's time now, going by its answers; undefined before the first. Precise to about a second. */
  getServerTime(origin: string): Date | undefined {
    const offset = this.#offsets.get(origin);
    return offset === undefined ? undefined : new Date(this.#clock.now().getTime() + offset);
  }
}
