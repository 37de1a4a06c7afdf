/**
 * Score files: how they are fetched from Adobe, and the folders that hold them. Streams and files only: no row ever becomes a
 * JavaScript object. Forbidden here: the plan, providers (a client comes as an argument).
 */
export { type DataAccessClient, dataAccessSource } from './download/data-access-source.ts';
export type { DiskSpace } from './download/disk-space.ts';
export { folderSource } from './download/folder-source.ts';
export { type DownloadLimits, parseRate } from './download/limits.ts';
export { ScoreExports, type ScoreExportsOptions } from './download/score-exports.ts';
export { type ExportOrder, listExportOrders } from './export-orders.ts';
