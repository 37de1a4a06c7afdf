import { parquetWriteBuffer } from 'hyparquet-writer';
import { systemClock } from '../../runner/host/index.ts';
import type {
  PulledScores,
  ScoreBatch,
  ScoreBatchKey,
  ScorePart,
  ScoreRange,
  ScoreSink,
  ScoreSource,
} from '../../runner/model/index.ts';
import { type ExportOrder, ScoreExports, type ScoreExportsOptions } from '../../runner/scores/index.ts';

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
  readonly label = 'memory';
  batches: readonly MemoryBatch[];
  /** Names of the parts whose last byte was read. */
  readonly downloaded: string[] = [];
  /** Called before each range; may throw, or return the bytes to send instead. */
  interfere: (name: string, range: ScoreRange) => Uint8Array | undefined = () => undefined;

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

  async listParts({ batchId }: ScoreBatchKey): Promise<readonly ScorePart[]> {
    const parts = this.batches.find(({ id }) => id === batchId)?.parts ?? [];
    return parts.map(({ name, bytes, fileId }) => ({
      fileId: fileId ?? batchId,
      name,
      bytes: bytes.byteLength,
    }));
  }

  async readRange(range: ScoreRange, sink: ScoreSink): Promise<{ totalBytes?: number }> {
    range.signal?.throwIfAborted();
    const { part, start, end } = range;
    const found = this.batches
      .flatMap(({ id, parts }) => parts.map((one) => ({ ...one, fileId: one.fileId ?? id })))
      .find(({ name, fileId }) => name === part.name && fileId === part.fileId);
    const bytes = this.interfere(part.name, range) ?? found?.bytes ?? new Uint8Array();
    sink.begin(start);
    await sink.take(bytes.slice(start, end));
    if (end >= bytes.byteLength) this.downloaded.push(part.name);
    return {};
  }
}

/** Exports over a source, without limits. */
export function makeExports(
  source: ScoreSource,
  options: Partial<ScoreExportsOptions> & { readonly root: string },
): ScoreExports {
  const limits = { parallel: 4 };
  return new ScoreExports({ environment: 'demo', source, clock: systemClock, limits, ...options });
}

/** Pulls one export. */
export async function pullOne(
  exports: ScoreExports,
  order: ExportOrder,
  signal?: AbortSignal,
): Promise<PulledScores> {
  const [pulled] = await exports.pull([order], signal);
  if (pulled === undefined) throw new Error('nothing was pulled');
  return pulled;
}
