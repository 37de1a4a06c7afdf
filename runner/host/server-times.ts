import type { Clock } from '../model/index.ts';

/** How many answers of a server are compared: enough to see its slowest clock, few enough to get over a wrong one. */
const REMEMBERED = 10;

/**
 * Remembers each server's clock, since lost writes are looked up by the time at which the server made things (design §7). Of the
 * last answers, where they differ, the earliest time counts: a look-up that begins too early finds more than it needs, one that
 * begins too late misses what it looks for.
 */
export class ServerTimes {
  readonly #clock: Clock;
  readonly #offsets = new Map<string, readonly number[]>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Notes the `Date` of an answer. One without it, with nonsense, or out of a cache (`Age`) changes nothing. */
  record(origin: string, headers: Readonly<Record<string, string>>): void {
    const at = Date.parse(headers.date ?? '');
    if (Number.isNaN(at) || Number(headers.age) > 0) return;
    const offset = at - this.#clock.now().getTime();
    this.#offsets.set(origin, [...(this.#offsets.get(origin) ?? []), offset].slice(-REMEMBERED));
  }

  /** The server's time now, going by its last answers; undefined before the first. Precise to about a second. */
  getServerTime(origin: string): Date | undefined {
    const offsets = this.#offsets.get(origin);
    return offsets && new Date(this.#clock.now().getTime() + Math.min(...offsets));
  }
}
