/**
 * Customer Journey Analytics: a client, and one folder for each kind. Forbidden here: other providers, the plan, logging.
 */
export type { AuditedComponent, CjaAuditRecord } from './audit-record.ts';
export { type CjaRemoteOptions, cjaKinds, cjaRemotes } from './cja-kinds.ts';
export { CJA_RATE_LIMIT } from './cja-rate-limit.ts';
export { CjaClient } from './client.ts';
export { type CjaComponent, COMPONENT_EXPANSION, type ComponentType } from './component.ts';
export {
  type CjaBackfill,
  type CjaBackfillSummary,
  type CjaConnection,
  type CjaConnectionDataSet,
  type CjaOwner,
  CONNECTION_EXPANSION,
  SINGLE_CONNECTION_EXPANSION,
} from './connection.ts';
export { toBareConnectionId, toConnectionId } from './connection-id.ts';
export {
  type CjaDataView,
  type CjaDataViewBody,
  type CjaSessionDefinition,
  type CjaValidation,
  DATA_VIEW_EXPANSION,
  toDataViewBody,
} from './data-view.ts';
export {
  type AuditFilter,
  CJA_PAGE_SIZE,
  COMPONENT_PAGE_SIZE,
  type ConnectionFilter,
  type DataViewFilter,
  type ReadOptions,
} from './read-options.ts';
