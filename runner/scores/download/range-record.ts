import { writeSync } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { makeFileError, readTextFile, writeFileAtomic } from '../../host/index.ts';
import type { ScorePart } from '../../model/index.ts';

/** Bytes of a part that are in its file. */
export interface RecordedRange {
  readonly start: number;
  /** Exclusive. */
  readonly end: number;
  /** CRC-32; absent where it is not needed. */
  readonly crc?: number;
}

/** Another one after each start of the machine; undefined where the system does not tell. */
export type Boot = string | undefined;

const LINE = /^(\d{1,15}) (\d{1,15})(?: ([0-9a-f]{8}))?$/;

/**
 * What is complete of a part that is being downloaded: a text file beside it, one line for the part, then one for each complete
 * range, added after the bytes of that range were written. Nothing is synced, and what a process wrote before it was killed is lost only
 * with the machine. So where the system tells one start of the machine from the next, the first line holds it, and a record from before
 * counts for nothing. Elsewhere each range carries a checksum, and is trusted only where the bytes on disk have it. A checksum of all
 * that is downloaded costs about a fifth of the whole work.
 */
export class RangeRecord {
  readonly #handle: FileHandle;
  readonly #path: string;

  private constructor(handle: FileHandle, path: string) {
    this.#handle = handle;
    this.#path = path;
  }

  /** Writes a record with what is known, without what a kill has cut, and opens it to be added to. */
  static async open(
    path: string,
    part: ScorePart,
    { boot, known }: { readonly boot: Boot; readonly known: readonly RecordedRange[] },
  ): Promise<RangeRecord> {
    try {
      await writeFileAtomic(path, [makeTitle(part, boot), ...known.map(makeLine), ''].join('\n'));
      return new RangeRecord(await open(path, 'a'), path);
    } catch (error) {
      throw makeFileError(error, 'open', path);
    }
  }

  /** Notes a complete range; one write, so that lines of several ranges do not mix. */
  add(range: RecordedRange): void {
    try {
      writeSync(this.#handle.fd, `${makeLine(range)}\n`);
    } catch (error) {
      throw makeFileError(error, 'write', this.#path);
    }
  }

  async close(): Promise<void> {
    await this.#handle.close();
  }
}

/** The ranges of a record, ascending; undefined where there is no record, it is of another file or from before the machine was started, or it is damaged. */
export async function readRanges(
  path: string,
  part: ScorePart,
  boot: Boot,
): Promise<readonly RecordedRange[] | undefined> {
  const text = await readTextFile(path);
  if (text === undefined) return undefined;
  // The last line may have been cut by a kill.
  const [title, ...lines] = text.split('\n').slice(0, -1);
  if (title !== makeTitle(part, boot)) return undefined;
  // A range whose bytes did not have its checksum was fetched again, and stands there twice.
  const byPlace = new Map(
    lines.map((line) => {
      const range = readLine(line);
      return [`${range.start} ${range.end}`, range];
    }),
  );
  const ranges = [...byPlace.values()].sort((a, b) => a.start - b.start);
  const isSound = ranges.every(
    ({ start, end, crc }, index) =>
      (crc === undefined) === (boot !== undefined) &&
      start < end &&
      end <= part.bytes &&
      start >= (ranges[index - 1]?.end ?? 0),
  );
  return isSound ? ranges : undefined;
}

function readLine(line: string): RecordedRange {
  const [, start, end, crc] = LINE.exec(line) ?? [];
  const place = { start: Number(start), end: Number(end) };
  return crc === undefined ? place : { ...place, crc: Number.parseInt(crc, 16) };
}

function makeLine({ start, end, crc }: RecordedRange): string {
  const place = `${start} ${end}`;
  return crc === undefined ? place : `${place} ${crc.toString(16).padStart(8, '0')}`;
}

function makeTitle({ fileId, name, bytes }: ScorePart, boot: Boot): string {
  const of = [fileId, name, bytes];
  return boot === undefined ? `ranges 1 ${JSON.stringify(of)}` : `ranges 2 ${JSON.stringify([...of, boot])}`;
}
