import { UsageError } from '../../model/index.ts';
import { pullScores } from '../../operations/index.ts';
import { renderScorePull, renderScorePullJson } from '../../render/index.ts';
import type { CommonOptions } from '../common-options.ts';
import { EXIT } from '../exit-code.ts';
import type { CommandIo } from '../io.ts';
import { openRepository } from '../open-repository.ts';
import { styleOf } from '../style-of.ts';
import { withSession } from '../with-session.ts';

/** How `cai scores pull` is asked. */
interface PullOptions extends CommonOptions {
  readonly parallel?: string;
  readonly limitRate?: string;
}

const MOST_PARALLEL = 64;

/** `cai scores pull`: fetches the batches that are missing on disk. */
export async function runPull(
  io: CommandIo,
  pipelines: readonly string[],
  options: PullOptions,
): Promise<number> {
  const { parallel, limitRate } = options;
  const download = {
    ...(parallel === undefined ? {} : { parallel: readParallel(parallel) }),
    ...(limitRate === undefined ? {} : { limitRate }),
  };
  const { environment, desired } = await openRepository(io, options);
  const pulled = await withSession(
    io,
    { environment, access: 'read-only', doing: 'Downloading scores of', download },
    async (session) => await pullScores(session, desired, pipelines),
  );
  io.stdout.write(
    options.json === true
      ? `${renderScorePullJson(pulled)}\n`
      : `${renderScorePull(pulled, styleOf(io, io.stdout))}\n`,
  );
  return EXIT.done;
}

function readParallel(text: string): number {
  const parallel = Number(text);
  if (/^\d+$/u.test(text) && parallel >= 1 && parallel <= MOST_PARALLEL) return parallel;
  throw new UsageError({
    message: `--parallel is ${JSON.stringify(text)}, and must be a number from 1 to ${MOST_PARALLEL}`,
    hint: 'For example: cai scores pull --parallel 8',
  });
}
