import { getHash32, getHexDigest } from '../seeded-random.ts';
import { formatUlid } from './create-id.ts';
import type { World, WorldBatch, WorldDataset } from './types.ts';

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;

/** The batches of a dataset that exist at a moment, oldest first: the stored ones and its feed's daily ones. */
export function getBatches(world: World, dataset: WorldDataset, now: number): WorldBatch[] {
  const stored = world.batches.filter((batch) => batch.datasetId === dataset.id);
  return [...getDailyBatches(world, dataset, now), ...stored].sort(
    (first, second) => first.createdAt - second.createdAt,
  );
}

/** One batch by id, wherever it comes from. */
export function getBatch(world: World, batchId: string, now: number): WorldBatch | undefined {
  const stored = world.batches.find((batch) => batch.id === batchId);
  if (stored) return stored;
  for (const dataset of world.datasets) {
    const daily = getDailyBatches(world, dataset, now).find((batch) => batch.id === batchId);
    if (daily) return daily;
  }
  return undefined;
}

/** A feed's batch of one day arrives in the small hours of the next. */
function getDailyBatches(world: World, dataset: WorldDataset, now: number): WorldBatch[] {
  if (!dataset.feed) return [];
  const { since, until, recordsPerDay } = dataset.feed;
  const batches: WorldBatch[] = [];
  for (let day = since; day < (until ?? now); day += DAY_MS) {
    const place = `${world.seed}/${dataset.id}/${day}`;
    const createdAt = day + DAY_MS + 2 * HOUR_MS + (getHash32(`${place}/minute`) % 60) * 60_000;
    if (createdAt > now) break;
    batches.push({
      id: formatUlid(createdAt, getHexDigest(place, 32)),
      datasetId: dataset.id,
      status: 'success',
      createdAt,
      completedAt: createdAt + 240_000,
      records: Math.max(1, Math.round(recordsPerDay * (0.85 + (getHash32(place) % 31) / 100))),
      createdClient: dataset.createdClient,
      replaces: [],
      files: [],
      dataFrom: day,
      dataUntil: day + DAY_MS,
    });
  }
  return batches;
}
