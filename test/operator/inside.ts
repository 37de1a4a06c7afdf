import { setMaxListeners } from 'node:events';
import { resolve } from 'node:path';
import { PassThrough, Writable } from 'node:stream';
import type { CommandIo, Variables } from '../../runner/cli/io.ts';
import { runProgram } from '../../runner/cli/program.ts';
import type { Clock } from '../../runner/model/index.ts';
import type { CliResult } from './command.ts';

/** Runs a command inside this process, on a given clock, with further environment variables. */
export async function runInside(
  args: readonly string[],
  cwd: string,
  clock: Clock,
  variables: Variables = {},
): Promise<CliResult> {
  const { io, stdout, stderr } = makeInsideIo(cwd, clock, variables);
  const code = await runProgram(args, io);
  return { code, stdout: stdout.text, stderr: stderr.text };
}

/** What a command inside this process may touch. */
export function makeInsideIo(
  cwd: string,
  clock: Clock,
  variables: Variables = {},
): { readonly io: CommandIo; readonly stdout: Sink; readonly stderr: Sink } {
  const [stdout, stderr] = [new Sink(), new Sink()];
  const { signal } = new AbortController();
  setMaxListeners(0, signal);
  const io = {
    stdin: new PassThrough(),
    stdout,
    stderr,
    cwd,
    variables: { USER: 'tester', NO_COLOR: '1', ...variables },
    signal,
    clock,
    packageFolder: resolve('.'),
    bundleFolder: resolve('dist'),
    version: '1.0.0',
  };
  return { io, stdout, stderr };
}

class Sink extends Writable {
  text = '';

  override _write(chunk: Buffer, _encoding: string, done: () => void): void {
    this.text += chunk.toString();
    done();
  }
}
