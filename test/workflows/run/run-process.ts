import { spawn } from 'node:child_process';
import type { Waits } from './host.ts';

/** A process that a step starts. */
export interface ProcessCall {
  readonly file: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  /** Cancels it. */
  readonly signal: AbortSignal;
  readonly waits: Waits;
}

export interface ProcessEnd {
  /** Undefined where a signal ended it. */
  readonly exitCode: number | undefined;
  readonly stdout: string;
  readonly stderr: string;
}

/**
 * Runs a process as the runner does, and cancels it as the runner does.
 *
 * SIGINT goes to the entry process alone, which is bash for a `run:`. Bash waits for the command that it runs, and only then ends or goes
 * on; the command itself gets no signal unless the script says `exec`. What has not ended after 7.5 s, with its output closed, gets
 * SIGTERM, of which bash dies at once while its command lives on. 2.5 s later everything that is left of the step is killed. So a command
 * without `exec` is killed 10 s after a cancellation, and has known nothing of it.
 */
export async function runProcess(call: ProcessCall): Promise<ProcessEnd> {
  const { file, args, cwd, env, signal, waits } = call;
  // A group of its own, so that all of it can be killed.
  const child = spawn(file, args, { cwd, env, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
  let [stdout, stderr] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  let lingering: NodeJS.Timeout | undefined;
  const closed = new Promise<number | undefined>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve(code ?? undefined));
    // What holds the streams of a process that has ended is not waited for any longer than this.
    child.once('exit', (code) => {
      lingering = setTimeout(() => resolve(code ?? undefined), waits.streamsMs);
    });
  });
  const cancelling = onAbort(signal, async () => {
    for (const [name, wait] of [['SIGINT', waits.sigintMs] as const, ['SIGTERM', waits.sigtermMs] as const]) {
      child.kill(name);
      if (await isDone(closed, wait)) return;
    }
    killGroup(child.pid);
  });
  try {
    const exitCode = await closed;
    await cancelling.settled();
    return { exitCode, stdout, stderr };
  } finally {
    cancelling.stop();
    clearTimeout(lingering);
    child.stdout.destroy();
    child.stderr.destroy();
  }
}

/** Works once, when the signal comes, or at once where it has come. */
function onAbort(
  signal: AbortSignal,
  work: () => Promise<void>,
): { readonly stop: () => void; readonly settled: () => Promise<void> } {
  let working: Promise<void> | undefined;
  const start = (): void => {
    working = work();
  };
  if (signal.aborted) start();
  else signal.addEventListener('abort', start, { once: true });
  return {
    stop: () => signal.removeEventListener('abort', start),
    settled: async () => await working,
  };
}

async function isDone(promise: Promise<unknown>, withinMs: number): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<false>((resolve) => {
    timer = setTimeout(() => resolve(false), withinMs);
  });
  const done = await Promise.race([promise.then(() => true as const), late]);
  clearTimeout(timer);
  return done;
}

/** Kills a process that was started here, with all of its group. */
function killGroup(pid: number | undefined): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, 'SIGKILL');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
