import { randomUUID } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readPairs } from './file-commands.ts';

const NAMES = ['output', 'env', 'path', 'state', 'step_summary'] as const;

/** Files that a step may write into, by the names of the context `github`. */
export type CommandFiles = Readonly<Record<(typeof NAMES)[number], string>>;

/** What a step said by them. */
export interface FileCommands {
  readonly outputs: Readonly<Record<string, string>>;
  readonly env: Readonly<Record<string, string>>;
  /** Folders that later steps search first. */
  readonly path: readonly string[];
  readonly summary: string;
  /** Why the runner fails the step. */
  readonly error: string | undefined;
}

export async function makeCommandFiles(temp: string): Promise<CommandFiles> {
  const folder = join(temp, '_runner_file_commands');
  await mkdir(folder, { recursive: true });
  const files = NAMES.map((name) => [name, join(folder, `${name}_${randomUUID()}`)] as const);
  for (const [, file] of files) await writeFile(file, '');
  return Object.fromEntries(files) as unknown as CommandFiles;
}

const MOST_SUMMARY_BYTES = 1024 * 1024;

export async function readCommandFiles(files: CommandFiles): Promise<FileCommands> {
  const [output, env, path, state, summary] = await Promise.all(
    NAMES.map(async (name) => await readFile(files[name], 'utf8')),
  );
  const outputs = readPairs(output ?? '');
  const variables = readPairs(env ?? '');
  const problems = [
    ...(outputs.error === undefined ? [] : [`file command 'output': ${outputs.error}`]),
    ...(variables.error === undefined ? [] : [`file command 'env': ${variables.error}`]),
    ...(variables.pairs['NODE_OPTIONS'] === undefined ? [] : [`Can't store NODE_OPTIONS`]),
    ...(state === '' ? [] : ['a step of a script has no state to keep']),
    ...(Buffer.byteLength(summary ?? '') > MOST_SUMMARY_BYTES ? ['the summary has more than 1 MiB'] : []),
  ];
  return {
    outputs: outputs.pairs,
    env: variables.pairs,
    path: (path ?? '').split('\n').filter((line) => line !== ''),
    summary: summary ?? '',
    error: problems.length === 0 ? undefined : problems.join('; '),
  };
}
