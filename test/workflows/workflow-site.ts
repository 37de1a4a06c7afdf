import { randomBytes } from 'node:crypto';
import { cp, mkdir, readdir, readFile, symlink } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { ForgeSite } from '../forge/forge-site.ts';
import { BUILD } from '../operator/command.ts';
import type { StartedRun } from './bench.ts';
import {
  mergeGroupEvent,
  type PullRequestFacts,
  pullRequestEvent,
  REPOSITORY,
  type WorkflowEvent,
} from './events.ts';
import { isGranted, type Permissions, readWorkflow } from './files/index.ts';
import { GitServer } from './git-server.ts';
import {
  describeRun,
  GITHUB_WAITS,
  type Host,
  type RunResult,
  runWorkflow,
  type Waits,
} from './run/index.ts';

/** Where the workflows of a consumer find the action. */
export const ACTION_REPOSITORY = 'luma/cai-pipelines';
export const ACTION = `${ACTION_REPOSITORY}@${'1a'.repeat(20)}`;

/**
 * A repository on a GitHub of its own: a {@link ForgeSite}, its remote over HTTP with tokens, and its workflows, which run as they are
 * written. The action they use is the one of this working tree, with what was built for this test run.
 */
export class WorkflowSite {
  readonly forge: ForgeSite;
  /** What the tokens of jobs may, in their order. */
  readonly issued: Permissions[] = [];
  /** Those of GitHub; a test in which something must end by itself gives it more time than a busy machine takes. */
  waits: Waits = GITHUB_WAITS;
  readonly #server: GitServer;
  readonly #host: Omit<Host, 'waits'>;
  readonly #started: StartedRun[] = [];

  private constructor(forge: ForgeSite, server: GitServer, tools: string, host: Partial<Host>) {
    this.forge = forge;
    this.#server = server;
    const { PATH = '' } = process.env;
    this.#host = {
      repository: REPOSITORY,
      folder: join(forge.root, 'runner'),
      serverUrl: server.url,
      apiUrl: forge.github.apiUrl,
      machine: { PATH },
      secrets: {},
      variables: {},
      environments: new Map(),
      actions: new Map([[ACTION_REPOSITORY, tools]]),
      issueToken: (permissions) => this.#issueToken(permissions),
      ...host,
    };
  }

  /** Opens it around a site, whose end it takes over. */
  static async open(forge: ForgeSite, host: Partial<Host> = {}): Promise<WorkflowSite> {
    const remote = join(forge.root, 'remote.git');
    // As on GitHub: any commit that is there can be fetched.
    await forge.git(remote, 'config', 'uploadpack.allowAnySHA1InWant', 'true');
    const tools = join(forge.root, 'tools');
    await mkdir(join(tools, '.github'), { recursive: true });
    await cp(resolve('.github/actions'), join(tools, '.github', 'actions'), { recursive: true });
    await symlink(BUILD, join(tools, 'dist'));
    return new WorkflowSite(forge, await GitServer.start(remote, REPOSITORY), tools, host);
  }

  /** Starts a workflow of the main branch because of an event. */
  async start(file: string, event: WorkflowEvent): Promise<StartedRun> {
    const path = `.github/workflows/${file}`;
    const text = await this.forge.git(this.forge.clone, 'show', `origin/main:${path}`);
    const control = new AbortController();
    const workflow = readWorkflow(path, text);
    const runId = this.#started.length + 1;
    const host = { ...this.#host, waits: this.waits };
    const call = { host, event, workflow, runId, attempt: 1, cancel: control.signal };
    const started = { cancel: () => control.abort(), ended: runWorkflow(call) };
    this.#started.push(started);
    return started;
  }

  async run(file: string, event: WorkflowEvent): Promise<RunResult> {
    return await (await this.start(file, event)).ended;
  }

  /** Runs it, and throws with all that was printed where it does not end as it should. */
  async succeed(file: string, event: WorkflowEvent): Promise<RunResult> {
    const run = await this.run(file, event);
    if (run.conclusion !== 'success')
      throw new Error(`${file} ended with ${run.conclusion}\n${describeRun(run)}`);
    return run;
  }

  async git(...args: readonly string[]): Promise<string> {
    return await this.forge.git(this.forge.clone, ...args);
  }

  /** The newest commit of the main branch. */
  async main(): Promise<string> {
    await this.git('fetch', '--quiet', 'origin');
    return await this.git('rev-parse', 'origin/main');
  }

  /** The event of a pull request, whose merge GitHub tried and keeps in a ref. */
  async pullRequest(
    { number, head }: { readonly number: number; readonly head: string },
    facts: Omit<PullRequestFacts, 'number' | 'head' | 'base' | 'merge'>,
  ): Promise<WorkflowEvent> {
    const base = await this.main();
    const merge = await this.#merge(base, head, `Merge ${head} into ${base}`);
    await this.#pushRef(head, `refs/pull/${number}/head`);
    await this.#pushRef(merge, `refs/pull/${number}/merge`);
    return pullRequestEvent({ ...facts, number, head, base, merge });
  }

  /** The event of the merge queue, which merges a pull request on a branch of its own. */
  async mergeGroup({
    number,
    head,
  }: {
    readonly number: number;
    readonly head: string;
  }): Promise<WorkflowEvent> {
    const base = await this.main();
    const merge = await this.#merge(base, head, `Merge pull request #${number}`);
    const event = mergeGroupEvent({ head: merge, base, number });
    await this.#pushRef(merge, event.ref);
    this.forge.github.addCommit(merge);
    return event;
  }

  /** Paths below the site whose name is this one. */
  async find(name: string): Promise<readonly string[]> {
    const entries = await readdir(this.forge.root, { recursive: true });
    return entries.filter((entry) => entry.split('/').at(-1) === name);
  }

  /** A file of the main branch in the clone. */
  async read(file: string): Promise<string> {
    return await readFile(join(this.forge.clone, file), 'utf8');
  }

  /** Ends everything, also runs that a test which failed left behind. */
  async close(): Promise<void> {
    for (const { cancel, ended } of this.#started) {
      cancel();
      await ended.catch(() => undefined);
    }
    await this.#server.stop();
    await this.forge.close();
  }

  async #merge(base: string, head: string, message: string): Promise<string> {
    const tree = await this.git('merge-tree', '--write-tree', base, head);
    return await this.git('commit-tree', tree, '-p', base, '-p', head, '-m', message);
  }

  async #pushRef(commit: string, ref: string): Promise<void> {
    await this.git('push', '--quiet', '--force', 'origin', `${commit}:${ref}`);
  }

  #issueToken(permissions: Permissions): string {
    const token = `ghs_${randomBytes(18).toString('hex')}`;
    this.issued.push(permissions);
    this.forge.github.addJobToken(token, (line) => isGranted(permissions, line));
    this.#server.addToken(token, permissions['contents'] ?? 'none');
    return token;
  }
}

/** The repository that `cai init --github` writes, whose emulator is that of the site: as with a real organisation. */
export async function openConsumer(edit?: (text: string) => string): Promise<ForgeSite> {
  const workflows = ['plan', 'apply', 'drift', 'commands'].map((name) => `.github/workflows/${name}.yml`);
  return await ForgeSite.open(edit, {
    init: ['.', '--github', '--action', ACTION],
    prepare: async (site) => {
      for (const file of workflows) {
        await site.edit(file, (text) => text.replaceAll(/\n +emulator: .*/g, ''));
      }
    },
  });
}
