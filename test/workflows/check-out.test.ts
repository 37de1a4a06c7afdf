import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FORGE_OPERATIONS } from '../../runner/gitops/operations.ts';
import { GitHubStandIn } from '../github/stand-in.ts';
import { Bench, oneJob } from './bench.ts';
import { pullRequestEvent, pushEvent, REPOSITORY, type WorkflowEvent } from './events.ts';
import { isGranted, type Permissions } from './files/index.ts';
import { GitServer } from './git-server.ts';
import { describeRun, type RunResult } from './run/index.ts';

const run = promisify(execFile);
const CHECKOUT = 'actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1';

let bench: Bench;
let server: GitServer;
let clone = '';

const git = async (...args: readonly string[]): Promise<string> => {
  const user = ['-c', 'user.name=Ada', '-c', 'user.email=ada@example.com'];
  const { PATH = '' } = process.env;
  const env = { PATH, HOME: clone, GIT_CONFIG_NOSYSTEM: '1' };
  return (await run('git', [...user, ...args], { cwd: clone, env })).stdout.trim();
};

/** A commit on the branch that is checked out, which the remote gets. */
async function commit(file: string): Promise<string> {
  await writeFile(join(clone, file), file);
  await git('add', '.');
  await git('commit', '--quiet', '-m', file);
  await git('push', '--quiet', 'origin', 'HEAD');
  return await git('rev-parse', 'HEAD');
}

beforeEach(async () => {
  const root = await mkdtemp(join(tmpdir(), 'cai-git-'));
  clone = join(root, 'clone');
  await mkdir(clone);
  const remote = join(root, 'remote.git');
  await git('init', '--quiet', '--bare', '--initial-branch=main', remote);
  await git('-C', remote, 'config', 'uploadpack.allowAnySHA1InWant', 'true');
  await git('clone', '--quiet', remote, '.');
  await git('checkout', '--quiet', '-B', 'main');
  server = await GitServer.start(remote, REPOSITORY);
  let tokens = 0;
  const issueToken = (permissions: Permissions): string => {
    tokens += 1;
    server.addToken(`ghs_${tokens}`, permissions['contents'] ?? 'none');
    return `ghs_${tokens}`;
  };
  bench = await Bench.open({ serverUrl: server.url, issueToken });
});
afterEach(async () => {
  await server.stop();
  await bench.close();
  await rm(join(clone, '..'), { recursive: true, force: true });
});

const checkOut = async (
  inputs: string,
  script: string,
  { event, contents = 'read' }: { readonly event: WorkflowEvent; readonly contents?: string },
): Promise<RunResult> =>
  await bench.run(
    oneJob(
      `- { uses: ${CHECKOUT}, with: ${inputs} }\n- { id: look, shell: bash, run: '${script}' }`,
      `permissions: { contents: ${contents} }`,
    ).replace('on: push', 'on: [push, pull_request]'),
    event,
  );

const said = (result: RunResult): string => {
  expect(result.conclusion, describeRun(result)).toBe('success');
  return result.jobs['one']?.steps[1]?.stdout.trim() ?? '';
};

const PUSH = 'git commit --quiet --allow-empty -m pushed && git push --quiet origin HEAD:refs/heads/other';
const AS_ADA = 'export GIT_AUTHOR_NAME=a GIT_AUTHOR_EMAIL=a@b GIT_COMMITTER_NAME=a GIT_COMMITTER_EMAIL=a@b; ';

describe('a checkout', () => {
  it('is the commit of the event on its branch, alone or with all of its history', async () => {
    const one = await commit('one');
    const two = await commit('two');
    const event = pushEvent({ before: one, after: two });
    const look = 'git rev-parse HEAD; git rev-list --count HEAD; git branch --show-current; ls';
    expect(said(await checkOut('{}', look, { event })).split('\n')).toEqual([two, '1', 'main', 'one', 'two']);
    expect(said(await checkOut('{ fetch-depth: 0 }', look, { event })).split('\n')).toEqual([
      two,
      '2',
      'main',
      'one',
      'two',
    ]);
  });

  it('is the commit of the event also where the branch has moved on', async () => {
    const one = await commit('one');
    await commit('two');
    const event = pushEvent({ before: '0'.repeat(40), after: one });
    expect(
      said(await checkOut('{ fetch-depth: 0 }', 'git rev-parse HEAD origin/main', { event })).split('\n'),
    ).toEqual([one, one]);
  });

  it('of a pull request is the merge that GitHub tried', async () => {
    const base = await commit('one');
    await git('checkout', '--quiet', '-b', 'change');
    const head = await commit('two');
    await git('push', '--quiet', 'origin', `${head}:refs/pull/3/merge`);
    const event = pullRequestEvent({ number: 3, branch: 'change', head, base, merge: head });
    expect(said(await checkOut('{}', 'git rev-parse HEAD; git branch --show-current', { event }))).toBe(head);
  });

  it('takes a ref and a folder', async () => {
    const one = await commit('one');
    const two = await commit('two');
    const event = pushEvent({ before: one, after: two });
    const inputs = `{ ref: ${one}, path: base, fetch-depth: 0 }`;
    expect(
      said(await checkOut(inputs, 'git -C base rev-parse HEAD; ls base', { event })).split('\n'),
    ).toEqual([one, 'one']);
    expect(said(await checkOut('{ ref: main }', 'git rev-parse HEAD', { event }))).toBe(two);
  });

  it('fails where the job may not read, and where the ref is not there', async () => {
    const one = await commit('one');
    const event = pushEvent({ before: one, after: one });
    expect(
      (await checkOut('{}', 'true', { event, contents: 'none' })).jobs['one']?.steps[0]?.conclusion,
    ).toBe('failure');
    expect((await checkOut('{ ref: nowhere }', 'true', { event })).jobs['one']?.steps[0]?.conclusion).toBe(
      'failure',
    );
  });

  it('can be pushed from with the right to write, and only with the credentials that it kept', async () => {
    const one = await commit('one');
    const event = pushEvent({ before: one, after: one });
    said(await checkOut('{}', AS_ADA + PUSH, { event, contents: 'write' }));
    expect(await git('ls-remote', 'origin', 'refs/heads/other')).not.toBe('');
    const reading = await checkOut('{}', AS_ADA + PUSH, { event });
    expect(reading.jobs['one']?.steps[1]?.stderr).toContain('403');
    const without = await checkOut('{ persist-credentials: false }', AS_ADA + PUSH, {
      event,
      contents: 'write',
    });
    expect(without.conclusion).toBe('failure');
  });
});

describe('a token of a job at the stand-in', () => {
  it('may what its permissions say, and nothing else', async () => {
    const github = await GitHubStandIn.start();
    try {
      const rights = (line: string): boolean => isGranted({ issues: 'read' }, line);
      github.addJobToken('ghs_job', rights);
      const ask = async (method: string, path: string, body?: object) => {
        const answer = await fetch(`${github.apiUrl}/repos/luma/pipelines${path}`, {
          method,
          headers: {
            authorization: 'Bearer ghs_job',
            'user-agent': 'test',
            'content-type': 'application/json',
          },
          ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        });
        return { status: answer.status, message: ((await answer.json()) as { message?: string }).message };
      };
      expect(await ask('GET', '/issues')).toEqual({ status: 200, message: undefined });
      expect(await ask('POST', '/issues', { title: 'x' })).toEqual({
        status: 403,
        message: 'Resource not accessible by integration',
      });
      expect(FORGE_OPERATIONS.createIssue.permissions).toEqual(['issues: write']);
    } finally {
      await github.stop();
    }
  });
});
