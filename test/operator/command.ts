import { type ChildProcess, spawn } from 'node:child_process';
import { join, resolve } from 'node:path';

/** Where the command was built: by the test run, or by `npm run build`. */
export const BUILD = process.env.CAI_TEST_BUILD ?? resolve('dist');

/** How a command ended. */
export interface CliResult {
  /** -1 where a signal ended it. */
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** A command that was started. */
export interface StartedCommand {
  readonly child: ChildProcess;
  readonly ended: Promise<CliResult>;
}

/** What the built command is run with. */
export interface CommandOptions {
  readonly cwd: string;
  /** Added to the environment variables; `undefined` takes one out. */
  readonly variables?: Readonly<Record<string, string | undefined>>;
  /** A program that starts the command, with its own arguments: for a command with fewer rights than the test. */
  readonly through?: readonly string[];
}

/** Starts the built command, without a terminal. */
export function startCommand(
  args: readonly string[],
  { cwd, variables = {}, through = [] }: CommandOptions,
): StartedCommand {
  const [program = process.execPath, ...rest] = [
    ...through,
    process.execPath,
    join(BUILD, 'cai.js'),
    ...args,
  ];
  const child = spawn(program, rest, {
    cwd,
    env: {
      ...process.env,
      NO_COLOR: '1',
      COLUMNS: '100',
      USER: 'tester',
      GITHUB_ACTOR: undefined,
      ...variables,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  return { child, ended: collect(child) };
}

async function collect(child: ChildProcess): Promise<CliResult> {
  let stdout = '';
  let stderr = '';
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
  });
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  const code = await new Promise<number>((done) => child.once('close', (status) => done(status ?? -1)));
  return { code, stdout, stderr };
}
