import { parseArgs } from 'node:util';
import type { Backend } from './keep/keeper.ts';
import { BACKENDS } from './keep/make-keeper.ts';

/** What the crash matrix is asked on its command line. */
export interface MatrixOptions {
  readonly backend: Backend;
  /** Every fault of the emulator at every request, beside kills and lost answers. */
  readonly isFull: boolean;
  /** Only these points. */
  readonly points: readonly string[];
  /** At most so many points, drawn with the seed; all where absent. */
  readonly sample: number | undefined;
  readonly seed: number;
  readonly jobs: number;
}

/** Shown for `--help` and with every mistake. */
export const USAGE = `npm run crash-matrix -- [options]

  --backend NAME   the state backend (${BACKENDS.join(', ')}; default local)
  --full           every fault of the emulator at every request, too
  --point ID       only this point; may be given several times
  --sample N       at most N points, drawn at random, and a kill after each lost answer among them
  --seed N         of the random draw (default 1)
  --jobs N         points at once (default 3)
`;

/** Reads the command line; throws an error with a sentence for people. */
export function readOptions(args: readonly string[]): MatrixOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      backend: { type: 'string', default: 'local' },
      full: { type: 'boolean', default: false },
      point: { type: 'string', multiple: true, default: [] },
      sample: { type: 'string' },
      seed: { type: 'string', default: '1' },
      jobs: { type: 'string', default: '3' },
    },
  });
  const backend = BACKENDS.find((name) => name === values.backend);
  if (backend === undefined)
    throw new Error(`there is no backend "${values.backend}" here; known: ${BACKENDS.join(', ')}`);
  return {
    backend,
    isFull: values.full,
    points: values.point,
    sample: values.sample === undefined ? undefined : readCount('--sample', values.sample),
    seed: readCount('--seed', values.seed),
    jobs: readCount('--jobs', values.jobs),
  };
}

function readCount(option: string, text: string): number {
  if (!/^[1-9]\d{0,8}$/.test(text)) throw new Error(`${option} needs a number from 1 on, not "${text}"`);
  return Number(text);
}
