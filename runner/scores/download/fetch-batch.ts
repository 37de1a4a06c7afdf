import { readdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { ensureDirectory, makeFileError, syncDirectory } from '../../host/index.ts';
import type { ScoreBatch } from '../../model/index.ts';
import type { ExportedBatch, ExportedFile } from './export-manifest.ts';
import { batchFolder, hasFolder, moveFolder, partialFolder } from './folders.ts';
import { PartFile, type PartTools } from './part-file.ts';
import type { MissingBatch } from './plan-pull.ts';
import type { RangePool, Task } from './range-pool.ts';
import { reportDamage } from './verify-parquet.ts';

/** How a batch is fetched. */
export interface BatchTools extends Omit<PartTools, 'onFailure'> {
  readonly pool: RangePool;
}

/** What came of a batch. */
export type FetchedBatch = Pick<ExportedBatch, 'datasetId' | 'id' | 'rows' | 'files' | 'completedAt'>;

/**
 * Fetches one batch: gathered in a folder of its own, verified, then renamed, so that it is there whole or not at all. What an
 * earlier try has left complete is kept.
 */
export async function fetchBatch(
  { folder, datasetId, batch, parts }: MissingBatch,
  tools: BatchTools,
): Promise<FetchedBatch> {
  const names = { datasetId, id: batch.id };
  const partial = partialFolder(folder, names);
  const final = batchFolder(folder, names);
  await ensureDirectory(dirname(final));
  await reopenBatch(final, partial);
  await ensureDirectory(partial);
  const files = await fetchParts(parts, partial, tools);
  const rows = files.reduce((sum, file) => sum + file.rows, 0);
  if (batch.rows !== undefined && batch.rows !== rows) await refuseRows(partial, batch, rows);
  await removeOthers(partial, new Set(files.map(({ name }) => name)));
  await finish(partial, final);
  return { ...names, completedAt: batch.completedAt, rows, files };
}

async function fetchParts(
  parts: MissingBatch['parts'],
  folder: string,
  tools: BatchTools,
): Promise<readonly ExportedFile[]> {
  const stop = new AbortController();
  const halt = AbortSignal.any([tools.halt, stop.signal]);
  const partTools = { ...tools, halt, onFailure: (error: unknown): void => stop.abort(error) };
  const coming = parts.map((part) => new PartFile({ ...part, folder, tools: partTools }));
  try {
    await tools.pool.run(makeTasks(coming));
    return await Promise.all(coming.map(async (part) => await part.getResult()));
  } finally {
    for (const part of coming) await part.close();
  }
}

function* makeTasks(parts: readonly PartFile[]): Generator<Task> {
  for (const part of parts) yield* part.makeTasks();
}

/** A batch that is there but not listed, or not as listed, is checked like one that is being gathered. */
async function reopenBatch(final: string, partial: string): Promise<void> {
  if (!(await hasFolder(final))) return;
  await rm(partial, { recursive: true, force: true });
  await moveFolder(final, partial);
}

async function refuseRows(partial: string, batch: ScoreBatch, rows: number): Promise<never> {
  await rm(partial, { recursive: true, force: true });
  throw reportDamage(
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
