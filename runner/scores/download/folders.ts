import { rename, rm, rmdir, stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { getErrno, joinSafely, makeFileError, removeFile } from '../../host/index.ts';
import { RunnerError } from '../../model/index.ts';
import type { ExportedBatch } from './export-manifest.ts';

/** The folder of an export. Nothing that a pipeline says may lead out of the root. */
export function resolveDestination(root: string, destination: string): string {
  const names = destination.split('/');
  if (destination === '' || destination.startsWith('/') || /^[A-Za-z]:/.test(destination)) {
    throw new RunnerError({
      code: 'unsafe-name',
      message: `Scores cannot be downloaded to ${JSON.stringify(destination)}: it must be a folder below the one that cai is started in`,
      hint: 'Write a relative path in scores.download.to, such as scores/.',
    });
  }
  return joinSafely(root, ...names);
}

/** `dataset=ID/batch=ID`: the layout that engines read as partitions. */
export function batchFolder(
  folder: string,
  { datasetId, id }: Pick<ExportedBatch, 'datasetId' | 'id'>,
): string {
  return joinSafely(folder, `dataset=${datasetId}`, `batch=${id}`);
}

/** Where a batch is gathered until it is whole; engines skip names that begin with a dot. */
export function partialFolder(
  folder: string,
  { datasetId, id }: Pick<ExportedBatch, 'datasetId' | 'id'>,
): string {
  return joinSafely(folder, `dataset=${datasetId}`, `.batch=${id}.partial`);
}

/** Size of a file; undefined where there is none. */
export async function sizeOf(path: string): Promise<number | undefined> {
  try {
    const found = await stat(path);
    return found.isFile() ? found.size : undefined;
  } catch (error) {
    if (getErrno(error) === 'ENOENT' || getErrno(error) === 'ENOTDIR') return undefined;
    throw makeFileError(error, 'read', path);
  }
}

/** Whether a folder is there. */
export async function hasFolder(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory();
  } catch (error) {
    if (getErrno(error) === 'ENOENT' || getErrno(error) === 'ENOTDIR') return false;
    throw makeFileError(error, 'read', path);
  }
}

/** Renames a folder. @returns false where there is none, or where the other place is on another disk. */
export async function moveFolder(from: string, to: string): Promise<boolean> {
  try {
    await rename(from, to);
    return true;
  } catch (error) {
    const errno = getErrno(error);
    if (errno === 'ENOENT' || errno === 'EXDEV' || errno === 'ENOTEMPTY' || errno === 'EEXIST') return false;
    throw makeFileError(error, 'move', from);
  }
}

/** Removes the listed files of a batch, then what is empty. Files that are not ours stay, and so do their folders. */
export async function removeBatch(folder: string, batch: ExportedBatch): Promise<void> {
  const inside = batchFolder(folder, batch);
  for (const { name } of batch.files) await removeFile(joinSafely(inside, name)).catch(ignoreMissing);
  await rm(partialFolder(folder, batch), { recursive: true, force: true });
  await removeEmpty(inside);
  await removeEmpty(dirname(inside));
}

/** Removes a folder where it is empty, and its parents below the root. */
export async function removeEmptyUpTo(root: string, folder: string): Promise<void> {
  let current = resolve(folder);
  const top = resolve(root);
  while (current !== top && current.startsWith(top)) {
    if (!(await removeEmpty(current))) return;
    current = dirname(current);
  }
}

async function removeEmpty(folder: string): Promise<boolean> {
  try {
    await rmdir(folder);
    return true;
  } catch (error) {
    const errno = getErrno(error);
    if (errno === 'ENOENT' || errno === 'ENOTEMPTY' || errno === 'EEXIST' || errno === 'ENOTDIR')
      return errno === 'ENOENT';
    throw makeFileError(error, 'remove', folder);
  }
}

function ignoreMissing(error: unknown): void {
  if (error instanceof RunnerError && error.code === 'not-a-folder') return;
  throw error;
}
