/**
 * Score files: how they are fetched from Adobe, the folders that hold them, and what SQL says of them. Streams, files and
 * aggregates only: no row of a customer ever becomes a JavaScript object. Forbidden here: the plan, providers (a client comes as
 * an argument).
 */
export { openExportedBatches } from './batches/exported-batches.ts';
export {
  openQueryServiceBatches,
  type QueryServiceSource,
  type QueryServiceTable,
} from './batches/query-service-batches.ts';
export type { KnownBatch, ScoreBatches, ScoreSubject } from './batches/score-batches.ts';
export { type BatchReading, checkBatch, profileBatch } from './check-batch.ts';
export { type DataAccessClient, dataAccessSource } from './download/data-access-source.ts';
export type { DiskSpace } from './download/disk-space.ts';
export { folderSource } from './download/folder-source.ts';
export { type DownloadLimits, parseRate } from './download/limits.ts';
export { ScoreExports, type ScoreExportsOptions } from './download/score-exports.ts';
export { type DuckDbOptions, openDuckDb } from './engines/duckdb-engine.ts';
export {
  openQueryService,
  type QueryServiceConnection,
  type QueryServiceOptions,
} from './engines/query-service-engine.ts';
export { openScoreParser } from './engines/score-parser.ts';
export { type ExportOrder, listExportOrders } from './export-orders.ts';
export { countExamples, measureInputs } from './preflight/measure-inputs.ts';
export { stabilityIndex } from './profile/stability.ts';
export { type CheckRequest, checkNewest, describeAll, describeNewest } from './read-scores.ts';
export { renderScoreReport } from './report/render-score-report.ts';
export { countScoresStatement } from './sql/count-scores.ts';
export { readParquet } from './sql/parquet-files.ts';
export type { ScoreTable } from './sql/score-rows.ts';
