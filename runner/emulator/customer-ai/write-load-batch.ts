import { statfsSync } from 'node:fs';
import type { Context } from '../context.ts';
import { makePartName } from '../platform/batch-parts.ts';
import type { ScoreFlaw, WorldBatch, WorldDataset, WorldInstance } from '../world/types.ts';
import { makeLoadPlan } from './load-plan.ts';
import { makeLoadScores } from './load-scores.ts';
import { renderLoadSql } from './load-scores-sql.ts';
import type { LoadPart } from './load-writer.ts';
import { makeScoreBatch } from './score-batch.ts';
import type { ScoreFormat } from './score-datasets.ts';
import { countWrittenRows } from './score-flaws.ts';
import { makeScoreRowText } from './score-rows.ts';
import { writeScoreBatch } from './write-score-batch.ts';

/** Up to this many rows a batch is written at once, by the writer that the runs use. */
export const SMALL_ROWS = 200_000;

/** What a row takes on disk, a little rounded up: ids do not compress. */
const BYTES_PER_ROW = 140;

/** A batch that is to be made: `rows` people from the first on. */
export interface LoadRequest {
  readonly instance: WorldInstance;
  readonly dataset: WorldDataset;
  readonly format: ScoreFormat;
  readonly rows: number;
  readonly parts: number;
  readonly flaws: readonly ScoreFlaw[];
  readonly shift: number | undefined;
}

/** Bytes that are missing on the disk for so many rows; 0 where there is room. */
export function getMissingBytes(context: Context, rows: number): number {
  const { bavail, bsize } = statfsSync(context.store.directory);
  return Math.max(0, rows * BYTES_PER_ROW - bavail * bsize);
}

/**
 * Makes a batch of scores of any size. A small one is there when this returns; a large one is `loading` until DuckDB has
 * written it, then `success` or `failed`.
 */
export function writeLoadBatch(context: Context, request: LoadRequest): WorldBatch {
  const { instance, dataset, format, rows, parts, flaws, shift } = request;
  const at = context.getNow();
  const number = context.world.batches.filter(({ datasetId }) => datasetId === dataset.id).length;
  const plan = makeLoadPlan(context.world, { instance, number, shift });
  if (rows <= SMALL_ROWS) {
    const scores = makeLoadScores(plan, { first: 0, count: rows });
    return writeScoreBatch(
      context,
      { instance, dataset, format, scores, flaws, parts, flawSeed: plan.batchSeed },
      at,
    );
  }
  const { batch, scoredAt } = makeScoreBatch(context, { dataset, flaws, records: rows }, at);
  const text = makeScoreRowText(context, { instance, format, scoredAt });
  const size = Math.ceil(rows / parts);
  const count = Math.ceil(rows / size);
  const asked = Array.from({ length: count }, (_, index): LoadPart => {
    const first = index * size;
    const records = Math.min(size, rows - first);
    const isLast = index === count - 1;
    const written = countWrittenRows(records, { isLast, flaws });
    return {
      sql: renderLoadSql(plan, { first, count: written, flaws, text }),
      name: makePartName(batch.id, index),
      records,
      isCut: isLast && flaws.includes('truncated'),
    };
  });
  const loading: WorldBatch = { ...batch, status: 'loading' };
  context.world.batches.push(loading);
  context.loads.start({ folder: context.store.getFolder(batch.id), parts: asked }, (result) => {
    const ended: WorldBatch =
      'files' in result
        ? { ...batch, files: result.files }
        : { ...batch, status: 'failed', error: result.reason };
    replaceBatch(context, ended);
    dataset.updatedAt = at;
    context.store.save();
  });
  return loading;
}

/** Batches that were being written when the emulator ended will never be there. */
export function failLoadingBatches(context: Context): void {
  for (const batch of context.world.batches.filter(({ status }) => status === 'loading')) {
    context.store.deleteParts(batch.id);
    replaceBatch(context, { ...batch, status: 'failed', error: 'the emulator ended while it was written' });
    context.store.save();
  }
}

function replaceBatch({ world }: Context, batch: WorldBatch): void {
  world.batches = world.batches.map((candidate) => (candidate.id === batch.id ? batch : candidate));
}
