import type { StoredIssue, StoredPull, StoredReview, StoredStatus, World } from '../world.ts';
import {
  formatTime,
  formatTimeOrNull,
  hashNumber,
  makeNodeId,
  type Places,
  pageUrl,
  repositoryUrl,
} from './places.ts';
import { associate, renderLabel } from './render-issue.ts';
import { renderRepository } from './render-repository.ts';
import { renderUser } from './render-user.ts';

/** A pull request as lists have it. */
export function renderSimplePull(places: Places, world: World, issue: StoredIssue, pull: StoredPull) {
  const repository = repositoryUrl(places, world);
  const url = `${repository}/pulls/${issue.number}`;
  const issueUrl = `${repository}/issues/${issue.number}`;
  const page = `${pageUrl(places, world)}/pull/${issue.number}`;
  const statusesUrl = `${repository}/statuses/${pull.headCommit}`;
  const headOwner = pull.head.isFork ? issue.author : world.owner;
  const assignees = issue.assignees.map((login) => renderUser(places, login));
  return {
    id: pull.id,
    node_id: makeNodeId('PR', pull.id),
    url,
    html_url: page,
    diff_url: `${page}.diff`,
    patch_url: `${page}.patch`,
    issue_url: issueUrl,
    commits_url: `${url}/commits`,
    review_comments_url: `${url}/comments`,
    review_comment_url: `${repository}/pulls/comments{/number}`,
    comments_url: `${issueUrl}/comments`,
    statuses_url: statusesUrl,
    number: issue.number,
    state: issue.isOpen ? 'open' : 'closed',
    locked: false,
    title: issue.title,
    user: renderUser(places, issue.author),
    body: issue.body,
    labels: issue.labels.map((name) => renderLabel(places, world, name)),
    milestone: null,
    active_lock_reason: null,
    created_at: formatTime(issue.createdAt),
    updated_at: formatTime(issue.updatedAt),
    closed_at: formatTimeOrNull(issue.closedAt),
    merged_at: formatTimeOrNull(pull.mergedAt),
    merge_commit_sha: pull.mergeCommit,
    assignee: assignees[0] ?? null,
    assignees,
    requested_reviewers: [],
    requested_teams: [],
    head: renderBranch(places, world, { owner: headOwner, ref: pull.head.ref, commit: pull.headCommit }),
    base: renderBranch(places, world, { owner: world.owner, ...pull.base }),
    _links: {
      self: { href: url },
      html: { href: page },
      issue: { href: issueUrl },
      comments: { href: `${issueUrl}/comments` },
      review_comments: { href: `${url}/comments` },
      review_comment: { href: `${repository}/pulls/comments{/number}` },
      commits: { href: `${url}/commits` },
      statuses: { href: statusesUrl },
    },
    author_association: associate(world, issue.author),
    auto_merge: null,
    draft: false,
  };
}

/** A pull request by itself. */
export function renderPull(places: Places, world: World, issue: StoredIssue, pull: StoredPull) {
  const isMerged = pull.mergedAt !== null;
  return {
    ...renderSimplePull(places, world, issue, pull),
    merged: isMerged,
    mergeable: isMerged ? null : true,
    rebaseable: isMerged ? null : true,
    mergeable_state: isMerged ? 'unknown' : 'clean',
    merged_by: isMerged ? renderUser(places, world.owner) : null,
    comments: [...world.comments.values()].filter((comment) => comment.issue === issue.number).length,
    review_comments: 0,
    maintainer_can_modify: false,
    commits: pull.commits.length,
    additions: 3,
    deletions: 1,
    changed_files: 1,
  };
}

function renderBranch(
  places: Places,
  world: World,
  { owner, ref, commit }: { readonly owner: string; readonly ref: string; readonly commit: string },
) {
  return {
    label: `${owner}:${ref}`,
    ref,
    sha: commit,
    user: renderUser(places, owner),
    repo: renderRepository(places, world, owner),
  };
}

/** A review of a pull request. */
export function renderReview(places: Places, world: World, review: StoredReview) {
  const page = `${pageUrl(places, world)}/pull/${review.pull}#pullrequestreview-${review.id}`;
  const url = `${repositoryUrl(places, world)}/pulls/${review.pull}`;
  return {
    id: review.id,
    node_id: makeNodeId('PRR', review.id),
    user: renderUser(places, review.author),
    body: review.body,
    state: review.state,
    html_url: page,
    pull_request_url: url,
    author_association: associate(world, review.author),
    _links: { html: { href: page }, pull_request: { href: url } },
    submitted_at: formatTime(review.submittedAt),
    commit_id: review.commit,
  };
}

/** A status of a commit. */
export function renderStatus(places: Places, world: World, status: StoredStatus) {
  return {
    url: `${repositoryUrl(places, world)}/statuses/${status.commit}`,
    avatar_url: `https://avatars.example/oa/${hashNumber(status.creator)}?v=4`,
    id: status.id,
    node_id: makeNodeId('SC', status.id),
    state: status.state,
    description: status.description,
    target_url: status.url,
    context: status.context,
    created_at: formatTime(status.createdAt),
    updated_at: formatTime(status.createdAt),
    creator: renderUser(places, status.creator),
  };
}
