import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { State } from '../../../runner/model/index.ts';
import { ENVIRONMENT, type Site } from '../../operator/site.ts';
import type { Company, Keeper, Watch } from './keeper.ts';
import { PushWatch } from './push-watch.ts';

const run = promisify(execFile);

const LEASE = 'refs/cai/lease/demo';
const BRANCH = 'refs/heads/cai-state/demo';

/** A branch of a bare repository beside the clone: found by a path that copies keep. */
export class GitKeeper implements Keeper {
  readonly backend = 'git';
  readonly variables = { PATH: process.env['PATH'], HOME: process.env['HOME'] };

  async setUp(folder: string): Promise<void> {
    const repository = join(folder, 'repository');
    await git(folder, 'init', '--quiet', '--bare', '--template=', 'remote.git');
    await git(repository, 'init', '--quiet', '--template=');
    await git(repository, 'remote', 'add', 'origin', '../remote.git');
    const file = join(repository, ENVIRONMENT);
    const before = await readFile(file, 'utf8');
    const after = before.replace('state: { backend: local, path: .cai }', 'state: { backend: git }');
    if (after === before) throw new Error(`${ENVIRONMENT} does not say where the state is`);
    await writeFile(file, after);
  }

  async readState(folder: string): Promise<State> {
    return JSON.parse(await showFile(folder, BRANCH, 'state.json')) as State;
  }

  async readRest(folder: string): Promise<unknown> {
    return {
      refs: await listRefs(folder),
      lease: (await this.isLocked(folder)) ? await showFile(folder, LEASE, 'lease.json') : 'given back',
    };
  }

  async isLocked(folder: string): Promise<boolean> {
    if (!(await listRefs(folder)).includes(LEASE)) return false;
    const lease = JSON.parse(await showFile(folder, LEASE, 'lease.json')) as { releasedAt?: string };
    return lease.releasedAt === undefined;
  }

  /** What branch and lease say; who held it, and by which commits it came to that, changes nothing. */
  async readRemains(folder: string): Promise<readonly string[]> {
    const refs = await listRefs(folder);
    const state = refs.includes(BRANCH) ? await showFile(folder, BRANCH, 'state.json') : '';
    return [...refs, state, `locked: ${await this.isLocked(folder)}`];
  }

  async watch(site: Site): Promise<Watch> {
    const pushes = await PushWatch.place(site.folder);
    return {
      variables: pushes.variables,
      read: async () => ({ disk: [], pushes: await pushes.list() }),
    };
  }

  async accompany(site: Site): Promise<Company> {
    return await PushWatch.place(site.folder);
  }
}

async function git(folder: string, ...args: readonly string[]): Promise<string> {
  return (await run('git', [...args], { cwd: folder })).stdout;
}

async function listRefs(folder: string): Promise<readonly string[]> {
  const text = await git(join(folder, 'remote.git'), 'for-each-ref', '--format=%(refname)');
  return text.split('\n').filter((line) => line !== '');
}

async function showFile(folder: string, ref: string, name: string): Promise<string> {
  return await git(join(folder, 'remote.git'), 'show', `${ref}:${name}`);
}
