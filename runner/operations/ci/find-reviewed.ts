import type { Checkout, Forge, Manifest, PullRequest, State } from '../../model/index.ts';
import { RunnerError } from '../../model/index.ts';
import { checkManifest } from '../../plan/index.ts';
import { decodeManifest } from '../../render/index.ts';
import type { Offer } from '../apply.ts';
import { digestOfStatus, NOTHING, planContext, VERDICT_CONTEXT } from './judge-review.ts';

/** What is looked through for reviewed manifests, and for which environment. */
export interface ReviewedRequest {
  readonly environment: string;
  /** The branch that is applied. */
  readonly branch: string;
  /** Its newest commit here: what the YAML at hand is. */
  readonly head: string;
  /** Where to begin when the state knows no commit yet: the one before the push. */
  readonly before?: string | undefined;
  readonly login: string;
}

/** A commit of the branch that nobody reviewed, and why it counts as such. */
export interface UnreviewedCommit {
  readonly commit: string;
  readonly reason: string;
}

/** What was reviewed of all commits since the last one that was looked through. */
export interface ReviewedCommits {
  readonly offers: readonly Offer[];
  readonly unreviewed: readonly UnreviewedCommit[];
}

/**
 * Finds the pull request of every commit since the last applied one, and the manifest that was reviewed in it. A manifest counts
 * only if it was written under our login and hashes to the digest in our status of the pull request's last commit.
 */
export async function findReviewed(
  forge: Forge,
  checkout: Checkout,
  state: State,
  request: ReviewedRequest,
): Promise<ReviewedCommits> {
  const commits = await commitsOf(checkout, state, request);
  const offers: Offer[] = [];
  const unreviewed: UnreviewedCommit[] = [];
  const seen = new Set<number>();
  for (const commit of commits) {
    const found = (await forge.findPullRequests(commit)).filter(
      ({ isMerged, base }) => isMerged && base.ref === request.branch,
    );
    const [pullRequest] = found;
    if (pullRequest === undefined) unreviewed.push({ commit, reason: 'it came with no pull request' });
    else if (!seen.has(pullRequest.number)) {
      // A rebase makes several commits of one pull request: it is accepted once, by the last of them.
      seen.add(pullRequest.number);
      const acceptedIn = pullRequest.mergeCommit ?? commit;
      const manifest = await readReviewed(forge, pullRequest, request);
      if (typeof manifest === 'string') unreviewed.push({ commit: acceptedIn, reason: manifest });
      else if (manifest !== undefined) {
        const acceptedBy = `${pullRequest.author} in pull request ${pullRequest.number}`;
        offers.push({ manifest, acceptedBy, acceptedIn });
      }
    }
  }
  return { offers, unreviewed };
}

async function commitsOf(
  checkout: Checkout,
  state: State,
  { head, before }: ReviewedRequest,
): Promise<readonly string[]> {
  if (state.appliedCommit !== undefined) return await commitsSince(checkout, state.appliedCommit, head);
  return before === undefined ? [head] : ((await checkout.commitsBetween(before, head)) ?? [head]);
}

/** Throws where the YAML at hand is older than what was applied: it would give up what newer commits asked for. */
export async function assertCurrent(checkout: Checkout, state: State, head: string): Promise<void> {
  if (state.appliedCommit !== undefined) await commitsSince(checkout, state.appliedCommit, head);
}

async function commitsSince(checkout: Checkout, since: string, head: string): Promise<readonly string[]> {
  // A job that waited for the lock finds applied what was pushed after its checkout.
  await checkout.resolve(since);
  const commits = await checkout.commitsBetween(since, head);
  if (commits !== undefined) return commits;
  const isOlder = (await checkout.commitsBetween(head, since)) !== undefined;
  throw new RunnerError({
    code: 'commit-outdated',
    message: isOlder
      ? `this checkout is at ${head.slice(0, 10)}, and ${since.slice(0, 10)}, which came after it, was applied already`
      : `the commit ${since.slice(0, 10)} that was applied last is not in the history of ${head.slice(0, 10)}`,
    hint: isOlder
      ? 'Nothing was done. Run the job of the newest commit instead.'
      : 'Nothing was done. Was the branch rewritten, or is this another branch? Put that commit back into its history, by a merge.',
    exitCode: 4,
  });
}

/** The manifest, or undefined where the environment was not touched, or why it does not count. */
async function readReviewed(
  forge: Forge,
  { number, head }: PullRequest,
  { environment, login }: ReviewedRequest,
): Promise<Manifest | string | undefined> {
  const statuses = await forge.listStatuses(head.commit);
  const verdict = statuses.find(({ context }) => context === VERDICT_CONTEXT);
  const own = statuses.find(({ context }) => context === planContext(environment));
  if (verdict === undefined) return `the last commit of its pull request ${number} was not planned`;
  if (verdict.creator !== login || (own !== undefined && own.creator !== login)) {
    return `somebody else set the status of its pull request ${number}`;
  }
  if (own === undefined) {
    return verdict.state === 'success' ? undefined : `the plan of its pull request ${number} had failed`;
  }
  if (own.state !== 'success') return `its pull request ${number} was merged against the verdict of its plan`;
  if (own.description === NOTHING) return undefined;
  const digest = digestOfStatus(own);
  if (digest === undefined) return `the status of its pull request ${number} names no digest`;
  const comments = (await forge.listComments(number)).filter(({ author }) => author === login);
  const bodies = comments.map(({ body }) => body);
  const manifest = decodeManifest(bodies, environment, digest);
  const missing = `the plan with the digest in the status of its pull request ${number} is not in its comments`;
  if (manifest === undefined) return missing;
  switch (checkManifest(manifest)) {
    case 'ok':
      return manifest;
    case 'other-version':
      return `the plan of its pull request ${number} was made by a version of cai that hashes differently`;
    default:
      return missing;
  }
}
