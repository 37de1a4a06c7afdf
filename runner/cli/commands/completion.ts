import type { Command } from 'commander';
import { toPlain } from '../../render/index.ts';
import { DEFAULT_FOLDER } from '../common-options.ts';
import { complete } from '../completion/complete.ts';
import { openLiveValues } from '../completion/live-values.ts';
import { SHELL_SCRIPTS, type Shell } from '../completion/shell-scripts.ts';
import { EXIT } from '../exit-code.ts';
import type { CommandIo } from '../io.ts';

/** `cai completion`: the script of a shell. */
export function runCompletion(io: CommandIo, shell: Shell): number {
  io.stdout.write(SHELL_SCRIPTS[shell]);
  return EXIT.done;
}

/**
 * What the scripts call: the words that the last of `words` can become, one on each line. Somebody is in the middle of typing, so
 * whatever goes wrong ends in no words, and never in a message.
 */
export async function runComplete(
  io: CommandIo,
  program: Command,
  words: readonly string[],
): Promise<number> {
  try {
    const { candidates, paths } = await complete(program, words, (options) =>
      openLiveValues(io, DEFAULT_FOLDER, options),
    );
    const lines = candidates.map(({ value, description = '' }) =>
      description === '' ? toPlain(value) : `${toPlain(value)}\t${toPlain(description)}`,
    );
    if (paths !== undefined) lines.push(`:${paths}`);
    io.stdout.write(lines.map((line) => `${line}\n`).join(''));
  } catch {
    // Nothing to offer.
  }
  return EXIT.done;
}
