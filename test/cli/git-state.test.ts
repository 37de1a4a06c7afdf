import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ENVIRONMENT } from '../operator/site.ts';
import { Workshop } from '../operator/workshop.ts';

/** An environment whose state is a branch: what one clone applies, another sees. */
let workshop: Workshop;

function git(folder: string, ...args: readonly string[]): string {
  const user = ['-c', 'user.name=Ada', '-c', 'user.email=ada@example.com'];
  return execFileSync('git', [...user, ...args], { cwd: folder, encoding: 'utf8', stdio: 'pipe' }).trim();
}

beforeAll(async () => {
  workshop = await Workshop.open();
});

afterAll(async () => await workshop.close());

interface History {
  readonly entries: readonly { readonly serial: number; readonly by: string; readonly message: string }[];
}

it('plans without a trace, applies, shows its history, and goes on from another clone', async () => {
  const { repository, folder } = workshop;
  const remote = join(folder, 'remote.git');
  const refs = (): string => git(remote, 'for-each-ref', '--format=%(refname)');
  const local = await workshop.cli('state', 'history');
  expect(local.code).toBe(1);
  expect(local.stderr).toContain('error[no-history]');

  await workshop.edit(ENVIRONMENT, (text) =>
    text.replace('state: { backend: local, path: .cai }', 'state: { backend: git }'),
  );
  git(folder, 'init', '--quiet', '--bare', '--initial-branch=main', remote);
  git(repository, 'init', '--quiet', '--initial-branch=main');
  git(repository, 'remote', 'add', 'origin', remote);
  git(repository, 'add', '.');
  git(repository, 'commit', '--quiet', '-m', 'pipelines');
  git(repository, 'push', '--quiet', 'origin', 'main');

  expect((await workshop.cli('plan')).code).toBe(0);
  expect((await workshop.cli('state', 'history')).stdout).toContain('Nothing was recorded yet');
  expect(refs()).toBe('refs/heads/main');

  expect((await workshop.cli('apply', '--yes')).code).toBe(0);
  expect(refs()).toBe('refs/cai/lease/demo\nrefs/heads/cai-state/demo\nrefs/heads/main');
  expect(git(repository, 'status', '--porcelain')).toBe('');
  expect((await workshop.cli('state', 'unlock')).stdout).toBe('There was no lock.\n');

  const clone = join(folder, 'clone');
  git(folder, 'clone', '--quiet', '--depth=1', `file://${remote}`, clone);
  const inClone = async (...args: readonly string[]): Promise<{ code: number; stdout: string }> =>
    await workshop.start(args, clone).ended;
  expect((await inClone('state', 'list', '--json')).stdout).toBe(
    (await workshop.cli('state', 'list', '--json')).stdout,
  );
  const before: History = JSON.parse((await inClone('state', 'history', '--json')).stdout);
  expect(before.entries.at(-1)).toMatchObject({ serial: 1, by: 'tester' });
  expect(before.entries.at(-1)?.message).toMatch(/^accept /u);
  expect((await inClone('apply', '--yes')).code).toBe(0);

  const newest = await workshop.cli('state', 'history', '--limit', '1');
  expect(newest.stdout).toMatch(/^History of demo\n\d+ {2}20\d\d-.* UTC, tester, commit [0-9a-f]{12}\n/u);
  const wrong = await workshop.cli('state', 'history', '--limit', '0');
  expect(wrong).toMatchObject({ code: 1 });
  expect(wrong.stderr).toContain('error[usage]');
});
