import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { lookForProcess, makeFileError } from '../../host/index.ts';

/** `.spill` alone is what earlier versions of cai used. */
const NAME = /^\.spill(?:-(?<pid>\d+))?$/;

/** Where an engine of this process may spill what does not fit into memory; it is gone once the engine is closed. */
export function getSpillFolder(folder: string): string {
  return join(folder, `.spill-${process.pid}`);
}

/** Removes what engines have spilled that were killed. One whose process still runs is left alone. */
export async function removeLeftSpill(folder: string): Promise<void> {
  const names = await readdir(folder).catch((error: unknown) => {
    throw makeFileError(error, 'read', folder);
  });
  for (const name of names) {
    const match = NAME.exec(name);
    if (match !== null && (await isLeft(match.groups?.pid)))
      await rm(join(folder, name), { recursive: true, force: true });
  }
}

async function isLeft(pid: string | undefined): Promise<boolean> {
  return pid === undefined || (await lookForProcess(Number(pid))).process === 'gone';
}
