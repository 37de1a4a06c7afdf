import type { Checkout, Forge, Manifest, PullRequest, State } from '../../model/index.ts';
import { RunnerError } from '../../model/index.ts';
import { checkManifest } from '../../plan/index.ts';
import { decodeManifest } from '../../render/index.ts';
import type { Offer } from '../apply.ts';
import { digestOfStatus, planContext, VERDICT_CONTEXT } from './judge-review.ts';

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
  { appliedCommit }: State,
  { head, before }: ReviewedRequest,
): Promise<readonly string[]> {
  const since = appliedCommit ?? before;
  if (since === undefined) return [head];
  const commits = await checkout.commitsBetween(since, head);
  if (commits !== undefined) return commits;
  if ((await checkout.commitsBetween(head, since)) === undefined) return [head];
  throw new RunnerError({
    code: 'commit-outdated',
    message: `this checkout is at ${head.slice(0, 10)}, and ${since.slice(0, 10)}, which came after it, was applied already`,
    hint: 'Nothing was done. Run the job of the newest commit instead.',
    exitCode: 4,
  });
}

/** The manifest, or undefined where the environment was not touched, or why it does not count. */
async function readReviewed(
  forge: Forge,
  { number, head }: PullRequest,
  { environment, login }: ReviewedRequest,
): Promise<Manifest | string | undefined> {
  const statuses = (await forge.listStatuses(head.commit)).filter(({ creator }) => creator === login);
  const verdict = statuses.find(({ context }) => context === VERDICT_CONTEXT);
  const own = statuses.find(({ context }) => context === planContext(environment));
  if (verdict === undefined) return `the last commit of its pull request ${number} was not planned`;
  if (own === undefined) {
    return verdict.state === 'success' ? undefined : `the plan of its pull request ${number} had failed`;
  }
  if (own.state !== 'success') return `its pull request ${number} was merged against the verdict of its plan`;
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
