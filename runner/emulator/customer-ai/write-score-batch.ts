import type { Context } from '../context.ts';
import { makePartName } from '../platform/batch-parts.ts';
import { getHash32 } from '../seeded-random.ts';
import type { ScoreFlaw, WorldBatch, WorldDataset, WorldInstance } from '../world/types.ts';
import { writeParquet } from '../world/write-parquet.ts';
import { makeScoreBatch } from './score-batch.ts';
import type { CustomerScore } from './score-customers.ts';
import type { ScoreFormat } from './score-datasets.ts';
import { applyScoreFlaws, countWrittenRows } from './score-flaws.ts';
import { makeScoreRow, makeScoreRowText } from './score-rows.ts';
import { buildScoreProperties } from './score-schema.ts';

const PARTS = 4;

/** Writes scores as a batch of several Parquet parts: one run's, or a small load. */
export function writeScoreBatch(
  context: Context,
  source: {
    readonly instance: WorldInstance;
    readonly dataset: WorldDataset;
    readonly format: ScoreFormat;
    readonly scores: readonly CustomerScore[];
    readonly flaws?: readonly ScoreFlaw[];
    readonly parts?: number;
    /** Decides which rows the flaws strike. @default by the time */
    readonly flawSeed?: number;
  },
  at: number,
): WorldBatch {
  const { instance, dataset, format, flaws = [], parts = PARTS } = source;
  const { world, store } = context;
  const seed = source.flawSeed ?? getHash32(`${world.seed}/${instance.id}/${at}/flaws`);
  const scores = applyScoreFlaws(source.scores, { flaws, seed });
  const { batch, scoredAt } = makeScoreBatch(context, { dataset, flaws, records: scores.length }, at);
  const text = makeScoreRowText(context, { instance, format, scoredAt });
  const properties = buildScoreProperties(world.tenant, instance, format);
  const size = Math.ceil(scores.length / parts);
  const count = Math.ceil(scores.length / size);
  const files = Array.from({ length: count }, (_, index) => {
    const claimed = scores.slice(index * size, (index + 1) * size);
    const isLast = index === count - 1;
    const written = claimed.slice(0, countWrittenRows(claimed.length, { isLast, flaws }));
    const rows = written.map((score, place) =>
      makeScoreRow(text, { score, row: index * size + place, flawed: { flaws, seed } }),
    );
    const bytes = writeParquet(properties, rows);
    const file = { name: makePartName(batch.id, index), length: bytes.length, records: claimed.length };
    const isCut = isLast && flaws.includes('truncated');
    store.writePart(batch.id, file, isCut ? bytes.subarray(0, Math.floor(bytes.length / 2)) : bytes);
    return file;
  });
  const done: WorldBatch = { ...batch, files };
  world.batches.push(done);
  dataset.updatedAt = at;
  return done;
}
