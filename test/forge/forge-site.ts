import { execFile } from 'node:child_process';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { ControlClient, type RunningEmulator, startEmulator } from '../../runner/emulator/index.ts';
import { systemClock } from '../../runner/host/index.ts';
import type { Clock } from '../../runner/model/index.ts';
import { closeStrictly, STRICT } from '../contracts/strict.ts';
import type { NewPullRequest } from '../github/pull-request-driver.ts';
import { GitHubStandIn, WORKFLOW_TOKEN } from '../github/stand-in.ts';
import type { CliResult } from '../operator/command.ts';
import type { Gate } from '../operator/gate.ts';
import { HandoffRound } from '../operator/handoff-round.ts';
import { runInside } from '../operator/inside.ts';
import { ENVIRONMENT } from '../operator/site.ts';

const run = promisify(execFile);
const USER = ['-c', 'user.name=Ada', '-c', 'user.email=ada@example.com'];

const LIMITS = '  limits: { requests: 1000, windowSeconds: 1, gatewaySeconds: 1, staleReadSeconds: 1 }\n';

/** A merge as GitHub makes it. */
export type MergeMethod = 'merge' | 'squash' | 'rebase';

/** How the repository of a site begins. */
export interface SiteBeginning {
  /** Arguments of `cai init`. @default a folder alone */
  readonly init?: readonly string[];
  /** What is done to the files before they are committed. */
  readonly prepare?: (site: ForgeSite) => Promise<void>;
}

/**
 * The pipelines repository of `cai init` with a bare remote and a clone, the stand-in for GitHub beside it, and an emulator: everything that a
 * workflow would meet. Commands run in the clone, as after `actions/checkout`.
 */
export class ForgeSite {
  readonly root: string;
  readonly github: GitHubStandIn;
  readonly emulator: RunningEmulator;
  readonly control: ControlClient;
  readonly #handoffs: HandoffRound;

  private constructor(root: string, github: GitHubStandIn, emulator: RunningEmulator) {
    this.root = root;
    this.github = github;
    this.emulator = emulator;
    this.control = new ControlClient(emulator);
    this.#handoffs = new HandoffRound(emulator, async (...args) => await this.cli(args));
  }

  static async open(
    edit: (text: string) => string = (text) => text,
    { init = ['.'], prepare }: SiteBeginning = {},
  ): Promise<ForgeSite> {
    const root = await mkdtemp(join(tmpdir(), 'cai-'));
    const site = await ForgeSite.#start(root, 0);
    const { clone } = site;
    await site.git(root, 'init', '--quiet', '--bare', '--initial-branch=main', join(root, 'remote.git'));
    await site.git(root, 'clone', '--quiet', join(root, 'remote.git'), clone);
    await site.git(clone, 'checkout', '--quiet', '-B', 'main');
    const begun = await site.cli(['init', ...init]);
    if (begun.code !== 0) throw new Error(`init ended with ${begun.code}: ${begun.stderr}`);
    await site.edit(ENVIRONMENT, (text) =>
      edit(text)
        .replaceAll(/http:\/\/127\.0\.0\.1:\d+/g, site.emulator.url)
        .replace('state: { backend: local, path: .cai }', 'state: { backend: git }')
        .replace('spec:\n', `spec:\n${LIMITS}`),
    );
    await prepare?.(site);
    await site.commit('A repository');
    await site.push('main');
    await site.git(clone, 'fetch', '--quiet', 'origin');
    return site;
  }

  /**
   * A copy of the folder of a site that was left. Its emulator listens where it listened, as the YAML says; with a gate that the YAML
   * names, anywhere behind it, so that several copies can be open at once.
   */
  static async copy(folder: string, gate?: Gate): Promise<ForgeSite> {
    const root = await mkdtemp(join(tmpdir(), 'cai-'));
    await cp(folder, root, { recursive: true });
    const yaml = await readFile(join(root, 'clone', ENVIRONMENT), 'utf8');
    const port = gate === undefined ? Number(/127\.0\.0\.1:(\d+)/.exec(yaml)?.[1]) : 0;
    const site = await ForgeSite.#start(root, port);
    gate?.leadTo(site.emulator.url);
    await site.git(site.clone, 'remote', 'set-url', 'origin', join(root, 'remote.git'));
    return site;
  }

  static async #start(root: string, port: number): Promise<ForgeSite> {
    const world = join(root, 'world');
    const emulator = await startEmulator({ world, port, rateLimit: 'off', ...STRICT });
    return new ForgeSite(root, await GitHubStandIn.start(), emulator);
  }

  get clone(): string {
    return join(this.root, 'clone');
  }

  async git(folder: string, ...args: readonly string[]): Promise<string> {
    const { PATH = '' } = process.env;
    const env = { PATH, HOME: this.root, GIT_CONFIG_NOSYSTEM: '1' };
    const { stdout } = await run('git', [...USER, ...args], { cwd: folder, env });
    return stdout.trim();
  }

  async commit(message: string): Promise<string> {
    await this.git(this.clone, 'add', '.');
    await this.git(this.clone, 'commit', '--quiet', '--allow-empty', '-m', message);
    return await this.git(this.clone, 'rev-parse', 'HEAD');
  }

  async push(branch: string): Promise<void> {
    await this.git(this.clone, 'push', '--quiet', '--force', 'origin', `HEAD:refs/heads/${branch}`);
  }

  async edit(file: string, change: (text: string) => string): Promise<void> {
    const path = join(this.clone, file);
    const before = await readFile(path, 'utf8');
    const after = change(before);
    if (after === before) throw new Error(`the edit of ${file} changed nothing`);
    await writeFile(path, after);
  }

  /** Somebody opens a pull request from a new branch with these edits. */
  async propose(
    branch: string,
    change: () => Promise<void>,
    about: Pick<NewPullRequest, 'author' | 'title' | 'isFork'> = {},
  ): Promise<{ number: number; head: string }> {
    const baseCommit = await this.git(this.clone, 'rev-parse', 'origin/main');
    await this.git(this.clone, 'checkout', '--quiet', '-B', branch, 'origin/main');
    await change();
    const headCommit = await this.commit(`Change ${branch}`);
    await this.push(branch);
    const { number } = this.github.openPullRequest({ ...about, head: branch, headCommit, baseCommit });
    await this.git(this.clone, 'checkout', '--quiet', 'main');
    return { number, head: headCommit };
  }

  /** One more commit on the branch of a pull request. */
  async amend(branch: string, number: number, change: () => Promise<void>): Promise<string> {
    await this.git(this.clone, 'checkout', '--quiet', branch);
    await change();
    const head = await this.commit(`Change ${branch} again`);
    await this.push(branch);
    this.github.push(number, head);
    await this.git(this.clone, 'checkout', '--quiet', 'main');
    return head;
  }

  /** Merges a pull request as GitHub would; the clone stands on main then. */
  async merge(branch: string, number: number, method: MergeMethod = 'merge'): Promise<string> {
    const git = async (...args: readonly string[]): Promise<string> => await this.git(this.clone, ...args);
    await git('checkout', '--quiet', '-B', 'main', 'origin/main');
    const before = await git('rev-parse', 'HEAD');
    if (method === 'merge') await git('merge', '--quiet', '--no-ff', '-m', `Merge ${branch}`, branch);
    if (method === 'squash') {
      await git('merge', '--quiet', '--squash', branch);
      await git('commit', '--quiet', '-m', `Squash ${branch}`);
    }
    if (method === 'rebase')
      await git('cherry-pick', `${await git('merge-base', before, branch)}..${branch}`);
    await git('push', '--quiet', 'origin', 'main');
    const made = await git(
      'rev-list',
      '--reverse',
      ...(method === 'merge' ? ['--first-parent'] : []),
      `${before}..HEAD`,
    );
    return this.github.merge(number, ...made.split('\n'));
  }

  /** What a workflow of this repository gives to a command. */
  get variables(): Readonly<Record<string, string>> {
    const { PATH = '' } = process.env;
    return {
      PATH,
      HOME: this.root,
      GITHUB_REPOSITORY: 'luma/pipelines',
      GITHUB_TOKEN: WORKFLOW_TOKEN,
      GITHUB_API_URL: this.github.apiUrl,
      GITHUB_SERVER_URL: 'https://github.example',
    };
  }

  /** Runs a command in the clone, with the variables of a workflow. */
  async cli(
    args: readonly string[],
    variables: Readonly<Record<string, string>> = {},
    clock: Clock = systemClock,
  ): Promise<CliResult> {
    return await runInside(args, this.clone, clock, { ...this.variables, ...variables });
  }

  /** People do every open handoff. */
  async doHandoffs(): Promise<readonly string[]> {
    return await this.#handoffs.doAll();
  }

  /** Applies and does handoffs, with time passing, until nothing is open. */
  async applyUntilDone(): Promise<void> {
    for (let round = 0; round < 12; round += 1) {
      const { code, stdout, stderr } = await this.cli(['apply', '--yes', '--detailed-exitcode']);
      if (code === 0) return;
      if (code !== 3) throw new Error(`apply ended with ${code}:\n${stdout}\n${stderr}`);
      if ((await this.doHandoffs()).length === 0) {
        await this.control.post('clock', { advanceSeconds: 25 * 3600 });
      }
    }
    throw new Error('not done after 12 rounds');
  }

  /** Brings a new site to where all is applied, its commit too, and leaves it: the folder, to be copied for each test. */
  async leaveApplied(): Promise<string> {
    await this.applyUntilDone();
    this.github.addCommit(await this.git(this.clone, 'rev-parse', 'HEAD'));
    const { code, stdout, stderr } = await this.cli(['ci', 'apply']);
    if (code !== 0) throw new Error(`ci apply ended with ${code}:\n${stdout}\n${stderr}`);
    return await this.leave();
  }

  /** Ends what runs; the folder stays, to be copied. */
  async leave(): Promise<string> {
    await this.github.stop();
    await closeStrictly(this.emulator, { allowsRefused: false });
    return this.root;
  }

  async close(): Promise<void> {
    await rm(await this.leave(), { recursive: true, force: true });
  }
}
