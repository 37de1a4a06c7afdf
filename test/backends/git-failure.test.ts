import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeGitFailure } from '../../runner/backends/git/git-failure.ts';
import { assertNewEnough } from '../../runner/backends/git/git-program.ts';
import { parseBatch } from '../../runner/backends/git/object-store.ts';
import { findUrlSecrets, redactUrls } from '../../runner/backends/git/redact-urls.ts';
import type { RunnerError } from '../../runner/model/index.ts';
import { bind, refusal } from './backend-harness.ts';
import { BRANCH, GitSite, LEASE } from './git-site.ts';

const TOKEN = 'glpat-Zx9_secret_of_the_remote';

/** What git, ssh and the forges print. */
const SAID: readonly (readonly [string, string])[] = [
  [
    'git-unreachable',
    "fatal: unable to access 'https://git.example.com/x.git/': Could not resolve host: git.example.com",
  ],
  [
    'git-unreachable',
    'ssh: connect to host git.example.com port 22: Connection timed out\nfatal: Could not read from remote repository.',
  ],
  ['git-unreachable', "fatal: unable to access 'https://x/': The requested URL returned error: 503"],
  [
    'git-unreachable',
    "fatal: unable to access 'https://x/': SSL certificate problem: self-signed certificate",
  ],
  ['git-unreachable', 'error: RPC failed; curl 56 recv failure\nfatal: the remote end hung up unexpectedly'],
  [
    'git-forbidden',
    "remote: Permission to a/b.git denied to bot.\nfatal: unable to access 'https://x/': The requested URL returned error: 403",
  ],
  ['git-forbidden', "fatal: could not read Username for 'https://x': terminal prompts disabled"],
  ['git-forbidden', "fatal: Authentication failed for 'https://x/'"],
  ['git-forbidden', 'git@x: Permission denied (publickey).\nfatal: Could not read from remote repository.'],
  ['git-forbidden', 'Host key verification failed.\nfatal: Could not read from remote repository.'],
  ['git-forbidden', 'remote: HTTP Basic: Access denied'],
  ['git-remote-missing', "remote: Repository not found.\nfatal: repository 'https://x/a/b.git/' not found"],
  [
    'git-remote-missing',
    "fatal: '/x.git' does not appear to be a git repository\nfatal: Could not read from remote repository.",
  ],
  ['git-no-atomic', 'fatal: the receiving end does not support --atomic push'],
  ['git-no-remote', "error: No such remote 'origin'"],
  ['git-no-repository', 'fatal: not a git repository (or any of the parent directories): .git'],
  ['git-unsafe-repository', "fatal: detected dubious ownership in repository at '/x'"],
  ['git-failed', 'fatal: something new'],
];

describe('what git says', () => {
  it.each(SAID)('%s: %s', (code, stderr) => {
    const error = makeGitFailure({ stdout: '', stderr, isRemote: true, remote: 'origin', branch: BRANCH });
    expect(error.code).toBe(code);
    expect(error.message).not.toContain('\n');
    expect(error.hint).toMatch(/\S/u);
  });

  it('names the branch that a server protects, and its reason', () => {
    const stdout = `!\tabc:refs/heads/${BRANCH}\t[remote rejected] (protected branch hook declined)\nDone\n`;
    const error = makeGitFailure({ stdout, stderr: '', isRemote: true, remote: 'origin', branch: BRANCH });
    expect(error.code).toBe('git-refused');
    expect(error.message).toContain(`${BRANCH} (protected branch hook declined)`);
  });

  it('takes a moment of contention on the server for what passes', () => {
    const stdout = `!\tabc:refs/heads/${BRANCH}\t[remote rejected] (failed to update ref)\nDone\n`;
    const error = makeGitFailure({ stdout, stderr: '', isRemote: true, remote: 'origin', branch: BRANCH });
    expect(error.code).toBe('git-failed');
    expect(error.message).toContain('failed to update ref');
  });

  it.each(['git version 2.28.1', 'git version 1.9', 'nonsense'])('is too old as %s', (text) => {
    expect(() => assertNewEnough(text)).toThrow(/needs git 2\.29 or newer/u);
  });

  it.each(['git version 2.29.0', 'git version 2.39.5 (Apple Git-154)', 'git version 3.0.0-rc1'])(
    'is new enough as %s',
    (text) => expect(() => assertNewEnough(text)).not.toThrow(),
  );

  it('has its files read whole, and counts what cannot be followed as missing', () => {
    const text = 'äöü\n';
    expect(
      parseBatch(`abc blob ${Buffer.byteLength(text)}\n${text}\nx:y missing\nabc blob 0\n\n`, 3),
    ).toEqual([text, undefined, '']);
    expect(parseBatch('abc blob 99\nshort', 2)).toEqual([undefined, undefined]);
    expect(parseBatch('', 1)).toEqual([undefined]);
  });
});

describe('secrets of a remote', () => {
  it.each([
    [`https://user:${TOKEN}@git.example.com/x.git`, 'https://[redacted]@git.example.com/x.git'],
    [`https://${TOKEN}@git.example.com/x.git`, 'https://[redacted]@git.example.com/x.git'],
    [`http://user:p@${TOKEN}@git.example.com/`, 'http://[redacted]@git.example.com/'],
    [`https://x/y?private_token=${TOKEN}&a=b`, 'https://x/y?private_token=[redacted]&a=b'],
    [`Authorization: Basic ${TOKEN}`, 'Authorization: [redacted]'],
    ['git@github.com:a/b.git', 'git@github.com:a/b.git'],
  ])('%s is shown as %s', (text, shown) => expect(redactUrls(text)).toBe(shown));

  it('are known wherever a server repeats them', () => {
    expect(
      findUrlSecrets([`https://user:a%2Fb@x/y`, `https://${TOKEN}@x/y`, 'ssh://git@x/y', '/a/b']),
    ).toEqual(['a%2Fb', 'a/b', TOKEN, TOKEN]);
  });
});

describe('a git that cannot do it', () => {
  let site: GitSite;

  beforeEach(async () => {
    site = await GitSite.open();
  });

  afterEach(async () => await site.close());

  /** Reading and locking fail alike. */
  async function bothRefuse(change: Parameters<GitSite['backend']>[0]): Promise<RunnerError> {
    const error = await refusal(site.backend(change).read());
    expect(await refusal(site.backend(change).lock('apply', 'ada'))).toMatchObject({ code: error.code });
    return error;
  }

  it('says that git is not there', async () => {
    expect(await bothRefuse({ variables: { PATH: join(site.root, 'nowhere') } })).toMatchObject({
      code: 'git-missing',
    });
  });

  it('says which version is needed', async () => {
    const variables = await site.wrapper('echo git version 2.20.1');
    const error = await bothRefuse({ variables });
    expect(error.code).toBe('git-too-old');
    expect(error.message).toContain('2.29');
  });

  it('says that the folder is in no repository', async () => {
    const folder = join(site.root, 'plain');
    await mkdir(folder);
    expect(await bothRefuse({ folder })).toMatchObject({ code: 'git-no-repository' });
  });

  it('says that there is no such remote', async () => {
    const error = await bothRefuse({ remote: 'upstream' });
    expect(error.code).toBe('git-no-remote');
    expect(error.message).toContain('"upstream"');
  });

  it('says that the remote is not there', async () => {
    await site.git(site.clone, 'remote', 'set-url', 'origin', join(site.root, 'gone.git'));
    expect(await bothRefuse({})).toMatchObject({ code: 'git-remote-missing' });
  });

  it('says that the remote cannot be reached, without its password', async () => {
    await site.git(site.clone, 'remote', 'set-url', 'origin', `https://user:${TOKEN}@127.0.0.1:1/x.git`);
    const error = await bothRefuse({});
    expect(error.code).toBe('git-unreachable');
    expect(`${error.message} ${error.hint} ${String(error.cause)} ${error.stack}`).not.toContain(TOKEN);
  });

  it('says that the server has no atomic pushes, and has moved nothing', async () => {
    await site.git(site.remote, 'config', 'receive.advertiseAtomic', 'false');
    expect((await refusal(site.backend().lock('apply', 'ada'))).code).toBe('git-no-atomic');
    expect(await site.git(site.remote, 'for-each-ref', '--format=%(refname)')).toBe('refs/heads/main');
  });

  it('says what a server says that refuses, without the secrets in it', async () => {
    await site.git(
      site.clone,
      'config',
      `url.${site.remote}.insteadOf`,
      `https://bot:${TOKEN}@git.example/x`,
    );
    await site.git(site.clone, 'remote', 'set-url', 'origin', site.remote);
    const lock = await site.backend().lock('apply', 'ada');
    await site.hook(
      'pre-receive',
      `echo "no: https://bot:${TOKEN}@git.example/x ghp_0123456789abcdefghij" >&2; exit 1`,
    );
    const error = await refusal(lock.append([bind('a')], 'bind a'));
    expect(error.code).toBe('git-refused');
    expect(error.message).toContain('pre-receive hook declined');
    expect(error.message).toContain('no: https://[redacted]@git.example/x');
    expect(error.message).not.toContain(TOKEN);
    expect(error.message).not.toContain('ghp_');
    expect(error.hint).toContain(BRANCH);
    expect(error.hint).toContain(LEASE.replace('demo', ''));
  });

  it('takes out a password that a server repeats alone', async () => {
    const variables = await site.wrapper(
      `case "$*" in *" ls-remote "*) echo "remote: unknown token ${TOKEN}" >&2; exit 128;; *get-url*) echo "https://bot:${TOKEN}@git.example/x"; exit 0;; esac; exec "$GIT" "$@"`,
    );
    const error = await bothRefuse({ variables });
    expect(error.message).toContain('unknown token [redacted]');
  });

  it.each([
    ['itself', 'exec sleep 15'],
    ['or what it started', 'sleep 15'],
  ])('is stopped where it hangs, %s', async (_who, script) => {
    const variables = await site.wrapper(`case "$*" in *" ls-remote "*) ${script};; esac; exec "$GIT" "$@"`);
    const start = Date.now();
    const error = await refusal(site.backend({ variables, networkTimeoutMs: 200 }).read());
    expect(error.code).toBe('git-timeout');
    expect(error.message).toContain('0.2 seconds');
    expect(Date.now() - start).toBeLessThan(10_000);
  });
});

it('whoever never sees a lease that stays, so fast does its holder write, ends as if it were held: exit code 5', async () => {
  const site = await GitSite.open();
  const lock = await site.backend().lock('apply', 'ada');
  const write = `"$GIT" -C ${site.remote} update-ref ${LEASE} $("$GIT" -C ${site.remote} -c user.name=A -c user.email=a@b.example commit-tree "${LEASE}^{tree}" -m`;
  const variables = await site.wrapper(
    `case "$*" in *" ls-remote "*) ${write} "$$ before"); "$GIT" "$@"; ${write} "$$ after");; *) exec "$GIT" "$@";; esac`,
  );
  const folder = await site.cloneTo('other');
  const error = await refusal(site.backend({ folder, variables }).lock('apply', 'bo'));
  expect(error).toMatchObject({ code: 'git-busy', exitCode: 5 });
  await lock.release();
  await site.close();
});
