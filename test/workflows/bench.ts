import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pushEvent, REPOSITORY, type WorkflowEvent } from './events.ts';
import { type Permissions, readWorkflow } from './files/index.ts';
import { type Host, type RunResult, runWorkflow, type Waits } from './run/index.ts';

/** A push to the main branch. */
export const PUSH: WorkflowEvent = pushEvent({ before: '1'.repeat(40), after: '2'.repeat(40) });

/** A run that was started. */
export interface StartedRun {
  readonly cancel: () => void;
  readonly ended: Promise<RunResult>;
}

/** Long enough for whatever ends by itself, however busy the machine is. */
export const PATIENT: Waits = { sigintMs: 60_000, sigtermMs: 60_000, streamsMs: 300, minuteMs: 60_000 };

/** Runs workflows that stand in a test, without a repository. */
export class Bench {
  readonly folder: string;
  /** What the tokens that were issued may, in their order. */
  readonly issued: Permissions[] = [];
  /** Folders of repositories with actions, by OWNER/NAME. */
  readonly actions = new Map<string, string>();
  waits: Waits = PATIENT;
  readonly #host: Partial<Host>;

  private constructor(folder: string, host: Partial<Host>) {
    this.folder = folder;
    this.#host = host;
  }

  static async open(host: Partial<Host> = {}): Promise<Bench> {
    return new Bench(await mkdtemp(join(tmpdir(), 'cai-bench-')), host);
  }

  get host(): Host {
    const { PATH = '' } = process.env;
    return {
      repository: REPOSITORY,
      folder: this.folder,
      serverUrl: 'https://github.invalid',
      apiUrl: 'https://api.github.invalid',
      machine: { PATH },
      secrets: { ADOBE: 'hush' },
      variables: { REGION: 'eu' },
      environments: new Map(),
      actions: this.actions,
      waits: this.waits,
      issueToken: (permissions) => {
        this.issued.push(permissions);
        return `ghs_${this.issued.length}`;
      },
      ...this.#host,
    };
  }

  start(text: string, event: WorkflowEvent = PUSH): StartedRun {
    const workflow = readWorkflow('test.yml', text);
    const control = new AbortController();
    const call = { host: this.host, event, workflow, runId: 7, attempt: 1, cancel: control.signal };
    return { cancel: () => control.abort(), ended: runWorkflow(call) };
  }

  async run(text: string, event: WorkflowEvent = PUSH): Promise<RunResult> {
    return await this.start(text, event).ended;
  }

  async close(): Promise<void> {
    await rm(this.folder, { recursive: true, force: true });
  }
}

/** A workflow of one job, whose steps are given in YAML. */
export function oneJob(steps: string, job = ''): string {
  const indented = steps.trim().replaceAll('\n', '\n      ');
  const more = job.trim() === '' ? '' : `    ${job.trim().replaceAll('\n', '\n    ')}\n`;
  return `on: push\npermissions: {}\njobs:\n  one:\n    runs-on: ubuntu-24.04\n${more}    steps:\n      ${indented}\n`;
}
