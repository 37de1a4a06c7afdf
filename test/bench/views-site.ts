import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import {
  type EmulatorOptions,
  type RequestRecord,
  type RunningEmulator,
  startEmulator,
} from '../../runner/emulator/index.ts';
import { BUILD } from '../operator/command.ts';
import { dataView, ENVIRONMENT, withDataViews } from '../operator/site.ts';
import { Workshop } from '../operator/workshop.ts';
import { type Measured, runMeasured } from './run-measured.ts';

const PIPELINES = ['account-upgrade', 'subscription-churn'] as const;

/** Brings the two example pipelines, with one data view each, to an empty plan. Returns the folder, to be copied. */
export async function prepareViews(): Promise<string> {
  const folder = await mkdtemp(resolve('node_modules', '.cai-bench-'));
  const workshop = await Workshop.open({ folder, staleReadSeconds: 1 });
  for (const name of PIPELINES)
    await workshop.edit(`pipelines/${name}.yaml`, (text) => withDataViews(text, listViews(name, 1)));
  await workshop.applyUntilDone();
  await workshop.stop();
  return folder;
}

/** Both pipelines with any number of data views, and an emulator. */
export class ViewsSite {
  readonly #folder: string;
  readonly emulator: RunningEmulator;

  private constructor(folder: string, emulator: RunningEmulator) {
    this.#folder = folder;
    this.emulator = emulator;
  }

  /** @param limits replaces those of the environment, as YAML */
  static async open(
    prepared: string,
    options: Omit<EmulatorOptions, 'world'>,
    limits?: string,
  ): Promise<ViewsSite> {
    const folder = await mkdtemp(resolve('node_modules', '.cai-bench-'));
    await cp(prepared, folder, { recursive: true });
    const world = join(folder, 'repository', '.cai', 'emulator');
    const emulator = await startEmulator({ ...options, world, port: 0 });
    const site = new ViewsSite(folder, emulator);
    await site.#edit(ENVIRONMENT, (text) => {
      const moved = text.replaceAll(/http:\/\/127\.0\.0\.1:\d+/g, emulator.url);
      return limits === undefined ? moved : moved.replace(/limits: .*/, `limits: ${limits}`);
    });
    return site;
  }

  get repository(): string {
    return join(this.#folder, 'repository');
  }

  /** Declares so many data views, over both pipelines; a description makes those of another one an update. */
  async declare(count: number, { updates = 0 } = {}): Promise<void> {
    for (const [index, name] of PIPELINES.entries()) {
      const own = index === 0 ? Math.ceil(count / 2) : Math.floor(count / 2);
      const changed = index === 0 ? updates : 0;
      await this.#edit(`pipelines/${name}.yaml`, (text) =>
        withDataViews(text, listViews(name, own, changed)),
      );
    }
  }

  /** Runs the command here; it must end well. */
  async run(...args: readonly string[]): Promise<Measured> {
    const measured = await runMeasured(process.execPath, [join(BUILD, 'cai.js'), ...args], {
      cwd: this.repository,
    });
    if (measured.code !== 0)
      throw new Error(`cai ${args.join(' ')} ended with ${measured.code}: ${measured.stderr}`);
    return measured;
  }

  /** Requests to CJA since a place in the list of all. */
  cjaRequests(since: number): readonly RequestRecord[] {
    return this.emulator.requests
      .slice(since)
      .filter(({ path }) => /^\/data\/(?:connections|dataviews)|^\/auditlogs/.test(path));
  }

  async close(): Promise<void> {
    await this.emulator.close();
    await rm(this.#folder, { recursive: true, force: true });
  }

  async #edit(file: string, change: (text: string) => string): Promise<void> {
    const path = join(this.repository, file);
    await writeFile(path, change(await readFile(path, 'utf8')));
  }
}

function listViews(pipeline: string, count: number, updates = 0): string {
  return Array.from({ length: count }, (_, index) =>
    dataView(`view-${index}`, `View ${index} of ${pipeline}`, index < updates ? 'Changed' : ''),
  ).join('');
}
