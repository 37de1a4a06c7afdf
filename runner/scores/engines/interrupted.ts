import { RunnerError } from '../../model/index.ts';

/** Throws where somebody has stopped the command: no statement is begun, and no failure of one is told, after that. */
export function throwIfInterrupted(signal: AbortSignal | undefined): void {
  if (signal?.aborted !== true) return;
  throw new RunnerError({
    code: 'interrupted',
    message: 'Reading the scores was interrupted',
    hint: 'Nothing was recorded. Run the same command again.',
    exitCode: 130,
  });
}
