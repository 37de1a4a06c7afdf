import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { HandoffView, State } from '../../runner/model/index.ts';
import { BUILD, type CliResult, type StartedCommand, startCommand } from './command.ts';
import { Operator, type References } from './operator.ts';

/** Where the environment `demo` looks for the emulator. */
const DEFAULT_URL = 'http://127.0.0.1:4410';

const NO_LIMITS = '  limits: { requests: 1000, windowSeconds: 1, gatewaySeconds: 1, staleReadSeconds: 5 }\n';

/** What an emulator is started with, beyond its own defaults. */
export interface WorkshopOptions {
  readonly emulatorArgs?: readonly string[];
  /** Where the repository is made; a folder of its own, removed at the end, where absent. */
  readonly folder?: string;
  /** The runner keeps Adobe's real limits; otherwise it is told that the emulator has none. */
  readonly realLimits?: boolean;
}

/** A folder with a repository, an emulator as a process of its own, and the built command. */
export class Workshop {
  readonly folder: string;
  readonly url: string;
  readonly controlToken: string;
  readonly operator: Operator;
  readonly #emulator: ChildProcess;
  readonly #titles = new Map<string, string>();
  #state: State | undefined;

  private constructor(folder: string, emulator: ChildProcess, ready: { url: string; controlToken: string }) {
    this.folder = folder;
    this.#emulator = emulator;
    this.url = ready.url;
    this.controlToken = ready.controlToken;
    this.operator = new Operator(ready, this.#references());
  }

  static async open(options: WorkshopOptions = {}): Promise<Workshop> {
    const folder = options.folder ?? (await mkdtemp(join(tmpdir(), 'cai-')));
    const args = [
      '--port',
      '0',
      ...(options.realLimits === true ? [] : ['--rate-limit', 'off']),
      '--world',
      join(folder, 'repository', '.cai', 'emulator'),
      '--json',
      ...(options.emulatorArgs ?? []),
    ];
    const emulator = spawn(process.execPath, [join(BUILD, 'emulator.js'), ...args], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const ready = await firstLine(emulator);
    const workshop = new Workshop(folder, emulator, JSON.parse(ready));
    await workshop.cli('init', 'repository');
    if (workshop.url !== DEFAULT_URL) {
      await workshop.edit('pipelines/environments/demo.yaml', (text) =>
        text.replaceAll(DEFAULT_URL, workshop.url),
      );
    }
    if (options.realLimits !== true)
      await workshop.edit('pipelines/environments/demo.yaml', (text) =>
        text.replace('spec:\n', `spec:\n${NO_LIMITS}`),
      );
    return workshop;
  }

  /** Folder of the repository. */
  get repository(): string {
    return join(this.folder, 'repository');
  }

  /** Runs the built command in the repository. */
  async cli(...args: readonly string[]): Promise<CliResult> {
    const cwd = args[0] === 'init' ? this.folder : this.repository;
    return await this.start(args, cwd).ended;
  }

  /** Starts the built command; for tests that kill or interrupt it. */
  start(args: readonly string[], cwd = this.repository): StartedCommand {
    return startCommand(args, { cwd });
  }

  async json<T>(...args: readonly string[]): Promise<T> {
    const { stdout, stderr, code } = await this.cli(...args, '--json');
    try {
      return JSON.parse(stdout) as T;
    } catch {
      throw new Error(`cai ${args.join(' ')} (exit ${code}) printed no JSON:\n${stdout}\n${stderr}`);
    }
  }

  /** Changes a file of the repository. */
  async edit(file: string, change: (text: string) => string): Promise<void> {
    const path = join(this.repository, file);
    const before = await readFile(path, 'utf8');
    const after = change(before);
    if (after === before) throw new Error(`the edit of ${file} changed nothing`);
    await writeFile(path, after);
  }

  /** Addresses with an open handoff, by the state alone. */
  async openHandoffs(): Promise<readonly string[]> {
    const { handoffs } = await this.json<State>('state', 'list');
    return Object.values(handoffs)
      .map(({ address }) => address)
      .sort();
  }

  /** Does every open handoff and attests what no API shows. Returns the addresses, in order. */
  async doHandoffs(): Promise<readonly string[]> {
    if ((await this.openHandoffs()).length === 0) return [];
    const { handoffs } = await this.json<{ handoffs: readonly HandoffView[] }>('handoffs', 'show');
    this.#state = undefined;
    for (const view of handoffs) {
      await this.operator.perform(view);
      if (view.attestable.length === 0) continue;
      const attested = await this.cli('handoffs', 'attest', `${view.address}@${view.fingerprint}`);
      if (attested.code !== 0)
        throw new Error(`attest ${view.address}: ${attested.stdout}${attested.stderr}`);
    }
    return handoffs.map(({ address }) => address);
  }

  /** Moves the emulator's clock. */
  async advance(seconds: number): Promise<void> {
    await this.operator.control.post('clock', { advanceSeconds: seconds });
  }

  /** Applies and does handoffs, with time passing, until nothing is open. */
  async applyUntilDone(rounds = 12): Promise<void> {
    for (let round = 0; round < rounds; round += 1) {
      const { code, stdout, stderr } = await this.cli('apply', '--yes', '--detailed-exitcode');
      if (code === 0) return;
      if (code !== 3) throw new Error(`apply ended with ${code}:\n${stdout}\n${stderr}`);
      const done = await this.doHandoffs();
      if (done.length === 0) await this.advance(25 * 3600);
    }
    const { stdout } = await this.cli('plan');
    throw new Error(`not done after ${rounds} rounds:\n${stdout}`);
  }

  /** Stops the emulator and removes the folder. */
  async close(): Promise<void> {
    await this.stop();
    await rm(this.folder, { recursive: true, force: true });
  }

  /** Stops the emulator; its world stays. */
  async stop(): Promise<void> {
    const ended = new Promise((done) => this.#emulator.once('exit', done));
    this.#emulator.kill('SIGTERM');
    await ended;
  }

  #references(): References {
    const idsOf = async (address: string): Promise<Readonly<Record<string, string>>> => {
      const [plain = '', fp] = address.split('~');
      this.#state ??= await this.json<State>('state', 'list');
      const objects = this.#state.resources[plain]?.objects ?? [];
      const object =
        objects.find((known) => known.fp === fp) ?? objects.find(({ status }) => status === 'current');
      if (object === undefined) throw new Error(`state knows no object of ${address}`);
      return object.ids;
    };
    return {
      dataViewId: async (address) => (await idsOf(address)).id ?? '',
      prefix: async (address) => (await idsOf(address)).prefix ?? '',
      datasetId: async (address) => {
        if (!address.includes('/input-dataset/')) return (await idsOf(address)).id ?? '';
        const title = await this.#inputTitle(address.split('~')[0] ?? '');
        const datasets = await this.operator.control.get<readonly { id: string; name: string }[]>('datasets');
        return datasets.find(({ name }) => name === title)?.id ?? '';
      },
    };
  }

  async #inputTitle(address: string): Promise<string> {
    if (!this.#titles.has(address)) {
      const plan = await this.json<{ resources: readonly { address: string; title: string }[] }>('plan');
      for (const resource of plan.resources) this.#titles.set(resource.address, resource.title);
    }
    return this.#titles.get(address) ?? '';
  }
}

async function firstLine(child: ChildProcess): Promise<string> {
  if (child.stdout === null) throw new Error('the emulator has no stdout');
  for await (const line of createInterface({ input: child.stdout })) return line;
  throw new Error('the emulator ended before it was ready');
}
