import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readEventContext, readEventPayload, readWorkflowRun } from '../../runner/gitops/index.ts';
import { UsageError } from '../../runner/model/index.ts';

const HEAD = 'a'.repeat(40);
const BASE = 'b'.repeat(40);
const MERGE = 'c'.repeat(40);

const PULL = {
  action: 'synchronize',
  number: 7,
  pull_request: {
    number: 7,
    merge_commit_sha: MERGE,
    head: { sha: HEAD, ref: 'change', repo: { id: 1 } },
    base: { sha: BASE, ref: 'main', repo: { id: 1 } },
  },
};
const COMMENT = {
  action: 'created',
  issue: { number: 7, pull_request: { url: 'x' } },
  comment: { id: 9, body: '/cai apply\n`rm`', user: { login: 'ada' }, author_association: 'NONE' },
};
const GROUP = { merge_group: { head_sha: HEAD, base_sha: BASE, base_ref: 'refs/heads/main' } };
const PUSH = { before: BASE, after: HEAD, ref: 'refs/heads/main' };
const DISPATCH = { inputs: { digest: 'D', force: true, none: null }, sender: { login: 'ada' } };

function read(name: string, payload: unknown, more: Readonly<Record<string, string>> = {}) {
  return readEventContext({ GITHUB_EVENT_NAME: name, ...more }, payload);
}

describe('an event', () => {
  it.each(['pull_request', 'pull_request_target'])('of a pull request is read (%s)', (name) => {
    expect(read(name, PULL)).toEqual({
      name: 'pull_request',
      action: 'synchronize',
      number: 7,
      headCommit: HEAD,
      baseRef: 'main',
      baseCommit: BASE,
      mergeCommit: MERGE,
      isFork: false,
    });
  });

  it('of a head in another repository, or in none, is one of a fork', () => {
    for (const repo of [{ id: 2 }, null, undefined]) {
      const pull_request = { ...PULL.pull_request, head: { sha: HEAD, repo }, merge_commit_sha: null };
      const context = read('pull_request', { ...PULL, pull_request });
      expect(context).toMatchObject({ isFork: true });
      expect(context).not.toHaveProperty('mergeCommit');
    }
  });

  it('of a push, a schedule, a dispatch, a comment and a merge queue is read', () => {
    expect(read('push', PUSH)).toEqual({ name: 'push', before: BASE, after: HEAD, ref: 'refs/heads/main' });
    expect(read('push', { ...PUSH, before: '0'.repeat(40) })).not.toHaveProperty('before');
    expect(read('schedule', { schedule: '0 6 * * *' })).toEqual({ name: 'schedule' });
    const inputs = { digest: 'D', force: 'true' };
    expect(read('workflow_dispatch', DISPATCH)).toEqual({ name: 'workflow_dispatch', inputs, actor: 'ada' });
    expect(read('workflow_dispatch', { inputs: null }, { GITHUB_ACTOR: 'grace' })).toMatchObject({
      inputs: {},
      actor: 'grace',
    });
    expect(read('issue_comment', COMMENT)).toEqual({
      name: 'issue_comment',
      action: 'created',
      issue: 7,
      isPullRequest: true,
      comment: 9,
      body: '/cai apply\n`rm`',
      author: 'ada',
      authorAssociation: 'NONE',
    });
    expect(read('issue_comment', { ...COMMENT, issue: { number: 8 } })).toMatchObject({
      isPullRequest: false,
    });
    expect(read('merge_group', GROUP)).toEqual({
      name: 'merge_group',
      headCommit: HEAD,
      baseCommit: BASE,
      baseRef: 'main',
    });
  });

  it('that was tampered with is refused in one line that repeats nothing of it', () => {
    const evil = 'x\n::set-env name=A::B';
    const withPull = (change: object) => ({ ...PULL, pull_request: { ...PULL.pull_request, ...change } });
    const base = (ref: unknown) => withPull({ base: { ...PULL.pull_request.base, ref } });
    const cases: readonly (readonly [string, unknown])[] = [
      ['pull_request', withPull({ number: '7' })],
      ['pull_request', withPull({ number: 7.5 })],
      ['pull_request', withPull({ head: { sha: evil } })],
      ['pull_request', withPull({ head: { sha: HEAD.toUpperCase() } })],
      ['pull_request', withPull({ merge_commit_sha: '--upload-pack=evil' })],
      ...['--output=x', 'a..b', 'a b', 'a:b', '', '/a', 'a/', 'a.lock', evil].map(
        (ref): readonly [string, unknown] => ['pull_request', base(ref)],
      ),
      ['push', { ...PUSH, after: '0'.repeat(40) }],
      ['push', { ...PUSH, ref: 'refs/heads/--evil' }],
      ['merge_group', { merge_group: { ...GROUP.merge_group, base_ref: 'refs/heads/-x' } }],
      ['issue_comment', { ...COMMENT, comment: { ...COMMENT.comment, user: { login: evil } } }],
      ['issue_comment', { ...COMMENT, comment: { ...COMMENT.comment, body: null } }],
      ['workflow_dispatch', { ...DISPATCH, inputs: { a: { b: evil } } }],
      ['workflow_dispatch', { ...DISPATCH, inputs: [evil] }],
      ['merge_group', { merge_group: { ...GROUP.merge_group, base_ref: evil } }],
      ['pull_request', null],
      ['pull_request', []],
      ['constructor', PULL],
      ['release', PULL],
    ];
    for (const [name, payload] of cases) {
      const error = catchUsage(() => read(name, payload));
      expect(error.message).not.toContain('\n');
      expect(error.message).not.toContain('evil');
      expect(error.message).not.toContain('set-env');
    }
    expect(catchUsage(() => readEventContext({}, PULL)).message).toBe('GITHUB_EVENT_NAME is not set');
  });

  it('of any shape is read or refused as a mistake of use', () => {
    const names = ['pull_request', 'push', 'schedule', 'workflow_dispatch', 'issue_comment', 'merge_group'];
    const whole = { ...PULL, ...COMMENT, ...GROUP, ...PUSH, ...DISPATCH };
    const payload = fc.oneof(fc.jsonValue(), fc.object(), replacedAnywhere(whole));
    fc.assert(
      fc.property(fc.constantFrom(...names), payload, (name, event) => {
        try {
          expect(names).toContain(read(name, event).name);
        } catch (error) {
          expect(error).toBeInstanceOf(UsageError);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('is read from its file', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'cai-event-'));
    const path = join(folder, 'event.json');
    await writeFile(path, JSON.stringify(PUSH));
    expect(await readEventPayload({ GITHUB_EVENT_PATH: path })).toEqual(PUSH);
    await writeFile(path, '{');
    await expect(readEventPayload({ GITHUB_EVENT_PATH: path })).rejects.toMatchObject({
      code: 'file-not-json',
    });
    await rm(folder, { recursive: true });
    await expect(readEventPayload({ GITHUB_EVENT_PATH: path })).rejects.toBeInstanceOf(UsageError);
    await expect(readEventPayload({})).rejects.toThrow('GITHUB_EVENT_PATH is not set');
  });
});

describe('the run of a workflow', () => {
  const VARIABLES = { GITHUB_REPOSITORY: 'luma/pipelines', GITHUB_TOKEN: 'ghs_abc' };

  it('is read from the variables of GitHub, or of GitHub Enterprise Server', () => {
    expect(readWorkflowRun(VARIABLES)).toEqual({
      repository: { owner: 'luma', repo: 'pipelines' },
      token: 'ghs_abc',
      apiUrl: 'https://api.github.com',
      serverUrl: 'https://github.com',
    });
    const server = {
      GITHUB_REPOSITORY: 'luma/pipelines',
      GH_TOKEN: 'ghp_x',
      GITHUB_API_URL: 'https://git.luma.example/api/v3',
      GITHUB_SERVER_URL: 'https://git.luma.example/',
      GITHUB_SHA: HEAD,
      GITHUB_REF: 'refs/pull/7/merge',
      GITHUB_RUN_ID: '123',
    };
    expect(readWorkflowRun(server)).toMatchObject({
      token: 'ghp_x',
      apiUrl: 'https://git.luma.example/api/v3',
      commit: HEAD,
      ref: 'refs/pull/7/merge',
      url: 'https://git.luma.example/luma/pipelines/actions/runs/123',
    });
  });

  it('that lacks something says which variable', () => {
    const cases: readonly (readonly [Record<string, string>, string])[] = [
      [{ GITHUB_REPOSITORY: '' }, 'GITHUB_REPOSITORY is not set'],
      [{ GITHUB_REPOSITORY: 'luma' }, 'GITHUB_REPOSITORY is not OWNER/NAME'],
      [{ GITHUB_REPOSITORY: 'luma/..' }, 'GITHUB_REPOSITORY is not OWNER/NAME'],
      [{ GITHUB_TOKEN: ' ' }, 'neither GITHUB_TOKEN nor GH_TOKEN is set'],
      [{ GITHUB_TOKEN: 'secret\r\nx: y' }, 'has characters that no token has'],
      [{ GITHUB_SHA: 'main' }, 'GITHUB_SHA is not a commit'],
      [{ GITHUB_REF: 'main' }, 'GITHUB_REF is not a ref'],
      [{ GITHUB_RUN_ID: '../1' }, 'GITHUB_RUN_ID is not a number'],
    ];
    for (const [change, message] of cases) {
      const error = catchUsage(() => readWorkflowRun({ ...VARIABLES, ...change }));
      expect(error.message).toContain(message);
      expect(`${error.message} ${error.hint}`).not.toContain('secret');
    }
  });
});

function catchUsage(act: () => unknown): UsageError {
  try {
    act();
  } catch (error) {
    if (error instanceof UsageError) return error;
    throw error;
  }
  throw new Error('nothing was thrown');
}

/** A whole event with something else at one of its places. */
function replacedAnywhere(whole: object): fc.Arbitrary<unknown> {
  const text = JSON.stringify(whole);
  const values = [...text.matchAll(/(?<=:)(?:"[^"]*"|\d+|true|null)/gu)];
  return fc.tuple(fc.constantFrom(...values), fc.jsonValue()).map(([match, value]): unknown => {
    const end = match.index + match[0].length;
    return JSON.parse(`${text.slice(0, match.index)}${JSON.stringify(value)}${text.slice(end)}`);
  });
}
