import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Site } from '../operator/site.ts';
import type { Keeper } from './keep/keeper.ts';
import { LEFTOVER } from './keep/list-files.ts';
import { WATCHED } from './keep/local-keeper.ts';

interface DataView {
  readonly id: string;
  readonly name: string;
}

/** What is another one in every run and means nothing to the next: times, ports, random names, the process, hashes that cover such. */
const CHANGING =
  /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z|http:\/\/127\.0\.0\.1:\d+|(?<="(?:lineage|nonce|hash|previous|journalHash|started)": ?")[^"]*|(?<="pid": ?)\d+/g;
const DATA_VIEW_ID = /dv_[0-9a-f]+/g;

/**
 * A hash of all that a disturbed apply leaves behind for the next one: the data views, since an apply changes nothing else at Adobe,
 * and the files. After two points that leave the same, everything goes on in the same way.
 */
export async function hashRemains(site: Site, keeper: Keeper): Promise<string> {
  const views = await site.control.get<readonly DataView[]>('dataviews');
  const byName = [...views].sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
  const names = new Map(byName.map(({ id, name }, index) => [id, `<view ${index} ${name}>`]));
  const parts = [JSON.stringify(byName), ...(await keeper.readRemains(site.folder))];
  for (const folder of WATCHED) parts.push(...(await readFiles(join(site.repository, folder), folder)));
  const hash = createHash('sha256');
  for (const part of parts) {
    hash.update(part.replace(CHANGING, '<any>').replace(DATA_VIEW_ID, (id) => names.get(id) ?? id));
    hash.update('\0');
  }
  return hash.digest('hex');
}

/** Each file's name and its bytes as text, or as a hash where they are none; of a file that nobody reads only that it is there. */
async function readFiles(folder: string, name: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  const paths = entries.map((entry) => ({ entry, path: join(entry.parentPath, entry.name) }));
  const parts = paths.map(async ({ entry, path }) => {
    const within = `${name}${path.slice(folder.length)}`;
    if (!entry.isFile()) return `${within}/`;
    if (LEFTOVER.test(entry.name)) return `${within.slice(0, -entry.name.length)}<leftover>`;
    const bytes = await readFile(path);
    const isText = /\.jsonl?$/.test(path);
    return `${within}\0${isText ? bytes.toString('utf8') : createHash('sha256').update(bytes).digest('hex')}`;
  });
  return (await Promise.all(parts)).sort();
}
