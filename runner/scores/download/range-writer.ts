import type { FileHandle } from 'node:fs/promises';
import { crc32 } from 'node:zlib';
import { makeFileError } from '../../host/index.ts';
import type { ScoreSink } from '../../model/index.ts';
import type { ByteBudget } from './byte-budget.ts';

/** Bytes that are gathered before they are written: few large writes instead of many small ones. */
const WRITE_BYTES = 1024 * 1024;

/** Where the bytes of a range go. */
export interface RangeTarget {
  readonly handle: FileHandle;
  /** For messages. */
  readonly path: string;
  readonly start: number;
  /** Exclusive. */
  readonly end: number;
  /** Whether a checksum is computed. */
  readonly isChecked: boolean;
  readonly budget: ByteBudget;
  readonly signal: AbortSignal | undefined;
  /** Told of bytes that were written; negative where they come again. */
  readonly onBytes: (bytes: number) => void;
}

/**
 * Writes one range of a part at its place, whatever a source sends: answers that begin earlier or end later are cut to the range,
 * one that begins too late adds nothing, and one that begins again takes the place of the last.
 */
export class RangeWriter implements ScoreSink {
  readonly #target: RangeTarget;
  #position: number;
  #crc = 0;
  /** Where the current request began, and the checksum up to there. */
  #from: { readonly position: number; readonly crc: number };
  /** Place of the next byte of the answer; beyond the position: it has a gap. */
  #next = 0;
  /** Bytes that are not written yet, copied: chunks of a network are small, and keeping them would keep its buffers. */
  readonly #buffer: Uint8Array;
  #pendingBytes = 0;

  constructor(target: RangeTarget) {
    this.#target = target;
    this.#buffer = Buffer.allocUnsafe(Math.min(WRITE_BYTES, target.end - target.start));
    this.#position = target.start;
    this.#from = { position: target.start, crc: 0 };
  }

  /** Up to where the bytes are written; the rest has to be asked for. */
  get position(): number {
    return this.#position;
  }

  /** CRC-32 of the bytes from the start up to the position, where it is computed. */
  get crc(): number {
    return this.#crc;
  }

  begin(place: number): void {
    if (this.#position > this.#from.position) this.#target.onBytes(this.#from.position - this.#position);
    this.#position = this.#from.position;
    this.#crc = this.#from.crc;
    this.#pendingBytes = 0;
    this.#next = place;
  }

  take(bytes: Uint8Array): Promise<void> | undefined {
    const { end, budget, signal } = this.#target;
    const waiting = budget.take(bytes.byteLength, signal);
    const place = this.#next;
    this.#next += bytes.byteLength;
    const at = this.#position + this.#pendingBytes;
    if (place > at || this.#next <= at || at >= end) return waiting;
    const wanted = bytes.subarray(at - place, Math.min(bytes.byteLength, end - place));
    const isFull = this.#pendingBytes + wanted.byteLength >= this.#buffer.byteLength;
    if (isFull) return this.#store(wanted, waiting);
    this.#keep(wanted);
    return waiting;
  }

  /** Writes what is still pending, and remembers how far this request came. */
  async flush(): Promise<void> {
    await this.#write();
    this.#from = { position: this.#position, crc: this.#crc };
  }

  #keep(bytes: Uint8Array): void {
    this.#buffer.set(bytes, this.#pendingBytes);
    this.#pendingBytes += bytes.byteLength;
  }

  async #store(bytes: Uint8Array, waiting: Promise<void> | undefined): Promise<void> {
    await waiting;
    for (let rest = bytes; rest.byteLength > 0; ) {
      const fitting = rest.subarray(0, this.#buffer.byteLength - this.#pendingBytes);
      this.#keep(fitting);
      if (this.#pendingBytes === this.#buffer.byteLength) await this.#write();
      rest = rest.subarray(fitting.byteLength);
    }
  }

  async #write(): Promise<void> {
    const { handle, path, isChecked, onBytes } = this.#target;
    const length = this.#pendingBytes;
    let written = 0;
    // A write may be cut short, as when the disk is nearly full; the next one then says why.
    while (written < length) {
      const position = this.#position + written;
      const { bytesWritten } = await handle
        .write(this.#buffer, written, length - written, position)
        .catch((error: unknown) => {
          throw makeFileError(error, 'write', path);
        });
      written += bytesWritten;
    }
    if (isChecked) this.#crc = crc32(this.#buffer.subarray(0, length), this.#crc);
    this.#position += length;
    this.#pendingBytes = 0;
    onBytes(length);
  }
}
