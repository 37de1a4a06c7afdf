import { ensureDirectory } from '../../host/index.ts';
import { compareText, RunnerError, type ScoreBatch } from '../../model/index.ts';
import type { ExportOrder } from '../export-orders.ts';
import {
  type ExportedBatch,
  type ExportManifest,
  readExportRecord,
  writeExportRecord,
} from './export-manifest.ts';
import { removeBatch } from './folders.ts';

/** The folder of one export while it is being filled: what it holds, on disk and in its manifest. */
export class ExportFolder {
  readonly path: string;
  #manifest: ExportManifest;
  #writing: Promise<void> = Promise.resolve();

  private constructor(path: string, manifest: ExportManifest) {
    this.path = path;
    this.#manifest = manifest;
  }

  /** Opens it with what is ordered now. Throws where it is another export's. */
  static async open(path: string, order: ExportOrder, environment: string): Promise<ExportFolder> {
    await assertFree(path, order.address);
    const found = await readExportRecord(path);
    const known = found === undefined || 'movedTo' in found ? { batches: [], formerly: [] } : found;
    const { batches, formerly } = known;
    const manifest = { ...order, environment, formerly, batches };
    await ensureDirectory(path);
    await writeExportRecord(path, manifest);
    return new ExportFolder(path, manifest);
  }

  get manifest(): ExportManifest {
    return this.#manifest;
  }

  /** Lists a batch that is there whole. */
  async add(batch: ExportedBatch): Promise<void> {
    this.#manifest = { ...this.#manifest, batches: addBatch(this.#manifest.batches, batch) };
    // Two batches may end at the same time: what is written last must hold both.
    this.#writing = this.#writing.then(async () => await writeExportRecord(this.path, this.#manifest));
    await this.#writing;
  }

  /**
   * Keeps the newest batches. One that was replaced is dropped whatever its age: its people would be counted twice. So is one that
   * Adobe no longer lists although it lists older ones: it was deleted there.
   */
  async prune(replaced: ReadonlySet<string>, listed: readonly ScoreBatch[]): Promise<void> {
    const { batches, keepBatches } = this.#manifest;
    const wanted = batches
      .filter((batch) => !replaced.has(batch.id) && !isDeleted(batch, this.#manifest.datasetId, listed))
      .slice(0, keepBatches);
    const dropped = batches.filter((batch) => !wanted.includes(batch));
    if (dropped.length === 0) return;
    for (const batch of dropped) await removeBatch(this.path, batch);
    this.#manifest = { ...this.#manifest, batches: wanted };
    await writeExportRecord(this.path, this.#manifest);
  }
}

/** Whether a batch of the present dataset is newer than something that is listed, and is not listed itself. */
function isDeleted(
  { id, datasetId, completedAt }: ExportedBatch,
  current: string,
  listed: readonly ScoreBatch[],
): boolean {
  if (datasetId !== current || listed.some((batch) => batch.id === id)) return false;
  return listed.some((batch) => Date.parse(batch.completedAt) < Date.parse(completedAt));
}

/** Throws where a folder holds another export. */
export async function assertFree(folder: string, address: string): Promise<void> {
  const found = await readExportRecord(folder);
  if (found === undefined || found.address === address) return;
  throw new RunnerError({
    code: 'export-folder-taken',
    message: `${folder} holds the scores of ${found.address} already`,
    hint: `Choose another folder for ${address} in scores.download.to.`,
  });
}

function addBatch(batches: readonly ExportedBatch[], added: ExportedBatch): readonly ExportedBatch[] {
  const others = batches.filter(({ id, datasetId }) => id !== added.id || datasetId !== added.datasetId);
  return [...others, added].sort((a, b) =>
    a.completedAt === b.completedAt ? compareText(b.id, a.id) : compareText(b.completedAt, a.completedAt),
  );
}
