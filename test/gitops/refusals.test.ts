import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FORGE_OPERATIONS, ForgeError, type GitHubForge } from '../../runner/gitops/index.ts';
import { Redactor } from '../../runner/host/index.ts';
import { replyPrimaryLimit, replySecondaryLimit } from '../github/faults.ts';
import { renderRefusal } from '../github/routes/call.ts';
import { GitHubStandIn, WORKFLOW_LOGIN, WORKFLOW_TOKEN } from '../github/stand-in.ts';
import { catchError, LIST_COMMENTS, openForge, WAITING } from './github-setup.ts';

const FORBIDDEN = renderRefusal(403, 'Resource not accessible by integration');

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

/** One call of each operation, on things that are there. */
function listCalls(): Readonly<Record<keyof typeof FORGE_OPERATIONS, () => Promise<unknown>>> {
  const { number, headCommit } = github.openPullRequest();
  const comment = github.comment(number, 'ada', 'x');
  const review = github.review(number, 'ada', 'APPROVED');
  const status = { context: 'c', state: 'success', description: '' } as const;
  return {
    getLogin: () => forge.getLogin(),
    getPullRequest: () => forge.getPullRequest(number),
    findPullRequests: () => forge.findPullRequests(headCommit),
    listComments: () => forge.listComments(number),
    createComment: () => forge.createComment(number, 'x'),
    updateComment: () => forge.updateComment(comment, 'x'),
    deleteComment: () => forge.deleteComment(comment),
    react: () => forge.react(comment, '+1'),
    listStatuses: () => forge.listStatuses(headCommit),
    setStatus: () => forge.setStatus(headCommit, status),
    listReviews: () => forge.listReviews(number),
    dismissReview: () => forge.dismissReview(number, review, 'x'),
    listIssues: () => forge.listIssues('x', 'all'),
    getIssue: () => forge.getIssue(number),
    createIssue: () => forge.createIssue({ title: 'x', body: 'x', labels: [], assignees: [] }),
    updateIssue: () => forge.updateIssue(number, { title: 'x' }),
    assignIssue: () => forge.createIssue({ title: 'y', body: 'y', labels: [], assignees: ['luma'] }),
    getPermission: () => forge.canWrite('ada'),
  };
}

it.each(Object.entries(FORGE_OPERATIONS).filter(([name]) => name !== 'getLogin'))(
  '%s that is forbidden names its permission and its request',
  async (name, operation) => {
    const call = Object.entries(listCalls()).find(([known]) => known === name)?.[1];
    github.fail({ operation: operation.route, answer: FORBIDDEN });
    const error = await catchError(call?.() ?? Promise.resolve());
    expect(error).toBeInstanceOf(ForgeError);
    expect(error).toMatchObject({
      code: 'forge-forbidden',
      operation: name,
      status: 403,
    });
    expect(error.message).toMatch(
      /^Could not .*: GitHub answered 403: Resource not accessible by integration; request id STAND:IN:\d+$/,
    );
    for (const line of operation.permissions) expect(error.hint).toContain(`\`${line}\``);
  },
);

it('a workflow’s own token may not ask whose it is, and writes as the bot; others are asked', async () => {
  expect(await forge.getLogin()).toBe(WORKFLOW_LOGIN);
  github.addToken('ghp_0123456789abcdefghijklmnopqrstuvwxyz', 'ada');
  const own = await openForge(github, { token: 'ghp_0123456789abcdefghijklmnopqrstuvwxyz' });
  expect(await own.getLogin()).toBe('ada');
  await own.close();
});

it('the token of an app of one’s own may not ask either: its login is said', async () => {
  const app = await openForge(github, { login: 'luma-cai[bot]' });
  expect(await app.getLogin()).toBe('luma-cai[bot]');
  await app.close();
});

it('what is not there says that it may be hidden, and which permission shows it', async () => {
  const error = await catchError(forge.getPullRequest(404));
  expect(error).toMatchObject({ code: 'forge-not-found' });
  expect(error.hint).toContain('`pull-requests: read`');
});

it('what GitHub finds invalid is said in its own words', async () => {
  const { number, headCommit } = github.openPullRequest();
  const long = await catchError(forge.createComment(number, 'x'.repeat(65_537)));
  expect(long).toMatchObject({ code: 'forge-rejected', status: 422 });
  expect(long.message).toContain('Validation Failed: body is too long (maximum is 65536 characters)');
  await expect(forge.createComment(number, 'x'.repeat(65_536))).resolves.toBeDefined();
  const status = { context: 'cai/plan', state: 'success', description: 'x'.repeat(141) } as const;
  const described = await catchError(forge.setStatus(headCommit, status));
  expect(described.message).toContain('description is too long (maximum is 140 characters)');
  expect(
    (await catchError(forge.setStatus('0'.repeat(40), { ...status, description: '' }))).message,
  ).toContain('No commit found for SHA');
});

describe('limits', () => {
  it('are waited for while that takes no longer than the bound', async () => {
    const { number } = github.openPullRequest();
    const waiting = await openForge(github, { pace: WAITING });
    github.fail({ operation: LIST_COMMENTS, answer: replyPrimaryLimit(new Date(Date.now() + 30_000)) });
    github.fail({ operation: LIST_COMMENTS, answer: replySecondaryLimit(20) });
    expect(await waiting.listComments(number)).toEqual([]);
    expect(github.countRequests(LIST_COMMENTS)).toBe(3);
    github.fail({ operation: LIST_COMMENTS, answer: replySecondaryLimit() });
    github.fail({ operation: LIST_COMMENTS, answer: replyPrimaryLimit(new Date(Date.now() + 5_000), 429) });
    expect(await waiting.listComments(number)).toEqual([]);
    await waiting.close();
  });

  it('that last longer end in an error that says until when', async () => {
    const { number } = github.openPullRequest();
    const waiting = await openForge(github, { pace: WAITING });
    const resetAt = new Date(Math.ceil(Date.now() / 1000) * 1000 + 3_600_000);
    github.fail({ operation: LIST_COMMENTS, answer: replyPrimaryLimit(resetAt) });
    const primary = await catchError(waiting.listComments(number));
    expect(primary).toMatchObject({ code: 'forge-throttled' });
    expect(primary.hint).toContain(`again from ${resetAt.toISOString()}`);

    github.fail({ operation: LIST_COMMENTS, answer: replySecondaryLimit(3600) });
    const secondary = await catchError(waiting.listComments(number));
    expect(secondary.hint).toContain(new Date(github.world.time + 3_600_000).toISOString());

    github.fail({ operation: LIST_COMMENTS, answer: replySecondaryLimit(50), times: 9 });
    const before = github.countRequests(LIST_COMMENTS);
    expect(await catchError(waiting.listComments(number))).toMatchObject({ code: 'forge-throttled' });
    expect(github.countRequests(LIST_COMMENTS) - before).toBe(3);
    await waiting.close();
  });

  it('that seem to be over and are not end as well', async () => {
    const { number } = github.openPullRequest();
    const waiting = await openForge(github, { pace: WAITING });
    const answer = replyPrimaryLimit(new Date(Date.now() - 60_000));
    github.fail({ operation: LIST_COMMENTS, answer, times: 100 });
    expect(await catchError(waiting.listComments(number))).toMatchObject({ code: 'forge-throttled' });
    expect(github.countRequests(LIST_COMMENTS)).toBeLessThan(10);
    await waiting.close();
  });

  it('do not make a comment twice', async () => {
    const { number } = github.openPullRequest();
    const waiting = await openForge(github, { pace: WAITING });
    github.fail({
      operation: 'POST /repos/{owner}/{repo}/issues/{issue_number}/comments',
      answer: replySecondaryLimit(20),
    });
    await waiting.createComment(number, 'The plan');
    expect(github.listComments(number)).toHaveLength(1);
    await waiting.close();
  });
});

describe('secrets', () => {
  const echo = (status: number): void =>
    github.fail({
      operation: '*',
      answer: {
        ...renderRefusal(
          status,
          `bad: token ${WORKFLOW_TOKEN}, basic ${Buffer.from(WORKFLOW_TOKEN).toString('base64')}`,
        ),
        headers: { 'x-github-request-id': WORKFLOW_TOKEN },
      },
    });

  it.each([401, 403, 404, 409])(
    'are in no part of an error of %i, even where GitHub echoes them',
    async (status) => {
      echo(status);
      const error = await catchError(forge.getPullRequest(1));
      expect(spell(error)).not.toContain(WORKFLOW_TOKEN);
      expect(spell(error)).not.toContain(Buffer.from(WORKFLOW_TOKEN).toString('base64'));
      expect(error.message).toContain('[redacted]');
    },
  );

  it('are in no error of a lost connection, and the password of a proxy neither', async () => {
    const redactor = new Redactor();
    const lost = await openForge(github, { redactor });
    await github.stop();
    expect(spell(await catchError(lost.createComment(1, 'x')))).not.toContain(WORKFLOW_TOKEN);
    await lost.close();
    github = await GitHubStandIn.start();
  });
});

it('a page of a proxy and an answer without its members are errors, not values', async () => {
  const { number } = github.openPullRequest();
  const operation = 'GET /repos/{owner}/{repo}/pulls/{pull_number}';
  const strange = await GitHubStandIn.start();
  const other = await openForge(strange);
  for (const body of ['<html>', null, [], { number }, 7]) {
    strange.fail({ operation, answer: { status: 200, body } });
    expect(await catchError(other.getPullRequest(number))).toMatchObject({ code: 'forge-answer-unreadable' });
  }
  for (const body of ['<html>', {}, [7], [{ id: 1 }]]) {
    strange.fail({ operation: LIST_COMMENTS, answer: { status: 200, body } });
    expect(await catchError(other.listComments(number))).toMatchObject({ code: 'forge-answer-unreadable' });
  }
  await other.close();
  // Its answers break GitHub's description on purpose.
  await expect(strange.stop()).rejects.toThrow("GitHub's description was broken");
});

it('names that would lead elsewhere are refused before anything is sent', async () => {
  await expect(forge.canWrite('..')).rejects.toMatchObject({ code: 'unsafe-id' });
  await expect(openForge(github, { apiUrl: 'http://github.example/api/v3' })).rejects.toMatchObject({
    code: 'plain-http',
  });
  await expect(openForge(github, { apiUrl: 'nonsense' })).rejects.toMatchObject({ code: 'base-url' });
  expect(github.requests).toEqual([]);
});

it('a repository that was renamed is an error that says so', async () => {
  const answer = { status: 301, body: { message: 'Moved Permanently', url: 'x', documentation_url: 'x' } };
  github.fail({ operation: 'GET /repos/{owner}/{repo}/issues/{issue_number}', answer });
  expect(await catchError(forge.getIssue(1))).toMatchObject({ code: 'forge-moved' });
});

function spell(error: Error): string {
  return `${error.stack} ${JSON.stringify(error, Object.getOwnPropertyNames(error))} ${String(error.cause)}`;
}
