import {
  checkCondition,
  checkValue,
  type Place,
  refuse,
  type Value,
  type ValueObject,
} from '../expression/index.ts';
import { JOB_ALLOWANCES, STEP_ALLOWANCES, type WORKFLOW_ALLOWANCES } from './allowances.ts';
import { at, readMapping, readScalars, readText, readTexts } from './members.ts';
import { type Permissions, readPermissions } from './permissions.ts';
import { readCondition, readSteps, type StepFile } from './read-step.ts';

/** Who may run at the same time; its texts still hold expressions. */
export interface ConcurrencyFile {
  readonly place: Place;
  readonly group: string;
  readonly cancelInProgress: Value;
}

/** `defaults.run`. */
export interface RunDefaults {
  readonly shell: string | undefined;
  readonly workingDirectory: string | undefined;
}

export interface EnvironmentFile {
  readonly place: Place;
  readonly name: string;
  readonly url: string | undefined;
}

export interface JobFile {
  readonly id: string;
  readonly place: Place;
  readonly name: string | undefined;
  readonly needs: readonly string[];
  readonly if: string | boolean | undefined;
  readonly permissions: Permissions;
  readonly environment: EnvironmentFile | undefined;
  readonly env: ValueObject;
  readonly defaults: RunDefaults;
  readonly concurrency: ConcurrencyFile | undefined;
  readonly outputs: ValueObject;
  /** `strategy.matrix` as it is written; undefined without. */
  readonly matrix: Value | undefined;
  readonly failFast: Value;
  readonly timeoutMinutes: Value | undefined;
  readonly steps: readonly StepFile[];
}

const KEYS = [
  'name',
  'needs',
  'if',
  'permissions',
  'runs-on',
  'environment',
  'env',
  'defaults',
  'concurrency',
  'outputs',
  'strategy',
  'timeout-minutes',
  'steps',
];

/** What the workflow says for all of its jobs. */
export interface WorkflowDefaults {
  readonly permissions: Permissions | undefined;
  readonly defaults: RunDefaults;
}

/** Reads a job; every expression in it is checked against what may stand there. */
export function readJob(value: Value, place: Place, of: WorkflowDefaults & { readonly id: string }): JobFile {
  const keys = readMapping(value, place, KEYS);
  if (keys['runs-on'] === undefined) refuse(at(place, 'runs-on'), 'it is missing');
  const permissions = readPermissions(keys['permissions'], at(place, 'permissions')) ?? of.permissions;
  if (permissions === undefined)
    refuse(at(place, 'permissions'), 'it is missing, and the workflow has none either');
  const strategy = readMapping(keys['strategy'], at(place, 'strategy'), ['matrix', 'fail-fast']);
  const own = readDefaults(keys['defaults'], at(place, 'defaults'));
  const job: JobFile = {
    id: of.id,
    place,
    name: readText(keys, 'name', place),
    needs: readTexts(keys['needs'], at(place, 'needs')),
    if: readCondition(keys['if'], at(place, 'if')),
    permissions,
    environment: readEnvironment(keys['environment'], at(place, 'environment')),
    env: readScalars(keys['env'], at(place, 'env')),
    defaults: {
      shell: own.shell ?? of.defaults.shell,
      workingDirectory: own.workingDirectory ?? of.defaults.workingDirectory,
    },
    concurrency: readConcurrency(keys['concurrency'], at(place, 'concurrency')),
    outputs: readScalars(keys['outputs'], at(place, 'outputs')),
    matrix: strategy['matrix'],
    failFast: strategy['fail-fast'] ?? true,
    timeoutMinutes: keys['timeout-minutes'],
    steps: readSteps(keys['steps'], at(place, 'steps'), STEP_ALLOWANCES),
  };
  check(keys, job);
  return job;
}

function check(
  keys: ValueObject,
  { place, if: condition, environment, concurrency, outputs }: JobFile,
): void {
  const allowed = JOB_ALLOWANCES;
  checkCondition(condition, at(place, 'if'), allowed.if);
  checkValue(keys['strategy'] ?? null, at(place, 'strategy'), allowed.strategy);
  checkValue(keys['name'] ?? null, at(place, 'name'), allowed.name);
  checkValue(keys['runs-on'] ?? null, at(place, 'runs-on'), allowed.runsOn);
  checkValue(keys['timeout-minutes'] ?? null, at(place, 'timeout-minutes'), allowed.timeout);
  checkValue(keys['env'] ?? null, at(place, 'env'), allowed.env);
  checkValue(keys['defaults'] ?? null, at(place, 'defaults'), allowed.defaults);
  checkValue(environment?.name ?? null, at(place, 'environment'), allowed.environment);
  checkValue(environment?.url ?? null, at(place, 'environment.url'), allowed.url);
  checkValue(outputs, at(place, 'outputs'), allowed.outputs);
  if (concurrency !== undefined) checkConcurrency(concurrency, allowed.concurrency);
}

/** Reads `defaults`. */
export function readDefaults(value: Value | undefined, place: Place): RunDefaults {
  const { run } = readMapping(value, place, ['run']);
  const keys = readMapping(run, at(place, 'run'), ['shell', 'working-directory']);
  return {
    shell: readText(keys, 'shell', at(place, 'run')),
    workingDirectory: readText(keys, 'working-directory', at(place, 'run')),
  };
}

/** Reads `concurrency`, written short or long. */
export function readConcurrency(value: Value | undefined, place: Place): ConcurrencyFile | undefined {
  if (value === undefined) return undefined;
  if (typeof value === 'string') return { place, group: value, cancelInProgress: false };
  const keys = readMapping(value, place, ['group', 'cancel-in-progress']);
  const group = readText(keys, 'group', place);
  if (group === undefined) refuse(at(place, 'group'), 'it is missing');
  return { place, group, cancelInProgress: keys['cancel-in-progress'] ?? false };
}

/** Refuses what may not stand in it. */
export function checkConcurrency(
  { group, cancelInProgress, place }: ConcurrencyFile,
  allowance: (typeof JOB_ALLOWANCES | typeof WORKFLOW_ALLOWANCES)['concurrency'],
): void {
  checkValue([group, cancelInProgress], place, allowance);
}

function readEnvironment(value: Value | undefined, place: Place): EnvironmentFile | undefined {
  if (value === undefined) return undefined;
  if (typeof value === 'string') return { place, name: value, url: undefined };
  const keys = readMapping(value, place, ['name', 'url']);
  const name = readText(keys, 'name', place);
  if (name === undefined) refuse(at(place, 'name'), 'it is missing');
  return { place, name, url: readText(keys, 'url', place) };
}
