import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Checkout } from '../../model/index.ts';
import { type Repository, readRepository } from '../../operations/index.ts';
import type { CommandIo } from '../io.ts';

/** Reads all YAML of a commit or tree, without its being checked out: it is data, and nothing of it is run. */
export async function readTree(
  io: CommandIo,
  checkout: Checkout,
  { tree, folder }: { readonly tree: string; readonly folder: string },
): Promise<Repository> {
  const copy = await mkdtemp(join(tmpdir(), 'cai-tree-'));
  try {
    await checkout.exportFolder(tree, folder, copy);
    const load = { baseDirectory: copy };
    return await readRepository({ paths: [folder], load, runnerVersion: io.version });
  } finally {
    await rm(copy, { recursive: true, force: true });
  }
}
