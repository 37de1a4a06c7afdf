import type { Clock } from '../model/index.ts';

/** Remembers each server's clock, since lost writes are looked up by the time at which the server made things (design §7). */
export class ServerTimes {
  readonly #clock: Clock;
  readonly #offsets = new Map<string, number>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Notes the `Date` of an answer; headers without one, or with nonsense, change nothing. */
  record(origin: string, date: string | undefined): void {
    const at = date === undefined ? Number.NaN : Date.parse(date);
    if (!Number.isNaN(at)) this.#offsets.set(origin, at - this.#clock.now().getTime());
  }

  /** The server's time now, going by its last answer; undefined before the first. Precise to about a second. */
  getServerTime(origin: string): Date | undefined {
    const offset = this.#offsets.get(origin);
    return offset === undefined ? undefined : new Date(this.#clock.now().getTime() + offset);
  }
}
