import { access, mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { formatMinute } from '../../runner/model/index.ts';
import { bind, clockAhead, LONG_ENOUGH_TO_BE_DEAD, namesOf } from './backend-harness.ts';
import { BRANCH, GitSite, LEASE } from './git-site.ts';

let site: GitSite;

beforeEach(async () => {
  site = await GitSite.open();
});

afterEach(async () => await site.close());

const record = async (folder: string, ...names: readonly string[]): Promise<void> =>
  await site.record(folder, ...names);

const makeClone: Readonly<Record<string, () => Promise<string>>> = {
  'a full clone': async () => await site.cloneTo('full'),
  'a shallow clone': async () => await site.cloneTo('shallow', '--depth=1'),
  'a shallow clone of every branch': async () =>
    await site.cloneTo('branches', '--depth=1', '--no-single-branch'),
  'a clone without blobs': async () => {
    await site.git(site.remote, 'config', 'uploadpack.allowFilter', 'true');
    return await site.cloneTo('blobless', '--filter=blob:none');
  },
  'a clone with a detached HEAD': async () => {
    const folder = await site.cloneTo('detached');
    await site.git(folder, 'checkout', '--quiet', '--detach', 'HEAD~1');
    return folder;
  },
  'a worktree of a clone': async () => {
    await site.git(site.clone, 'worktree', 'add', '--quiet', '../worktree', '-b', 'topic');
    return join(site.root, 'worktree');
  },
};

it.each(Object.entries(makeClone))(
  'in %s it reads, locks and writes, and touches nothing of its user',
  async (_name, make) => {
    await writeFile(join(site.clone, 'pipeline.yaml'), 'second\n');
    await site.commit('second');
    await record(site.clone, 'a', 'b', 'c');
    const folder = await make();
    await writeFile(join(folder, 'pipeline.yaml'), 'changed\n');
    await writeFile(join(folder, 'new.yaml'), 'staged\n');
    await site.git(folder, 'add', 'new.yaml');
    const before = await site.traces(folder);
    expect(namesOf(await site.backend({ folder }).read())).toEqual(['a', 'b', 'c']);
    await record(folder, 'd', 'e');
    expect(await site.backend({ folder }).history(9)).toHaveLength(folder.endsWith('branches') ? 3 : 5);
    expect(await site.traces(folder)).toBe(before);
    expect(namesOf(await site.backend().read())).toEqual(['a', 'b', 'c', 'd', 'e']);
  },
);

it('works in a subfolder, and inside a hook of another repository', async () => {
  const folder = join(site.clone, 'deep', 'down');
  await mkdir(folder, { recursive: true });
  const other = join(site.root, 'other');
  await site.git(site.root, 'init', '--quiet', other);
  const variables = {
    ...site.variables,
    GIT_DIR: join(other, '.git'),
    GIT_INDEX_FILE: join(other, '.git', 'index'),
    GIT_WORK_TREE: other,
    GIT_OBJECT_DIRECTORY: join(other, '.git', 'objects'),
    GIT_QUARANTINE_PATH: join(other, '.git', 'objects'),
    GIT_AUTHOR_DATE: 'nonsense',
    GIT_TRACE: '1',
    LANGUAGE: 'de',
    LC_ALL: 'de_DE.UTF-8',
  };
  const lock = await site.backend({ folder, variables }).lock('apply', 'ada');
  await lock.append([bind('a')], 'bind a');
  await lock.release();
  expect(namesOf(await site.backend().read())).toEqual(['a']);
  expect(await site.git(other, 'count-objects')).toMatch(/^0 objects/u);
});

it('runs no hook of the user, and obeys no setting that would change what is pushed', async () => {
  for (const name of ['pre-push', 'reference-transaction', 'post-commit']) {
    const script = `#!/bin/sh\necho ${name} >> ${site.root}/ran\nexit 1\n`;
    await writeFile(join(site.clone, '.git', 'hooks', name), script, { mode: 0o755 });
  }
  const settings = {
    'commit.gpgSign': 'true',
    'push.gpgSign': 'true',
    'push.followTags': 'true',
    'push.pushOption': 'x',
    'remote.origin.mirror': 'true',
    'remote.origin.prune': 'true',
    'fetch.prune': 'true',
    'core.autocrlf': 'true',
  };
  for (const [name, value] of Object.entries(settings)) await site.git(site.clone, 'config', name, value);
  await record(site.clone, 'a');
  await expect(access(join(site.root, 'ran'))).rejects.toThrow();
  expect(namesOf(await site.backend({ folder: await site.cloneTo('other') }).read())).toEqual(['a']);
});

it('a commit says on any forge what was done, how much of it, by whom, in which run, and about what', async () => {
  const clock = { ...clockAhead(), now: () => new Date('2026-01-31T12:00:00.000Z') };
  const lock = await site.backend({ clock }).lock('apply', 'ada <ada@example.com>');
  await lock.append([bind('a'), bind('b')], 'settle\nCo-authored-by: @eve #12');
  await lock.release();
  const show = async (format: string): Promise<string> =>
    await site.git(site.remote, 'log', '-1', `--format=${format}`, BRANCH);
  expect(await show('%s')).toBe('demo 1: bind 2 objects');
  const body = (await show('%b')).split('\n');
  expect(body[0]).toBe('By: ada <ada at example.com>');
  expect(body[1]).toBe('Operation: apply');
  expect(body[2]).toMatch(/^Run: [0-9a-f-]{36}, on .+, process \d+$/u);
  expect(body[3]).toBe('Message: settle Co-authored-by: at eve no. 12');
  expect(body.slice(4)).toEqual(['', 'Addresses:', '- p/data-view/a', '- p/data-view/b']);
  expect(await show('%an|%ae|%cn|%aI|%cI')).toBe(
    'ada  ada@example.com|cai@cai.invalid|cai|2026-01-31T12:00:00+00:00|2026-01-31T12:00:00+00:00',
  );
  expect(await site.git(site.remote, 'ls-tree', '--name-only', BRANCH)).toBe('entry.json\nstate.json');
  const state = await site.git(site.remote, 'show', `${BRANCH}:state.json`);
  expect(JSON.parse(state)).toEqual(lock.state);
  expect(state).toContain('\n  "serial": 1');
  expect(JSON.parse(await site.git(site.remote, 'show', `${BRANCH}:entry.json`))).toMatchObject({
    serial: 1,
    at: '2026-01-31T12:00:00.000Z',
    message: 'settle\nCo-authored-by: @eve #12',
    previous: 'start',
  });
});

it('shows its history, newest first', async () => {
  await record(site.clone, 'a', 'b', 'c');
  const entries = await site.backend().history(2);
  expect(entries.map(({ serial, message, by }) => `${serial} ${message} ${by}`)).toEqual([
    '3 bind c ada',
    '2 bind b ada',
  ]);
  expect(entries[0]?.addresses).toEqual(['p/data-view/c']);
  expect(entries[0]?.commit).toBe(await site.git(site.remote, 'rev-parse', BRANCH));
  expect(await site.backend().history(99)).toHaveLength(3);
});

it('two clones that ask at once: one holds the lock, the other is told who', async () => {
  const other = await site.cloneTo('other');
  for (const [round, folder] of [site.clone, other, site.clone].entries()) {
    const asked = await Promise.allSettled(
      [site.clone, other].map(async (each) => await site.backend({ folder: each }).lock('apply', each)),
    );
    const winner = asked.find((one) => one.status === 'fulfilled');
    const loser = asked.find((one) => one.status === 'rejected');
    const held = await site.backend({ folder }).holder();
    expect(loser?.reason).toMatchObject({ code: 'lock-held', exitCode: 5, holder: held });
    expect(String(loser?.reason)).toContain(
      `${held?.by} holds the lock since ${formatMinute(held?.since ?? '')}`,
    );
    await winner?.value.append([bind(`n${round}`)], 'bind');
    await winner?.value.release();
  }
  expect((await site.backend().read()).serial).toBe(3);
});

it('keeps, for the next, what the last holder knew of the state', async () => {
  await record(site.clone, 'a', 'b');
  const lease = JSON.parse(await site.git(site.remote, 'show', `${LEASE}:lease.json`));
  const tip = await site.git(site.remote, 'rev-parse', BRANCH);
  expect(lease).toMatchObject({ operation: 'apply', by: 'ada', serial: 2, commit: tip });
  expect(lease.releasedAt).toBeDefined();
  await site.backend().lock('apply', 'bo');
  await site.backend().unlock();
  const removed = JSON.parse(await site.git(site.remote, 'show', `${LEASE}:lease.json`));
  expect(removed).toMatchObject({ by: 'bo', serial: 2, commit: tip });
  expect((await site.git(site.remote, 'rev-list', '--count', LEASE)).trim()).toBe('1');
});

it('needs nothing of earlier runs: a clone that lost its private ref and was cleaned goes on', async () => {
  await record(site.clone, 'a');
  await site.git(site.clone, 'update-ref', '-d', 'refs/cai/state/demo');
  await site.git(site.clone, 'update-ref', '-d', `refs/remotes/origin/${BRANCH}`);
  await site.git(site.clone, 'gc', '--quiet', '--prune=now');
  await rm(join(site.clone, '.git', 'FETCH_HEAD'), { force: true });
  await record(site.clone, 'b');
  expect(namesOf(await site.backend({ clock: clockAhead(LONG_ENOUGH_TO_BE_DEAD) }).read())).toEqual([
    'a',
    'b',
  ]);
});
