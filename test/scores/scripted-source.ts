import type { ScoreBatch, ScorePart, ScoreRange, ScoreSink, ScoreSource } from '../../runner/model/index.ts';
import { makeParquet } from './parquet-source.ts';

/** What a source sends to one request. */
export interface ScriptedAnswer {
  /** Where the answer begins and ends; the whole range that was asked for where absent. */
  readonly from?: number;
  readonly to?: number;
  /** Bytes of a chunk. */
  readonly chunk?: number;
  /** The connection is lost after so many bytes, and the answer begins again. */
  readonly lostAfter?: number;
}

/** One part whose answers are scripted; it notes what was asked for, and can be stopped after so many bytes as a kill would. */
export class ScriptedSource implements ScoreSource {
  readonly label = 'script';
  readonly bytes: Uint8Array;
  readonly asked: { readonly start: number; readonly end: number }[] = [];
  script: (request: number, asked: Pick<ScoreRange, 'start' | 'end'>) => ScriptedAnswer = () => ({});
  /** Bytes until the process is gone: from then on nothing comes any more. */
  bytesLeft = Number.POSITIVE_INFINITY;

  constructor(rows: number) {
    this.bytes = makeParquet(rows);
  }

  async listBatches(): Promise<readonly ScoreBatch[]> {
    return [{ id: 'b', completedAt: '2026-11-01T00:00:00.000Z' }];
  }

  async listParts(): Promise<readonly ScorePart[]> {
    return [{ fileId: 'f', name: 'part.parquet', bytes: this.bytes.byteLength }];
  }

  async readRange({ start, end }: ScoreRange, sink: ScoreSink): Promise<{ totalBytes?: number }> {
    const { from = start, to = end, chunk = 7, lostAfter } = this.script(this.asked.length, { start, end });
    this.asked.push({ start, end });
    if (lostAfter !== undefined) await this.#send(sink, { from, to: Math.min(to, from + lostAfter), chunk });
    await this.#send(sink, { from, to, chunk });
    return { totalBytes: this.bytes.byteLength };
  }

  async #send(
    sink: ScoreSink,
    { from, to, chunk }: { readonly from: number; readonly to: number; readonly chunk: number },
  ): Promise<void> {
    sink.begin(from);
    for (let place = from; place < to; place += chunk) {
      const bytes = this.bytes.slice(place, Math.min(to, place + chunk));
      if (bytes.byteLength > this.bytesLeft) throw new Error('killed');
      this.bytesLeft -= bytes.byteLength;
      await sink.take(bytes);
    }
  }
}
