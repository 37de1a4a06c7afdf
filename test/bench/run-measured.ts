import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** How a process ran. */
export interface Measured {
  readonly code: number | null;
  readonly seconds: number;
  /** Most memory that it had at any time (VmHWM); Linux only. */
  readonly peakBytes: number;
  readonly stderr: string;
}

const LOOK_EVERY_MS = 20;

/** Runs a process and measures it. `onStart` may end it earlier. */
export async function runMeasured(
  command: string,
  args: readonly string[],
  options: { readonly cwd: string; readonly onStart?: (child: ChildProcess) => void },
): Promise<Measured> {
  const started = performance.now();
  const child = spawn(command, args, { cwd: options.cwd, stdio: ['ignore', 'ignore', 'pipe'] });
  let stderr = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  options.onStart?.(child);
  let peakBytes = 0;
  const timer = setInterval(() => {
    peakBytes = Math.max(peakBytes, readPeak(child.pid));
  }, LOOK_EVERY_MS);
  const code = await new Promise<number | null>((done) => child.once('close', done));
  clearInterval(timer);
  return { code, seconds: (performance.now() - started) / 1000, peakBytes, stderr };
}

function readPeak(pid: number | undefined): number {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    return Number(/^VmHWM:\s+(\d+) kB/m.exec(status)?.[1] ?? 0) * 1024;
  } catch {
    return 0;
  }
}

/** Wall time of one run of Node.js; it must end well. */
export async function measureSeconds(args: readonly string[], cwd: string): Promise<number> {
  const { code, seconds, stderr } = await runMeasured(process.execPath, args, { cwd });
  if (code !== 0) throw new Error(`${args.join(' ')} ended with ${code}: ${stderr}`);
  return seconds;
}
