import { afterEach, beforeEach, expect, it } from 'vitest';
import type { GitHubForge } from '../../runner/gitops/index.ts';
import { GitHubStandIn, WORKFLOW_LOGIN } from '../github/stand-in.ts';
import { openForge } from './github-setup.ts';

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

it('a pull request is read as it is, before and after its merge', async () => {
  const { number, headCommit, baseCommit } = github.openPullRequest({
    author: 'ada',
    title: 'Longer lookback',
  });
  expect(await forge.getPullRequest(number)).toEqual({
    number,
    title: 'Longer lookback',
    author: 'ada',
    url: `${github.serverUrl}/luma/pipelines/pull/${number}`,
    isOpen: true,
    isMerged: false,
    isFork: false,
    head: { ref: 'change', commit: headCommit },
    base: { ref: 'main', commit: baseCommit },
  });
  const mergeCommit = github.merge(number);
  expect(await forge.getPullRequest(number)).toMatchObject({ isOpen: false, isMerged: true, mergeCommit });
  const fork = github.openPullRequest({ author: 'mallory', isFork: true });
  expect(await forge.getPullRequest(fork.number)).toMatchObject({ isFork: true });
});

it('pull requests are found by a commit of theirs and by the commit of their merge', async () => {
  const { number, headCommit } = github.openPullRequest();
  expect((await forge.findPullRequests(headCommit)).map((one) => one.number)).toEqual([number]);
  const merged = github.merge(number);
  expect(await forge.findPullRequests(merged)).toMatchObject([
    { number, isMerged: true, mergeCommit: merged },
  ]);
  expect(await forge.findPullRequests(github.addCommit())).toEqual([]);
});

it('comments are written, listed, changed, reacted to and deleted', async () => {
  const { number } = github.openPullRequest();
  const asked = github.comment(number, 'ada', '/cai apply');
  const made = await forge.createComment(number, 'The plan');
  expect(made).toMatchObject({ author: WORKFLOW_LOGIN, body: 'The plan' });
  await forge.updateComment(made.id, 'The new plan');
  await forge.react(asked, 'eyes');
  await forge.react(asked, 'eyes');
  expect((await forge.listComments(number)).map(({ id, body }) => [id, body])).toEqual([
    [asked, '/cai apply'],
    [made.id, 'The new plan'],
  ]);
  expect(github.world.reactions).toHaveLength(1);
  await forge.deleteComment(made.id);
  await forge.deleteComment(made.id);
  expect((await forge.listComments(number)).map(({ id }) => id)).toEqual([asked]);
});

it('the newest status of each context counts, however its context is spelled', async () => {
  const { headCommit } = github.openPullRequest();
  await forge.setStatus(headCommit, { context: 'cai/plan', state: 'pending', description: 'planning' });
  await forge.setStatus(headCommit, {
    context: 'cai/plan/prod',
    state: 'success',
    description: 'D',
    url: 'https://x/1',
  });
  await forge.setStatus(headCommit, { context: 'CAI/plan', state: 'failure', description: 'blocked' });
  expect(await forge.listStatuses(headCommit)).toEqual([
    { context: 'CAI/plan', state: 'failure', description: 'blocked', creator: WORKFLOW_LOGIN },
    {
      context: 'cai/plan/prod',
      state: 'success',
      description: 'D',
      url: 'https://x/1',
      creator: WORKFLOW_LOGIN,
    },
  ]);
});

it('reviews are listed and dismissed, twice without harm', async () => {
  const { number } = github.openPullRequest();
  const approval = github.review(number, 'grace', 'APPROVED');
  const remark = github.review(number, 'ada', 'COMMENTED');
  await forge.dismissReview(number, approval, 'the plan has changed');
  await forge.dismissReview(number, approval, 'the plan has changed');
  expect(await forge.listReviews(number)).toEqual([
    { id: approval, author: 'grace', state: 'dismissed' },
    { id: remark, author: 'ada', state: 'commented' },
  ]);
  await expect(forge.dismissReview(number, remark, 'no')).rejects.toMatchObject({ code: 'forge-rejected' });
});

it('issues are opened, listed by label, changed and closed; pull requests are none', async () => {
  github.setPermission('grace', 'write');
  const { number: pull } = github.openPullRequest();
  const old = github.openIssue('ada', 'Drift', ['cai-drift']);
  const made = await forge.createIssue({
    title: 'Drift in prod',
    body: 'Two changes',
    labels: ['cai-drift', 'prod'],
    assignees: ['grace'],
  });
  expect(made).toMatchObject({ labels: ['cai-drift', 'prod'], assignees: ['grace'], isOpen: true });
  expect((await forge.listIssues('cai-drift', 'open')).map(({ number }) => number)).toEqual([
    old,
    made.number,
  ]);
  await forge.updateIssue(made.number, { title: 'No drift in prod', isOpen: false, assignees: [] });
  expect(await forge.getIssue(made.number)).toMatchObject({
    title: 'No drift in prod',
    body: 'Two changes',
    assignees: [],
    isOpen: false,
  });
  expect((await forge.listIssues('cai-drift', 'open')).map(({ number }) => number)).toEqual([old]);
  expect((await forge.listIssues('CAI-drift', 'all')).map(({ number }) => number)).toEqual([
    old,
    made.number,
  ]);
  expect((await forge.listIssues('cai-drift', 'all')).map(({ number }) => number)).not.toContain(pull);
});

it('who cannot be assigned is left out', async () => {
  github.setPermission('grace', 'write');
  const assignees = ['grace', 'nobody'];
  const made = await forge.createIssue({ title: 'A', body: 'B', labels: [], assignees });
  expect(made.assignees).toEqual(['grace']);
  await forge.updateIssue(made.number, { assignees: ['nobody'], title: 'C' });
  expect(await forge.getIssue(made.number)).toMatchObject({ assignees: [], title: 'C' });
});

it('only those with write access may write, and a login that nobody has may not', async () => {
  github.setPermission('grace', 'write');
  github.setPermission('alan', 'read');
  const may = await Promise.all(['luma', 'grace', 'alan', 'nobody'].map((login) => forge.canWrite(login)));
  expect(may).toEqual([true, true, false, false]);
});
