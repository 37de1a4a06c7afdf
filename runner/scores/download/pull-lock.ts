import { hostname } from 'node:os';
import { join } from 'node:path';
import {
  asMembers,
  createFileExclusive,
  lookForProcess,
  type ProcessMark,
  readNumber,
  readObject,
  readOwnMark,
  readText,
  readTextFile,
  removeFile,
  removeFileIf,
} from '../../host/index.ts';
import { RunnerError } from '../../model/index.ts';

/** Below the folder of an export while it is being filled. */
const FILE = '.pull.lock';
/** A holder may end while it is looked at. */
const TRIES = 5;

/**
 * Does work on the folder of an export that no other process may touch meanwhile. A holder that was killed is found out and
 * its lock taken over; where that cannot be told, as on a shared disk, the error says which file to remove.
 */
export async function withPullLock<T>(folder: string, work: () => Promise<T>): Promise<T> {
  const path = join(folder, FILE);
  const own = JSON.stringify({ pid: process.pid, host: hostname(), process: await readOwnMark() });
  for (let tries = 0; !(await createFileExclusive(path, own)); tries += 1) {
    const found = await readTextFile(path);
    if (found === undefined) continue;
    if (tries >= TRIES || !(await isDead(found))) throw reportBusy(folder, path);
    await removeFileIf(path, found);
  }
  try {
    return await work();
  } finally {
    await removeFile(path);
  }
}

/** Whether the holder is no more; what is not known says no. A lock that was never written whole has no holder. */
async function isDead(text: string): Promise<boolean> {
  const holder = parse(text);
  const pid = readNumber(holder, 'pid');
  if (pid === undefined) return true;
  if (pid === process.pid) return false;
  const here = await lookForProcess(pid);
  if (readText(holder, 'host') !== here.host) return false;
  if (here.process === 'gone') return true;
  const mark = readMark(holder);
  if (mark === undefined || here.mark === undefined || here.process === 'unknown') return false;
  if (mark.boot !== here.mark.boot) return true;
  return mark.namespaces === here.mark.namespaces && mark.started !== here.process.started;
}

function parse(text: string): ReturnType<typeof asMembers> {
  try {
    return asMembers(JSON.parse(text));
  } catch {
    return undefined;
  }
}

function readMark(holder: ReturnType<typeof asMembers>): ProcessMark | undefined {
  const mark = readObject(holder, 'process');
  const boot = readText(mark, 'boot');
  const namespaces = readText(mark, 'namespaces');
  const started = readText(mark, 'started');
  if (boot === undefined || namespaces === undefined || started === undefined) return undefined;
  return { boot, namespaces, started };
}

function reportBusy(folder: string, path: string): RunnerError {
  return new RunnerError({
    code: 'scores-busy',
    message: `Another process is downloading scores into ${folder}`,
    hint: `Wait until it is done. If none is running any more, remove ${path}.`,
    exitCode: 5,
  });
}
