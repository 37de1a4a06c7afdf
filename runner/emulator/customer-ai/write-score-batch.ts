import type { Context } from '../context.ts';
import { makePartName } from '../platform/batch-parts.ts';
import type { JsonObject } from '../respell/respell-object.ts';
import { getHexDigest } from '../seeded-random.ts';
import { createBatchId } from '../world/create-id.ts';
import { getEcid, makeIdentityMap } from '../world/daily-rows.ts';
import type { WorldBatch, WorldDataset, WorldInstance } from '../world/types.ts';
import { writeParquet } from '../world/write-parquet.ts';
import type { CustomerScore } from './score-customers.ts';
import type { ScoreFormat } from './score-datasets.ts';
import { buildScoreProperties } from './score-schema.ts';

const PARTS = 4;

/** Writes one run's scores as a batch of several Parquet parts. */
export function writeScoreBatch(
  context: Context,
  source: {
    instance: WorldInstance;
    dataset: WorldDataset;
    format: ScoreFormat;
    scores: readonly CustomerScore[];
  },
  at: number,
): WorldBatch {
  const { instance, dataset, format, scores } = source;
  const { world, store } = context;
  const properties = buildScoreProperties(world.tenant, instance, format);
  const id = createBatchId(world, at);
  const rows = scores.map((score) => makeRow(context, { instance, format, score, at }));
  const size = Math.ceil(rows.length / PARTS);
  const files = Array.from({ length: Math.ceil(rows.length / size) }, (_, index) => {
    const part = rows.slice(index * size, (index + 1) * size);
    const bytes = writeParquet(properties, part);
    const file = { name: makePartName(id, index), length: bytes.length, records: part.length };
    store.writePart(id, file, bytes);
    return file;
  });
  const batch: WorldBatch = {
    id,
    datasetId: dataset.id,
    status: 'success',
    createdAt: at,
    completedAt: at,
    records: rows.length,
    createdClient: 'acp_foundation_push',
    replaces: [],
    files,
  };
  world.batches.push(batch);
  dataset.updatedAt = at;
  return batch;
}

function makeRow(
  context: Context,
  {
    instance,
    format,
    score,
    at,
  }: { instance: WorldInstance; format: ScoreFormat; score: CustomerScore; at: number },
): JsonObject {
  const { world } = context;
  const day = new Date(at).toISOString().slice(0, 10);
  const midnight = new Date(`${day}T00:00:00Z`);
  const { customer, ...numbers } = score;
  const namespace = instance.settings.datasets[0]?.identityNamespace ?? 'ECID';
  const values = {
    ...numbers,
    modelType: instance.settings.propensityType,
    scoreDate: context.respelling.choose('scores.date', [`${day} 00:00:00`, day, midnight.toISOString()]),
  };
  return {
    _id: getHexDigest(`${world.seed}/${instance.id}/${customer}/${format === 'event' ? day : ''}`, 32),
    ...(format === 'event' ? { timestamp: midnight, eventType: 'customerAI.score' } : {}),
    [`_${world.tenant}`]: { CustomerAI: { [instance.instanceKey]: values } },
    identityMap: makeIdentityMap(namespace, getEcid(world.seed, customer)),
  };
}
