import { joinSafely } from '../../host/index.ts';
import { type ExportedBatch, readExportRecord } from '../download/export-manifest.ts';
import { batchFolder, resolveDestination } from '../download/folders.ts';
import { openDuckDb } from '../engines/duckdb-engine.ts';
import { getSpillFolder } from '../engines/spill-folder.ts';
import type { ExportOrder } from '../export-orders.ts';
import { readParquet } from '../sql/parquet-files.ts';
import type { ScoreBatches, ScoreSubject } from './score-batches.ts';

/** The batches that an export has downloaded, read by DuckDB; or why there are none. The folder is all that the engine may read. */
export async function openExportedBatches(
  root: string,
  order: ExportOrder,
  { prefix, namespace }: ScoreSubject,
): Promise<ScoreBatches | { readonly unread: string }> {
  const folder = resolveDestination(root, order.destination);
  const record = await readExportRecord(folder);
  if (record === undefined || 'movedTo' in record || record.address !== order.address) {
    return {
      unread: `${folder} holds no scores of ${order.address} yet; download them first: cai scores pull`,
    };
  }
  const batches = record.batches.filter(({ datasetId }) => datasetId === order.datasetId);
  const byId = new Map(batches.map((batch) => [batch.id, batch]));
  const engine = await openDuckDb({ folder, spillFolder: getSpillFolder(folder) });
  return {
    engineName: 'duckdb',
    engine,
    parser: engine,
    folder,
    list: async () =>
      await Promise.resolve(
        batches.map(({ datasetId, id, completedAt }) => ({ datasetId, batchId: id, completedAt })),
      ),
    table: ({ batchId }) => {
      const batch = byId.get(batchId);
      if (batch === undefined || batch.files.length === 0) return undefined;
      const relation = readParquet(listFiles(folder, batch));
      return { dialect: 'duckdb', relation, prefix: prefix.split('.'), namespace };
    },
    close: async () => await engine.close(),
  };
}

function listFiles(folder: string, batch: ExportedBatch): readonly string[] {
  return batch.files.map(({ name }) => joinSafely(batchFolder(folder, batch), name));
}
