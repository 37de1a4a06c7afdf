/** Plan → waves, journalled. Executes what `decide` answers, and decides nothing itself. */
export { applyLines, recoverOnly } from './apply-lines.ts';
export type { ApplyOutcome, ApplyTools, ApplyWorld, Failure } from './tools.ts';
export { writeRequest } from './write-request.ts';
