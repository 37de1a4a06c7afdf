import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { ContractReport, Operator } from '../../runner/emulator/index.ts';
import { assertKept, STRICT_ARGS } from '../contracts/strict.ts';
import { BUILD, type CliResult, type StartedCommand, startCommand } from './command.ts';
import { HandoffRound, readJson } from './handoff-round.ts';

/** Where the environment `demo` looks for the emulator. */
const DEFAULT_URL = 'http://127.0.0.1:4410';

function noLimits(staleReadSeconds: number): string {
  return `  limits: { requests: 1000, windowSeconds: 1, gatewaySeconds: 1, staleReadSeconds: ${staleReadSeconds} }\n`;
}

/** What an emulator is started with, beyond its own defaults. */
export interface WorkshopOptions {
  readonly emulatorArgs?: readonly string[];
  /** Where the repository is made; a folder of its own, removed at the end, where absent. */
  readonly folder?: string;
  /** The runner keeps Adobe's real limits; otherwise it is told that the emulator has none. */
  readonly realLimits?: boolean;
  /** How long reads may be stale. @default 5 */
  readonly staleReadSeconds?: number;
}

/** A folder with a repository, an emulator as a process of its own, and the built command. */
export class Workshop {
  readonly folder: string;
  readonly url: string;
  readonly controlToken: string;
  readonly operator: Operator;
  readonly #emulator: ChildProcess;
  readonly #handoffs: HandoffRound;

  private constructor(folder: string, emulator: ChildProcess, ready: { url: string; controlToken: string }) {
    this.folder = folder;
    this.#emulator = emulator;
    this.url = ready.url;
    this.controlToken = ready.controlToken;
    this.#handoffs = new HandoffRound(ready, async (...args) => await this.cli(...args));
    this.operator = this.#handoffs.operator;
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
      ...STRICT_ARGS,
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
        text.replace('spec:\n', `spec:\n${noLimits(options.staleReadSeconds ?? 5)}`),
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
    return await readJson<T>(async (...all) => await this.cli(...all), args);
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
    return await this.#handoffs.list();
  }

  /** Does every open handoff and attests what no API shows. Returns the addresses, in order. */
  async doHandoffs(): Promise<readonly string[]> {
    return await this.#handoffs.doAll();
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

  /** Stops the emulator, unless it ended, and fails when a contract was broken; its world stays. */
  async stop(): Promise<void> {
    if (this.#emulator.exitCode !== null || this.#emulator.signalCode !== null) return;
    const report =
      STRICT_ARGS.length === 0 ? undefined : await this.operator.control.get<ContractReport>('contract');
    const ended = new Promise((done) => this.#emulator.once('exit', done));
    this.#emulator.kill('SIGTERM');
    await ended;
    assertKept(report, { allowsRefused: false });
  }
}

async function firstLine(child: ChildProcess): Promise<string> {
  if (child.stdout === null) throw new Error('the emulator has no stdout');
  for await (const line of createInterface({ input: child.stdout })) return line;
  throw new Error('the emulator ended before it was ready');
}
