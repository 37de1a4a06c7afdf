/**
 * Score files: how they are fetched from Adobe, and the folders that hold them. Streams and files only: no row ever becomes a
 * JavaScript object. Forbidden here: the plan, providers (a client comes as an argument).
 */
export { type DataAccessClient, dataAccessSource } from './data-access-source.ts';
export { type ExportOrder, listExportOrders } from './export-orders.ts';
export { measureInputs } from './preflight/measure-inputs.ts';
export { ScoreExports, type ScoreExportsOptions } from './score-exports.ts';
