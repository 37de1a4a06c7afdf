/**
 * Customer Journey Analytics: a client (`client/`), and one folder for each kind. Forbidden here: other providers, the plan, logging.
 */
export { cjaKinds, cjaRemotes } from './cja-kinds.ts';
export { CjaClient } from './client/cja-client.ts';
export { makeCjaRateLimit } from './client/cja-rate-limit.ts';
export { toBareConnectionId, toConnectionId } from './client/connection-id.ts';
export { CJA_PAGE_SIZE } from './client/read-options.ts';
