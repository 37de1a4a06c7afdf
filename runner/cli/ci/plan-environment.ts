import { compact } from '../../host/index.ts';
import {
  canonicalJson,
  type Desired,
  type Diagnostic,
  hasErrors,
  type JsonValue,
  type LoadedEnvironment,
  type PullRequest,
  type ReviewVerdict,
  RunnerError,
} from '../../model/index.ts';
import {
  isAcknowledged,
  isTouched,
  judgeReview,
  NOTHING,
  planContext,
  planStatus,
  postReview,
  type Repository,
  resolveFor,
  review,
  scopeInputs,
  setStatus,
  withdrawReview,
} from '../../operations/index.ts';
import { renderFailure } from '../../render/index.ts';
import { describeError } from '../command-error.ts';
import { makeKinds } from '../compose.ts';
import type { CommandIo } from '../io.ts';
import { styleOf } from '../style-of.ts';
import { withSession } from '../with-session.ts';
import type { Ci } from './open-ci.ts';

/** What is compared, and where the result is told. */
export interface Sides {
  readonly base: Repository;
  readonly head: Repository;
  /** The commit that gets the statuses. */
  readonly commit: string;
  /** Absent for a queue: it has no comments. */
  readonly pullRequest?: PullRequest;
}

/** One environment that cannot be planned is a verdict, so that the status always comes and the others are planned. */
export async function planOrFail(
  io: CommandIo,
  ci: Ci,
  sides: Sides,
  environment: LoadedEnvironment,
): Promise<ReviewVerdict | undefined> {
  try {
    return await planEnvironment(io, ci, sides, environment);
  } catch (error) {
    if (!(error instanceof RunnerError) || io.signal.aborted) throw error;
    const { name } = environment.environment.metadata;
    const failure = describeError(error);
    io.stderr.write(
      renderFailure({ ...failure, message: `${name}: ${failure.message}` }, styleOf(io, io.stderr)),
    );
    return { state: 'failure', text: `could not be planned (${failure.code})` };
  }
}

async function planEnvironment(
  io: CommandIo,
  ci: Ci,
  { base, head, commit, pullRequest }: Sides,
  environment: LoadedEnvironment,
): Promise<ReviewVerdict | undefined> {
  const { name } = environment.environment.metadata;
  const kinds = makeKinds();
  const wanted = resolveFor(head, environment, kinds);
  const known = base.environments.find((one) => one.environment.metadata.name === name);
  const before =
    known === undefined || hasErrors(base.diagnostics) ? undefined : resolveFor(base, known, kinds);
  const moved = known === undefined ? [] : connectionChanges(known, environment);
  if (moved.length === 0 && !isTouched(before?.desired, wanted.desired)) {
    await withdraw(ci, { name, commit, pullRequest });
    return undefined;
  }
  if (known === undefined && !isEmulatorHere(environment)) {
    const verdict: ReviewVerdict = { state: 'success', text: 'new here: planned after the merge' };
    const status = { context: planContext(name), state: verdict.state, description: verdict.text };
    await setStatus(ci.forge, { commit, status, login: ci.login });
    return verdict;
  }
  const made = await withSession(
    io,
    // The addresses and names of variables that count are those of the base: a pull request must not lead credentials astray.
    { environment: known ?? environment, access: 'read-only', doing: 'Planning' },
    async (session) =>
      await review(session, {
        base: before?.desired ?? nothingOf(wanted.desired),
        head: wanted.desired,
        diagnostics: [...head.diagnostics, ...wanted.diagnostics, ...moved],
        inputs: scopeInputs(head, environment, { desired: wanted.desired }),
      }),
  );
  const { login, forge, run } = ci;
  const { digest } = made.manifest;
  const number = pullRequest?.number;
  const isBrakeLifted =
    made.brake === undefined ||
    number === undefined ||
    (await isAcknowledged(forge, { number, digest, login }));
  const verdict = judgeReview(made, isBrakeLifted);
  const link = run.url === undefined ? {} : { link: run.url };
  if (number !== undefined) {
    await assertHead(ci, number, commit);
    await postReview(forge, { review: made, verdict, number, head: commit, login, ...link });
  }
  await setStatus(forge, { commit, status: planStatus(made, verdict, run.url), login });
  return verdict;
}

/** Another run of the same pull request may have been faster, on a newer commit: its plan must stand. */
async function assertHead({ forge }: Ci, number: number, commit: string): Promise<void> {
  const { head, isOpen } = await forge.getPullRequest(number);
  if (isOpen && head.commit === commit) return;
  throw new RunnerError({
    code: 'pull-request-moved',
    message: `pull request ${number} was ${isOpen ? 'pushed to' : 'closed'} while ${commit.slice(0, 10)} was planned`,
    hint: 'Nothing was posted. The run of its newest commit does it.',
    exitCode: 4,
  });
}

async function withdraw(
  { forge, login, run }: Ci,
  of: { readonly name: string; readonly commit: string; readonly pullRequest: PullRequest | undefined },
): Promise<void> {
  const { name, commit, pullRequest } = of;
  if (pullRequest === undefined) return;
  const { number } = pullRequest;
  if (!(await withdrawReview(forge, { number, environment: name, head: commit, login }))) return;
  const status = { context: planContext(name), state: 'success', description: NOTHING } as const;
  await setStatus(forge, { commit, status: { ...status, ...compact({ url: run.url }) }, login });
}

const CONNECTION = ['baseUrls', 'credentials', 'sandbox', 'state', 'emulator'] as const;

/** What a pull request changes of how an environment is reached: no line of a plan says it. */
function connectionChanges(base: LoadedEnvironment, head: LoadedEnvironment): readonly Diagnostic[] {
  const text = (value: unknown): string => canonicalJson((value ?? null) as JsonValue);
  return CONNECTION.filter(
    (key) => text(base.environment.spec[key]) !== text(head.environment.spec[key]),
  ).map((key) => ({
    severity: 'warning',
    code: 'environment-changed',
    summary: `the environment's ${key} changes with this pull request`,
    detail: `From ${text(base.environment.spec[key])} to ${text(head.environment.spec[key])}. The plan was made with what the base branch says; the apply after the merge uses the new one.`,
    source: head.source.locate(['spec', key]),
  }));
}

/** An environment that the base branch does not have gets no credentials: its addresses are anybody's. An emulator here needs none. */
function isEmulatorHere({ environment }: LoadedEnvironment): boolean {
  const { emulator, baseUrls } = environment.spec;
  const isHere = (url: string): boolean =>
    /^http:\/\/(?:127\.0\.0\.1|localhost|\[::1\])(?::\d+)?(?:\/|$)/.test(url);
  return emulator !== undefined && Object.values(baseUrls).every(isHere);
}

/** The same environment, in which nothing is wanted. */
function nothingOf({ environment }: Desired): Desired {
  return { environment, resources: {}, moved: [] };
}
