import { renderPull, renderReview, renderSimplePull } from '../render/render-pull.ts';
import type { StoredIssue, StoredPull, World } from '../world.ts';
import { type Call, type Handler, needIssue, Refusal, replyPage } from './call.ts';

function needPull(call: Call): { readonly issue: StoredIssue; readonly pull: StoredPull } {
  const issue = needIssue(call);
  if (issue.pull === undefined) throw new Refusal(404, 'Not Found');
  return { issue, pull: issue.pull };
}

const get: Handler = (call) => {
  const { issue, pull } = needPull(call);
  return { status: 200, body: renderPull(call.places, call.world, issue, pull) };
};

/** All of an open one's commits, and the merge commit of a merged one. */
const listOfCommit: Handler = (call) => {
  const { world, places, values } = call;
  const commit = values.commit_sha ?? '';
  if (!world.commits.has(commit)) throw new Refusal(422, `No commit found for SHA: ${commit}`);
  const found = listPulls(world).filter(
    ({ pull }) => pull.commits.includes(commit) || (pull.mergedAt !== null && pull.mergeCommit === commit),
  );
  return replyPage(call, found, ({ issue, pull }) => renderSimplePull(places, world, issue, pull));
};

function listPulls(world: World): readonly { readonly issue: StoredIssue; readonly pull: StoredPull }[] {
  return [...world.issues.values()].flatMap((issue) => (issue.pull ? [{ issue, pull: issue.pull }] : []));
}

const listReviews: Handler = (call) => {
  const { world, places } = call;
  const { issue } = needPull(call);
  const reviews = [...world.reviews.values()].filter(({ pull }) => pull === issue.number);
  return replyPage(call, reviews, (review) => renderReview(places, world, review));
};

const dismiss: Handler = (call) => {
  const { world, places, values } = call;
  needPull(call);
  const review = world.reviews.get(Number(values.review_id));
  if (review === undefined) throw new Refusal(404, 'Not Found');
  if (review.state !== 'APPROVED' && review.state !== 'CHANGES_REQUESTED') {
    throw new Refusal(422, 'Can not dismiss a commented pull request review');
  }
  review.state = 'DISMISSED';
  world.time += 1000;
  return { status: 200, body: renderReview(places, world, review) };
};

export const PULL_ROUTES: Readonly<Record<string, Handler>> = {
  'GET /repos/{owner}/{repo}/pulls/{pull_number}': get,
  'GET /repos/{owner}/{repo}/commits/{commit_sha}/pulls': listOfCommit,
  'GET /repos/{owner}/{repo}/pulls/{pull_number}/reviews': listReviews,
  'PUT /repos/{owner}/{repo}/pulls/{pull_number}/reviews/{review_id}/dismissals': dismiss,
};
