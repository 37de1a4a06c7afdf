import type { LiveHistory } from '../../../model/index.ts';
import type { PlatformBatch } from '../client/dataset.ts';
import type { BatchFilter } from '../client/platform-client.ts';

/** What is needed of the platform. */
export interface HistoryClient {
  listBatches(filter: BatchFilter): Promise<readonly PlatformBatch[]>;
}

/** One page of Catalog: the oldest data is looked for in this many of the oldest batches. */
const OLDEST = 100;

/**
 * From when to when a dataset has data, by its successful batches: the first page of the oldest and, where there are more, the newest.
 * Batches may say what dates their data has (`availableDates`, facts §8.17); where none does, the times of loading stand for it, which are
 * later than the events where history was loaded in bulk (a source connector does so, facts §2.1). Gaps in between are not looked for.
 */
export async function readHistory(
  client: HistoryClient,
  dataSetId: string,
  signal: AbortSignal | undefined,
): Promise<LiveHistory> {
  const oldest = await client.listBatches({ dataSetId, atMost: OLDEST, oldestFirst: true, signal });
  const newest = oldest.length < OLDEST ? [] : await client.listBatches({ dataSetId, atMost: 1, signal });
  const batches = [...oldest, ...newest];
  const basis = batches.some(({ dataFrom }) => dataFrom !== undefined) ? 'data' : 'loading';
  const from = batches.map(({ dataFrom, created, completed }) => dataFrom ?? created ?? completed);
  const until = batches.map(({ dataUntil, created, completed }) => dataUntil ?? completed ?? created);
  const times = [...from, ...until].filter((time) => time !== undefined);
  if (times.length === 0) return { basis };
  return { basis, span: { from: Math.min(...times), until: Math.max(...times) } };
}
