import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openRepository } from '../../runner/cli/open-repository.ts';
import { withSession } from '../../runner/cli/with-session.ts';
import { type RunningEmulator, startEmulator } from '../../runner/emulator/index.ts';
import { systemClock } from '../../runner/host/index.ts';
import type { HandoffView, State } from '../../runner/model/index.ts';
import type { AnsweringEnvironment } from '../../runner/operations/index.ts';
import { closeStrictly, STRICT } from '../contracts/strict.ts';
import type { GitHubStandIn } from '../github/stand-in.ts';
import { WORKFLOW_TOKEN } from '../github/stand-in.ts';
import type { CliResult } from './command.ts';
import { makeInsideIo, runInside } from './inside.ts';
import { ENVIRONMENT } from './site.ts';

/** A new repository where the first apply has opened its handoffs, all in this process: the cheapest that has any. */
export class HandoffSite {
  readonly folder: string;
  readonly emulator: RunningEmulator;

  private constructor(folder: string, emulator: RunningEmulator) {
    this.folder = folder;
    this.emulator = emulator;
  }

  /** @param environments names beside `demo`, each with a state of its own */
  static async open(environments: readonly string[] = []): Promise<HandoffSite> {
    const folder = await mkdtemp(join(tmpdir(), 'cai-'));
    const emulator = await startEmulator({
      world: join(folder, 'world'),
      port: 0,
      rateLimit: 'off',
      ...STRICT,
    });
    const site = new HandoffSite(folder, emulator);
    await site.cli('init');
    const path = join(folder, ENVIRONMENT);
    const limits = '  limits: { requests: 1000, windowSeconds: 1, gatewaySeconds: 1, staleReadSeconds: 1 }\n';
    const text = (await readFile(path, 'utf8'))
      .replaceAll('http://127.0.0.1:4410', emulator.url)
      .replace('spec:\n', `spec:\n${limits}`);
    await writeFile(path, text);
    for (const name of environments) {
      await writeFile(path.replace('demo.yaml', `${name}.yaml`), text.replace('name: demo', `name: ${name}`));
    }
    for (const name of ['demo', ...environments]) {
      const { code, stderr } = await site.cli('apply', '--yes', '--env', name);
      if (code !== 0) throw new Error(stderr);
    }
    return site;
  }

  async cli(...args: readonly string[]): Promise<CliResult> {
    return await runInside(args, this.folder, systemClock);
  }

  /** Runs a command as a workflow at the stand-in would. */
  async ci(github: GitHubStandIn, args: readonly string[], event?: unknown): Promise<CliResult> {
    const variables = await workflowVariables(this.folder, github, event);
    return await runInside(['ci', ...args], this.folder, systemClock, variables);
  }

  async state(environment = 'demo'): Promise<State> {
    return JSON.parse((await this.cli('state', 'list', '--json', '--env', environment)).stdout);
  }

  async view(address: string, environment = 'demo'): Promise<HandoffView> {
    const { stdout } = await this.cli('handoffs', 'show', address, '--json', '--env', environment);
    const [view] = (JSON.parse(stdout) as { handoffs: HandoffView[] }).handoffs;
    if (view === undefined) throw new Error(`${address} has no open handoff`);
    return view;
  }

  /** An environment as the command gives it to the operation that answers comments. */
  async answering(environment: string): Promise<AnsweringEnvironment> {
    const { io } = makeInsideIo(this.folder, systemClock);
    const opened = await openRepository(io, { dir: 'pipelines', env: environment });
    const request = {
      environment: opened.environment,
      access: 'read-only',
      doing: 'Comparing with',
    } as const;
    return {
      name: environment,
      readState: async () => await this.state(environment),
      withSession: async (work) =>
        await withSession(io, request, async (session) => await work(session, opened.desired)),
    };
  }

  /** The state of all environments, to be put back with `restore`. */
  async save(): Promise<void> {
    await cp(join(this.folder, '.cai'), join(this.folder, 'saved'), { recursive: true });
  }

  async restore(): Promise<void> {
    await rm(join(this.folder, '.cai'), { recursive: true });
    await cp(join(this.folder, 'saved'), join(this.folder, '.cai'), { recursive: true });
  }

  async close(): Promise<void> {
    await closeStrictly(this.emulator, { allowsRefused: false });
    await rm(this.folder, { recursive: true, force: true });
  }
}

/** What GitHub sets in a workflow at the stand-in; an event is written to a file. */
export async function workflowVariables(
  folder: string,
  github: Pick<GitHubStandIn, 'apiUrl' | 'serverUrl' | 'world'>,
  event?: unknown,
): Promise<Record<string, string>> {
  const { owner, repo } = github.world;
  const path = join(folder, 'event.json');
  if (event !== undefined) await writeFile(path, JSON.stringify(event));
  return {
    GITHUB_REPOSITORY: `${owner}/${repo}`,
    GITHUB_TOKEN: WORKFLOW_TOKEN,
    GITHUB_API_URL: github.apiUrl,
    GITHUB_SERVER_URL: github.serverUrl,
    GITHUB_RUN_ID: '7',
    GITHUB_STEP_SUMMARY: join(folder, 'summary.md'),
    ...(event === undefined ? {} : { GITHUB_EVENT_NAME: 'issue_comment', GITHUB_EVENT_PATH: path }),
  };
}
