import {
  type ApplySummary,
  type Forge,
  LONGEST_BODY,
  type ManifestSummary,
  type ObjectAddress,
} from '../../model/index.ts';
import { commentMarker, findMarked, renderResultComment } from '../../render/index.ts';
import { isSaidBy } from './own-issues.ts';

/** How an apply ended, and where that is told. */
export interface PostedResult {
  readonly summary: ApplySummary;
  readonly login: string;
  readonly link?: string;
  /** The issue of each open handoff. */
  readonly issues?: ReadonlyMap<ObjectAddress, string>;
}

/** Tells every pull request of which something was accepted or open what became of it: one comment, edited as it goes on. */
export async function postResults(forge: Forge, result: PostedResult): Promise<void> {
  for (const manifest of result.summary.manifests) {
    const { acceptedIn } = manifest;
    if (acceptedIn === undefined || !/^[0-9a-f]{40}$/.test(acceptedIn)) continue;
    const merged = (await forge.findPullRequests(acceptedIn)).find(({ isMerged }) => isMerged);
    if (merged !== undefined)
      await postResult(forge, result, { number: merged.number, commit: acceptedIn, manifest });
  }
}

async function postResult(
  forge: Forge,
  { summary, login, link, issues }: PostedResult,
  of: { readonly number: number; readonly commit: string; readonly manifest: ManifestSummary },
): Promise<void> {
  const { manifest, number, commit } = of;
  const { digest, done, failed, refused, superseded, waiting } = manifest;
  const own = new Set([...waiting, ...done].map(({ address }) => address));
  const body = renderResultComment({
    summary: {
      ...summary,
      done,
      failed,
      refused,
      superseded,
      waiting,
      handoffs: summary.handoffs.filter(({ address }) => own.has(address)),
    },
    digest,
    commit,
    limit: LONGEST_BODY,
    ...(link === undefined ? {} : { link }),
    ...(issues === undefined ? {} : { issues }),
  });
  const comments = (await forge.listComments(number)).filter(({ author }) => author === login);
  const [known] = findMarked(comments, commentMarker('result', summary.environment));
  if (known === undefined) await forge.createComment(number, body);
  else if (!isSaidBy({ title: '', body: known.body }, { title: '', body }))
    await forge.updateComment(known.id, body);
}
