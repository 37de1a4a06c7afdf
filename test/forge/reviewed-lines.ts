import type { ManifestLine, State } from '../../runner/model/index.ts';
import { decodeManifest } from '../../runner/render/index.ts';
import type { GitHubStandIn } from '../github/stand-in.ts';

/** What was reviewed in a pull request for one environment, by its comments and the status of its last commit. */
export interface ReviewedPlan {
  readonly digest: string;
  readonly lines: readonly ManifestLine[];
}

/** Finds what a pull request's plan says, as a reviewer reads it; undefined where it changes nothing in the environment. */
export function findReviewedPlan(
  github: GitHubStandIn,
  { number, head }: { readonly number: number; readonly head: string },
  environment: string,
): ReviewedPlan | undefined {
  const status = github.listStatuses(head).findLast(({ context }) => context === `cai/plan/${environment}`);
  const digest = /; digest ([0-9a-f]{64})$/.exec(status?.description ?? '')?.[1];
  if (digest === undefined) return undefined;
  const bodies = github.listComments(number).map(({ body }) => body);
  const manifest = decodeManifest(bodies, environment, digest);
  if (manifest === undefined) throw new Error(`the comments of ${number} hold no manifest of ${digest}`);
  return { digest, lines: manifest.lines };
}

/** Addresses of lines that were reviewed, merged in a commit, and are not done: refused, superseded, open, or never accepted. */
export function findNotDone(
  state: State,
  mergeCommit: string,
  { digest, lines }: ReviewedPlan,
): readonly string[] {
  const accepted = state.manifests.find(
    (known) => known.acceptedIn === mergeCommit && known.digest === digest,
  );
  const isDone = (address: string): boolean =>
    accepted?.lines.some((line) => line.address === address && line.status === 'done') === true;
  return lines.map(({ address }) => address).filter((address) => !isDone(address));
}

/** What became of each line that was accepted in a commit, by its address. */
export function becameIn({ manifests }: State, mergeCommit: string): Readonly<Record<string, string>> {
  const lines = manifests.find(({ acceptedIn }) => acceptedIn === mergeCommit)?.lines ?? [];
  return Object.fromEntries(lines.map(({ address, status }) => [address, status]));
}

/** The digest that a comment or an issue asks to approve. */
export function digestIn(text: string): string {
  return /digest=([0-9a-f]{64})/.exec(text)?.[1] ?? '';
}
