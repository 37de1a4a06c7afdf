import type { Clock } from '../../runner/model/index.ts';

/** A clock on which waiting is instant: each sleep moves it on, in order of wake-up time. */
export class VirtualClock implements Clock {
  #now: number;
  readonly slept: number[] = [];

  constructor(start: string = '2026-01-01T00:00:00.000Z') {
    this.#now = Date.parse(start);
  }

  now(): Date {
    return new Date(this.#now);
  }

  async sleep(ms: number, signal?: AbortSignal): Promise<void> {
    signal?.throwIfAborted();
    this.slept.push(ms);
    const until = this.#now + Math.max(0, ms);
    await Promise.resolve();
    signal?.throwIfAborted();
    this.#now = Math.max(this.#now, until);
  }

  advance(ms: number): void {
    this.#now += ms;
  }
}
