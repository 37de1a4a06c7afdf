import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ControlClient, type RunningEmulator, startEmulator } from '../../runner/emulator/index.ts';
import { type ContractUse, closeStrictly, STRICT } from '../contracts/strict.ts';
import { type CliResult, type StartedCommand, startCommand } from './command.ts';
import { Gate } from './gate.ts';
import { Workshop } from './workshop.ts';

export const ENVIRONMENT = 'pipelines/environments/demo.yaml';
export const PIPELINE = 'pipelines/account-upgrade.yaml';

/**
 * Brings a new repository to where scores and the connection are there and the data views come next; stops its emulator.
 * Returns the folder, to be copied for each case.
 */
export async function prepareConnection(dataViews: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'cai-'));
  const workshop = await Workshop.open({ folder });
  await workshop.edit(ENVIRONMENT, (text) =>
    text
      .replace('pipelines: [account-upgrade, subscription-churn]', 'pipelines: [account-upgrade]')
      .replace('staleReadSeconds: 5', 'staleReadSeconds: 1'),
  );
  await workshop.edit(PIPELINE, (text) => withDataViews(text, dataViews));
  await workshop.cli('apply', '--yes');
  await workshop.doHandoffs();
  await workshop.cli('apply', '--yes');
  await workshop.advance(25 * 3600);
  await workshop.cli('apply', '--yes');
  await workshop.doHandoffs();
  await workshop.stop();
  return folder;
}

/** One data view without components and access: YAML, indented as in a list of data views. */
export function dataView(name: string, title: string, description = ''): string {
  return `    - { name: ${name}, title: ${title}, description: '${description}', timezone: Europe/Lisbon }\n`;
}

/** A pipeline with other data views. */
export function withDataViews(pipeline: string, dataViews: string): string {
  return `${pipeline.slice(0, pipeline.indexOf('  dataViews:\n'))}  dataViews:\n${dataViews}`;
}

/** A copy of a prepared folder with an emulator in this process and a gate before it: for tests that interfere. */
export class Site {
  readonly folder: string;
  readonly emulator: RunningEmulator;
  readonly gate: Gate;
  readonly control: ControlClient;

  private constructor(folder: string, emulator: RunningEmulator, gate: Gate) {
    this.folder = folder;
    this.emulator = emulator;
    this.gate = gate;
    this.control = new ControlClient(emulator);
  }

  static async open(prepared: string): Promise<Site> {
    const folder = await mkdtemp(join(tmpdir(), 'cai-'));
    await cp(prepared, folder, { recursive: true });
    const world = join(folder, 'repository', '.cai', 'emulator');
    const emulator = await startEmulator({ world, port: 0, rateLimit: 'off', ...STRICT });
    const site = new Site(folder, emulator, await Gate.open(emulator.url));
    await site.edit(ENVIRONMENT, (text) => text.replaceAll(/http:\/\/127\.0\.0\.1:\d+/g, site.gate.url));
    return site;
  }

  get repository(): string {
    return join(this.folder, 'repository');
  }

  start(...args: readonly string[]): StartedCommand {
    return this.startWith({}, ...args);
  }

  /** Starts the command with further environment variables; `undefined` takes one out. */
  startWith(
    variables: Readonly<Record<string, string | undefined>>,
    ...args: readonly string[]
  ): StartedCommand {
    return startCommand(args, { cwd: this.repository, variables });
  }

  async cli(...args: readonly string[]): Promise<CliResult> {
    return await this.start(...args).ended;
  }

  async json<T>(...args: readonly string[]): Promise<T> {
    const { stdout } = await this.cli(...args, '--json');
    return JSON.parse(stdout) as T;
  }

  async edit(file: string, change: (text: string) => string): Promise<void> {
    const path = join(this.repository, file);
    await writeFile(path, change(await readFile(path, 'utf8')));
  }

  /** Ends the processes; the folder stays, to be copied. */
  async leave(use: ContractUse = { allowsRefused: false }): Promise<string> {
    await this.gate.close();
    await closeStrictly(this.emulator, use);
    return this.folder;
  }

  async close(use?: ContractUse): Promise<void> {
    await this.leave(use);
    await rm(this.folder, { recursive: true, force: true });
  }
}
