import { type CheckedScores, UsageError } from '../../model/index.ts';
import { checkScores, profileScores, pullScores } from '../../operations/index.ts';
import {
  renderScoreCheck,
  renderScoreCheckJson,
  renderScoreCheckMarkdown,
  renderScoreProfile,
  renderScoreProfileJson,
  renderScorePull,
  renderScorePullJson,
} from '../../render/index.ts';
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

/** `cai scores check`: judges the newest batches and records what was found; 4 where something fails that blocks. */
export async function runCheck(
  io: CommandIo,
  pipelines: readonly string[],
  options: CommonOptions & { readonly format: string },
): Promise<number> {
  const { environment, desired } = await openRepository(io, options);
  const checked = await withSession(
    io,
    { environment, access: 'read-only', doing: 'Checking scores of' },
    async (session) => await checkScores(session, desired, pipelines),
  );
  io.stdout.write(`${checkText(io, checked, options)}\n`);
  const results = checked.datasets.flatMap(({ check }) => check?.results ?? []);
  const isBlocking = results.some(({ outcome, severity }) => outcome === 'failed' && severity === 'error');
  return isBlocking ? EXIT.refused : EXIT.done;
}

function checkText(
  io: CommandIo,
  checked: CheckedScores,
  options: CommonOptions & { readonly format: string },
): string {
  if (options.json === true) return renderScoreCheckJson(checked);
  return options.format === 'md'
    ? renderScoreCheckMarkdown(checked)
    : renderScoreCheck(checked, styleOf(io, io.stdout));
}

/** `cai scores profile`: what the newest batches look like. */
export async function runProfile(
  io: CommandIo,
  pipelines: readonly string[],
  options: CommonOptions,
): Promise<number> {
  const { environment, desired } = await openRepository(io, options);
  const profiled = await withSession(
    io,
    { environment, access: 'read-only', doing: 'Describing scores of' },
    async (session) => await profileScores(session, desired, pipelines),
  );
  io.stdout.write(
    options.json === true
      ? `${renderScoreProfileJson(profiled)}\n`
      : `${renderScoreProfile(profiled, styleOf(io, io.stdout))}\n`,
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
