import { createHash } from 'node:crypto';
import { lstat, readdir, readFile, readlink } from 'node:fs/promises';
import { join, relative } from 'node:path';
import type { Site } from '../../operator/site.ts';

/** Everything that a command could have changed: every file of the repository, and the world with the length of its audit log. */
export interface Stock {
  /** Hash of each file by its path; of a link where it leads, of a folder that it is one. */
  readonly files: Readonly<Record<string, string>>;
  readonly world: unknown;
}

/** The emulator keeps its world there, and may write it anew whenever it is asked. */
const WORLD = '.cai/emulator';

/** Takes stock of a site. Links are not followed. */
export async function takeStock(site: Site): Promise<Stock> {
  const files: Record<string, string> = {};
  await listFiles(site.repository, site.repository, files);
  const { now: _now, ...world } = await site.control.get('world');
  return { files, world };
}

async function listFiles(root: string, folder: string, files: Record<string, string>): Promise<void> {
  for (const name of await readOrNot(async () => (await readdir(folder)).sort(), [])) {
    const path = join(folder, name);
    const shown = relative(root, path);
    if (shown === WORLD) continue;
    const status = await lstat(path);
    if (status.isSymbolicLink()) files[shown] = `link to ${await readlink(path)}`;
    else if (status.isFile())
      files[shown] = await readOrNot(async () => hash(await readFile(path)), 'closed');
    else files[shown] = 'folder';
    if (status.isDirectory()) await listFiles(root, path, files);
  }
}

function hash(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** Some rows are about what nobody may read, this test neither. */
async function readOrNot<Read>(read: () => Promise<Read>, otherwise: Read): Promise<Read> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EACCES') return otherwise;
    throw error;
  }
}
