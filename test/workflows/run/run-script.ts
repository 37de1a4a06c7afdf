import { randomUUID } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { fillText, refuse } from '../expression/index.ts';
import { at, type RunStep } from '../files/index.ts';
import { type CommandFiles, makeCommandFiles, readCommandFiles } from './command-files.ts';
import { TRACKING_VARIABLE } from './end-orphans.ts';
import { findCommands } from './file-commands.ts';
import { makeGitHubVariables } from './github-context.ts';
import type { JobRun } from './job-run.ts';
import type { Level } from './level.ts';
import { type ProcessEnd, runProcess } from './run-process.ts';
import { QUIET_END, type StepCall, type StepEnd } from './step-call.ts';

/** Commands that a step may print; any other would change what comes after it, and is refused. */
const HARMLESS = ['error', 'warning', 'notice', 'debug', 'group', 'endgroup', 'add-mask'];

/** Runs the script of a step, and takes up what it left to later steps. */
export async function runScript(step: RunStep, { level, env, signal }: StepCall): Promise<StepEnd> {
  const { job, action, allowances } = level;
  const fill = (text: string, name: string): string =>
    fillText(text, level.setting(step.place, name, { allowance: allowances.other, env }));
  const shell = step.shell ?? (action === undefined ? job.defaults.shell : undefined);
  const folder =
    step.workingDirectory ?? (action === undefined ? job.defaults.workingDirectory : undefined) ?? '.';
  const script = join(job.folders.temp, `${randomUUID()}.sh`);
  await writeFile(script, fill(step.run, 'run'));
  const files = await makeCommandFiles(job.folders.temp);
  const end = await runProcess({
    file: 'bash',
    args: [...argumentsOf(shell, step), script],
    cwd: resolve(job.folders.workspace, fill(folder, 'working-directory')),
    env: makeEnvironment(level, env, { files, action: step.id ?? '__run' }),
    signal,
    waits: job.host.waits,
  });
  return await takeUp(step, job, { end, files });
}

/** Without a shell GitHub leaves pipefail out. */
function argumentsOf(shell: string | undefined, step: RunStep): readonly string[] {
  if (shell === undefined) return ['-e'];
  if (shell === 'bash') return ['--noprofile', '--norc', '-eo', 'pipefail'];
  return refuse(at(step.place, 'shell'), `the shell ${shell} is not carried out`);
}

/** Everything that a process of a step finds in its environment. */
export function makeEnvironment(
  level: Level,
  env: Readonly<Record<string, string>>,
  { files, action }: { readonly files: CommandFiles; readonly action: string },
): Readonly<Record<string, string>> {
  const { job, github } = level;
  const { machine } = job.host;
  const path = [...job.path, machine['PATH'] ?? ''].join(':');
  return {
    ...machine,
    HOME: job.folders.home,
    CI: 'true',
    ...env,
    ...makeGitHubVariables({ ...github, ...files, action }),
    GITHUB_ACTIONS: 'true',
    RUNNER_OS: 'Linux',
    RUNNER_ARCH: 'X64',
    RUNNER_NAME: 'GitHub Actions 1',
    RUNNER_ENVIRONMENT: 'github-hosted',
    RUNNER_TEMP: job.folders.temp,
    RUNNER_TOOL_CACHE: job.folders.tools,
    RUNNER_WORKSPACE: resolve(job.folders.workspace, '..'),
    [TRACKING_VARIABLE]: job.mark,
    PATH: path,
  };
}

async function takeUp(
  step: RunStep,
  job: JobRun,
  { end, files }: { readonly end: ProcessEnd; readonly files: CommandFiles },
): Promise<StepEnd> {
  const said = await readCommandFiles(files);
  const commands = [...findCommands(end.stdout), ...findCommands(end.stderr)];
  const harmful = commands.find(({ command }) => !HARMLESS.includes(command));
  if (harmful !== undefined) {
    refuse(
      step.place,
      `it prints the command ${harmful.command}, which the harness does not carry out`,
      harmful.line,
    );
  }
  // GitHub lets nobody overwrite its own variables.
  const variables = Object.entries(said.env).filter(([name]) => !/^(?:GITHUB|RUNNER)_/i.test(name));
  job.env = { ...job.env, ...Object.fromEntries(variables) };
  job.path = [...said.path.toReversed(), ...job.path];
  return {
    ...QUIET_END,
    ...end,
    isFailed: end.exitCode !== 0 || said.error !== undefined,
    outputs: said.outputs,
    summary: said.summary,
    error: said.error,
    commands,
  };
}
