import { ensureDirectory, removeFile } from '../host/index.ts';
import {
  type EventSink,
  type PulledScores,
  RunnerError,
  type ScoreBatch,
  type ScoreSource,
} from '../model/index.ts';
import {
  type ExportedBatch,
  type ExportManifest,
  manifestPath,
  readExportRecord,
  writeExportRecord,
} from './export-manifest.ts';
import type { ExportOrder } from './export-orders.ts';
import { fetchBatch } from './fetch-batch.ts';
import {
  batchFolder,
  moveFolder,
  removeBatch,
  removeEmptyUpTo,
  resolveDestination,
  sizeOf,
} from './folders.ts';

/** What the folders of score exports are made of. */
export interface ScoreExportsOptions {
  /** Every export lies below it. */
  readonly root: string;
  readonly environment: string;
  readonly source: ScoreSource;
  readonly emit?: EventSink;
}

/** How many notes of moved exports are followed. */
const MAX_MOVES = 50;

/**
 * The folders of score exports. Each has a manifest that lists what is ours; only what it lists is ever removed, and a batch
 * is listed only once it is there whole.
 */
export class ScoreExports {
  readonly #options: ScoreExportsOptions;

  constructor(options: ScoreExportsOptions) {
    this.#options = options;
  }

  /** Fetches the batches that are missing, newest first, then removes those that are too many. Repeating it is safe. */
  async pull(order: ExportOrder, signal?: AbortSignal): Promise<PulledScores> {
    const folder = resolveDestination(this.#options.root, order.destination);
    let manifest = await this.#open(folder, order);
    const batches = await this.#options.source.listBatches(order.datasetId, order.keepBatches, signal);
    let pulled: PulledScores = { address: order.address, batches: 0, files: 0, bytes: 0 };
    for (const batch of batches) {
      if (await isWhole(folder, order, { manifest, batch })) continue;
      const fetched = await this.#fetch(folder, order, { batch, signal });
      manifest = { ...manifest, batches: addBatch(manifest.batches, fetched) };
      await writeExportRecord(folder, manifest);
      pulled = countBatch(pulled, fetched);
    }
    await prune(folder, manifest, new Set(batches.flatMap(({ replaces }) => replaces ?? [])));
    return pulled;
  }

  /** Moves an export to another folder, leaving a note behind: who knows only the old folder still finds it. */
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
    await writeExportRecord(at.folder, { address, movedTo: to });
  }

  /** Removes what the manifest of an export lists, its notes and its manifest. What is gone is a success. */
  async remove(destination: string, address: string): Promise<void> {
    const { root } = this.#options;
    const at = await this.#find(destination, address);
    if (at === undefined) return;
    for (const batch of at.manifest.batches) await removeBatch(at.folder, batch);
    for (const former of at.manifest.formerly) {
      const folder = resolveDestination(root, former);
      const note = await readExportRecord(folder);
      if (note === undefined || !('movedTo' in note) || note.address !== address) continue;
      await removeFile(manifestPath(folder));
      await removeEmptyUpTo(root, folder);
    }
    await removeFile(manifestPath(at.folder));
    await removeEmptyUpTo(root, at.folder);
  }

  /** What the manifest of a folder asks for; undefined where there is none. */
  async read(destination: string): Promise<ExportOrder | undefined> {
    const record = await readExportRecord(resolveDestination(this.#options.root, destination));
    if (record === undefined || 'movedTo' in record) return undefined;
    const { address, datasetId, keepBatches } = record;
    return { address, destination: record.destination, datasetId, keepBatches };
  }

  async #open(folder: string, order: ExportOrder): Promise<ExportManifest> {
    await assertFree(folder, order.address);
    await ensureDirectory(folder);
    const found = await readExportRecord(folder);
    const known = found === undefined || 'movedTo' in found ? { batches: [], formerly: [] } : found;
    const { batches, formerly } = known;
    const manifest = { ...order, environment: this.#options.environment, formerly, batches };
    await writeExportRecord(folder, manifest);
    return manifest;
  }

  async #fetch(
    folder: string,
    { address, datasetId }: ExportOrder,
    { batch, signal }: { readonly batch: ScoreBatch; readonly signal: AbortSignal | undefined },
  ): Promise<ExportedBatch> {
    const { source, emit } = this.#options;
    const onFiles = (files: number): void => emit?.({ type: 'downloading', address, batch: batch.id, files });
    return await fetchBatch({ source, folder, datasetId, batch, signal, onFiles });
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

async function assertFree(folder: string, address: string): Promise<void> {
  const found = await readExportRecord(folder);
  if (found === undefined || found.address === address) return;
  throw new RunnerError({
    code: 'export-folder-taken',
    message: `${folder} holds the scores of ${found.address} already`,
    hint: `Choose another folder for ${address} in scores.download.to.`,
  });
}

/** Whether a batch is on disk as the manifest says. */
async function isWhole(
  folder: string,
  { datasetId }: ExportOrder,
  { manifest, batch }: { readonly manifest: ExportManifest; readonly batch: ScoreBatch },
): Promise<boolean> {
  const known = manifest.batches.find((one) => one.id === batch.id && one.datasetId === datasetId);
  if (known === undefined) return false;
  const inside = batchFolder(folder, known);
  const sizes = await Promise.all(
    known.files.map(async ({ name }) => await sizeOf(resolveDestination(inside, name))),
  );
  return known.files.every(({ bytes }, index) => sizes[index] === bytes);
}

function addBatch(batches: readonly ExportedBatch[], added: ExportedBatch): readonly ExportedBatch[] {
  const others = batches.filter(({ id, datasetId }) => id !== added.id || datasetId !== added.datasetId);
  return [...others, added].sort((a, b) =>
    a.completedAt === b.completedAt ? compareText(b.id, a.id) : compareText(b.completedAt, a.completedAt),
  );
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function countBatch(pulled: PulledScores, { files }: ExportedBatch): PulledScores {
  const bytes = files.reduce((sum, file) => sum + file.bytes, 0);
  return {
    ...pulled,
    batches: pulled.batches + 1,
    files: pulled.files + files.length,
    bytes: pulled.bytes + bytes,
  };
}

/** Keeps the newest batches. One that was replaced is dropped whatever its age: its people would be counted twice. */
async function prune(folder: string, manifest: ExportManifest, replaced: ReadonlySet<string>): Promise<void> {
  const wanted = manifest.batches.filter(({ id }) => !replaced.has(id)).slice(0, manifest.keepBatches);
  const dropped = manifest.batches.filter((batch) => !wanted.includes(batch));
  if (dropped.length === 0) return;
  for (const batch of dropped) await removeBatch(folder, batch);
  await writeExportRecord(folder, { ...manifest, batches: wanted });
}
