import { join } from 'node:path';
import { startProcess } from '../../host/index.ts';
import { UsageError } from '../../model/index.ts';
import { EXIT } from '../exit-code.ts';
import type { CommandIo } from '../io.ts';
import { chooseOpened, openFiles } from '../open-repository.ts';

/** `cai emulator`: starts the emulator's own entry point as a process, and stays until it ends. */
export async function runEmulator(io: CommandIo, args: readonly string[]): Promise<number> {
  const file = join(io.bundleFolder, 'emulator.js');
  const env = Object.fromEntries(
    Object.entries(io.variables).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
  const told = await expandEnvironment(io, args);
  const child = startProcess({ file: process.execPath, args: [file, ...told], cwd: io.cwd, env });
  child.stdout.pipe(io.stdout);
  child.stderr.pipe(io.stderr);
  io.signal.addEventListener('abort', () => void child.stop(), { once: true });
  const code = await child.ended;
  return io.signal.aborted ? EXIT.done : (code ?? EXIT.interrupted);
}

/** `--env NAME` stands for the settings of that environment document; the emulator itself reads no YAML of pipelines. */
async function expandEnvironment(io: CommandIo, args: readonly string[]): Promise<readonly string[]> {
  const at = args.findIndex((arg) => arg === '--env' || arg === '-e');
  if (at < 0) return args;
  const name = args[at + 1];
  const { environment } = chooseOpened(io, await openFiles(io, ['pipelines']), name);
  const { emulator } = environment.spec;
  if (emulator === undefined) {
    throw new UsageError({
      message: `the environment ${environment.metadata.name} names no emulator`,
      hint: 'Its document needs spec.emulator: { port: 4410, path: .cai/emulator }.',
    });
  }
  const { port, path, seed } = emulator;
  const rest = args.filter((_, index) => index !== at && index !== at + 1);
  if (rest[0] === 'perform') {
    return ['perform', ...flag('world', path), '--env', environment.metadata.name, ...rest.slice(1)];
  }
  if (rest[0] === 'score') return ['score', ...flag('world', path), ...rest.slice(1)];
  return [...flag('port', port), ...flag('world', path), ...flag('seed', seed), ...rest];
}

function flag(name: string, value: string | number | undefined): readonly string[] {
  return value === undefined ? [] : [`--${name}`, String(value)];
}
