import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { GitHubForge } from '../../runner/gitops/index.ts';
import type { Fault } from '../github/faults.ts';
import { renderRefusal } from '../github/routes/call.ts';
import { GitHubStandIn, WORKFLOW_LOGIN } from '../github/stand-in.ts';
import { catchError, LIST_COMMENTS, openForge } from './github-setup.ts';

const CREATE_COMMENT = 'POST /repos/{owner}/{repo}/issues/{issue_number}/comments';
const CREATE_ISSUE = 'POST /repos/{owner}/{repo}/issues';
const BAD_GATEWAY = renderRefusal(502, 'Server Error');
const NEW_ISSUE = { title: 'Drift in prod', body: 'Two changes', labels: ['cai-drift'], assignees: [] };

let github: GitHubStandIn;
let forge: GitHubForge;

beforeEach(async () => {
  github = await GitHubStandIn.start();
  forge = await openForge(github);
});
afterEach(async () => {
  await forge.close();
  await github.stop();
});

const FAILURES: readonly (readonly [string, Omit<Fault, 'operation'>])[] = [
  ['the answer is lost', { answer: undefined, hasEffect: true }],
  ['the request is lost', { answer: undefined }],
  ['a gateway fails after it happened', { answer: BAD_GATEWAY, hasEffect: true }],
  ['a gateway fails before it happened', { answer: BAD_GATEWAY }],
  ['the request is lost twice', { answer: undefined, times: 2 }],
];

describe.each(FAILURES)('when %s', (_name, fault) => {
  it('there is one comment', async () => {
    const { number } = github.openPullRequest();
    github.fail({ operation: CREATE_COMMENT, ...fault });
    const made = await forge.createComment(number, 'The plan\n');
    expect(github.listComments(number).map(({ id }) => id)).toEqual([made.id]);
    expect(made).toMatchObject({ author: WORKFLOW_LOGIN, body: 'The plan\n' });
    expect(await forge.listComments(number)).toHaveLength(1);
  });

  it('there is one issue', async () => {
    github.fail({ operation: CREATE_ISSUE, ...fault });
    const made = await forge.createIssue(NEW_ISSUE);
    expect(github.listIssues().map(({ number }) => number)).toEqual([made.number]);
  });

  it('what can be said twice is said again', async () => {
    const { number, headCommit } = github.openPullRequest();
    const review = github.review(number, 'grace', 'APPROVED');
    const { id } = await forge.createComment(number, 'A');
    github.fail({ operation: 'PATCH /repos/{owner}/{repo}/issues/comments/{comment_id}', ...fault });
    github.fail({ operation: 'DELETE /repos/{owner}/{repo}/issues/comments/{comment_id}', ...fault });
    github.fail({ operation: 'POST /repos/{owner}/{repo}/statuses/{sha}', ...fault });
    github.fail({
      operation: 'PUT /repos/{owner}/{repo}/pulls/{pull_number}/reviews/{review_id}/dismissals',
      ...fault,
    });
    await forge.updateComment(id, 'B');
    expect(github.listComments(number)).toMatchObject([{ body: 'B' }]);
    await forge.deleteComment(id);
    expect(github.listComments(number)).toEqual([]);
    await forge.setStatus(headCommit, { context: 'cai/plan', state: 'success', description: '' });
    expect(await forge.listStatuses(headCommit)).toHaveLength(1);
    await forge.dismissReview(number, review, 'changed');
    expect(await forge.listReviews(number)).toMatchObject([{ state: 'dismissed' }]);
  });
});

it('a lost comment is found in a list that shows it only at the third look', async () => {
  const { number } = github.openPullRequest();
  github.serveStale(LIST_COMMENTS, 2);
  github.fail({ operation: CREATE_COMMENT, answer: undefined, hasEffect: true });
  await forge.createComment(number, 'The plan');
  expect(github.listComments(number)).toHaveLength(1);
  expect(github.countRequests(CREATE_COMMENT)).toBe(1);
});

it('an older comment with the same text is not taken for the one whose answer was lost', async () => {
  const { number } = github.openPullRequest();
  const old = github.comment(number, WORKFLOW_LOGIN, 'The plan');
  github.world.time += 60_000;
  github.fail({ operation: CREATE_COMMENT, answer: undefined });
  const made = await forge.createComment(number, 'The plan');
  expect(made.id).not.toBe(old);
  expect(github.listComments(number)).toHaveLength(2);
  github.fail({ operation: CREATE_COMMENT, answer: undefined });
  expect((await forge.createComment(number, 'The plan')).id).not.toBe(made.id);
});

it('what never gets through is an error in the end, and nothing is there', async () => {
  const { number } = github.openPullRequest();
  github.fail({ operation: CREATE_COMMENT, answer: BAD_GATEWAY, times: 3 });
  const error = await catchError(forge.createComment(number, 'The plan'));
  expect(error).toMatchObject({ code: 'forge-failed', status: 502 });
  expect(error.message).toMatch(
    /^Could not write a comment on #1: GitHub answered 502: Server Error; request id STAND:IN:\d+$/,
  );
  expect(github.listComments(number)).toEqual([]);
});

it('a read is tried again, and not for ever', async () => {
  const { number } = github.openPullRequest();
  const operation = 'GET /repos/{owner}/{repo}/pulls/{pull_number}';
  github.fail({ operation, answer: undefined, times: 2 });
  expect(await forge.getPullRequest(number)).toMatchObject({ number });
  github.fail({ operation, answer: undefined, times: 4 });
  const error = await catchError(forge.getPullRequest(number));
  expect(error).toMatchObject({ code: 'forge-connection-lost' });
  expect(error.message).toContain(
    'Could not read the pull request #1: GitHub: GET /repos/luma/pipelines/pulls/1',
  );
});
