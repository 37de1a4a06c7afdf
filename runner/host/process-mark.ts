import { readFile, readlink } from 'node:fs/promises';
import { hostname } from 'node:os';

/** What tells a process from every other one with its number: Linux says it, elsewhere nobody does. */
export interface ProcessMark {
  /** Random; another one after each start of the machine. */
  readonly boot: string;
  /** Where its number and its times mean something: a container has its own. */
  readonly namespaces: string;
  /** When it started, in the kernel's ticks. */
  readonly started: string;
}

/** What is known of a number of a process: nobody has it, or since when; `unknown` where that is not to be had. */
export type ProcessSight = 'gone' | 'unknown' | Pick<ProcessMark, 'started'>;

/** The machine as this process sees it, and one process of it. */
export interface MachineSight {
  readonly host: string;
  readonly mark: ProcessMark | undefined;
  readonly process: ProcessSight;
}

/** Looks for a process by its number. */
export async function lookForProcess(pid: number): Promise<MachineSight> {
  return { host: hostname(), mark: await readOwnMark(), process: await sightProcess(pid) };
}

/** The mark of this process; undefined where the system does not say all of it. */
export async function readOwnMark(): Promise<ProcessMark | undefined> {
  try {
    // The folder may show the processes of another container, where our number is somebody else's.
    if ((await readlink('/proc/self')) !== String(process.pid)) return undefined;
    const boot = (await readFile('/proc/sys/kernel/random/boot_id', 'utf8')).trim();
    const numbers = await readlink('/proc/self/ns/pid');
    // Older kernels have one time for all.
    const times = await readlink('/proc/self/ns/time').catch(() => '');
    const { started } = parseStat(await readFile('/proc/self/stat', 'utf8')) ?? {};
    if (boot === '' || started === undefined) return undefined;
    return { boot, namespaces: `${numbers} ${times}`.trim(), started };
  } catch {
    return undefined;
  }
}

async function sightProcess(pid: number): Promise<ProcessSight> {
  if (!hasNumber(pid)) return 'gone';
  try {
    const stat = parseStat(await readFile(`/proc/${pid}/stat`, 'utf8'));
    if (stat === undefined) return 'unknown';
    return stat.hasEnded ? 'gone' : { started: stat.started };
  } catch {
    // It may be hidden: its file says nothing of whether it is there.
    return 'unknown';
  }
}

/** Whether any process has the number, be it of another user. */
function hasNumber(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ESRCH';
  }
}

/** The third and the twenty-second field. The second is a name in brackets, and may hold anything. */
export function parseStat(
  text: string,
): { readonly started: string; readonly hasEnded: boolean } | undefined {
  const fields = text
    .slice(text.lastIndexOf(')') + 1)
    .trim()
    .split(' ');
  const [state = ''] = fields;
  const started = fields[22 - 3];
  if (!text.includes(')') || started === undefined || !/^\d+$/u.test(started)) return undefined;
  return { started, hasEnded: ENDED.has(state) };
}

/** Ended, and nobody has asked how yet. */
const ENDED: ReadonlySet<string> = new Set(['Z', 'X', 'x']);
