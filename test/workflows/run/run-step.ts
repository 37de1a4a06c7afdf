import { fillText, fillValue, isMet, isTruthy, type ValueObject } from '../expression/index.ts';
import type { StepFile } from '../files/index.ts';
import type { Level } from './level.ts';
import type { Conclusion, StepResult } from './result.ts';
import { runScript } from './run-script.ts';
import { QUIET_END, type StepCall, type StepEnd } from './step-call.ts';
import { useAction } from './use-action.ts';

const { isFailed: _, ...NOTHING } = QUIET_END;

const TIMEOUT = 'The action has timed out.';

/**
 * Runs the steps of a level in their order. `outer` cancels all of them: a step that begins after it came is started, where its `if`
 * holds, and cancelled at once. So `if: always()` inside a composite action saves nothing when the step that uses it is cancelled,
 * as on GitHub; among the steps of a job it does.
 */
export async function runSteps(
  steps: readonly StepFile[],
  level: Level,
  outer: AbortSignal | undefined,
): Promise<readonly StepResult[]> {
  const results: StepResult[] = [];
  for (const step of steps) {
    const result = await runStep(step, level, outer);
    level.note(step, result);
    results.push(result);
  }
  return results;
}

async function runStep(step: StepFile, level: Level, outer: AbortSignal | undefined): Promise<StepResult> {
  const { job, allowances } = level;
  const before: ValueObject = level.env;
  const own = fillValue(
    step.env,
    level.setting(step.place, 'env', { allowance: allowances.other, env: before }),
  );
  const env = { ...level.env, ...toTexts(own as ValueObject) };
  const setting = (name: string) => level.setting(step.place, name, { allowance: allowances.other, env });
  const holds = (): boolean =>
    isMet(step.if, level.setting(step.place, 'if', { allowance: allowances.if, env }));
  const common = { id: step.id, name: nameOf(step, fillText(step.name ?? '', setting('name'))) };
  const control = new AbortController();
  const stop = (): void => control.abort('cancelled');
  const reconsider = (): void => {
    job.status = 'cancelled';
    if (!holds()) stop();
  };
  if (job.cancel.aborted) job.status = 'cancelled';
  if (!holds()) return { ...common, ...NOTHING, outcome: 'skipped', conclusion: 'skipped' };
  if (outer?.aborted === true) stop();
  outer?.addEventListener('abort', stop);
  job.cancel.addEventListener('abort', reconsider);
  const minutes = fillValue(step.timeoutMinutes ?? null, setting('timeout-minutes'));
  const timer = startTimer(Number(minutes) * job.host.waits.minuteMs, () => control.abort(TIMEOUT));
  try {
    const { isFailed, ...end } = await carryOut(step, { level, env, signal: control.signal, runSteps });
    const outcome = judge(isFailed, control.signal);
    const isForgiven =
      outcome === 'failure' &&
      isTruthy(fillValue(step.continueOnError ?? false, setting('continue-on-error')));
    const error = control.signal.reason === TIMEOUT ? TIMEOUT : end.error;
    return { ...common, ...end, error, outcome, conclusion: isForgiven ? 'success' : outcome };
  } finally {
    clearTimeout(timer);
    outer?.removeEventListener('abort', stop);
    job.cancel.removeEventListener('abort', reconsider);
  }
}

async function carryOut(step: StepFile, call: StepCall): Promise<StepEnd> {
  return step.kind === 'run' ? await runScript(step, call) : await useAction(step, call);
}

/** A step that was cancelled counts as cancelled however its process ended. */
function judge(isFailed: boolean, signal: AbortSignal): Conclusion {
  if (signal.aborted) return signal.reason === TIMEOUT ? 'failure' : 'cancelled';
  return isFailed ? 'failure' : 'success';
}

function startTimer(ms: number, work: () => void): NodeJS.Timeout | undefined {
  return ms > 0 ? setTimeout(work, ms) : undefined;
}

function nameOf(step: StepFile, name: string): string {
  if (name !== '') return name;
  return `Run ${step.kind === 'run' ? (step.run.trim().split('\n')[0] ?? '') : step.uses}`;
}

function toTexts(values: ValueObject): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, String(value ?? '')]));
}
