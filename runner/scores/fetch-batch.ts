import { readdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { ensureDirectory, joinSafely, makeFileError, syncDirectory } from '../host/index.ts';
import { RunnerError, type ScoreBatch, type ScorePart, type ScoreSource } from '../model/index.ts';
import type { ExportedBatch, ExportedFile } from './export-manifest.ts';
import { batchFolder, hasFolder, moveFolder, partialFolder, sizeOf } from './folders.ts';
import { countParquetRows, reportDamage } from './verify-parquet.ts';

const PARALLEL = 4;

/** One batch to fetch. */
export interface BatchRequest {
  readonly source: ScoreSource;
  /** Folder of the export. */
  readonly folder: string;
  readonly datasetId: string;
  readonly batch: ScoreBatch;
  readonly signal: AbortSignal | undefined;
  /** Told once, before the first byte. */
  readonly onFiles: (files: number) => void;
}

/**
 * Fetches one batch: gathered in a folder of its own, verified, then renamed, so that it is there whole or not at all. Parts
 * that an earlier try has left complete are kept.
 */
export async function fetchBatch(request: BatchRequest): Promise<ExportedBatch> {
  const { source, folder, datasetId, batch, signal } = request;
  const names = { datasetId, id: batch.id };
  const partial = partialFolder(folder, names);
  const final = batchFolder(folder, names);
  const parts = choosePartNames(await source.listParts(batch.id, signal), batch);
  request.onFiles(parts.length);
  await ensureDirectory(dirname(final));
  await reopenBatch(final, partial);
  await ensureDirectory(partial);
  const files = await runPool(parts, async (part) => await fetchPart(request, partial, part));
  const rows = files.reduce((sum, file) => sum + file.rows, 0);
  if (batch.rows !== undefined && batch.rows !== rows) throw await refuseRows(partial, batch, rows);
  await removeOthers(partial, new Set(files.map(({ name }) => name)));
  await finish(partial, final);
  return { ...names, completedAt: batch.completedAt, rows, files };
}

/** A batch that is there but not listed, or not as listed, is checked like one that is being gathered. */
async function reopenBatch(final: string, partial: string): Promise<void> {
  if (!(await hasFolder(final))) return;
  await rm(partial, { recursive: true, force: true });
  await moveFolder(final, partial);
}

type NamedPart = ScorePart & { readonly file: string };

/** File names of the parts: safe ones only, and no two alike, also where the file system ignores case. */
function choosePartNames(parts: readonly ScorePart[], batch: ScoreBatch): readonly NamedPart[] {
  const wanted = parts.filter(({ name }) => /\.parquet$/i.test(name));
  if (wanted.length === 0 && (parts.length > 0 || (batch.rows ?? 0) > 0)) {
    throw new RunnerError({
      code: 'score-batch-empty',
      message: `Batch ${batch.id} has no Parquet file, although it should hold scores`,
      hint: 'Look at the batch in Experience Platform › Datasets.',
    });
  }
  const seen = new Set<string>();
  return wanted.map((part) => {
    const name = seen.has(part.name.toLowerCase()) ? `${part.fileId}-${part.name}` : part.name;
    seen.add(part.name.toLowerCase());
    return { ...part, file: name };
  });
}

async function fetchPart(
  { source, signal }: BatchRequest,
  partial: string,
  part: NamedPart,
): Promise<ExportedFile> {
  signal?.throwIfAborted();
  const path = joinSafely(partial, part.file);
  if ((await sizeOf(path)) !== part.bytes) {
    const coming = `${path}.downloading`;
    await Promise.all([rm(coming, { force: true }), rm(path, { force: true })]);
    await source.download(part, coming, signal);
    await rename(coming, path).catch((error: unknown) => {
      throw makeFileError(error, 'rename', coming);
    });
  }
  try {
    return { name: part.file, bytes: part.bytes, rows: await countParquetRows(path, part.bytes) };
  } catch (error) {
    await rm(path, { force: true });
    throw error;
  }
}

async function refuseRows(partial: string, batch: ScoreBatch, rows: number): Promise<RunnerError> {
  await rm(partial, { recursive: true, force: true });
  return reportDamage(
    `of batch ${batch.id}`,
    `its files hold ${rows} rows, the batch record says ${batch.rows}`,
  );
}

async function removeOthers(partial: string, kept: ReadonlySet<string>): Promise<void> {
  const names = await readdir(partial);
  await Promise.all(
    names
      .filter((name) => !kept.has(name))
      .map(async (name) => await rm(join(partial, name), { recursive: true, force: true })),
  );
}

async function finish(partial: string, final: string): Promise<void> {
  await syncDirectory(partial);
  await rename(partial, final).catch((error: unknown) => {
    throw makeFileError(error, 'rename', partial);
  });
  await syncDirectory(dirname(final));
}

/** Does all of it, a few at a time, in order; after a failure nothing new is begun, and what is in flight is awaited. */
async function runPool<Item, Result>(
  items: readonly Item[],
  work: (item: Item) => Promise<Result>,
): Promise<readonly Result[]> {
  const results: Result[] = [];
  const failures: unknown[] = [];
  let next = 0;
  const worker = async (): Promise<void> => {
    while (next < items.length && failures.length === 0) {
      const index = next;
      next += 1;
      try {
        results[index] = await work(items[index] as Item);
      } catch (error) {
        failures.push(error);
      }
    }
  };
  await Promise.all(Array.from({ length: PARALLEL }, worker));
  if (failures.length > 0) throw failures[0];
  return results;
}
