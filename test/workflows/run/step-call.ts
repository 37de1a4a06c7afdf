import type { StepFile } from '../files/index.ts';
import type { Level } from './level.ts';
import type { StepResult } from './result.ts';

/** A step about to be carried out. */
export interface StepCall {
  readonly level: Level;
  /** With that of the step itself. */
  readonly env: Readonly<Record<string, string>>;
  /** Aborted where the step is cancelled or takes too long. */
  readonly signal: AbortSignal;
  /** Carries out the steps of a composite action. */
  readonly runSteps: (
    steps: readonly StepFile[],
    level: Level,
    outer: AbortSignal,
  ) => Promise<readonly StepResult[]>;
}

/** Inputs of an action by name, as texts. */
export type Inputs = Readonly<Record<string, string>>;

/** What carrying it out led to. */
export type StepEnd = Omit<StepResult, 'id' | 'name' | 'outcome' | 'conclusion'> & {
  readonly isFailed: boolean;
};

/** An end at which nothing was printed. */
export const QUIET_END: StepEnd = {
  isFailed: false,
  exitCode: undefined,
  stdout: '',
  stderr: '',
  outputs: {},
  summary: '',
  error: undefined,
  commands: [],
  steps: [],
};
