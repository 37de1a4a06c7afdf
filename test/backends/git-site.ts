import { execFile } from 'node:child_process';
import { chmod, cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { GitBackend, type GitBackendOptions } from '../../runner/backends/index.ts';
import { bind, clockAhead } from './backend-harness.ts';

const run = promisify(execFile);

export const BRANCH = 'cai-state/demo';
export const LEASE = 'refs/cai/lease/demo';

/** A bare remote, a clone of it with a commit, and git without the settings of whoever runs the tests. */
export class GitSite {
  readonly root: string;
  readonly remote: string;
  readonly clone: string;

  private constructor(root: string) {
    this.root = root;
    this.remote = join(root, 'remote.git');
    this.clone = join(root, 'clone');
  }

  static async open(): Promise<GitSite> {
    const site = new GitSite(await mkdtemp(join(tmpdir(), 'cai-')));
    await site.git(site.root, 'init', '--quiet', '--bare', '--initial-branch=main', site.remote);
    await site.git(site.root, 'clone', '--quiet', site.remote, site.clone);
    await writeFile(join(site.clone, 'pipeline.yaml'), 'first\n');
    await site.commit('first');
    return site;
  }

  /** The same in a folder of its own. */
  async copy(): Promise<GitSite> {
    const site = new GitSite(await mkdtemp(join(tmpdir(), 'cai-')));
    await cp(this.root, site.root, { recursive: true });
    await site.git(site.clone, 'remote', 'set-url', 'origin', site.remote);
    return site;
  }

  /** Binds names, one step each, and gives the lock back. */
  async record(folder: string, ...names: readonly string[]): Promise<void> {
    const lock = await this.backend({ folder }).lock('apply', 'ada');
    for (const name of names) await lock.append([bind(name)], `bind ${name}`);
    await lock.release();
  }

  /** Commits everything in the clone to `main`, as a user does, and pushes it. */
  async commit(message: string): Promise<void> {
    await this.git(this.clone, 'checkout', '--quiet', '-B', 'main');
    await this.git(this.clone, 'add', '.');
    await this.git(this.clone, ...USER, 'commit', '--quiet', '-m', message);
    await this.git(this.clone, 'push', '--quiet', 'origin', 'main');
  }

  /** One more clone of the remote. */
  async cloneTo(name: string, ...args: readonly string[]): Promise<string> {
    const folder = join(this.root, name);
    await this.git(this.root, 'clone', '--quiet', ...args, `file://${this.remote}`, folder);
    return folder;
  }

  get variables(): Readonly<Record<string, string>> {
    return {
      PATH: process.env.PATH ?? '',
      HOME: this.root,
      GIT_CONFIG_NOSYSTEM: '1',
    };
  }

  backend(change: Partial<GitBackendOptions> = {}): GitBackend {
    return new GitBackend({
      folder: this.clone,
      environment: 'demo',
      remote: 'origin',
      branch: BRANCH,
      clock: clockAhead(),
      variables: this.variables,
      every: () => () => undefined,
      ...change,
    });
  }

  async git(folder: string, ...args: readonly string[]): Promise<string> {
    const { stdout } = await run('git', [...args], { cwd: folder, env: this.variables });
    return stdout.trim();
  }

  /** Lets the remote run a script of the shell. */
  async hook(name: string, script: string): Promise<void> {
    const file = join(this.remote, 'hooks', name);
    await writeFile(file, `#!/bin/sh\n${script}\n`);
    await chmod(file, 0o755);
  }

  /** A folder for the start of the PATH with a program `git` that runs `script`; `"$GIT" "$@"` in it is the real one. */
  async wrapper(script: string): Promise<Readonly<Record<string, string>>> {
    const folder = join(this.root, 'bin');
    await mkdir(folder, { recursive: true });
    const { stdout } = await run('sh', ['-c', 'command -v git']);
    await writeFile(join(folder, 'git'), `#!/bin/sh\nGIT=${stdout.trim()}\n${script}\n`);
    await chmod(join(folder, 'git'), 0o755);
    return { ...this.variables, PATH: `${folder}:${this.variables.PATH}` };
  }

  /** Puts a commit with these files on the branch, on the same parent as the tip, and lets the lease name it. */
  async replaceTip(change: (files: Record<string, string>) => Record<string, string>): Promise<void> {
    const bare = this.remote;
    const parents = (await this.git(bare, 'rev-list', '--parents', '-1', BRANCH)).split(' ').slice(1);
    const names = (await this.git(bare, 'ls-tree', '--name-only', BRANCH)).split('\n');
    const files: Record<string, string> = {};
    for (const name of names) files[name] = await this.git(bare, 'show', `${BRANCH}:${name}`);
    const tip = await this.write(change(files), parents);
    const lease = JSON.parse(await this.git(bare, 'show', `${LEASE}:lease.json`));
    const moved = await this.write({ 'lease.json': JSON.stringify({ ...lease, commit: tip }) }, []);
    await this.git(bare, 'update-ref', `refs/heads/${BRANCH}`, tip);
    await this.git(bare, 'update-ref', LEASE, moved);
  }

  /** Writes a commit into the remote. */
  async write(files: Readonly<Record<string, string>>, parents: readonly string[]): Promise<string> {
    const lines: string[] = [];
    for (const [name, text] of Object.entries(files).sort()) {
      const file = join(this.root, 'content');
      await writeFile(file, text);
      lines.push(`100644 blob ${await this.git(this.remote, 'hash-object', '-w', file)}\t${name}`);
    }
    await writeFile(join(this.root, 'tree'), `${lines.join('\n')}\n`);
    const tree = (await run('sh', ['-c', `git mktree < ../tree`], { cwd: this.remote, env: this.variables }))
      .stdout;
    const onto = parents.flatMap((parent) => ['-p', parent]);
    return await this.git(this.remote, ...USER, 'commit-tree', tree.trim(), ...onto, '-m', 'by hand');
  }

  /** Everything that the clone's user would notice, and every ref that is theirs. */
  async traces(folder = this.clone): Promise<string> {
    const shown = await Promise.all([
      this.git(folder, 'status', '--porcelain=v2', '--branch', '--ignored'),
      this.git(folder, 'for-each-ref', 'refs/heads', 'refs/tags', 'refs/stash'),
      this.git(folder, 'rev-parse', 'HEAD'),
      this.git(folder, 'ls-files', '--stage'),
      this.git(folder, 'rev-parse', '--is-shallow-repository'),
      readFile(join(folder, '.git', 'FETCH_HEAD'), 'utf8').catch(() => 'none'),
    ]);
    return shown.join('\n');
  }

  async close(): Promise<void> {
    await rm(this.root, { recursive: true, force: true });
  }
}

const USER = ['-c', 'user.name=Ada', '-c', 'user.email=ada@example.com'];
