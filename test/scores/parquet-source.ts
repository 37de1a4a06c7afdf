import { open } from 'node:fs/promises';
import { parquetWriteBuffer } from 'hyparquet-writer';
import type { ScoreBatch, ScorePart, ScoreSource } from '../../runner/model/index.ts';

/** One batch of a source in memory. */
export interface MemoryBatch extends ScoreBatch {
  readonly parts: readonly { readonly name: string; readonly bytes: Uint8Array; readonly fileId?: string }[];
}

/** A Parquet file with so many rows. */
export function makeParquet(rows: number): Uint8Array {
  const data = Array.from({ length: rows }, (_, index) => index);
  return new Uint8Array(parquetWriteBuffer({ columnData: [{ name: 'score', data, type: 'INT32' }] }));
}

/** A batch of whole parts, each with so many rows. */
export function makeBatch(id: string, day: number, rows: readonly number[] = [3, 4]): MemoryBatch {
  return {
    id,
    completedAt: new Date(Date.UTC(2026, 10, day)).toISOString(),
    rows: rows.reduce((sum, count) => sum + count, 0),
    parts: rows.map((count, index) => ({ name: `part-${index}.snappy.parquet`, bytes: makeParquet(count) })),
  };
}

/** Scores in memory; notes what was downloaded, and can fail or be cut short. */
export class MemorySource implements ScoreSource {
  batches: readonly MemoryBatch[];
  readonly downloaded: string[] = [];
  /** Called before each download; may throw, or return the bytes to send instead. */
  interfere: (name: string) => Uint8Array | undefined = () => undefined;

  constructor(batches: readonly MemoryBatch[]) {
    this.batches = batches;
  }

  async listBatches(_datasetId: string, limit: number): Promise<readonly ScoreBatch[]> {
    const replaced = new Set(this.batches.flatMap(({ replaces }) => replaces ?? []));
    return [...this.batches]
      .sort((a, b) => (a.completedAt < b.completedAt ? 1 : -1))
      .filter(({ id }) => !replaced.has(id))
      .slice(0, limit);
  }

  async listParts(batchId: string): Promise<readonly ScorePart[]> {
    const parts = this.batches.find(({ id }) => id === batchId)?.parts ?? [];
    return parts.map(({ name, bytes, fileId }) => ({
      fileId: fileId ?? batchId,
      name,
      bytes: bytes.byteLength,
    }));
  }

  async download(part: ScorePart, file: string, signal?: AbortSignal): Promise<void> {
    signal?.throwIfAborted();
    const instead = this.interfere(part.name);
    const found = this.batches
      .flatMap(({ id, parts }) => parts.map((one) => ({ ...one, fileId: one.fileId ?? id })))
      .find(({ name, fileId }) => name === part.name && fileId === part.fileId);
    const handle = await open(file, 'wx');
    await handle.writeFile(instead ?? found?.bytes ?? new Uint8Array());
    await handle.close();
    this.downloaded.push(part.name);
  }
}
