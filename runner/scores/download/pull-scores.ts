import { ensureDirectory } from '../../host/index.ts';
import {
  type Clock,
  type EventSink,
  type PulledScores,
  RunnerError,
  type ScoreSource,
} from '../../model/index.ts';
import { removeLeftSpill } from '../engines/spill-folder.ts';
import type { ExportOrder } from '../export-orders.ts';
import type { ByteBudget } from './byte-budget.ts';
import { assertSpace, type DiskSpace } from './disk-space.ts';
import { assertFree, ExportFolder } from './export-folder.ts';
import { fetchBatch } from './fetch-batch.ts';
import { resolveDestination } from './folders.ts';
import { type DownloadLimits, getRangeBytes } from './limits.ts';
import { type MissingBatch, measureBatch, type PlannedExport, planPull } from './plan-pull.ts';
import { withPullLock } from './pull-lock.ts';
import { RangePool } from './range-pool.ts';
import type { Boot } from './range-record.ts';
import { TransferMeter } from './transfer-meter.ts';

/** What scores are pulled with. */
export interface PullTools {
  /** Every export lies below it. */
  readonly root: string;
  readonly environment: string;
  readonly source: ScoreSource;
  readonly clock: Clock;
  readonly limits: DownloadLimits;
  readonly rangeBytes?: number;
  readonly emit?: EventSink;
  readonly readSpace: (folder: string) => Promise<DiskSpace>;
  readonly boot: Boot;
  readonly pool: RangePool;
  readonly budget: ByteBudget;
  readonly signal: AbortSignal | undefined;
}

interface PlannedOrder extends PlannedExport {
  readonly order: ExportOrder;
  readonly folder: ExportFolder;
}

/** A batch, and the export that it is for. */
interface PlannedBatch {
  readonly planned: PlannedOrder;
  readonly batch: MissingBatch;
}

/** Batches under way: while one is being verified, the next one's ranges fill the pool. */
const BATCHES_AT_ONCE = 2;

/** Fetches what several exports lack: everything is listed and its space checked before the first byte. */
export async function pullScores(
  orders: readonly ExportOrder[],
  tools: PullTools,
): Promise<readonly PulledScores[]> {
  try {
    tools.signal?.throwIfAborted();
    return await lockAll(orders, tools, async () => await pullLocked(orders, tools));
  } catch (error) {
    throw tools.signal?.aborted === true ? reportInterrupted(error) : error;
  }
}

/** Holds the folders of all exports, in the given order. */
async function lockAll<T>(
  [first, ...others]: readonly ExportOrder[],
  tools: PullTools,
  work: () => Promise<T>,
): Promise<T> {
  if (first === undefined) return await work();
  const folder = resolveDestination(tools.root, first.destination);
  await assertFree(folder, first.address);
  await ensureDirectory(folder);
  return await withPullLock(folder, async () => await lockAll(others, tools, work));
}

async function pullLocked(
  orders: readonly ExportOrder[],
  tools: PullTools,
): Promise<readonly PulledScores[]> {
  const planned: PlannedOrder[] = [];
  for (const order of orders) planned.push(await planOrder(order, tools));
  const batches = planned.flatMap((one) => one.missing.map((batch) => ({ planned: one, batch })));
  await assertSpace(
    batches.map(({ planned: { folder }, batch }) => {
      const { totalBytes, doneBytes } = measureBatch(batch);
      return { folder: folder.path, bytes: totalBytes - doneBytes };
    }),
    tools.readSpace,
  );
  const fetched = await fetchAll(batches, tools);
  for (const { folder, replaced, listed } of planned) await folder.prune(replaced, listed);
  return orders.map(({ address, destination }) => {
    const own = fetched.filter((batch) => batch.address === address);
    const sum = (count: (batch: FetchedCount) => number): number =>
      own.reduce((all, one) => all + count(one), 0);
    return {
      address,
      folder: destination,
      batches: own.length,
      files: sum(({ files }) => files),
      bytes: sum(({ bytes }) => bytes),
    };
  });
}

async function planOrder(order: ExportOrder, tools: PullTools): Promise<PlannedOrder> {
  const path = resolveDestination(tools.root, order.destination);
  const folder = await ExportFolder.open(path, order, tools.environment);
  await removeLeftSpill(path);
  const { source, boot, signal } = tools;
  const request = { source, order, manifest: folder.manifest, folder: path, boot, signal };
  return { order, folder, ...(await planPull(request)) };
}

/** What came of one batch. */
interface FetchedCount {
  readonly address: string;
  readonly files: number;
  readonly bytes: number;
}

async function fetchAll(
  batches: readonly PlannedBatch[],
  tools: PullTools,
): Promise<readonly FetchedCount[]> {
  if (batches.length === 0) return [];
  const { clock, emit, limits } = tools;
  const totalBytes = batches.reduce((sum, { batch }) => sum + measureBatch(batch).totalBytes, 0);
  const meter = new TransferMeter({ clock, emit, totalBytes });
  const { rangeBytes = getRangeBytes(limits) } = tools;
  const fetched: FetchedCount[] = [];
  const halt = new AbortController();
  const batchTools = { ...tools, meter, rangeBytes, halt: halt.signal };
  const lanes = new RangePool(BATCHES_AT_ONCE);
  await lanes.run(
    batches.map(({ planned: { order, folder }, batch }) => async () => {
      const { address } = order;
      emit?.({ type: 'downloading', address, batch: batch.batch.id, files: batch.parts.length });
      const done = await fetchBatch(batch, batchTools).catch((error: unknown) => {
        halt.abort(error);
        throw error;
      });
      await folder.add({ ...done, source: tools.source.label, fetchedAt: clock.now().toISOString() });
      const bytes = done.files.reduce((sum, file) => sum + file.bytes, 0);
      fetched.push({ address, files: done.files.length, bytes });
    }),
  );
  meter.finish();
  return fetched;
}

function reportInterrupted(cause: unknown): RunnerError {
  return new RunnerError({
    code: 'interrupted',
    message: 'The download of scores was interrupted',
    hint: 'Run the same command again: it goes on where it stopped.',
    exitCode: 130,
    cause,
  });
}
