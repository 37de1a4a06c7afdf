import { writeSync } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import { crc32 } from 'node:zlib';
import { makeFileError } from '../../host/index.ts';
import type { ScoreSink } from '../../model/index.ts';
import type { ByteBudget } from './byte-budget.ts';

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
  /** Told of bytes that were written. */
  readonly onBytes: (bytes: number) => void;
}

/**
 * Writes one range of a part at its place, whatever a source sends: answers that begin earlier or end later are cut to what is still
 * wanted, and one that begins too late adds nothing.
 *
 * It writes synchronously: a few hundred KiB go into the system's cache faster than a thread is woken for them, and on two cores
 * the threads would take the time from the network. So nothing is gathered or copied either.
 */
export class RangeWriter implements ScoreSink {
  readonly #target: RangeTarget;
  #position: number;
  #crc = 0;
  /** Place of the next byte of the answer; beyond the position: it has a gap. */
  #next = 0;

  constructor(target: RangeTarget) {
    this.#target = target;
    this.#position = target.start;
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
    this.#next = place;
  }

  take(bytes: Uint8Array): Promise<void> | undefined {
    const { end, budget, signal } = this.#target;
    const place = this.#next;
    this.#next += bytes.byteLength;
    const at = this.#position;
    if (place <= at && at < Math.min(this.#next, end)) this.#write(bytes.subarray(at - place, end - place));
    return budget.take(bytes.byteLength, signal);
  }

  #write(bytes: Uint8Array): void {
    const { handle, path, isChecked, onBytes } = this.#target;
    let written = 0;
    // A write may be cut short, as when the disk is nearly full; the next one then says why.
    while (written < bytes.byteLength) {
      try {
        written += writeSync(handle.fd, bytes, written, bytes.byteLength - written, this.#position + written);
      } catch (error) {
        throw makeFileError(error, 'write', path);
      }
    }
    if (isChecked) this.#crc = crc32(bytes, this.#crc);
    this.#position += bytes.byteLength;
    onBytes(bytes.byteLength);
  }
}
