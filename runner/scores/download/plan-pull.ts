import type { ScoreBatch, ScoreSource } from '../../model/index.ts';
import type { ExportOrder } from '../export-orders.ts';
import type { ExportManifest } from './export-manifest.ts';
import { batchFolder, hasFolder, partialFolder, resolveDestination, sizeOf } from './folders.ts';
import { choosePartNames, type NamedPart } from './part-names.ts';
import { countBytes, type PartProgress, readProgress } from './part-progress.ts';
import type { Boot } from './range-record.ts';

/** One batch that is to be fetched, and what an earlier try has left of it. */
export interface MissingBatch {
  /** Folder of the export. */
  readonly folder: string;
  readonly datasetId: string;
  readonly batch: ScoreBatch;
  readonly parts: readonly { readonly part: NamedPart; readonly progress: PartProgress }[];
}

/** What an export lacks. */
export interface PlannedExport {
  readonly missing: readonly MissingBatch[];
  /** The newest batches, as the source lists them. */
  readonly listed: readonly ScoreBatch[];
  /** Batches that newer ones replace. */
  readonly replaced: ReadonlySet<string>;
}

/** Finds the batches of an export that are not on disk as its manifest says. Reads only. */
export async function planPull(request: {
  readonly source: ScoreSource;
  readonly order: ExportOrder;
  readonly manifest: ExportManifest;
  readonly folder: string;
  readonly boot: Boot;
  readonly signal: AbortSignal | undefined;
}): Promise<PlannedExport> {
  const { source, order, manifest, folder, boot, signal } = request;
  const { datasetId } = order;
  const batches = await source.listBatches(datasetId, order.keepBatches, signal);
  const missing: MissingBatch[] = [];
  for (const batch of batches) {
    if (await isWhole(folder, manifest, { datasetId, id: batch.id })) continue;
    const listed = await source.listParts({ datasetId, batchId: batch.id }, signal);
    const at = await findGathered(folder, { datasetId, id: batch.id });
    const parts = await Promise.all(
      choosePartNames(listed, batch).map(async (part) => ({
        part,
        progress: await readProgress(at, part, boot),
      })),
    );
    missing.push({ folder, datasetId, batch, parts });
  }
  return { missing, listed: batches, replaced: new Set(batches.flatMap(({ replaces }) => replaces ?? [])) };
}

/** Bytes of a batch in all, and those that are on disk already. */
export function measureBatch({ parts }: MissingBatch): {
  readonly totalBytes: number;
  readonly doneBytes: number;
} {
  return {
    totalBytes: parts.reduce((sum, { part }) => sum + part.bytes, 0),
    doneBytes: parts.reduce((sum, { part, progress }) => sum + countBytes(progress, part), 0),
  };
}

interface BatchName {
  readonly datasetId: string;
  readonly id: string;
}

/** Where what is there of a batch lies: a batch that is not listed, or not as listed, is gathered again from what it has. */
async function findGathered(folder: string, name: BatchName): Promise<string> {
  const final = batchFolder(folder, name);
  return (await hasFolder(final)) ? final : partialFolder(folder, name);
}

/** Whether a batch is on disk as the manifest says. */
async function isWhole(
  folder: string,
  manifest: ExportManifest,
  { datasetId, id }: BatchName,
): Promise<boolean> {
  const known = manifest.batches.find((one) => one.id === id && one.datasetId === datasetId);
  if (known === undefined) return false;
  const inside = batchFolder(folder, known);
  const sizes = await Promise.all(
    known.files.map(async ({ name }) => await sizeOf(resolveDestination(inside, name))),
  );
  return known.files.every(({ bytes }, index) => sizes[index] === bytes);
}
