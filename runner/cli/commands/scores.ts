import { join, resolve } from 'node:path';
import { ensureDirectory, writeFileAtomic } from '../../host/index.ts';
import { type CheckedScores, parseAddress, type ScoreReport, UsageError } from '../../model/index.ts';
import { checkScores, profileScores, pullScores, reportScores, scopeInputs } from '../../operations/index.ts';
import {
  renderScoreCheck,
  renderScoreCheckJson,
  renderScoreCheckMarkdown,
  renderScoreProfile,
  renderScoreProfileJson,
  renderScorePull,
  renderScorePullJson,
  renderScoreReports,
  renderScoreReportsJson,
} from '../../render/index.ts';
import { renderScoreReport } from '../../scores/index.ts';
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
  const { repository, environment, desired } = await openRepository(io, options);
  const scope = scopeInputs(repository, environment, { desired, names: pipelines });
  const checked = await withSession(
    io,
    { environment, access: 'read-only', doing: 'Checking scores of' },
    async (session) => await checkScores(session, desired, { pipelines, scope }),
  );
  io.stdout.write(`${checkText(io, checked, options)}\n`);
  if (checked.datasets.some(({ failure }) => failure !== undefined)) return EXIT.error;
  const results = checked.datasets.flatMap(({ check }) => check?.results ?? []);
  const isBlocking = results.some(({ outcome, severity }) => outcome === 'failed' && severity === 'error');
  return isBlocking ? EXIT.refused : EXIT.done;
}

/** `cai scores report`: one page for each score dataset that can be read. */
export async function runReport(
  io: CommandIo,
  pipelines: readonly string[],
  options: CommonOptions & { readonly to: string },
): Promise<number> {
  const { environment, desired } = await openRepository(io, options);
  const made = await withSession(
    io,
    { environment, access: 'read-only', doing: 'Reporting on scores of' },
    async (session) => await reportScores(session, desired, pipelines),
  );
  const files: string[] = [];
  for (const one of made) {
    if (one.report === undefined) continue;
    const file = join(options.to, reportName(one.report));
    await ensureDirectory(resolve(io.cwd, options.to));
    await writeFileAtomic(resolve(io.cwd, file), await renderScoreReport(one.report));
    files.push(file);
  }
  const unread = made.flatMap(({ address, unread: reason }) =>
    reason === undefined ? [] : [{ address, unread: reason }],
  );
  io.stdout.write(
    options.json === true
      ? `${renderScoreReportsJson({ files, unread })}\n`
      : `${renderScoreReports({ files, unread }, styleOf(io, io.stdout))}\n`,
  );
  return EXIT.done;
}

/** `account-upgrade-event-prod.html`. */
function reportName({ address, environment }: ScoreReport): string {
  const { pipeline = '', name = '' } = parseAddress(address) ?? {};
  return `${pipeline}-${name}-${environment}.html`;
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
