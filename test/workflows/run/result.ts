import type { ConcurrencyGroup } from './concurrency-queue.ts';
import type { PrintedCommand } from './file-commands.ts';

export type Conclusion = 'success' | 'failure' | 'cancelled' | 'skipped';

/** How a step ended. */
export interface StepResult {
  readonly id: string | undefined;
  readonly name: string;
  /** Before `continue-on-error`. */
  readonly outcome: Conclusion;
  readonly conclusion: Conclusion;
  /** Undefined where no process ran or a signal ended it. */
  readonly exitCode: number | undefined;
  readonly stdout: string;
  readonly stderr: string;
  readonly outputs: Readonly<Record<string, string>>;
  readonly summary: string;
  /** Why the runner itself failed the step. */
  readonly error: string | undefined;
  readonly commands: readonly PrintedCommand[];
  /** Steps of a composite action. */
  readonly steps: readonly StepResult[];
}

/** How a job ended. */
export interface JobResult {
  readonly id: string;
  readonly name: string;
  readonly conclusion: Conclusion;
  readonly outputs: Readonly<Record<string, string>>;
  readonly steps: readonly StepResult[];
  readonly concurrency: ConcurrencyGroup | undefined;
  readonly environment: string | undefined;
  /** Why it did not run. */
  readonly error: string | undefined;
}

/** How a run ended. */
export interface RunResult {
  /** False where the event does not start the workflow. */
  readonly isTriggered: boolean;
  readonly conclusion: Conclusion;
  /** By id; one of a matrix by id and values, as `apply (demo)`. */
  readonly jobs: Readonly<Record<string, JobResult>>;
  readonly concurrency: ConcurrencyGroup | undefined;
  /** What was uploaded: folders by name. */
  readonly artifacts: ReadonlyMap<string, string>;
}

/** All steps, those of composite actions behind the step that used them. */
export function listSteps(steps: readonly StepResult[]): readonly StepResult[] {
  return steps.flatMap((step) => [step, ...listSteps(step.steps)]);
}

/** Everything that a run printed, with a line for each step: for the message of a failed test. */
export function describeRun({ jobs }: RunResult): string {
  return Object.entries(jobs)
    .flatMap(([name, { conclusion, error, steps }]) => [
      `job ${name}: ${conclusion}${error === undefined ? '' : ` (${error})`}`,
      ...listSteps(steps).flatMap((step) => [
        `- ${step.name}: ${step.conclusion}${step.error === undefined ? '' : ` (${step.error})`}`,
        ...[step.stdout, step.stderr].filter((text) => text !== ''),
      ]),
    ])
    .join('\n');
}
