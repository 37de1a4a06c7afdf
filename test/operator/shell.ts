import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { BUILD } from './command.ts';

/** What an interactive shell is started with. */
export interface ShellOptions {
  /** The shell and what makes it interactive and without a user's files. */
  readonly command: string;
  readonly cwd: string;
  /** A folder with `cai`, put before all others. */
  readonly programs: string;
}

/** Printed by the prompt, and written so that no line that sets it holds it. */
const PROMPT = 'ready> ';

/** Whether a program can be started here. */
export function isInstalled(program: string): boolean {
  try {
    execFileSync('sh', ['-c', `command -v ${program}`], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

/** A folder with the built command as `cai`, as an installation has it. */
export async function installCommand(folder: string): Promise<string> {
  await mkdir(folder, { recursive: true });
  const text = `#!/bin/sh\nexec '${process.execPath}' '${join(BUILD, 'cai.js')}' "$@"\n`;
  await writeFile(join(folder, 'cai'), text, { mode: 0o755 });
  return folder;
}

/** A real shell on a terminal of its own, which is typed into key by key. */
export class InteractiveShell {
  readonly #child: ChildProcess;
  #output = '';
  #read = 0;
  #heard: () => void = () => undefined;

  constructor({ command, cwd, programs }: ShellOptions) {
    this.#child = spawn('script', ['-q', '-e', '-c', command, '/dev/null'], {
      cwd,
      env: {
        PATH: `${programs}:${process.env.PATH}`,
        HOME: cwd,
        TERM: 'dumb',
        NO_COLOR: '1',
        COLUMNS: '200',
        SHELL: '/bin/sh',
      },
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    this.#child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      this.#output += text;
      this.#heard();
    });
  }

  /** Types keys, waits for the next prompt, and returns what was shown until then. Keys without a line end are not waited for. */
  async type(keys: string): Promise<string> {
    this.#child.stdin?.write(keys);
    return await this.waitForPrompt();
  }

  /** What is shown until the next prompt. */
  async waitForPrompt(): Promise<string> {
    for (;;) {
      const at = this.#output.indexOf(PROMPT, this.#read);
      if (at >= 0) {
        const shown = this.#output.slice(this.#read, at);
        this.#read = at + PROMPT.length;
        return shown;
      }
      await new Promise<void>((done) => {
        this.#heard = done;
      });
    }
  }

  /** Ends the shell by leaving its terminal. */
  async close(): Promise<void> {
    const closed = new Promise((done) => this.#child.once('close', done));
    this.#child.stdin?.end('exit\n');
    await closed;
  }
}
