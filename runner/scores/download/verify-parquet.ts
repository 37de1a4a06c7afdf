import { type FileHandle, open } from 'node:fs/promises';
import { parquetMetadataAsync } from 'hyparquet';
import { makeFileError } from '../../host/index.ts';
import { RunnerError } from '../../model/index.ts';

const MAGIC = 'PAR1';
/** Footers of score files are a few kilobytes; a larger one is read whole all the same. */
const FOOTER_BYTES = 65_536;

/** Rows of a Parquet file, by its footer; throws where the file is not one, or not whole. Reads the ends of the file only. */
export async function countParquetRows(file: string, bytes: number): Promise<number> {
  const handle = await open(file, 'r').catch((error: unknown) => {
    throw makeFileError(error, 'read', file);
  });
  try {
    const { size } = await handle.stat();
    if (size !== bytes) throw reportDamage(file, `it has ${size} bytes instead of ${bytes}`);
    const head = Buffer.from(await readSlice(handle, 0, MAGIC.length)).toString('latin1');
    if (head !== MAGIC) throw reportDamage(file, 'it does not begin as a Parquet file does');
    return await readRows(handle, file, size);
  } finally {
    await handle.close();
  }
}

async function readRows(handle: FileHandle, file: string, byteLength: number): Promise<number> {
  const slice = async (start: number, end = byteLength): Promise<ArrayBuffer> =>
    await readSlice(handle, start, end);
  try {
    const metadata = await parquetMetadataAsync({ byteLength, slice }, { initialFetchSize: FOOTER_BYTES });
    return Number(metadata.num_rows);
  } catch (error) {
    throw reportDamage(
      file,
      `its footer cannot be read (${error instanceof Error ? error.message : String(error)})`,
    );
  }
}

async function readSlice(handle: FileHandle, start: number, end: number): Promise<ArrayBuffer> {
  const buffer = new Uint8Array(Math.max(0, end - start));
  let read = 0;
  while (read < buffer.byteLength) {
    const { bytesRead } = await handle.read(buffer, read, buffer.byteLength - read, start + read);
    if (bytesRead === 0) break;
    read += bytesRead;
  }
  return buffer.buffer.slice(0, read);
}

/** The error for a score file that is not what it should be. */
export function reportDamage(file: string, what: string): RunnerError {
  return new RunnerError({
    code: 'score-file-damaged',
    message: `The score file ${file} is damaged: ${what}`,
    hint: 'It was removed. Run the same command again to fetch it anew; what is complete is kept.',
  });
}
