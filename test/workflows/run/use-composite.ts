import { access, mkdir, readFile, symlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fillText, refuse, type ValueObject } from '../expression/index.ts';
import {
  ACTION_ALLOWANCES,
  ACTION_STEP_ALLOWANCES,
  type ActionFile,
  at,
  readAction,
  type UsesStep,
} from '../files/index.ts';
import type { JobRun } from './job-run.ts';
import { Level } from './level.ts';
import { type Inputs, QUIET_END, type StepCall, type StepEnd } from './step-call.ts';

/** Carries out the steps of a composite action, of this repository or of one that the host knows. */
export async function useComposite(step: UsesStep, given: Inputs, call: StepCall): Promise<StepEnd> {
  const { level, env, signal, runSteps } = call;
  const found = await findAction(step, level.job);
  const action = readAction(step.uses, await readFile(join(found.folder, 'action.yml'), 'utf8'));
  const inner = new Level(level.job, {
    allowances: ACTION_STEP_ALLOWANCES,
    inputs: makeInputs(step, action, { given, call }),
    env,
    github: { action_path: found.folder, action_ref: found.ref, action_repository: found.repository },
  });
  const steps = await runSteps(action.steps, inner, signal);
  const outputs = [...action.outputs].map(([name, value]) => {
    const setting = inner.setting(action.place, `outputs.${name}`, {
      allowance: ACTION_ALLOWANCES.output,
      env,
    });
    return [name, fillText(value, setting)];
  });
  return { ...QUIET_END, isFailed: inner.status !== 'success', outputs: Object.fromEntries(outputs), steps };
}

interface FoundAction {
  readonly folder: string;
  readonly ref: string;
  readonly repository: string;
}

/** An action of another repository lies where the runner unpacks it, with all of its repository. */
async function findAction({ uses, place }: UsesStep, { host, folders }: JobRun): Promise<FoundAction> {
  if (uses.startsWith('./')) {
    const folder = join(folders.workspace, uses);
    if (!(await isThere(join(folder, 'action.yml')))) {
      refuse(at(place, 'uses'), 'the workspace has no such action', uses);
    }
    return { folder, ref: '', repository: '' };
  }
  const [name = '', ref = ''] = uses.split('@');
  const [owner, repo, ...path] = name.split('/');
  const repository = `${owner}/${repo}`;
  const source = host.actions.get(repository);
  if (source === undefined) refuse(at(place, 'uses'), `nobody knows ${repository} here`, uses);
  const unpacked = join(folders.actions, repository, ref);
  if (!(await isThere(unpacked))) {
    await mkdir(dirname(unpacked), { recursive: true });
    await symlink(source, unpacked);
  }
  return { folder: join(unpacked, ...path), ref, repository };
}

async function isThere(path: string): Promise<boolean> {
  return await access(path).then(
    () => true,
    () => false,
  );
}

function makeInputs(
  step: UsesStep,
  action: ActionFile,
  { given, call }: { readonly given: Inputs; readonly call: StepCall },
): ValueObject {
  const unknown = Object.keys(given).find((name) => !action.inputs.has(name));
  if (unknown !== undefined) refuse(at(step.place, `with.${unknown}`), 'the action has no such input');
  const { level, env } = call;
  const entries = [...action.inputs].map(([name, input]) => {
    const value = given[name];
    if (input.required && (value ?? '') === '')
      refuse(at(step.place, `with.${name}`), 'the action requires it');
    const setting = level.setting(action.place, `inputs.${name}.default`, {
      allowance: ACTION_ALLOWANCES.inputDefault,
      env,
    });
    return [name, value ?? fillText(input.default ?? '', setting)];
  });
  return Object.fromEntries(entries);
}
