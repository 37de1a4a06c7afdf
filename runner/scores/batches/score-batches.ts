import type { ScoreProfile, SqlEngine } from '../../model/index.ts';
import type { ScoreTable } from '../sql/score-rows.ts';

/** One batch that can be read. */
export interface KnownBatch extends Pick<ScoreProfile, 'datasetId' | 'batchId' | 'completedAt'> {
  /** Rows that it has now, where it may still be growing: what was found when it had others no longer counts. */
  readonly rows?: number;
}

/** Where the batches of one score dataset are read, and by which engine. */
export interface ScoreBatches {
  readonly engineName: 'duckdb' | 'query-service';
  readonly engine: SqlEngine;
  /** DuckDB, whose parser reads written queries; absent where it is not installed. */
  readonly parser?: SqlEngine;
  /** Folder that keeps profiles. */
  readonly folder: string;
  /** Newest first. */
  list(signal?: AbortSignal): Promise<readonly KnownBatch[]>;
  /** The rows of a batch; undefined for one that has none. */
  table(batch: KnownBatch): ScoreTable | undefined;
  close(): Promise<void>;
}

/** Which scores are read, and how. */
export interface ScoreSubject {
  readonly datasetId: string;
  /** `_luma.CustomerAI.UpgradeModel`. */
  readonly prefix: string;
  readonly namespace: string;
}
