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
  #pending: Uint8Array[] = [];
  #pendingBytes = 0;

  constructor(target: RangeTarget) {
    this.#target = target;
    this.#position = target.start;
    this.#from = { position: target.start, crc: 0 };
  }

  /** Up to where the bytes are written; the rest has to be asked for. */
  get position(): number {
    return this.#position;
  }

  /** CRC-32 of the bytes from the start up to the position. */
  get crc(): number {
    return this.#crc;
  }

  begin(place: number): void {
    if (this.#position > this.#from.position) this.#target.onBytes(this.#from.position - this.#position);
    this.#position = this.#from.position;
    this.#crc = this.#from.crc;
    this.#pending = [];
    this.#pendingBytes = 0;
    this.#next = place;
  }

  async take(bytes: Uint8Array): Promise<void> {
    const { end, budget, signal } = this.#target;
    await budget.take(bytes.byteLength, signal);
    const place = this.#next;
    this.#next += bytes.byteLength;
    const at = this.#position + this.#pendingBytes;
    if (place > at || this.#next <= at || at >= end) return;
    const wanted = bytes.subarray(at - place, Math.min(bytes.byteLength, end - place));
    this.#pending.push(wanted);
    this.#pendingBytes += wanted.byteLength;
    if (this.#pendingBytes >= WRITE_BYTES) await this.#write();
  }

  /** Writes what is still pending, and remembers how far this request came. */
  async flush(): Promise<void> {
    await this.#write();
    this.#from = { position: this.#position, crc: this.#crc };
  }

  async #write(): Promise<void> {
    const { handle, path, onBytes } = this.#target;
    const buffers = this.#pending;
    const length = this.#pendingBytes;
    if (length === 0) return;
    try {
      const { bytesWritten } = await handle.writev(buffers, this.#position);
      if (bytesWritten < length)
        await writeRest(handle, Buffer.concat(buffers), bytesWritten, this.#position);
    } catch (error) {
      throw makeFileError(error, 'write', path);
    }
    for (const buffer of buffers) this.#crc = crc32(buffer, this.#crc);
    this.#position += length;
    this.#pending = [];
    this.#pendingBytes = 0;
    onBytes(length);
  }
}

/** A write may be cut short, as when the disk is nearly full; the next one then says why. */
async function writeRest(
  handle: FileHandle,
  bytes: Uint8Array,
  from: number,
  position: number,
): Promise<void> {
  let written = from;
  while (written < bytes.byteLength) {
    const rest = bytes.subarray(written);
    written += (await handle.write(rest, 0, rest.byteLength, position + written)).bytesWritten;
  }
}
