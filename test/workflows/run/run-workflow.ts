import { fillValue, isMet, isTruthy, refuse, type Value, type ValueObject } from '../expression/index.ts';
import { at, JOB_ALLOWANCES, type JobFile, WORKFLOW_ALLOWANCES, type WorkflowFile } from '../files/index.ts';
import { makeGitHubContext, type RunFacts } from './github-context.ts';
import { isTriggered } from './is-triggered.ts';
import { makeInputs } from './make-inputs.ts';
import { expandMatrix, nameCombination } from './matrix.ts';
import type { Conclusion, JobResult, RunResult } from './result.ts';
import { fillConcurrency, makeJobScope, runJob } from './run-job.ts';

/** A run of a workflow. */
export interface WorkflowCall extends Omit<RunFacts, 'workflow'> {
  readonly workflow: WorkflowFile;
  /** Cancels the run. */
  readonly cancel: AbortSignal;
}

/** What the jobs of a run have in common. */
interface Run {
  readonly call: WorkflowCall;
  readonly contexts: ReadonlyMap<string, Value>;
  /** How each job ended, all of a matrix together. */
  readonly ended: Map<string, EndedJob>;
  readonly artifacts: Map<string, string>;
}

interface EndedJob {
  readonly result: Conclusion;
  readonly outputs: Readonly<Record<string, string>>;
}

/** Runs a workflow because of an event: its jobs one after the other, each after those that it needs. */
export async function runWorkflow(call: WorkflowCall): Promise<RunResult> {
  const { workflow, event, host } = call;
  const artifacts = new Map<string, string>();
  if (!isTriggered(workflow, event)) {
    return { isTriggered: false, conclusion: 'skipped', jobs: {}, concurrency: undefined, artifacts };
  }
  const contexts = new Map<string, Value>([
    ['github', makeGitHubContext(call)],
    ['inputs', makeInputs(workflow, event)],
    ['vars', host.variables],
  ]);
  const concurrency = fillConcurrency(workflow.concurrency, {
    scope: makeJobScope(contexts, () => false),
    allowance: WORKFLOW_ALLOWANCES.concurrency,
  });
  const run: Run = { call, contexts, ended: new Map(), artifacts };
  const jobs: Record<string, JobResult> = {};
  for (const job of workflow.jobs.values()) Object.assign(jobs, await runJobs(job, run));
  const conclusions = Object.values(jobs).map((job) => job.conclusion);
  const conclusion = call.cancel.aborted ? 'cancelled' : worst(conclusions);
  return { isTriggered: true, conclusion, jobs, concurrency, artifacts };
}

/** Runs a job in each combination of its matrix, and remembers how all of them ended. */
async function runJobs(job: JobFile, run: Run): Promise<Readonly<Record<string, JobResult>>> {
  const { call, ended } = run;
  const needs = Object.fromEntries(job.needs.map((id) => [id, toValue(needEnded(ended, id))]));
  const contexts = new Map<string, Value>([...run.contexts, ['needs', needs]]);
  const scope = makeJobScope(contexts, (name) => isStatus(name, job, run));
  const results: Record<string, JobResult> = {};
  const condition = { place: at(job.place, 'if'), allowance: JOB_ALLOWANCES.if, scope };
  const holds = (): boolean => isMet(job.if, condition);
  if (!holds()) {
    results[job.id] = skip(job, call.cancel.aborted ? 'cancelled' : 'skipped');
  } else {
    const setting = { place: at(job.place, 'strategy'), allowance: JOB_ALLOWANCES.strategy, scope };
    const matrix = job.matrix === undefined ? undefined : fillValue(job.matrix, setting);
    const combinations = expandMatrix(matrix, at(job.place, 'strategy.matrix'));
    const isFast = isTruthy(fillValue(job.failFast, setting));
    for (const [index, combination] of combinations.entries()) {
      const name = nameCombination(job.id, combination);
      const isOver = isFast && Object.values(results).some(({ conclusion }) => conclusion === 'failure');
      const strategy = { 'fail-fast': isFast, 'job-index': index, 'job-total': combinations.length };
      results[name] = isOver
        ? skip(job, 'cancelled')
        : await runOne(job, run, {
            name,
            holds,
            contexts: new Map<string, Value>([...contexts, ['matrix', combination], ['strategy', strategy]]),
          });
    }
  }
  ended.set(job.id, gather(job, Object.values(results)));
  return results;
}

interface OneJob {
  readonly name: string;
  readonly contexts: ReadonlyMap<string, Value>;
  /** Whether the `if` of the job holds: asked again when the run is cancelled. */
  readonly holds: () => boolean;
}

async function runOne(
  job: JobFile,
  { call, artifacts }: Run,
  { name, contexts, holds }: OneJob,
): Promise<JobResult> {
  const { cancel } = call;
  const control = new AbortController();
  const reconsider = (): void => {
    if (!holds()) control.abort();
  };
  // A job that begins after the run was cancelled is not part of what was cancelled.
  if (!cancel.aborted) cancel.addEventListener('abort', reconsider);
  try {
    const workflowEnv = call.workflow.env;
    return await runJob({ facts: call, job, name, contexts, workflowEnv, cancel: control.signal, artifacts });
  } finally {
    cancel.removeEventListener('abort', reconsider);
  }
}

function skip({ id, name = id }: JobFile, conclusion: Conclusion): JobResult {
  return {
    id,
    name,
    conclusion,
    outputs: {},
    steps: [],
    concurrency: undefined,
    environment: undefined,
    error: undefined,
  };
}

/** Outputs that no job of a matrix set are empty texts, also those of a job that was skipped. */
function gather({ outputs }: JobFile, results: readonly JobResult[]): EndedJob {
  const empty = Object.keys(outputs).map((name) => [name, '']);
  const set = results.flatMap((result) => Object.entries(result.outputs)).filter(([, value]) => value !== '');
  const result = worst(results.map(({ conclusion }) => conclusion));
  return { result, outputs: Object.fromEntries([...empty, ...set]) };
}

/** What `success()` and the like say before a job: of all jobs that it needs, and that those need. */
function isStatus(name: string, job: JobFile, { call, ended }: Run): boolean {
  if (name === 'always') return true;
  if (name === 'cancelled') return call.cancel.aborted;
  const results = listAncestors(job, call.workflow).map((id) => needEnded(ended, id).result);
  if (name === 'failure') return results.includes('failure');
  return !call.cancel.aborted && results.every((result) => result === 'success');
}

function listAncestors(job: JobFile, workflow: WorkflowFile): readonly string[] {
  const above = job.needs.flatMap((id) => {
    const needed = workflow.jobs.get(id);
    return needed === undefined ? [] : [id, ...listAncestors(needed, workflow)];
  });
  return [...new Set(above)];
}

function needEnded(ended: ReadonlyMap<string, EndedJob>, id: string): EndedJob {
  return ended.get(id) ?? refuse({ file: 'jobs', path: id }, 'it has not ended yet');
}

function toValue({ result, outputs }: EndedJob): ValueObject {
  return { result, outputs };
}

function worst(conclusions: readonly Conclusion[]): Conclusion {
  for (const one of ['failure', 'cancelled', 'success'] as const) if (conclusions.includes(one)) return one;
  return 'skipped';
}
