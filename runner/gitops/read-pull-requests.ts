import { type Members, readFlag, readNumber, readObject, readText } from '../host/index.ts';
import type { PullRequest, PullRequestReview } from '../model/index.ts';
import { MissingMember, needNumber, needObject, needText, readLogin } from './needed-members.ts';

/** A pull request, from a list or by itself. */
export function readPullRequest(answer: Members): PullRequest {
  const isMerged = readFlag(answer, 'merged') ?? readText(answer, 'merged_at') !== undefined;
  const head = needObject(answer, 'head');
  const base = needObject(answer, 'base');
  const mergeCommit = readText(answer, 'merge_commit_sha');
  return {
    number: needNumber(answer, 'number'),
    title: needText(answer, 'title'),
    author: readLogin(answer),
    url: needText(answer, 'html_url'),
    isOpen: needText(answer, 'state') === 'open',
    isMerged,
    // The repository of a fork that was deleted is null: a fork all the same.
    isFork: readRepositoryId(head) === undefined || readRepositoryId(head) !== readRepositoryId(base),
    head: readBranch(head),
    base: readBranch(base),
    // Before the merge it is the commit of a trial merge, which is on no branch.
    ...(isMerged && mergeCommit !== undefined ? { mergeCommit } : {}),
  };
}

const REVIEW_STATES: ReadonlyMap<string, PullRequestReview['state']> = new Map([
  ['APPROVED', 'approved'],
  ['CHANGES_REQUESTED', 'changes-requested'],
  ['COMMENTED', 'commented'],
  ['DISMISSED', 'dismissed'],
  ['PENDING', 'pending'],
]);

/** A review. */
export function readReview(answer: Members): PullRequestReview {
  const state = REVIEW_STATES.get(needText(answer, 'state').toUpperCase());
  if (state === undefined) throw new MissingMember('a review has a state that nobody knows');
  return { id: needNumber(answer, 'id'), author: readLogin(answer), state };
}

function readBranch(answer: Members): PullRequest['head'] {
  return { ref: needText(answer, 'ref'), commit: needText(answer, 'sha') };
}

function readRepositoryId(answer: Members): number | undefined {
  return readNumber(readObject(answer, 'repo'), 'id');
}
