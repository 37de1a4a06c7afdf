import { execFileSync } from 'node:child_process';
import { cp, open, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { State } from '../../runner/model/index.ts';
import { BUILD } from '../operator/command.ts';
import { dataView, prepareConnection, Site } from '../operator/site.ts';

const STATE = '.cai/state/demo';
const PAGE = 4096;

/** Environment variables that make the disk fail from one change of the state on, counted from 0 (`test/crash-matrix/disk/`). */
function failingFrom(at: number, event: 'fill' | 'freeze'): Readonly<Record<string, string>> {
  return {
    NODE_OPTIONS: `--import=${join(BUILD, 'disk-preload.js')}`,
    CAI_DISK_ORDER: JSON.stringify({ folders: ['.cai/state'], at, event }),
  };
}

/** A small disk of its own where this may be mounted: as root, on Linux. */
function mountSmallDisk(folder: string, size: string): boolean {
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${size}`, 'tmpfs', folder], { stdio: 'pipe' });
    return true;
  } catch {
    return false;
  }
}

const remount = (folder: string, options: string): void => {
  execFileSync('mount', ['-o', `remount,${options}`, folder]);
};

describe('a disk that takes no more of the state', () => {
  let prepared = '';

  beforeAll(async () => {
    prepared = await prepareConnection(dataView('first', 'First') + dataView('second', 'Second'));
  });

  afterAll(async () => await rm(prepared, { recursive: true, force: true }));

  /** Both views are there once, nothing is open, and a plan is empty. */
  async function expectDone(site: Site): Promise<void> {
    expect(await site.cli('apply', '--yes', '--detailed-exitcode')).toMatchObject({ code: 0 });
    const views = await site.control.get<readonly { name: string }[]>('dataviews');
    expect(views.map(({ name }) => name).sort()).toEqual(['First', 'Second']);
    expect((await readdir(join(site.repository, STATE))).sort()).toEqual(['journal.jsonl', 'state.json']);
    expect(await site.cli('plan', '--detailed-exitcode')).toMatchObject({ code: 0 });
  }

  // Of the changes of such an apply: 0 to 4 take the lock; from 5 on two for each entry of the journal.
  it.concurrent.each([
    [0, 'fill', 'lock.json: the disk is full', 'Free some space'],
    [0, 'freeze', 'lock.json: the file system is read-only', 'mount this one for writing'],
    [5, 'fill', 'the disk is full', 'Free some space'],
    [9, 'fill', 'the disk is full', 'Then run the same command again'],
    [11, 'fill', 'the disk is full', 'Then run the same command again'],
    [13, 'fill', 'the disk is full', 'Then run the same command again'],
    [11, 'freeze', 'the file system is read-only', 'Then run the same command again'],
    [14, 'freeze', 'the file system is read-only', 'Then run the same command again'],
  ] as const)(
    'loses nothing, names the file and says what to do: change %i, %s',
    async (at, event, why, what) => {
      const site = await Site.open(prepared);
      const { code, stderr } = await site.startWith(failingFrom(at, event), 'apply', '--yes').ended;
      const said = stderr.replaceAll(/\s+/g, ' ');
      expect(code).toBe(1);
      expect(said).toContain(`${site.repository}/${STATE}/`);
      expect(said).toContain(why);
      expect(said).toContain(what);
      expect(await site.json<State>('state', 'list')).toMatchObject({ environment: 'demo' });
      await expectDone(site);
      await site.close();
    },
  );

  it('is a real full disk, then a real read-only one, and ends right once there is space', async (context) => {
    const site = await Site.open(prepared);
    const folder = join(site.repository, '.cai/state');
    const kept = join(site.folder, 'kept');
    await cp(folder, kept, { recursive: true });
    if (!mountSmallDisk(folder, '256k')) {
      await site.close();
      context.skip('only root may mount a small disk here');
    }
    try {
      await cp(kept, folder, { recursive: true });
      await fillUp(folder);
      const full = await site.cli('apply', '--yes');
      expect(full.code).toBe(1);
      expect(full.stderr.replaceAll(/\s+/g, ' ')).toMatch(/\.cai\/state\/demo\/\S+: the disk is full/);
      await rm(join(folder, 'ballast'));
      remount(folder, 'ro');
      expect(await site.cli('plan', '--detailed-exitcode')).toMatchObject({ code: 2 });
      const frozen = await site.cli('apply', '--yes');
      expect(frozen.code).toBe(1);
      expect(frozen.stderr.replaceAll(/\s+/g, ' ')).toMatch(/lock\.json: the file system is read-only/);
      remount(folder, 'rw');
      await expectDone(site);
    } finally {
      execFileSync('umount', [folder]);
      await site.close();
    }
  });
});

/** Leaves room for a lock, and for nothing after it. */
async function fillUp(folder: string): Promise<void> {
  const ballast = await open(join(folder, 'ballast'), 'a');
  let pages = 0;
  for (let isFull = false; !isFull; pages += isFull ? 0 : 1) {
    isFull = await ballast.write(Buffer.alloc(PAGE)).then(
      ({ bytesWritten }) => bytesWritten < PAGE,
      () => true,
    );
  }
  await ballast.truncate((pages - 1) * PAGE);
  await ballast.close();
}
