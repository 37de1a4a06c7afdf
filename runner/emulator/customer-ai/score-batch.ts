import type { Context } from '../context.ts';
import { createBatchId } from '../world/create-id.ts';
import { getBatches } from '../world/daily-batches.ts';
import type { ScoreFlaw, WorldBatch, WorldDataset } from '../world/types.ts';
import { dateBatch } from './score-flaws.ts';

/** The Catalog record of a batch of scores, still without files, and when its scores say that they were made (Unix ms). */
export function makeScoreBatch(
  context: Context,
  source: { dataset: WorldDataset; flaws: readonly ScoreFlaw[]; records: number },
  at: number,
): { batch: WorldBatch; scoredAt: number } {
  const { dataset, flaws, records } = source;
  const previousAt = getBatches(context.world, dataset, at).at(-1)?.createdAt;
  const { batchAt, scoredAt } = dateBatch(at, { flaws, previousAt });
  const batch: WorldBatch = {
    id: createBatchId(context.world, batchAt),
    datasetId: dataset.id,
    status: 'success',
    createdAt: batchAt,
    completedAt: batchAt,
    records,
    createdClient: 'acp_foundation_push',
    replaces: [],
    files: [],
  };
  return { batch, scoredAt };
}
