/** Observed after a write against what was planned. Pure. */
export { matchesPayload, verifyChanges } from './verify-change.ts';
