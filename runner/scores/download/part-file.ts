import { type FileHandle, open, rename, rm } from 'node:fs/promises';
import { makeFileError } from '../../host/index.ts';
import { InternalError, RunnerError, type ScorePart, type ScoreSource } from '../../model/index.ts';
import type { ByteBudget } from './byte-budget.ts';
import type { ExportedFile } from './export-manifest.ts';
import type { NamedPart } from './part-names.ts';
import { getPartPaths, type PartPaths, type PartProgress } from './part-progress.ts';
import type { Task } from './range-pool.ts';
import { type Boot, RangeRecord, type RecordedRange } from './range-record.ts';
import { RangeWriter } from './range-writer.ts';
import { readCrc } from './read-crc.ts';
import type { TransferMeter } from './transfer-meter.ts';
import { countParquetRows } from './verify-parquet.ts';

/** What parts are fetched with. */
export interface PartTools {
  readonly source: ScoreSource;
  readonly budget: ByteBudget;
  readonly meter: TransferMeter;
  readonly rangeBytes: number;
  readonly boot: Boot;
  readonly signal: AbortSignal | undefined;
  /** Aborted once anything failed: what is in flight goes on, nothing new is begun. */
  readonly halt: AbortSignal;
  /** Told of a part that cannot be finished. */
  readonly onFailure: (error: unknown) => void;
}

/** A part that is to be on disk, and what is there of it. */
export interface PartRequest {
  readonly part: NamedPart;
  readonly progress: PartProgress;
  /** Where its batch is gathered. */
  readonly folder: string;
  readonly tools: PartTools;
}

interface OpenFiles {
  readonly handle: FileHandle;
  readonly record: RangeRecord;
}

/**
 * One part on its way to the disk: written at the places of its ranges, verified, then renamed. Its files are opened with its first
 * range, so that a batch of thousands of parts has few open.
 */
export class PartFile {
  readonly #part: NamedPart;
  readonly #tools: PartTools;
  readonly #progress: PartProgress;
  readonly #paths: PartPaths;
  readonly #known: readonly RecordedRange[];
  #opening: Promise<OpenFiles> | undefined;
  #tasksLeft: number;
  #finishing: Promise<void> | undefined;
  #result: ExportedFile | undefined;

  constructor({ part, progress, folder, tools }: PartRequest) {
    this.#part = part;
    this.#tools = tools;
    this.#progress = progress;
    this.#paths = getPartPaths(folder, part);
    this.#known = progress.kind === 'begun' ? progress.ranges : [];
    this.#tasksLeft = this.#countTasks();
  }

  /** The file as it is listed, once all tasks are done: waits for the disk. */
  async getResult(): Promise<ExportedFile> {
    await this.#finishing;
    if (this.#result === undefined)
      throw new InternalError({ message: `${this.#part.file} is not finished` });
    return this.#result;
  }

  /** One task for each range. The last one to end has the part finished, without waiting: meanwhile the network may go on. */
  *makeTasks(): Generator<Task> {
    if (this.#progress.kind === 'whole' || this.#part.bytes === 0) {
      yield async () => await this.#keep();
      return;
    }
    let place = 0;
    for (const known of this.#known) {
      yield* this.#makeGap(place, known.start);
      yield this.#counted(async (files) => await this.#keepOrFetch(files, known));
      place = known.end;
    }
    yield* this.#makeGap(place, this.#part.bytes);
  }

  /** Closes what is open; what is complete stays for the next try. */
  async close(): Promise<void> {
    await this.#finishing?.catch(() => {});
    await this.#closeFiles();
  }

  async #closeFiles(): Promise<void> {
    const files = await this.#opening?.catch(() => undefined);
    this.#opening = undefined;
    await files?.record.close();
    await files?.handle.close();
  }

  *#makeGap(from: number, to: number): Generator<Task> {
    const { rangeBytes } = this.#tools;
    for (let start = from; start < to; start += rangeBytes) {
      const end = Math.min(to, start + rangeBytes);
      yield this.#counted(async (files) => await this.#fetch(files, start, end));
    }
  }

  #countTasks(): number {
    const starts = [...this.#known.map(({ start }) => start), this.#part.bytes];
    const ends = [0, ...this.#known.map(({ end }) => end)];
    const gaps = starts.map((start, index) => start - (ends[index] ?? 0));
    return gaps.reduce((sum, gap) => sum + Math.ceil(gap / this.#tools.rangeBytes), this.#known.length);
  }

  #counted(work: (files: OpenFiles) => Promise<void>): Task {
    return async () => {
      this.#assertGoingOn();
      this.#opening ??= this.#open();
      await work(await this.#opening);
      this.#tasksLeft -= 1;
      if (this.#tasksLeft > 0) return;
      this.#finishing = this.#finish();
      this.#finishing.catch(this.#tools.onFailure);
    };
  }

  /** What an earlier try has left is used where it can be, and removed where not. */
  async #open(): Promise<OpenFiles> {
    const { whole, coming, record } = this.#paths;
    const { boot } = this.#tools;
    const isBegun = this.#progress.kind === 'begun';
    for (const path of isBegun ? [whole] : [whole, record, coming])
      await rm(path, { recursive: true, force: true });
    const handle = await open(coming, isBegun ? 'r+' : 'wx+').catch((error: unknown) => {
      throw makeFileError(error, 'create', coming);
    });
    try {
      return { handle, record: await RangeRecord.open(record, this.#part, { boot, known: this.#known }) };
    } catch (error) {
      await handle.close();
      throw error;
    }
  }

  async #keepOrFetch(files: OpenFiles, { start, end, crc }: RecordedRange): Promise<void> {
    const isSound =
      crc === undefined || (await readCrc(files.handle, this.#paths.coming, { start, end })) === crc;
    if (isSound) this.#tools.meter.skip(end - start);
    else await this.#fetch(files, start, end);
  }

  async #fetch({ handle, record }: OpenFiles, start: number, end: number): Promise<void> {
    const { source, budget, meter, boot, signal } = this.#tools;
    const part = this.#part;
    const onBytes = (bytes: number): void => meter.add(bytes);
    const path = this.#paths.coming;
    const isChecked = boot === undefined;
    const writer = new RangeWriter({ handle, path, start, end, isChecked, budget, signal, onBytes });
    while (writer.position < end) {
      const from = writer.position;
      const range = { part, start: from, end, signal };
      const { totalBytes } = await source.readRange(range, writer);
      if (totalBytes !== undefined && totalBytes !== part.bytes) throw reportSize(part, totalBytes);
      // A source may answer with less than was asked for (facts §1.5), but not with nothing.
      if (writer.position === from) throw reportSize(part, from);
    }
    record.add(isChecked ? { start, end, crc: writer.crc } : { start, end });
  }

  /** Verifies the part and gives it its name. */
  async #finish(): Promise<void> {
    const { whole, coming, record } = this.#paths;
    const files = await this.#opening;
    await files?.handle.datasync().catch((error: unknown) => {
      throw makeFileError(error, 'write', coming);
    });
    await this.#closeFiles();
    this.#result = await this.#verify(coming);
    await rename(coming, whole).catch((error: unknown) => {
      throw makeFileError(error, 'rename', coming);
    });
    await rm(record, { force: true });
  }

  /** A part that an earlier try has left whole. */
  async #keep(): Promise<void> {
    this.#assertGoingOn();
    this.#result = await this.#verify(this.#paths.whole);
    this.#tools.meter.skip(this.#part.bytes);
  }

  #assertGoingOn(): void {
    this.#tools.signal?.throwIfAborted();
    this.#tools.halt.throwIfAborted();
  }

  /** Counts the rows by the footer; a damaged part is removed. */
  async #verify(path: string): Promise<ExportedFile> {
    const { file, bytes } = this.#part;
    try {
      return { name: file, bytes, rows: await countParquetRows(path, bytes) };
    } catch (error) {
      for (const damaged of [path, this.#paths.record]) await rm(damaged, { force: true });
      throw error;
    }
  }
}

function reportSize({ name, bytes }: ScorePart, received: number): RunnerError {
  return new RunnerError({
    code: 'score-file-size',
    message: `The score file ${JSON.stringify(name)} should have ${bytes} bytes, but its source sent ${received}`,
    hint: 'Run the same command again: what is complete is kept. If it happens again, the batch may be damaged where it comes from.',
  });
}
