import { cp, mkdir, readdir } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { refuse } from '../expression/index.ts';
import { at, fitsPatterns, type UsesStep } from '../files/index.ts';
import { type Inputs, QUIET_END, type StepCall, type StepEnd } from './step-call.ts';

/** Keeps files of the workspace under a name, which must not be taken yet. */
export async function uploadArtifact(step: UsesStep, inputs: Inputs, { level }: StepCall): Promise<StepEnd> {
  const { name = 'artifact', path = '' } = inputs;
  const { artifacts, folders } = level.job;
  const patterns = path.split('\n').filter((line) => line.trim() !== '');
  if (patterns.length === 0) refuse(at(step.place, 'with.path'), 'it names nothing');
  if (artifacts.has(name)) refuse(at(step.place, 'with.name'), `the artifact ${name} is there already`);
  const files = await listFiles(folders.workspace);
  const wanted = files.filter((file) =>
    patterns.some((pattern) => file.startsWith(`${pattern}/`) || fitsPatterns(file, [pattern], step.place)),
  );
  const to = join(folders.artifacts, name);
  await mkdir(to, { recursive: true });
  for (const file of wanted) await cp(join(folders.workspace, file), join(to, file));
  artifacts.set(name, to);
  const isFailed = wanted.length === 0 && inputs['if-no-files-found'] === 'error';
  return { ...QUIET_END, isFailed, error: isFailed ? 'No files were found' : undefined };
}

/** Hidden files are left out, as the action does. */
async function listFiles(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
    .filter((file) => !file.split('/').some((part) => part.startsWith('.')));
}
