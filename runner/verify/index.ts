/** Observed after a write against what was planned. Pure. */
export { matchesPayload, verifyChange } from './verify-change.ts';
