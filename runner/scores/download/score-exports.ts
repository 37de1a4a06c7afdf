import { ensureDirectory, readOwnMark, removeFile } from '../../host/index.ts';
import type { Clock, EventSink, PulledScores, ScoreSource } from '../../model/index.ts';
import type { ExportOrder } from '../export-orders.ts';
import { moveStoredProfiles, removeStoredProfiles } from '../profile/stored-profiles.ts';
import { type ByteBudget, makeByteBudget, UNLIMITED } from './byte-budget.ts';
import { type DiskSpace, readDiskSpace } from './disk-space.ts';
import { assertFree } from './export-folder.ts';
import { type ExportManifest, manifestPath, readExportRecord, writeExportRecord } from './export-manifest.ts';
import { batchFolder, moveFolder, removeBatch, removeEmptyUpTo, resolveDestination } from './folders.ts';
import type { DownloadLimits } from './limits.ts';
import { withPullLock } from './pull-lock.ts';
import { pullScores } from './pull-scores.ts';
import { RangePool } from './range-pool.ts';

/** What the folders of score exports are made of. */
export interface ScoreExportsOptions {
  /** Every export lies below it. */
  readonly root: string;
  readonly environment: string;
  readonly source: ScoreSource;
  readonly clock: Clock;
  readonly limits: DownloadLimits;
  /** @default by `limits` */
  readonly rangeBytes?: number;
  readonly emit?: EventSink;
  /** @default that of the system */
  readonly readSpace?: (folder: string) => Promise<DiskSpace>;
  /** What tells this start of the machine from others. @default what the system says */
  readonly readBoot?: () => Promise<string | undefined>;
}

/** How many notes of moved exports are followed. */
const MAX_MOVES = 50;

/**
 * The folders of score exports. Each has a manifest that lists what is ours; only what it lists is ever removed, and a batch
 * is listed only once it is there whole. Limits hold over all downloads of one object.
 */
export class ScoreExports {
  readonly #options: ScoreExportsOptions;
  readonly #pool: RangePool;
  readonly #budget: ByteBudget;

  constructor(options: ScoreExportsOptions) {
    const { parallel, bytesPerSecond } = options.limits;
    this.#options = options;
    this.#pool = new RangePool(parallel);
    this.#budget = bytesPerSecond === undefined ? UNLIMITED : makeByteBudget(bytesPerSecond, options.clock);
  }

  /**
   * Fetches the batches that are missing, newest first, then removes those that are too many. Repeating it is safe, and goes on
   * where an earlier try was stopped.
   *
   * @throws RunnerError `not-enough-space` before the first byte; `interrupted` (exit code 130) when the signal was aborted
   */
  async pull(orders: readonly ExportOrder[], signal?: AbortSignal): Promise<readonly PulledScores[]> {
    const { readSpace = readDiskSpace, readBoot = readOwnBoot } = this.#options;
    const tools = {
      ...this.#options,
      readSpace,
      boot: await readBoot(),
      pool: this.#pool,
      budget: this.#budget,
      signal,
    };
    return await pullScores(orders, tools);
  }

  /** Moves an export, with the profiles of its batches, to another folder, leaving a note behind: who knows only the old folder still finds it. */
  async move(from: string, to: string, address: string): Promise<void> {
    const { root } = this.#options;
    const at = await this.#find(from, address);
    if (at === undefined || at.manifest.destination === to) return;
    const target = resolveDestination(root, to);
    await assertFree(target, address);
    await ensureDirectory(target);
    const { destination, formerly } = at.manifest;
    const left = [...new Set([...formerly, destination])].filter((former) => former !== to);
    await writeExportRecord(target, { ...at.manifest, destination: to, formerly: left });
    for (const batch of at.manifest.batches) {
      const moved = batchFolder(target, batch);
      await ensureDirectory(resolveDestination(target, `dataset=${batch.datasetId}`));
      await moveFolder(batchFolder(at.folder, batch), moved);
      await removeBatch(at.folder, batch);
    }
    await moveStoredProfiles(at.folder, target);
    await writeExportRecord(at.folder, { address, movedTo: to });
  }

  /** Removes what the manifest of an export lists, the profiles of its batches, its notes and its manifest. What is gone is a success. */
  async remove(destination: string, address: string): Promise<void> {
    const { root } = this.#options;
    const at = await this.#find(destination, address);
    if (at === undefined) return;
    await withPullLock(at.folder, async () => {
      for (const batch of at.manifest.batches) await removeBatch(at.folder, batch);
      await removeStoredProfiles(at.folder);
      for (const former of at.manifest.formerly) await removeNote(root, former, address);
      await removeFile(manifestPath(at.folder));
    });
    await removeEmptyUpTo(root, at.folder);
  }

  /** What the manifest of a folder asks for; undefined where there is none. */
  async read(destination: string): Promise<ExportOrder | undefined> {
    const record = await readExportRecord(resolveDestination(this.#options.root, destination));
    if (record === undefined || 'movedTo' in record) return undefined;
    const { address, datasetId, keepBatches } = record;
    return { address, destination: record.destination, datasetId, keepBatches };
  }

  /** Follows the notes of moved exports. */
  async #find(
    destination: string,
    address: string,
  ): Promise<{ readonly folder: string; readonly manifest: ExportManifest } | undefined> {
    let at = destination;
    for (let moves = 0; moves < MAX_MOVES; moves += 1) {
      const folder = resolveDestination(this.#options.root, at);
      const record = await readExportRecord(folder);
      if (record === undefined || record.address !== address) return undefined;
      if (!('movedTo' in record)) return { folder, manifest: record };
      at = record.movedTo;
    }
    return undefined;
  }
}

async function readOwnBoot(): Promise<string | undefined> {
  return (await readOwnMark())?.boot;
}

async function removeNote(root: string, former: string, address: string): Promise<void> {
  const folder = resolveDestination(root, former);
  const note = await readExportRecord(folder);
  if (note === undefined || !('movedTo' in note) || note.address !== address) return;
  await removeFile(manifestPath(folder));
  await removeEmptyUpTo(root, folder);
}
