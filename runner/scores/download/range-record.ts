import { type FileHandle, open } from 'node:fs/promises';
import { makeFileError, readTextFile, writeFileAtomic } from '../../host/index.ts';
import type { ScorePart } from '../../model/index.ts';

/** Bytes of a part that are in its file, with their CRC-32. */
export interface RecordedRange {
  readonly start: number;
  /** Exclusive. */
  readonly end: number;
  readonly crc: number;
}

const LINE = /^(\d{1,15}) (\d{1,15}) ([0-9a-f]{8})$/;

/**
 * What is complete of a part that is being downloaded: a text file beside it, one line for the part, then one for each complete
 * range, added after the bytes of that range were written. Nothing is synced: each range carries a checksum and is trusted only
 * where the bytes on disk have it, so that neither a kill nor a lost page of the disk's cache can pass for data.
 */
export class RangeRecord {
  readonly #handle: FileHandle;
  readonly #path: string;

  private constructor(handle: FileHandle, path: string) {
    this.#handle = handle;
    this.#path = path;
  }

  /** Writes a record with what is known, without what a kill has cut, and opens it to be added to. */
  static async open(path: string, part: ScorePart, known: readonly RecordedRange[]): Promise<RangeRecord> {
    try {
      await writeFileAtomic(path, [makeTitle(part), ...known.map(makeLine), ''].join('\n'));
      return new RangeRecord(await open(path, 'a'), path);
    } catch (error) {
      throw makeFileError(error, 'open', path);
    }
  }

  /** Notes a complete range; one write, so that lines of several ranges do not mix. */
  async add(range: RecordedRange): Promise<void> {
    const line = Buffer.from(`${makeLine(range)}\n`);
    await this.#handle.write(line, 0, line.byteLength, null).catch((error: unknown) => {
      throw makeFileError(error, 'write', this.#path);
    });
  }

  async close(): Promise<void> {
    await this.#handle.close();
  }
}

/** The ranges of a record, ascending; undefined where there is no record, it is of another file, or it is damaged. */
export async function readRanges(
  path: string,
  part: ScorePart,
): Promise<readonly RecordedRange[] | undefined> {
  const text = await readTextFile(path);
  if (text === undefined) return undefined;
  // The last line may have been cut by a kill.
  const [title, ...lines] = text.split('\n').slice(0, -1);
  if (title !== makeTitle(part)) return undefined;
  // A range whose bytes did not have its checksum was fetched again, and stands there twice.
  const byPlace = new Map(lines.map((line) => [line.slice(0, line.lastIndexOf(' ')), readLine(line)]));
  const ranges = [...byPlace.values()].sort((a, b) => a.start - b.start);
  const isSound = ranges.every(
    ({ start, end }, index) => start < end && end <= part.bytes && start >= (ranges[index - 1]?.end ?? 0),
  );
  return isSound ? ranges : undefined;
}

function readLine(line: string): RecordedRange {
  const [, start, end, crc = ''] = LINE.exec(line) ?? [];
  return { start: Number(start), end: Number(end), crc: Number.parseInt(crc, 16) };
}

function makeLine({ start, end, crc }: RecordedRange): string {
  return `${start} ${end} ${crc.toString(16).padStart(8, '0')}`;
}

function makeTitle({ fileId, name, bytes }: ScorePart): string {
  return `ranges 1 ${JSON.stringify([fileId, name, bytes])}`;
}
