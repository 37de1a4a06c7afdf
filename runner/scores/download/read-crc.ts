import type { FileHandle } from 'node:fs/promises';
import { crc32 } from 'node:zlib';
import { makeFileError } from '../../host/index.ts';

const READ_BYTES = 1024 * 1024;

/** CRC-32 of bytes of a file; undefined where it ends before. */
export async function readCrc(
  handle: FileHandle,
  path: string,
  { start, end }: { readonly start: number; readonly end: number },
): Promise<number | undefined> {
  const buffer = new Uint8Array(Math.min(READ_BYTES, end - start));
  let crc = 0;
  let place = start;
  while (place < end) {
    const length = Math.min(buffer.byteLength, end - place);
    const { bytesRead } = await handle.read(buffer, 0, length, place).catch((error: unknown) => {
      throw makeFileError(error, 'read', path);
    });
    if (bytesRead === 0) return undefined;
    crc = crc32(buffer.subarray(0, bytesRead), crc);
    place += bytesRead;
  }
  return crc;
}
