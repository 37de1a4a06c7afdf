import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { MachineProbes } from '../../operations/index.ts';
import { openDuckDb } from '../../scores/index.ts';
import type { CommandIo } from '../io.ts';

/** What is installed here, and the copies of the schemas in the repository. */
export async function composeMachine(io: CommandIo): Promise<MachineProbes> {
  const { engines }: { engines?: { node?: string } } = JSON.parse(
    await readFile(join(io.packageFolder, 'package.json'), 'utf8'),
  );
  return {
    nodeVersion: process.versions.node,
    neededNode: engines?.node ?? '',
    runnerVersion: io.version,
    loadDuckDb: async () => await (await openDuckDb({})).close(),
    findOldSchemas: async () =>
      await findOldSchemas(join(io.packageFolder, 'schemas'), join(io.cwd, 'schemas')),
  };
}

async function findOldSchemas(own: string, theirs: string): Promise<readonly string[] | undefined> {
  const readAll = async (folder: string): Promise<ReadonlyMap<string, string> | undefined> => {
    const names = await readdir(folder, { recursive: true }).catch(() => undefined);
    if (names === undefined) return undefined;
    const files = names.filter((name) => name.endsWith('.schema.json')).sort();
    const texts = await Promise.all(
      files.map(async (name) => await readFile(join(folder, name), 'utf8').catch(() => '')),
    );
    return new Map(files.map((name, index) => [name, (texts[index] ?? '').replaceAll('\r\n', '\n')]));
  };
  const [wanted, found] = [await readAll(own), await readAll(theirs)];
  if (wanted === undefined || found === undefined) return undefined;
  return [...wanted].flatMap(([name, text]) => (found.get(name) === text ? [] : [name]));
}
