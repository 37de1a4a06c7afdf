/**
 * Customer Journey Analytics: a client, and one folder for each kind. Forbidden here: other providers, the plan, logging.
 */
export { cjaKinds, cjaRemotes } from './cja-kinds.ts';
export { CJA_RATE_LIMIT } from './cja-rate-limit.ts';
export { CjaClient } from './client.ts';
export { toBareConnectionId, toConnectionId } from './connection-id.ts';
export { CJA_PAGE_SIZE } from './read-options.ts';
