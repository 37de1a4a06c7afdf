/**
 * Score files: how they are fetched from Adobe, and the folders that hold them. Streams and files only: no row ever becomes a
 * JavaScript object. Forbidden here: the plan, providers (a client comes as an argument).
 */
export { type BatchReading, type CheckRequest, checkBatch, profileBatch } from './check-batch.ts';
export { type DataAccessClient, dataAccessSource } from './data-access-source.ts';
export { type DuckDbOptions, openDuckDb } from './engines/duckdb-engine.ts';
export {
  openQueryService,
  type QueryServiceConnection,
  type QueryServiceOptions,
} from './engines/query-service-engine.ts';
export { type ExportOrder, listExportOrders } from './export-orders.ts';
export { quantileOf } from './profile/quantile.ts';
export { stabilityIndex } from './profile/stability.ts';
export { ScoreExports, type ScoreExportsOptions } from './score-exports.ts';
export { countScoresStatement } from './sql/count-scores.ts';
export type { ScoreTable } from './sql/score-rows.ts';
