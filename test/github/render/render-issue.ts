import type { StoredComment, StoredIssue, StoredReaction, World } from '../world.ts';
import {
  formatTime,
  formatTimeOrNull,
  hashNumber,
  makeNodeId,
  type Places,
  pageUrl,
  repositoryUrl,
} from './places.ts';
import { renderUser } from './render-user.ts';

/** An issue; a pull request too, which is one among the issues. */
export function renderIssue(places: Places, world: World, issue: StoredIssue) {
  const url = `${repositoryUrl(places, world)}/issues/${issue.number}`;
  const page = `${pageUrl(places, world)}/${issue.pull ? 'pull' : 'issues'}/${issue.number}`;
  const assignees = issue.assignees.map((login) => renderUser(places, login));
  return {
    id: issue.id,
    node_id: makeNodeId('I', issue.id),
    url,
    repository_url: repositoryUrl(places, world),
    labels_url: `${url}/labels{/name}`,
    comments_url: `${url}/comments`,
    events_url: `${url}/events`,
    timeline_url: `${url}/timeline`,
    html_url: page,
    number: issue.number,
    state: issue.isOpen ? 'open' : 'closed',
    state_reason: issue.isOpen ? null : 'completed',
    title: issue.title,
    body: issue.body,
    user: renderUser(places, issue.author),
    labels: issue.labels.map((name) => renderLabel(places, world, name)),
    assignee: assignees[0] ?? null,
    assignees,
    milestone: null,
    locked: false,
    active_lock_reason: null,
    comments: [...world.comments.values()].filter((comment) => comment.issue === issue.number).length,
    closed_at: formatTimeOrNull(issue.closedAt),
    created_at: formatTime(issue.createdAt),
    updated_at: formatTime(issue.updatedAt),
    author_association: associate(world, issue.author),
    performed_via_github_app: null,
    reactions: renderRollup(`${url}/reactions`, []),
    ...(issue.pull ? { draft: false, pull_request: renderPullLinks(places, world, issue) } : {}),
  };
}

function renderPullLinks(places: Places, world: World, { number, pull }: StoredIssue) {
  const page = `${pageUrl(places, world)}/pull/${number}`;
  return {
    url: `${repositoryUrl(places, world)}/pulls/${number}`,
    html_url: page,
    diff_url: `${page}.diff`,
    patch_url: `${page}.patch`,
    merged_at: formatTimeOrNull(pull?.mergedAt ?? null),
  };
}

/** A label. */
export function renderLabel(places: Places, world: World, name: string) {
  const id = hashNumber(`label ${name}`);
  return {
    id,
    node_id: makeNodeId('LA', id),
    url: `${repositoryUrl(places, world)}/labels/${encodeURIComponent(name)}`,
    name,
    color: 'ededed',
    default: name === 'bug',
    description: null,
  };
}

/** A comment of an issue or a pull request. */
export function renderComment(places: Places, world: World, comment: StoredComment) {
  const url = `${repositoryUrl(places, world)}/issues/comments/${comment.id}`;
  const issue = world.issues.get(comment.issue);
  const page = `${pageUrl(places, world)}/${issue?.pull ? 'pull' : 'issues'}/${comment.issue}`;
  const reactions = world.reactions.filter((reaction) => reaction.comment === comment.id);
  return {
    id: comment.id,
    node_id: makeNodeId('IC', comment.id),
    url,
    html_url: `${page}#issuecomment-${comment.id}`,
    issue_url: `${repositoryUrl(places, world)}/issues/${comment.issue}`,
    body: comment.body,
    user: renderUser(places, comment.author),
    created_at: formatTime(comment.createdAt),
    updated_at: formatTime(comment.updatedAt),
    author_association: associate(world, comment.author),
    performed_via_github_app: null,
    reactions: renderRollup(`${url}/reactions`, reactions),
  };
}

/** A reaction. */
export function renderReaction(places: Places, reaction: StoredReaction) {
  return {
    id: reaction.id,
    node_id: makeNodeId('REA', reaction.id),
    user: renderUser(places, reaction.author),
    content: reaction.content,
    created_at: formatTime(reaction.createdAt),
  };
}

/** What an author is to the repository. */
export function associate(world: World, login: string): string {
  if (login === world.owner) return 'OWNER';
  const permission = world.collaborators.get(login) ?? 'none';
  return permission === 'none' ? 'NONE' : 'COLLABORATOR';
}

const CONTENTS = ['+1', '-1', 'laugh', 'hooray', 'confused', 'heart', 'rocket', 'eyes'];

function renderRollup(url: string, reactions: readonly StoredReaction[]) {
  const counts = CONTENTS.map((content) => [
    content,
    reactions.filter((one) => one.content === content).length,
  ]);
  return { url, total_count: reactions.length, ...Object.fromEntries(counts) };
}
