import type { Context } from '../context.ts';
import { StoredBytes } from '../http/stored-bytes.ts';
import { getHexDigest } from '../seeded-random.ts';
import { makeDailyRows } from '../world/daily-rows.ts';
import type { WorldBatch } from '../world/types.ts';
import { writeParquet } from '../world/write-parquet.ts';

/** One Parquet file of a batch. */
export interface BatchPart {
  readonly name: string;
  readonly length: number;
  readonly records: number;
  /** Bytes made on demand; absent when they lie in the world's directory. */
  readonly bytes?: Uint8Array;
}

/** The parts of a batch: stored ones, or those of a daily feed, which are made when asked for. */
export function listParts(context: Context, batch: WorldBatch): readonly BatchPart[] {
  if (batch.files.length > 0 || batch.status !== 'success') return batch.files;
  const { world } = context;
  const dataset = world.datasets.find((candidate) => candidate.id === batch.datasetId);
  const schema = world.schemas.find((candidate) => candidate.id === dataset?.schemaId);
  if (!dataset || !schema) return [];
  const bytes = writeParquet(schema.properties, makeDailyRows(world.seed, { dataset, schema, batch }));
  return [{ name: makePartName(batch.id, 0), length: bytes.length, records: batch.records, bytes }];
}

/** The bytes of a part as they are sent: a stored part stays on disk until then, and has the length that it has there. */
export function getPartBody(
  { store }: Context,
  batch: WorldBatch,
  { name, bytes }: BatchPart,
): Uint8Array | StoredBytes {
  return bytes ?? new StoredBytes(store.getPartPath(batch.id, name), 0, store.getPartLength(batch.id, name));
}

/** The bytes of a part. */
export function readPartBytes(context: Context, batch: WorldBatch, part: BatchPart): Uint8Array {
  return part.bytes ?? context.store.readPart(batch.id, part.name);
}

/** A file name in Spark's form (facts §1.5). */
export function makePartName(batchId: string, index: number): string {
  const task = getHexDigest(`${batchId}/task`, 18).replaceAll(/[a-f]/g, '7');
  return `part-${String(index).padStart(5, '0')}-tid-${task}-c000.snappy.parquet`;
}
