import { afterEach, beforeEach, expect, it } from 'vitest';
import type { GitHubForge } from '../../runner/gitops/index.ts';
import { GitHubStandIn } from '../github/stand-in.ts';
import { LIST_COMMENTS, openForge } from './github-setup.ts';

let github: GitHubStandIn;
let forge: GitHubForge;

beforeEach(async () => {
  github = await GitHubStandIn.start({ prefix: '/api/v3' });
  forge = await openForge(github);
});
afterEach(async () => {
  await forge.close();
  await github.stop();
});

it('all of 250 comments are listed, under the prefix of GitHub Enterprise Server too', async () => {
  const { number } = github.openPullRequest();
  const ids = Array.from({ length: 250 }, (_, index) => github.comment(number, 'ada', `comment ${index}`));
  expect((await forge.listComments(number)).map(({ id }) => id)).toEqual(ids);
  expect(github.requests.map(({ path, query }) => `${path}${query}`)).toEqual([
    `/api/v3/repos/luma/pipelines/issues/${number}/comments?per_page=100`,
    `/api/v3/repos/luma/pipelines/issues/${number}/comments?per_page=100&page=2`,
    `/api/v3/repos/luma/pipelines/issues/${number}/comments?per_page=100&page=3`,
  ]);
});

it('all pages of issues, statuses and reviews are read', async () => {
  const { number, headCommit } = github.openPullRequest();
  for (let index = 0; index < 101; index += 1) {
    github.openIssue('ada', `Issue ${index}`, ['x']);
    github.review(number, 'grace', 'COMMENTED');
  }
  await forge.setStatus(headCommit, { context: 'first', state: 'success', description: '' });
  for (let index = 0; index < 100; index += 1) {
    await forge.setStatus(headCommit, { context: 'again', state: 'pending', description: String(index) });
  }
  expect(await forge.listIssues('x', 'open')).toHaveLength(101);
  expect(await forge.listReviews(number)).toHaveLength(101);
  const other = await openForge(github);
  expect(
    (await other.listStatuses(headCommit)).map(({ context, description }) => [context, description]),
  ).toEqual([
    ['again', '99'],
    ['first', ''],
  ]);
  await other.close();
});

it('a refused page is an error, never the end of the list', async () => {
  const { number } = github.openPullRequest();
  for (let index = 0; index < 150; index += 1) github.comment(number, 'ada', 'x');
  const answer = {
    status: 409,
    body: { message: 'Conflict', documentation_url: 'https://x', status: '409' },
  };
  github.fail({ operation: LIST_COMMENTS, after: 1, answer });
  await expect(forge.listComments(number)).rejects.toMatchObject({ code: 'forge-conflict', status: 409 });
});

it('a link that leads away from GitHub is not followed: the token would go there', async () => {
  const { number } = github.openPullRequest();
  const link = '<https://evil.example/comments?page=2>; rel="next"';
  github.fail({ operation: LIST_COMMENTS, answer: { status: 200, body: [], headers: { link } } });
  await expect(forge.listComments(number)).rejects.toMatchObject({ code: 'foreign-link' });
});

it('what this run wrote is in its lists, however far they are behind', async () => {
  const { number, headCommit } = github.openPullRequest();
  const old = await forge.createComment(number, 'old');
  const gone = await forge.createComment(number, 'gone');
  github.serveStale(LIST_COMMENTS, 3);
  github.serveStale('GET /repos/{owner}/{repo}/issues', 2);
  github.serveStale('GET /repos/{owner}/{repo}/commits/{ref}/statuses', 2);
  await forge.createComment(number, 'new');
  await forge.updateComment(old.id, 'changed');
  await forge.deleteComment(gone.id);
  const issue = await forge.createIssue({ title: 'A', body: 'B', labels: ['x'], assignees: [] });
  await forge.setStatus(headCommit, { context: 'cai/plan', state: 'success', description: '' });
  expect((await forge.listComments(number)).map(({ body }) => body)).toEqual(['changed', 'new']);
  expect(await forge.listComments(number + 100).catch(() => 'none')).toBe('none');
  expect((await forge.listIssues('x', 'open')).map((one) => one.number)).toEqual([issue.number]);
  await forge.updateIssue(issue.number, { isOpen: false });
  expect(await forge.listIssues('x', 'open')).toEqual([]);
  expect(await forge.listStatuses(headCommit)).toMatchObject([{ context: 'cai/plan' }]);
});

it('a comment of this run that somebody deleted meanwhile is not shown for ever', async () => {
  const { number } = github.openPullRequest();
  const { id } = await forge.createComment(number, 'The plan');
  github.world.comments.delete(id);
  await expect(forge.updateComment(id, 'The new plan')).rejects.toMatchObject({ code: 'forge-not-found' });
  expect(await forge.listComments(number)).toEqual([]);
});

it('what somebody else wrote later wins over what this run wrote', async () => {
  const { number } = github.openPullRequest();
  const { id } = await forge.createComment(number, 'The plan');
  const stored = github.world.comments.get(id);
  if (stored) Object.assign(stored, { body: 'edited by ada', updatedAt: github.world.time + 60_000 });
  expect(await forge.listComments(number)).toMatchObject([{ id, body: 'edited by ada' }]);
});
