import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

const EXAMPLE = 'pipelines/account-upgrade.yaml';

/** Writes so many pipelines into a folder, each the first example under other names and titles. Returns the paths. */
export async function writePipelines(folder: string, count: number): Promise<readonly string[]> {
  const text = await readFile(EXAMPLE, 'utf8');
  const paths = Array.from({ length: count }, (_, index) => join(folder, `pipeline-${index}.yaml`));
  for (const [index, path] of paths.entries()) {
    const own = text
      .replaceAll('account-upgrade', `account-upgrade-${index}`)
      .replaceAll(/^( *(?:- )?title: )(.*)$/gm, `$1$2 ${index}`);
    await writeFile(path, own);
  }
  return paths;
}
