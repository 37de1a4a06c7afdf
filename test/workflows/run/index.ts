/** Carries out workflows as GitHub's runner does: processes, folders, files, signals. */
export { type ConcurrencyGroup, ConcurrencyQueue } from './concurrency-queue.ts';
export { type EnvironmentSettings, GITHUB_WAITS, type Host, type Waits } from './host.ts';
export { describeRun, type JobResult, listSteps, type RunResult, type StepResult } from './result.ts';
export { runWorkflow } from './run-workflow.ts';
export { assertPinned } from './use-action.ts';
