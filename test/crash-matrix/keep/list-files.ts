import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** What a write leaves that was killed; removed by a later apply. */
export const LEFTOVER = /^\..+\.[0-9a-f]{12}\.tmp$/;

/** Names of files and what they hold, where that is no snapshot of the state. */
export async function listFiles(folder: string): Promise<Readonly<Record<string, unknown>>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  const files: Record<string, unknown> = {};
  for (const entry of entries) {
    if (!entry.isFile() || LEFTOVER.test(entry.name)) continue;
    const path = join(entry.parentPath, entry.name);
    const name = path.slice(folder.length + 1);
    files[name] = entry.name === 'state.json' ? 'compared above' : describe(name, await readFile(path));
  }
  return files;
}

function describe(name: string, bytes: Buffer): unknown {
  if (name.endsWith('.json')) return JSON.parse(bytes.toString('utf8')) as unknown;
  return createHash('sha256').update(bytes).digest('hex').slice(0, 16);
}
