import { join } from 'node:path';
import { startProcess } from '../../host/index.ts';
import { EXIT } from '../exit-code.ts';
import type { CommandIo } from '../io.ts';

/** `cai emulator`: starts the emulator's own entry point as a process, and stays until it ends. */
export async function runEmulator(io: CommandIo, args: readonly string[]): Promise<number> {
  const file = join(io.bundleFolder, 'emulator.js');
  const env = Object.fromEntries(
    Object.entries(io.variables).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
  const child = startProcess({ file: process.execPath, args: [file, ...args], cwd: io.cwd, env });
  child.stdout.pipe(io.stdout);
  child.stderr.pipe(io.stderr);
  io.signal.addEventListener('abort', () => void child.stop(), { once: true });
  const code = await child.ended;
  return io.signal.aborted ? EXIT.done : (code ?? EXIT.interrupted);
}
