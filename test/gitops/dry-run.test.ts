import { afterEach, beforeEach, expect, it } from 'vitest';
import { DryRunForge, type ForgeWrite, type GitHubForge } from '../../runner/gitops/index.ts';
import { GitHubStandIn } from '../github/stand-in.ts';
import { openForge } from './github-setup.ts';

let github: GitHubStandIn;
let forge: GitHubForge;
let dry: DryRunForge;
let writes: ForgeWrite[];

beforeEach(async () => {
  github = await GitHubStandIn.start();
  forge = await openForge(github);
  writes = [];
  dry = new DryRunForge(forge, { onWrite: (write) => writes.push(write), now: '2026-03-02T09:00:00Z' });
});
afterEach(async () => {
  await forge.close();
  await github.stop();
});

it('no write is sent, each is told, and reads go on as if all had been written', async () => {
  const { number, headCommit } = github.openPullRequest();
  const theirs = github.comment(number, 'ada', '/cai apply');
  const ours = github.comment(number, 'github-actions[bot]', 'The old plan');
  const review = github.review(number, 'grace', 'APPROVED');
  const drift = github.openIssue('github-actions[bot]', 'Drift in prod', ['cai-drift']);

  const made = await dry.createComment(number, 'More of the plan');
  expect(made.id).toBeLessThan(0);
  await dry.updateComment(ours, 'The new plan');
  await dry.updateComment(made.id, 'Still more of the plan');
  await dry.react(theirs, 'eyes');
  await dry.deleteComment(theirs);
  expect((await dry.listComments(number)).map(({ id, body }) => [id, body])).toEqual([
    [ours, 'The new plan'],
    [made.id, 'Still more of the plan'],
  ]);

  await dry.setStatus(headCommit, { context: 'cai/plan', state: 'pending', description: '' });
  await dry.setStatus(headCommit, { context: 'cai/plan', state: 'success', description: 'D' });
  expect(await dry.listStatuses(headCommit)).toMatchObject([{ context: 'cai/plan', state: 'success' }]);

  await dry.dismissReview(number, review, 'changed');
  expect(await dry.listReviews(number)).toMatchObject([{ id: review, state: 'dismissed' }]);

  const opened = await dry.createIssue({
    title: 'Plan',
    body: '',
    labels: ['cai-drift'],
    assignees: ['ada'],
  });
  await dry.updateIssue(opened.number, { title: 'The plan' });
  expect(await dry.listComments(opened.number)).toEqual([]);
  await dry.updateIssue(drift, { isOpen: false });
  expect(await dry.getIssue(drift)).toMatchObject({ isOpen: false, title: 'Drift in prod' });
  expect(await dry.getIssue(opened.number)).toMatchObject({ title: 'The plan', assignees: ['ada'] });
  expect((await dry.listIssues('cai-drift', 'open')).map((one) => one.number)).toEqual([opened.number]);
  expect((await dry.listIssues('cai-drift', 'all')).map((one) => one.number)).toEqual([drift, opened.number]);

  expect((await dry.getPullRequest(number)).number).toBe(number);
  expect(await dry.findPullRequests(headCommit)).toHaveLength(1);
  expect(await dry.canWrite('luma')).toBe(true);

  expect(writes.map(({ operation }) => operation)).toEqual([
    'createComment',
    'updateComment',
    'updateComment',
    'react',
    'deleteComment',
    'setStatus',
    'setStatus',
    'dismissReview',
    'createIssue',
    'updateIssue',
    'updateIssue',
  ]);
  expect(writes[0]).toEqual({ operation: 'createComment', issue: number, body: 'More of the plan' });
  expect(JSON.parse(JSON.stringify(writes))).toEqual(writes);
  expect(github.requests.filter(({ operation }) => !operation.startsWith('GET '))).toEqual([]);
});
