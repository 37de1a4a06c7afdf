/**
 * The only source of time. Whatever waits takes a clock, so that waiting costs nothing in tests.
 *
 * `now` may be called at any time. `sleep` must reject with the signal's reason when the signal is aborted, before or while
 * sleeping, and must resolve at once for zero or negative milliseconds.
 */
export interface Clock {
  now(): Date;
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}
