/** Observed after a write against what was planned. Pure. */
export { differencesFrom, verifyChanges } from './verify-change.ts';
