import { createReadStream } from 'node:fs';
import type { Writable } from 'node:stream';

const CHUNK_BYTES = 512 * 1024;

/** A slice of a file, as a body: it goes from the disk to the client in chunks and is never in memory as a whole. */
export class StoredBytes {
  readonly path: string;
  /** Place of the first byte in the file. */
  readonly start: number;
  readonly length: number;

  constructor(path: string, start: number, length: number) {
    this.path = path;
    this.start = start;
    this.length = length;
  }

  /** The bytes from `start` up to `end`, counted from the beginning of this slice. */
  subarray(start: number, end: number): StoredBytes {
    return new StoredBytes(this.path, this.start + start, end - start);
  }

  /** Writes the bytes; resolves when all are written, or when the client is gone. */
  async writeTo(target: Writable): Promise<void> {
    if (this.length === 0) return;
    const source = createReadStream(this.path, {
      start: this.start,
      end: this.start + this.length - 1,
      highWaterMark: CHUNK_BYTES,
    });
    await new Promise<void>((done) => {
      // A file that cannot be read ends the connection: the client must not take a part for the whole.
      source.on('error', () => target.destroy());
      source.on('close', done);
      target.on('close', () => source.destroy());
      source.pipe(target, { end: false });
    });
  }
}
