import { join } from 'node:path';
import type { ForgeSite } from './forge-site.ts';

/** One step of a state, by the text of its commit. */
export interface RecordedStep {
  readonly by: string;
  /** Random id of the run. */
  readonly run: string;
  readonly pid: number;
  readonly text: string;
}

/** The steps on the state branch of an environment, oldest first, as anybody reads them on the forge. */
export async function readSteps(site: ForgeSite, environment: string): Promise<readonly RecordedStep[]> {
  const remote = join(site.root, 'remote.git');
  const log = await site.git(remote, 'log', '--reverse', '--format=%B%x00', `cai-state/${environment}`);
  return log
    .split('\0')
    .map((text) => text.trim())
    .filter((text) => text !== '')
    .map((text) => {
      const [, by = '', run = '', pid = ''] =
        /^By: (.*)\n(?:.*\n)*?Run: (\S+), on .*, process (\d+)$/mu.exec(text) ?? [];
      if (run === '') throw new Error(`a step of ${environment} names no run:\n${text}`);
      return { by, run, pid: Number(pid), text };
    });
}

/** Runs in the order of their steps; one whose steps stand in two places was overlapped by another. */
export function blocksOf(steps: readonly RecordedStep[]): readonly string[] {
  return steps.map(({ run }) => run).filter((run, index, runs) => run !== runs[index - 1]);
}
