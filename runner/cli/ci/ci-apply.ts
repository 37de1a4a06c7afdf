import { compact } from '../../host/index.ts';
import { type ApplySummary, isOpen, type State, UsageError } from '../../model/index.ts';
import {
  type Acceptance,
  apply,
  assertCurrent,
  findReviewed,
  hasUnaccepted,
  postResults,
  type Repository,
  type ReviewedCommits,
  syncUnreviewedIssue,
} from '../../operations/index.ts';
import { renderApply, renderResultComment } from '../../render/index.ts';
import { applyExitCode } from '../commands/apply.ts';
import { composeBackend } from '../compose.ts';
import { EXIT } from '../exit-code.ts';
import type { CommandIo } from '../io.ts';
import { type OpenedRepository, resolveOpened } from '../open-repository.ts';
import { styleOf } from '../style-of.ts';
import { withSession } from '../with-session.ts';
import { forEachEnvironment } from './each-environment.ts';
import { type Ci, type CiOptions, withCi } from './open-ci.ts';
import { waitForLock } from './patient-backend.ts';
import { readTree } from './read-tree.ts';

/** Options of `cai ci apply`. */
export interface CiApplyOptions extends CiOptions {
  /** The branch that is applied. @default main */
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
export async function runCiResume(io: CommandIo, options: CiApplyOptions): Promise<number> {
  return await runOnEnvironments(io, options, async (ci, opened) => {
    if (options.dryRun === true) return await preview(io, opened, undefined);
    branchOf(options, ci);
    const head = await ci.checkout.resolve('HEAD');
    const reviewed = async (state: State): Promise<Acceptance> => {
      await assertCurrent(ci.checkout, state, head);
      return { manifests: [] };
    };
    return await tell(io, ci, opened, await applyAccepted(io, opened, { reviewed }), []);
  });
}

/** A digest is approved for one environment: the same lines may be wanted in several. */
function environmentOf(options: CiApplyOptions, ci: Ci): string | undefined {
  const named = ci.event?.name === 'workflow_dispatch' ? ci.event.inputs['environment'] : undefined;
  const env = options.env ?? (named === '' ? undefined : named);
  if (env === undefined && (options.digest ?? digestOf(ci)) !== undefined) {
    throw new UsageError({
      message: 'A digest is approved for one environment, and none is named',
      hint: 'Say --env NAME; a workflow that is dispatched: the input environment.',
    });
  }
  return env;
}

async function runOnEnvironments(
  io: CommandIo,
  options: CiApplyOptions,
  work: (ci: Ci, opened: OpenedRepository) => Promise<number>,
): Promise<number> {
  return await withCi(
    io,
    options,
    async (ci) =>
      await forEachEnvironment(
        io,
        { ...options, ...compact({ env: environmentOf(options, ci) }) },
        async (env) => await work(ci, resolveOpened(io, await readHead(io, options, ci), env)),
      ),
  );
}

/** The YAML of the commit that is checked out: what lies about in the folder was reviewed by nobody. */
async function readHead(io: CommandIo, { dir }: CiOptions, { checkout }: Ci): Promise<Repository> {
  return await readTree(io, checkout, { tree: await checkout.resolve('HEAD'), folder: dir });
}

async function applyOne(
  io: CommandIo,
  options: CiApplyOptions,
  ci: Ci,
  opened: OpenedRepository,
): Promise<number> {
  const { forge, checkout, login, event } = ci;
  const digest = options.digest ?? digestOf(ci);
  const branch = branchOf(options, ci);
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

/** Whoever starts a workflow on another branch would apply what nobody reviewed for this one. */
function branchOf({ branch = 'main' }: CiApplyOptions, { run }: Ci): string {
  if (run.ref === undefined || run.ref === `refs/heads/${branch}`) return branch;
  throw new UsageError({
    message: `This run is on ${run.ref}, and what is applied is the branch ${branch}`,
    hint: 'Start it on that branch. Where the main branch has another name: --branch NAME',
  });
}

async function applyAccepted(
  io: CommandIo,
  { environment, desired, diagnostics }: OpenedRepository,
  how: { readonly reviewed?: (state: State) => Promise<Acceptance>; readonly digest?: string },
): Promise<ApplySummary> {
  const { reviewed, digest } = how;
  return await withSession(
    io,
    {
      environment,
      access: 'read-write',
      doing: 'Applying',
      hasFailed: (summary: ApplySummary) => applyExitCode(summary, false) === EXIT.error,
    },
    async (session) =>
      await apply(
        { ...session, backend: waitForLock(session.backend, io) },
        {
          desired,
          diagnostics,
          verb: 'apply',
          ...(reviewed === undefined ? {} : { reviewed }),
          ...(digest === undefined
            ? {}
            : { acknowledged: digest, confirm: async (plan) => plan.manifest.digest === digest }),
        },
      ),
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
    await syncUnreviewedIssue(forge, { plan: summary.plan, unreviewed, head: commit, login, ...link });
  }
  const { name } = opened.environment.environment.metadata;
  for (const { commit: one, reason } of unreviewed) {
    io.stderr.write(`${name}: nothing of ${one.slice(0, 10)} was accepted: ${reason}.\n`);
  }
  const code = applyExitCode(summary, false);
  // An hourly run fails for what is new; what nobody accepted yet is said by its issue.
  const isNews = ci.event?.name !== 'schedule' || unreviewed.length > 0;
  const isLeft = isNews && summary.plan !== undefined && hasUnaccepted(summary.plan);
  return code === EXIT.done && isLeft ? EXIT.refused : code;
}
