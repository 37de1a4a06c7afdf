import {
  type Forge,
  type ForgeComment,
  LONGEST_BODY,
  type Review,
  type ReviewVerdict,
  sha256,
} from '../../model/index.ts';
import {
  commentMarker,
  decodeManifest,
  encodeManifest,
  findMarked,
  renderPlanComment,
} from '../../render/index.ts';

/** A review that is to stand on a pull request. */
export interface PostedReview {
  readonly review: Review;
  readonly verdict: ReviewVerdict;
  readonly number: number;
  /** The commit that was planned. */
  readonly head: string;
  readonly login: string;
  readonly link?: string;
}

/** Up to this many the manifest goes into the comment of the plan; more goes on in comments of its own. */
const INLINE = 40_000;
const ALONE = 60_000;

/**
 * Puts the plan of one environment on a pull request: one comment, edited when digest, verdict or head changes and never else,
 * with the manifest in it or in comments after it. A new digest dismisses what was approved before.
 */
export async function postReview(forge: Forge, posted: PostedReview): Promise<void> {
  const { review, number, login } = posted;
  const { environment, manifest } = review;
  const comments = (await forge.listComments(number)).filter(({ author }) => author === login);
  const marker = commentMarker('plan', environment);
  const [known, ...surplus] = findMarked(comments, marker);
  const key = keyOf(posted);
  const before = known === undefined ? undefined : readKey(known.body);
  if (before?.digest !== manifest.digest && manifest.lines.length > 0) {
    await dismissApprovals(forge, number, environment);
  }
  const bodies = comments.map(({ body }) => body);
  const isWhole = decodeManifest(bodies, environment, manifest.digest) !== undefined;
  if (before?.key !== key || !before.isUntouched || !isWhole) {
    const inline = encodeManifest(manifest, environment, INLINE);
    const isInline = inline.length === 1;
    const parts = isInline ? [] : encodeManifest(manifest, environment, ALONE);
    await postParts(forge, { number, environment, parts, comments });
    const block = isInline ? `${inline.join('\n')}\n` : '';
    const limit = LONGEST_BODY - block.length - LONGEST_KEY;
    const { verdict, head, link } = posted;
    const text = renderPlanComment({
      review,
      verdict,
      head,
      limit,
      ...(link === undefined ? {} : { link }),
    });
    const body = signed(`${text}\n\n${block}`, key);
    if (known === undefined) await forge.createComment(number, body);
    else await forge.updateComment(known.id, body);
  }
  for (const { id } of surplus) await forge.deleteComment(id);
}

/** Says on a pull request that changed an environment that it no longer does. */
export async function withdrawReview(
  forge: Forge,
  { number, environment, head, login }: { number: number; environment: string; head: string; login: string },
): Promise<boolean> {
  const comments = (await forge.listComments(number)).filter(({ author }) => author === login);
  const marker = commentMarker('plan', environment);
  const [known] = findMarked(comments, marker);
  if (known === undefined) return false;
  const body = `${marker}\n\nThis pull request changes nothing here any more (${head.slice(0, 10)}).`;
  if (known.body !== body) {
    await dismissApprovals(forge, number, environment);
    await forge.updateComment(known.id, body);
  }
  await postParts(forge, { number, environment, parts: [], comments });
  return true;
}

/** Comments that hold nothing but parts of a manifest: as many as there are parts. */
async function postParts(
  forge: Forge,
  of: {
    readonly number: number;
    readonly environment: string;
    readonly parts: readonly string[];
    readonly comments: readonly ForgeComment[];
  },
): Promise<void> {
  const { number, environment, parts, comments } = of;
  const kept = new Set<number>();
  for (const [index, part] of parts.entries()) {
    const marker = commentMarker('manifest', environment, index + 1);
    const body = `${marker}\nThe manifest of the plan above, part ${index + 1} of ${parts.length}: for the apply, not for people.\n\n${part}`;
    const [known] = findMarked(comments, marker);
    if (known === undefined) await forge.createComment(number, body);
    else if (known.body !== body) await forge.updateComment(known.id, body);
    if (known !== undefined) kept.add(known.id);
  }
  const start = commentMarker('manifest', environment, '').split(' part=')[0] ?? '';
  const surplus = comments.filter(({ id, body }) => body.startsWith(`${start} part=`) && !kept.has(id));
  for (const { id } of surplus) await forge.deleteComment(id);
}

const LONGEST_KEY = 400;

/** What an edit is for: digest, verdict and head. */
function keyOf({ review, verdict, head }: PostedReview): string {
  const brake = review.brake === undefined ? '' : ' braked';
  return `${review.manifest.digest} ${verdict.state} ${head}${brake} ${verdict.text.replaceAll('-', ' ')}`;
}

/** Ends a comment with its key, and with a hash by which an edit by somebody else is noticed. Nobody sees that line. */
function signed(text: string, key: string): string {
  return `${text}<!-- cai:key ${sha256(text).slice(0, 32)} ${key} -->`;
}

interface Key {
  readonly key: string;
  readonly digest: string;
  /** The text above is the one that the key was written for. */
  readonly isUntouched: boolean;
}

function readKey(body: string): Key | undefined {
  const start = body.lastIndexOf('<!-- cai:key ');
  const [, hash, key = '', digest] =
    /^<!-- cai:key ([0-9a-f]{32}) (([0-9a-f]{64}) .*) -->$/.exec(body.slice(Math.max(0, start))) ?? [];
  if (hash === undefined || digest === undefined) return undefined;
  return { key, digest, isUntouched: sha256(body.slice(0, start)).startsWith(hash) };
}

/** Whoever approved, approved another plan. */
async function dismissApprovals(forge: Forge, number: number, environment: string): Promise<void> {
  const reviews = await forge.listReviews(number);
  for (const { id, state } of reviews) {
    if (state === 'approved')
      await forge.dismissReview(number, id, `The plan for ${environment} changed after this approval.`);
  }
}
