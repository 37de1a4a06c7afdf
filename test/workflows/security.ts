import { listExpressions, Refusal } from './expression/index.ts';
import { type ActionFile, at, type StepFile, type WorkflowFile } from './files/index.ts';
import { assertPinned } from './run/index.ts';

/** Refuses what an attacker could make use of in a workflow. That each job states its permissions is a matter of reading it. */
export function assertSafeWorkflow({ jobs }: WorkflowFile): void {
  for (const { steps } of jobs.values()) assertSafeSteps(steps);
}

/** Refuses what an attacker could make use of in a composite action. */
export function assertSafeAction({ steps }: ActionFile): void {
  assertSafeSteps(steps);
}

/** What comes from outside reaches a script by its environment alone, where no shell reads it as a script. */
function assertSafeSteps(steps: readonly StepFile[]): void {
  for (const step of steps) {
    if (step.kind === 'uses') assertPinned(step);
    else {
      const place = at(step.place, 'run');
      const [first] = listExpressions(step.run, place);
      if (first !== undefined)
        throw new Refusal(place.file, place.path, `the script holds the expression ${first}`);
    }
  }
}
