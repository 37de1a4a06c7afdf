import { randomUUID } from 'node:crypto';
import {
  fillText,
  fillValue,
  isTruthy,
  type Scope,
  type Setting,
  toText,
  type Value,
  type ValueObject,
} from '../expression/index.ts';
import {
  at,
  type ConcurrencyFile,
  JOB_ALLOWANCES,
  type JobFile,
  WORKFLOW_ALLOWANCES,
  withoutWriting,
} from '../files/index.ts';
import type { ConcurrencyGroup } from './concurrency-queue.ts';
import { endOrphans } from './end-orphans.ts';
import type { RunFacts } from './github-context.ts';
import { makeJobFolders } from './job-folders.ts';
import type { JobRun } from './job-run.ts';
import { Level } from './level.ts';
import type { JobResult } from './result.ts';
import { runSteps } from './run-step.ts';

/** One job of a matrix, or the only one. */
export interface JobCall {
  readonly facts: RunFacts;
  readonly job: JobFile;
  readonly name: string;
  /** By name: github, needs, strategy, matrix, vars, secrets, inputs. */
  readonly contexts: ReadonlyMap<string, Value>;
  readonly workflowEnv: ValueObject;
  readonly cancel: AbortSignal;
  readonly artifacts: Map<string, string>;
}

/** What the parts of a job are evaluated with that stand outside of its steps. */
export function makeJobScope(contexts: ReadonlyMap<string, Value>, status: (name: string) => boolean): Scope {
  return {
    contexts,
    status,
    mayLack: ([context, name, part]) => {
      if (context === 'secrets' || context === 'vars') return part === undefined;
      return context === 'github' && name === 'event' && part !== undefined;
    },
  };
}

const noStatus = (name: string): boolean => name === 'always';

/** Runs one job on a fresh machine. */
export async function runJob(call: JobCall): Promise<JobResult> {
  const { job, facts } = call;
  const scope = makeJobScope(call.contexts, noStatus);
  const setting = (name: keyof typeof JOB_ALLOWANCES): Setting => ({
    place: at(job.place, name),
    allowance: JOB_ALLOWANCES[name],
    scope,
  });
  const environment =
    job.environment === undefined ? undefined : fillText(job.environment.name, setting('environment'));
  const common = {
    id: job.id,
    name: job.name === undefined ? call.name : fillText(job.name, setting('name')),
    concurrency: fillConcurrency(job.concurrency, { scope, allowance: JOB_ALLOWANCES.concurrency }),
    environment,
  };
  const refused = refuseEnvironment(environment, facts);
  if (refused !== undefined)
    return { ...common, conclusion: 'failure', outputs: {}, steps: [], error: refused };
  const minutes = Number(fillValue(job.timeoutMinutes ?? 360, setting('timeout')));
  const ended = await withCancel(call.cancel, minutes * facts.host.waits.minuteMs, async (cancel) => {
    const running = await start(call, { environment, cancel });
    try {
      return await work(job, running);
    } finally {
      await endOrphans(running.mark);
    }
  });
  return { ...common, ...ended, error: undefined };
}

async function work(
  job: JobFile,
  running: JobRun,
): Promise<Pick<JobResult, 'conclusion' | 'outputs' | 'steps'>> {
  const level = new Level(running);
  const steps = await runSteps(job.steps, level, undefined);
  if (running.cancel.aborted) running.status = 'cancelled';
  const setting = level.setting(job.place, 'outputs', { allowance: JOB_ALLOWANCES.outputs, env: level.env });
  const outputs = fillValue(job.outputs, setting) as ValueObject;
  return {
    conclusion: running.status,
    outputs: Object.fromEntries(Object.entries(outputs).map(([name, value]) => [name, toText(value)])),
    steps,
  };
}

async function start(
  { facts, job, contexts, workflowEnv, artifacts }: JobCall,
  { environment, cancel }: { readonly environment: string | undefined; readonly cancel: AbortSignal },
): Promise<JobRun> {
  const { host, event } = facts;
  const folders = await makeJobFolders(host, event.payload);
  const settings = environment === undefined ? undefined : host.environments.get(environment);
  const token = host.issueToken(event.isFork === true ? withoutWriting(job.permissions) : job.permissions);
  const own = event.isFork === true ? {} : { ...host.secrets, ...settings?.secrets };
  const all = new Map<string, Value>([
    ...contexts,
    ['secrets', { ...own, GITHUB_TOKEN: token }],
    ['vars', { ...host.variables, ...settings?.variables }],
    [
      'github',
      {
        ...(contexts.get('github') as ValueObject),
        event_path: folders.eventFile,
        job: job.id,
        token,
        workspace: folders.workspace,
      },
    ],
    [
      'runner',
      {
        os: 'Linux',
        arch: 'X64',
        name: 'GitHub Actions 1',
        environment: 'github-hosted',
        temp: folders.temp,
        tool_cache: folders.tools,
      },
    ],
  ]);
  const scope = makeJobScope(all, noStatus);
  const fill = (value: Value, where: Omit<Setting, 'scope'>): ValueObject =>
    fillValue(value, { ...where, scope }) as ValueObject;
  const env = {
    ...fill(workflowEnv, {
      place: { file: job.place.file, path: 'env' },
      allowance: WORKFLOW_ALLOWANCES.env,
    }),
    ...fill(job.env, { place: at(job.place, 'env'), allowance: JOB_ALLOWANCES.env }),
  };
  return {
    host,
    folders,
    token,
    mark: `github_${randomUUID()}`,
    contexts: all,
    defaults: job.defaults,
    cancel,
    status: 'success',
    env: Object.fromEntries(Object.entries(env).map(([name, value]) => [name, toText(value)])),
    path: [],
    artifacts,
  };
}

/** A branch that an environment does not allow fails the job before it begins. */
function refuseEnvironment(name: string | undefined, { host, event }: RunFacts): string | undefined {
  if (name === undefined) return undefined;
  const settings = host.environments.get(name);
  if (settings === undefined) return `the repository has no environment ${name}`;
  const branch = event.ref.replace(/^refs\/heads\//, '');
  if (settings.branches === undefined || settings.branches.includes(branch)) return undefined;
  return `Branch "${branch}" is not allowed to deploy to ${name}`;
}

/** Works with a signal that comes with the run's cancellation, or once the time is over. */
async function withCancel<T>(
  outer: AbortSignal,
  ms: number,
  work: (cancel: AbortSignal) => Promise<T>,
): Promise<T> {
  const control = new AbortController();
  const stop = (): void => control.abort();
  if (outer.aborted) stop();
  outer.addEventListener('abort', stop);
  const timer = setTimeout(stop, ms);
  try {
    return await work(control.signal);
  } finally {
    clearTimeout(timer);
    outer.removeEventListener('abort', stop);
  }
}

/** The group that a run or a job belongs to. */
export function fillConcurrency(
  file: ConcurrencyFile | undefined,
  { scope, allowance }: Omit<Setting, 'place'>,
): ConcurrencyGroup | undefined {
  if (file === undefined) return undefined;
  const setting = { place: file.place, allowance, scope };
  return {
    group: fillText(file.group, setting),
    cancelInProgress: isTruthy(fillValue(file.cancelInProgress, setting)),
  };
}
