import { readdir, readFile } from 'node:fs/promises';

/** The variable by which the runner finds what the steps of a job left behind. */
export const TRACKING_VARIABLE = 'RUNNER_TRACKING_ID';

/** At the end of a job the runner kills every process that still carries the job's mark. */
export async function endOrphans(mark: string): Promise<void> {
  for (const pid of await listProcesses()) {
    if (await carries(pid, mark)) kill(pid);
  }
}

/** Processes of this machine, where it tells them as Linux does. */
async function listProcesses(): Promise<readonly number[]> {
  const names = await readdir('/proc');
  return names.filter((name) => /^\d+$/.test(name)).map(Number);
}

async function carries(pid: number, mark: string): Promise<boolean> {
  try {
    const variables = (await readFile(`/proc/${pid}/environ`, 'utf8')).split('\0');
    return variables.includes(`${TRACKING_VARIABLE}=${mark}`);
  } catch {
    // It has ended meanwhile, or is somebody else's.
    return false;
  }
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
