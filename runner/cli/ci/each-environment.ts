import { renderFailure } from '../../render/index.ts';
import { describeError } from '../command-error.ts';
import { EXIT } from '../exit-code.ts';
import type { CommandIo } from '../io.ts';
import { chooseOpened, openFiles } from '../open-repository.ts';
import { styleOf } from '../style-of.ts';
import type { CiOptions } from './open-ci.ts';

/** Names of the environments that a command is about: the one that is named, or all. */
export async function listEnvironments(io: CommandIo, options: CiOptions): Promise<readonly string[]> {
  if (options.env !== undefined) return [options.env];
  const repository = await openFiles(io, [options.dir]);
  const names = repository.environments.map(({ environment }) => environment.metadata.name).sort();
  return names.length > 0 ? names : [chooseOpened(io, repository, undefined).environment.metadata.name];
}

/** Works on one environment after the other; one that fails is told and does not keep the others from theirs. */
export async function forEachEnvironment(
  io: CommandIo,
  options: CiOptions,
  work: (name: string) => Promise<number>,
): Promise<number> {
  const names = await listEnvironments(io, options);
  let exitCode: number = EXIT.done;
  for (const name of names) {
    try {
      exitCode = Math.max(exitCode, await work(name));
    } catch (error) {
      if (names.length === 1 || io.signal.aborted) throw error;
      const failure = describeError(error);
      const told = { ...failure, message: `${name}: ${failure.message}` };
      io.stderr.write(renderFailure(told, styleOf(io, io.stderr)));
      exitCode = Math.max(exitCode, failure.exitCode);
    }
  }
  return exitCode;
}

/** One line about what was done; in a dry run stdout holds JSON lines alone. */
export function tell(io: CommandIo, options: CiOptions, text: string): void {
  (options.dryRun === true ? io.stderr : io.stdout).write(`${text}\n`);
}
