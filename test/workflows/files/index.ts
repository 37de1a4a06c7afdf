/** Workflow and action files, read as GitHub reads them, with every key known and every expression where it may stand. Pure. */
export {
  ACTION_ALLOWANCES,
  ACTION_STEP_ALLOWANCES,
  JOB_ALLOWANCES,
  STEP_ALLOWANCES,
  type StepAllowances,
  WORKFLOW_ALLOWANCES,
} from './allowances.ts';
export { at } from './members.ts';
export { fitsPatterns } from './patterns.ts';
export { isGranted, type Permissions, withoutWriting } from './permissions.ts';
export { type ActionFile, readAction } from './read-action.ts';
export type { ConcurrencyFile, JobFile } from './read-job.ts';
export type { RunStep, StepFile, UsesStep } from './read-step.ts';
export type { Filter, Triggers } from './read-triggers.ts';
export { readWorkflow, type WorkflowFile } from './read-workflow.ts';
