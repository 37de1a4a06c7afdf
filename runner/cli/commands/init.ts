import { cp, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join, relative, resolve } from 'node:path';
import { ensureDirectory, getErrno, makeFileError } from '../../host/index.ts';
import { InternalError, RunnerError, UsageError } from '../../model/index.ts';
import { EXIT } from '../exit-code.ts';
import type { CommandIo } from '../io.ts';
import { GITHUB_FILES, readAction, useAction } from './github-files.ts';
import { runInitEnvironment } from './init-environment.ts';
import { readIgnore, writeIgnore } from './init-ignore.ts';

/** Options of `cai init`. */
export interface InitOptions {
  /** Also the workflows, and the state in a branch. */
  readonly github?: boolean;
  /** Where the workflows find the action: `OWNER/NAME@COMMIT`. */
  readonly action?: string;
  /** Only the document of a real environment of this name. */
  readonly env?: string;
}

const FOLDERS = ['pipelines', 'schemas'];
const ENVIRONMENT = 'pipelines/environments/demo.yaml';

/** How the environment of the package keeps its state, and what takes its place where no workflows are. */
const GIT_STATE = /^ {2}# In a branch of this repository.*\n {2}state: .*$/m;
const LOCAL_STATE =
  '  # On this machine; { backend: git } keeps it in a branch of the repository, for everybody.\n  state: { backend: local, path: .cai }';

/** `cai init`: a repository that works at once on the emulator, or with `--github` on GitHub too. Writes over nothing; a `.gitignore` gets lines added. */
export async function runInit(io: CommandIo, folder: string, options: InitOptions): Promise<number> {
  if (options.env !== undefined) return await addEnvironment(io, folder, options, options.env);
  const target = resolve(io.cwd, folder);
  const action = options.github === true ? await readAction(io, options.action) : undefined;
  await ensureDirectory(target);
  // Workflows may come to pipelines that are there.
  const hasPipelines = action !== undefined && (await listNames(target)).includes('pipelines');
  await refuseTaken(target, [
    ...(hasPipelines ? [] : FOLDERS),
    ...(action === undefined ? [] : GITHUB_FILES),
  ]);
  const ignored = await explainFailure(target, async () => {
    const lines = hasPipelines ? [] : await writeRepository(io, target, action !== undefined);
    if (action !== undefined) await writeGitHubFiles(io, target, action);
    return lines;
  });
  const shown = relative(io.cwd, target);
  const next = hasPipelines
    ? WORKFLOWS_ADDED
    : renderNext(shown === '' ? undefined : shown, options, ignored);
  io.stdout.write(next);
  return EXIT.done;
}

/** What the file system refuses is said with its path; anything else is a mistake of ours and stays one. */
async function explainFailure<T>(target: string, write: () => Promise<T>): Promise<T> {
  try {
    return await write();
  } catch (error) {
    if (getErrno(error) === undefined) throw error;
    const { dest, path } = error as { readonly dest?: string; readonly path?: string };
    throw makeFileError(error, 'write', dest ?? path ?? target);
  }
}

async function addEnvironment(
  io: CommandIo,
  folder: string,
  { github, action }: InitOptions,
  name: string,
): Promise<number> {
  if (github !== true && action === undefined) return await runInitEnvironment(io, folder, name);
  throw new UsageError({
    message: '--env adds one environment to a repository; --github and --action make other files',
    hint: `One after the other: cai init --github, then cai init --env ${name}`,
  });
}

/** @returns the lines that a `.gitignore` which was there has got. */
async function writeRepository(io: CommandIo, target: string, isShared: boolean): Promise<readonly string[]> {
  const ignore = await readIgnore(target);
  for (const name of FOLDERS) {
    await cp(join(io.packageFolder, name), join(target, name), { recursive: true });
  }
  if (!isShared) await keepStateHere(target);
  return await writeIgnore(ignore);
}

async function refuseTaken(target: string, wanted: readonly string[]): Promise<void> {
  const there = new Set<string>();
  for (const folder of new Set(wanted.map((name) => dirname(name)))) {
    for (const name of await listNames(join(target, folder))) there.add(join(folder, name));
  }
  const taken = wanted.filter((name) => there.has(name));
  if (taken.length === 0) return;
  throw new RunnerError({
    code: 'init-refused',
    message: `${target} already has ${taken.join(', ')}`,
    hint: 'Nothing was written. Choose an empty folder.',
  });
}

/** What is in a folder; nothing where there is none. */
async function listNames(folder: string): Promise<readonly string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if (getErrno(error) === 'ENOENT') return [];
    throw makeFileError(error, 'read', folder);
  }
}

async function keepStateHere(target: string): Promise<void> {
  const path = join(target, ENVIRONMENT);
  const text = await readFile(path, 'utf8');
  if (!GIT_STATE.test(text))
    throw new InternalError({ message: `${ENVIRONMENT} of the package has no state in git` });
  await writeFile(path, text.replace(GIT_STATE, LOCAL_STATE));
}

async function writeGitHubFiles(io: CommandIo, target: string, action: string): Promise<void> {
  for (const name of GITHUB_FILES) {
    const text = await readFile(join(io.packageFolder, name), 'utf8');
    await mkdir(dirname(join(target, name)), { recursive: true });
    await writeFile(join(target, name), useAction(text, action), { flag: 'wx' });
  }
}

const WORKFLOWS_ADDED = `Added workflows of GitHub that plan and apply the pipelines.

Next:
  In the environment documents: state: { backend: git }, so that every run sees it
  In apply.yml and commands.yml: your environments instead of demo; in all: no emulator for a real organisation

docs/gitops.md of the package has each step.
`;

function renderNext(folder: string | undefined, { github }: InitOptions, ignored: readonly string[]): string {
  const enter = folder === undefined ? [] : [`  cd ${folder}`];
  const added = ignored.length === 0 ? [] : [`Added to .gitignore: ${ignored.join(', ')}`];
  const made = 'Made a repository with the environment "demo" and two pipelines';
  const lines =
    github === true
      ? [
          `${made}, and workflows of GitHub that plan and apply them.`,
          ...added,
          '',
          'Next:',
          ...enter,
          '  git init -b main, commit all of it, and push it to a repository of yours',
          '  In the settings of that repository: a rule for main that requires the status cai/plan',
          '  Open a pull request that changes a file in pipelines/',
          '',
          'docs/gitops.md of the package has each step, and what to change for a real Adobe organisation.',
        ]
      : [
          `${made}.`,
          ...added,
          '',
          'Next:',
          ...enter,
          '  cai emulator          in a second terminal: Adobe on this machine',
          '  cai validate',
          '  cai plan',
          '  cai apply',
        ];
  return `${lines.join('\n')}\n`;
}
