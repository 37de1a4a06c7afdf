import { execFile } from 'node:child_process';
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { ControlClient } from '../../runner/emulator/index.ts';
import type { ForgeSite } from '../forge/forge-site.ts';

const run = promisify(execFile);

/**
 * The world of the demo between two runs: taken from its branch, changed, and put back, as a run of `operator` does. Whoever works in it stands for
 * people in Adobe.
 */
export class DemoWorld {
  readonly #site: ForgeSite;
  readonly #script: string;

  constructor(site: ForgeSite) {
    this.#site = site;
    this.#script = join(site.root, 'tools/.github/actions/cai/world.sh');
  }

  async with<T>(work: (control: ControlClient) => Promise<T>): Promise<T> {
    await this.#call('start');
    try {
      const handle = await readFile(join(this.#temporary, 'cai-emulator/emulator.json'), 'utf8');
      return await work(new ControlClient(JSON.parse(handle)));
    } finally {
      await this.#call('stop');
    }
  }

  get #temporary(): string {
    return join(this.#site.root, 'hands');
  }

  async #call(verb: 'start' | 'stop'): Promise<void> {
    const { PATH = '' } = process.env;
    await mkdir(this.#temporary, { recursive: true });
    await run('bash', [this.#script, verb], {
      cwd: this.#site.clone,
      env: {
        PATH,
        HOME: this.#site.root,
        RUNNER_TEMP: this.#temporary,
        GITHUB_ACTION_PATH: join(this.#script, '..'),
        EMULATOR: 'demo',
        KEEP: 'keep',
      },
    });
  }
}
