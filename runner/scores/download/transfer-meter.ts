import type { Clock, EventSink } from '../../model/index.ts';

const TELL_EVERY_MS = 250;
/** The rate is that of about the last five seconds. */
const SAMPLES = 20;

/** Counts the bytes of a download and tells how far it is, four times a second at most. */
export class TransferMeter {
  readonly #clock: Clock;
  readonly #emit: EventSink | undefined;
  readonly #totalBytes: number;
  #doneBytes = 0;
  /** Without what was there already. */
  #receivedBytes = 0;
  #samples: readonly { readonly at: number; readonly bytes: number }[];

  constructor(options: {
    readonly clock: Clock;
    readonly emit: EventSink | undefined;
    readonly totalBytes: number;
  }) {
    this.#clock = options.clock;
    this.#emit = options.emit;
    this.#totalBytes = options.totalBytes;
    this.#samples = [{ at: this.#clock.now().getTime(), bytes: 0 }];
  }

  /** Bytes that an earlier try has left. */
  skip(bytes: number): void {
    this.#doneBytes += bytes;
  }

  /** Bytes that came. */
  add(bytes: number): void {
    this.#doneBytes += bytes;
    this.#receivedBytes += bytes;
    const now = this.#clock.now().getTime();
    if (now - (this.#samples.at(-1)?.at ?? now) >= TELL_EVERY_MS) this.#tell(now);
  }

  /** Tells the last word. */
  finish(): void {
    this.#tell(this.#clock.now().getTime());
  }

  #tell(now: number): void {
    this.#samples = [...this.#samples.slice(1 - SAMPLES), { at: now, bytes: this.#receivedBytes }];
    const [oldest] = this.#samples;
    const seconds = (now - (oldest?.at ?? now)) / 1000;
    const received = this.#receivedBytes - (oldest?.bytes ?? 0);
    const bytesPerSecond = seconds <= 0 ? 0 : Math.max(0, received / seconds);
    this.#emit?.({
      type: 'transferring',
      doneBytes: this.#doneBytes,
      totalBytes: this.#totalBytes,
      bytesPerSecond,
      ...(bytesPerSecond === 0
        ? {}
        : { secondsLeft: Math.max(0, (this.#totalBytes - this.#doneBytes) / bytesPerSecond) }),
    });
  }
}
