import { type ApplySummary, isOpen, type State, UsageError } from '../../model/index.ts';
import {
  type Acceptance,
  apply,
  findReviewed,
  hasUnaccepted,
  postResults,
  type ReviewedCommits,
  syncUnreviewedIssue,
} from '../../operations/index.ts';
import { renderApply, renderResultComment } from '../../render/index.ts';
import { applyExitCode } from '../commands/apply.ts';
import { composeBackend } from '../compose.ts';
import { EXIT } from '../exit-code.ts';
import type { CommandIo } from '../io.ts';
import { type OpenedRepository, openRepository } from '../open-repository.ts';
import { styleOf } from '../style-of.ts';
import { withSession } from '../with-session.ts';
import { forEachEnvironment } from './each-environment.ts';
import { type Ci, type CiOptions, withCi } from './open-ci.ts';

/** Options of `cai ci apply`. */
export interface CiApplyOptions extends CiOptions {
  /** The branch that is applied. @default the branch of the event, else main */
  readonly branch?: string;
  /** Approves the plan of this digest, which no pull request reviewed. */
  readonly digest?: string;
}

/** Largest summary of a job. */
const MOST_SUMMARY = 1_000_000;

/** `cai ci apply`: carries out what was reviewed of every commit since the last applied one, and tells the pull requests. */
export async function runCiApply(io: CommandIo, options: CiApplyOptions): Promise<number> {
  return await runOnEnvironments(io, options, async (ci, opened) => await applyOne(io, options, ci, opened));
}

/** `cai ci resume`: goes on with what was accepted earlier: handoffs that were done, runs that ended. Accepts nothing. */
export async function runCiResume(io: CommandIo, options: CiOptions): Promise<number> {
  return await runOnEnvironments(io, options, async (ci, opened) => {
    if (options.dryRun === true) return await preview(io, opened, undefined);
    return await tell(io, ci, opened, await applyAccepted(io, opened, {}), []);
  });
}

async function runOnEnvironments(
  io: CommandIo,
  options: CiOptions,
  work: (ci: Ci, opened: OpenedRepository) => Promise<number>,
): Promise<number> {
  return await withCi(
    io,
    options,
    async (ci) =>
      await forEachEnvironment(
        io,
        options,
        async (env) => await work(ci, await openRepository(io, { ...options, env })),
      ),
  );
}

async function applyOne(
  io: CommandIo,
  options: CiApplyOptions,
  ci: Ci,
  opened: OpenedRepository,
): Promise<number> {
  const { forge, checkout, login, event } = ci;
  const digest = options.digest ?? digestOf(ci);
  const branch = options.branch ?? branchOf(ci);
  const head = await checkout.resolve('HEAD');
  const environment = opened.environment.environment.metadata.name;
  const before = event?.name === 'push' ? event.before : undefined;
  let found: ReviewedCommits = { offers: [], unreviewed: [] };
  const reviewed = async (state: State): Promise<Acceptance> => {
    found = await findReviewed(forge, checkout, state, { environment, branch, head, before, login });
    return { manifests: found.offers, commit: head };
  };
  if (options.dryRun === true) return await preview(io, opened, reviewed);
  const summary = await applyAccepted(io, opened, { reviewed, ...(digest === undefined ? {} : { digest }) });
  const code = await tell(io, ci, opened, summary, found.unreviewed);
  if (digest === undefined || summary.manifests.some((manifest) => manifest.digest === digest)) return code;
  io.stderr.write(
    `The plan is another one now: ${summary.plan?.manifest.digest ?? 'nothing'}. Nothing was approved.\n`,
  );
  return EXIT.refused;
}

/** What would be accepted and gone on with, as JSON lines; nothing is written, at Adobe neither. */
async function preview(
  io: CommandIo,
  { environment }: OpenedRepository,
  reviewed: ((state: State) => Promise<Acceptance>) | undefined,
): Promise<number> {
  const state = await composeBackend(io, environment.environment).read();
  const say = (what: object): boolean => io.stdout.write(`${JSON.stringify(what)}\n`);
  for (const { id, digest, lines } of state.manifests.filter((known) => known.lines.some(isOpen))) {
    say({ operation: 'continue', id, digest, lines: lines.filter(isOpen) });
  }
  for (const { manifest, acceptedBy } of (await reviewed?.(state))?.manifests ?? []) {
    say({ operation: 'accept', digest: manifest.digest, acceptedBy, lines: manifest.lines });
  }
  return EXIT.done;
}

function digestOf({ event }: Ci): string | undefined {
  if (event?.name !== 'workflow_dispatch') return undefined;
  const digest = event.inputs['digest'];
  if (digest === undefined || digest === '') return undefined;
  if (/^[0-9a-f]{64}$/.test(digest)) return digest;
  throw new UsageError({ message: 'The input digest is not one: it has 64 characters of 0-9 and a-f' });
}

function branchOf({ event, run }: Ci): string {
  const ref = event?.name === 'push' ? event.ref : (run.ref ?? 'refs/heads/main');
  return ref.replace(/^refs\/heads\//, '');
}

async function applyAccepted(
  io: CommandIo,
  { environment, desired, diagnostics }: OpenedRepository,
  how: { readonly reviewed?: (state: State) => Promise<Acceptance>; readonly digest?: string },
): Promise<ApplySummary> {
  const { reviewed, digest } = how;
  return await withSession(
    io,
    { environment, access: 'read-write', doing: 'Applying' },
    async (session) =>
      await apply(session, {
        desired,
        diagnostics,
        verb: 'apply',
        ...(reviewed === undefined ? {} : { reviewed }),
        ...(digest === undefined
          ? {}
          : { acknowledged: digest, confirm: async (plan) => plan.manifest.digest === digest }),
      }),
  );
}

/** The log, the job's summary, the pull requests, and the issue about what nobody reviewed. */
async function tell(
  io: CommandIo,
  ci: Ci,
  opened: OpenedRepository,
  summary: ApplySummary,
  unreviewed: ReviewedCommits['unreviewed'],
): Promise<number> {
  const { forge, login, run } = ci;
  const link = run.url === undefined ? {} : { link: run.url };
  io.stdout.write(`${renderApply(summary, styleOf(io, io.stdout))}\n`);
  const commit = await ci.checkout.resolve('HEAD');
  await ci.summarize(renderResultComment({ summary, commit, limit: MOST_SUMMARY, ...link }));
  await postResults(forge, { summary, login, ...link });
  if (summary.plan !== undefined) {
    await syncUnreviewedIssue(forge, { plan: summary.plan, unreviewed, login, ...link });
  }
  const { name } = opened.environment.environment.metadata;
  for (const { commit: one, reason } of unreviewed) {
    io.stderr.write(`${name}: nothing of ${one.slice(0, 10)} was accepted: ${reason}.\n`);
  }
  const code = applyExitCode(summary, false);
  const isLeft = summary.plan !== undefined && hasUnaccepted(summary.plan);
  return code === EXIT.done && isLeft ? EXIT.refused : code;
}
