import type { Allowance } from '../expression/index.ts';

const JOB = ['github', 'needs', 'strategy', 'matrix', 'vars', 'inputs'];
const RUNNING = [...JOB, 'job', 'runner', 'env', 'steps'];
const IN_ACTION = ['github', 'inputs', 'strategy', 'matrix', 'steps', 'job', 'runner', 'env'];

function of(contexts: readonly string[], hasStatus = false): Allowance {
  return { contexts, hasStatus };
}

/** What may stand where, as GitHub's table of available contexts has it. `hashFiles` is refused everywhere. */
export const WORKFLOW_ALLOWANCES = {
  runName: of(['github', 'inputs', 'vars']),
  concurrency: of(['github', 'inputs', 'vars']),
  env: of(['github', 'secrets', 'inputs', 'vars']),
} as const;

export const JOB_ALLOWANCES = {
  if: of(['github', 'needs', 'vars', 'inputs'], true),
  strategy: of(['github', 'needs', 'vars', 'inputs']),
  name: of(JOB),
  runsOn: of(JOB),
  concurrency: of(JOB),
  environment: of(JOB),
  timeout: of(JOB),
  env: of([...JOB, 'secrets']),
  defaults: of([...JOB, 'env']),
  url: of(RUNNING),
  outputs: of([...RUNNING, 'secrets']),
} as const;

/** Of the steps of a job, or of those of a composite action. */
export interface StepAllowances {
  readonly if: Allowance;
  readonly other: Allowance;
}

export const STEP_ALLOWANCES: StepAllowances = { if: of(RUNNING, true), other: of([...RUNNING, 'secrets']) };

/** Neither secrets nor the needs of the job reach into an action. */
export const ACTION_STEP_ALLOWANCES: StepAllowances = { if: of(IN_ACTION, true), other: of(IN_ACTION) };

export const ACTION_ALLOWANCES = {
  inputDefault: of(['github', 'strategy', 'matrix', 'job', 'runner']),
  output: of(IN_ACTION),
  none: of([]),
} as const;
