import { renderAnnotations } from '../../gitops/index.ts';
import {
  type Diagnostic,
  hasErrors,
  type PullRequest,
  type ReviewVerdict,
  RunnerError,
  UsageError,
} from '../../model/index.ts';
import {
  type JudgedEnvironment,
  postInvalid,
  type Repository,
  setStatus,
  verdictStatus,
  withdrawInvalid,
} from '../../operations/index.ts';
import { EXIT } from '../exit-code.ts';
import type { CommandIo } from '../io.ts';
import { type Ci, type CiOptions, withCi } from './open-ci.ts';
import { planOrFail, type Sides } from './plan-environment.ts';
import { readTree } from './read-tree.ts';

/** Options of `cai ci plan`. */
export interface CiPlanOptions extends CiOptions {
  readonly pullRequest?: string;
}

/** `cai ci plan`: what a pull request changes in every environment that it touches, as annotations, comments and statuses. */
export async function runCiPlan(io: CommandIo, options: CiPlanOptions): Promise<number> {
  return await withCi(io, options, async (ci) => {
    const { event } = ci;
    if (event?.name === 'merge_group') {
      const { baseCommit, headCommit } = event;
      return await planSides(io, options, ci, await readSides(io, options, ci, baseCommit, headCommit));
    }
    const pullRequest = await ci.forge.getPullRequest(numberOf(options, ci));
    assertOpen(pullRequest);
    const base = await ci.checkout.fetchBranch(pullRequest.base.ref);
    const head = await ci.checkout.resolve(pullRequest.head.commit);
    const tree = await ci.checkout.mergeTree(base, head);
    if (tree === undefined) return await reportConflict(ci, pullRequest);
    const sides = await readSides(io, options, ci, base, tree);
    if (event?.name === 'pull_request' && pullRequest.isFork) return await validateFork(io, ci, sides.head);
    return await planSides(io, options, ci, { ...sides, commit: head, pullRequest });
  });
}

/** After the merge the plan is what was reviewed: nothing may take its place. */
function assertOpen({ number, isOpen }: PullRequest): void {
  if (isOpen) return;
  throw new RunnerError({
    code: 'pull-request-closed',
    message: `pull request ${number} is not open any more`,
    hint: 'What was reviewed in it stays as it is. Plan the environment instead: cai plan --env NAME',
    exitCode: 4,
  });
}

function numberOf({ pullRequest }: CiPlanOptions, { event }: Ci): number {
  if (pullRequest !== undefined && /^[1-9]\d{0,8}$/.test(pullRequest)) return Number(pullRequest);
  if (pullRequest === undefined && event?.name === 'pull_request') return event.number;
  if (pullRequest === undefined && event?.name === 'issue_comment' && event.isPullRequest) return event.issue;
  throw new UsageError({
    message: 'Which pull request? --pull-request needs its number',
    hint: 'In a workflow on pull_request it is known. By hand: cai ci plan --pull-request 12 --dry-run',
  });
}

async function readSides(
  io: CommandIo,
  { dir }: CiPlanOptions,
  { checkout }: Ci,
  base: string,
  head: string,
): Promise<Sides> {
  const read = async (tree: string): Promise<Repository> =>
    await readTree(io, checkout, { tree, folder: dir });
  return { base: await read(base), head: await read(head), commit: head };
}

async function reportConflict(ci: Ci, { head }: PullRequest): Promise<number> {
  const verdict: ReviewVerdict = { state: 'failure', text: 'conflicts with the base branch: no plan' };
  const status = verdictStatus([{ environment: 'all', verdict }], ci.run.url);
  await setStatus(ci.forge, { commit: head.commit, status, login: ci.login });
  return EXIT.refused;
}

/**
 * What somebody else's fork starts has no credentials and may write nothing: it is validated alone. Whoever may write to the repository has
 * it planned with a comment.
 */
async function validateFork(io: CommandIo, ci: Ci, head: Repository): Promise<number> {
  annotate(io, head.diagnostics);
  const isInvalid = hasErrors(head.diagnostics);
  const verdict = isInvalid ? invalid(head.diagnostics).text : 'valid';
  const text = `The YAML is ${verdict}. A fork has no credentials, so it is not planned here: somebody who may write to the repository reads the change and comments \`/cai plan\`.`;
  await ci.summarize(text);
  io.stdout.write(`${text}\n`);
  return isInvalid ? EXIT.error : EXIT.done;
}

/** Marks the lines of the pull request, where a workflow reads what is printed. */
function annotate(io: CommandIo, diagnostics: readonly Diagnostic[]): void {
  if (io.variables['GITHUB_ACTIONS'] !== 'true') return;
  for (const line of renderAnnotations(diagnostics)) io.stdout.write(`${line}\n`);
}

async function planSides(io: CommandIo, options: CiPlanOptions, ci: Ci, sides: Sides): Promise<number> {
  const { head, commit } = sides;
  annotate(io, head.diagnostics);
  const judged = hasErrors(head.diagnostics)
    ? [await judgeInvalid(ci, sides)]
    : await judgeEnvironments(io, options, ci, sides);
  const status = verdictStatus(judged, ci.run.url);
  // A verdict over one environment alone would hide what the others say.
  if (options.env === undefined) await setStatus(ci.forge, { commit, status, login: ci.login });
  if (options.dryRun !== true) io.stdout.write(`${status.state}: ${status.description}\n`);
  if (status.state === 'success') return EXIT.done;
  return hasErrors(head.diagnostics) ? EXIT.error : EXIT.refused;
}

async function judgeInvalid(ci: Ci, { head, pullRequest }: Sides): Promise<JudgedEnvironment> {
  if (pullRequest !== undefined) await postInvalid(ci.forge, { ...ci, pullRequest, head });
  return { environment: 'YAML', verdict: invalid(head.diagnostics) };
}

async function judgeEnvironments(
  io: CommandIo,
  options: CiPlanOptions,
  ci: Ci,
  sides: Sides,
): Promise<readonly JudgedEnvironment[]> {
  if (sides.pullRequest !== undefined)
    await withdrawInvalid(ci.forge, { login: ci.login, pullRequest: sides.pullRequest });
  const judged: JudgedEnvironment[] = [];
  for (const loaded of sides.head.environments) {
    const environment = loaded.environment.metadata.name;
    if (options.env !== undefined && options.env !== environment) continue;
    const verdict = await planOrFail(io, ci, sides, loaded);
    if (verdict !== undefined) judged.push({ environment, verdict });
  }
  return judged;
}

function invalid(diagnostics: readonly Diagnostic[]): ReviewVerdict {
  const errors = diagnostics.filter(({ severity }) => severity === 'error').length;
  return { state: 'failure', text: `not valid, ${errors} error${errors === 1 ? '' : 's'}` };
}
