import { copyFile, readdir, rename, rm, rmdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import {
  asMembers,
  ensureDirectory,
  getErrno,
  joinSafely,
  makeFileError,
  readJsonFile,
  removeFile,
  writeFileAtomic,
} from '../../host/index.ts';
import { checkShape, RunnerError, type ScoreProfile } from '../../model/index.ts';
import { profileShape } from './profile-shape.ts';

/** Below the folder of an export, beside the batches; a profile stays when its batch is pruned. */
const FOLDER = 'profiles';

/** Keeps what a batch looks like, so that the next one is compared with it without reading it again. */
export async function storeProfile(folder: string, profile: ScoreProfile): Promise<void> {
  const path = joinSafely(folder, FOLDER, `dataset=${profile.datasetId}`, `batch=${profile.batchId}.json`);
  await ensureDirectory(joinSafely(folder, FOLDER, `dataset=${profile.datasetId}`));
  await writeFileAtomic(path, `${JSON.stringify(profile)}\n`);
}

/** The profile of a batch; undefined where none is kept, or one that this version cannot read: it is made again then. */
export async function readStoredProfile(
  folder: string,
  { datasetId, batchId }: Pick<ScoreProfile, 'datasetId' | 'batchId'>,
): Promise<ScoreProfile | undefined> {
  const path = joinSafely(folder, FOLDER, `dataset=${datasetId}`, `batch=${batchId}.json`);
  const content = await readJsonFile(path).catch((error: unknown) => {
    if (error instanceof RunnerError && error.code === 'file-not-json') return undefined;
    throw error;
  });
  if (asMembers(content) === undefined || checkShape(profileShape, content) !== undefined) return undefined;
  return content as ScoreProfile;
}

/** Takes all kept profiles to the folder that an export has moved to: those of pruned batches cannot be made again. */
export async function moveStoredProfiles(from: string, to: string): Promise<void> {
  for (const names of await listFiles(from)) {
    const target = joinSafely(to, ...names);
    await ensureDirectory(dirname(target));
    await moveFile(joinSafely(from, ...names), target);
  }
  await removeEmptyFolders(from);
}

/** Removes all kept profiles. Other files stay, and so do their folders. */
export async function removeStoredProfiles(folder: string): Promise<void> {
  for (const names of await listFiles(folder)) await removeFile(joinSafely(folder, ...names));
  await removeEmptyFolders(folder);
}

/** All kept profiles of a dataset, oldest first. */
export async function listStoredProfiles(
  folder: string,
  datasetId: string,
): Promise<readonly ScoreProfile[]> {
  const names = await listNames(joinSafely(folder, FOLDER, `dataset=${datasetId}`));
  const profiles = await Promise.all(
    names.map(async (batchId) => await readStoredProfile(folder, { datasetId, batchId })),
  );
  return profiles
    .filter((profile) => profile !== undefined)
    .sort((a, b) => Date.parse(a.completedAt) - Date.parse(b.completedAt));
}

/** Ids of the batches that have a profile in a folder of a dataset. */
async function listNames(folder: string): Promise<readonly string[]> {
  const names = await listEntries(folder);
  return names.flatMap((name) => /^batch=(?<id>.+)\.json$/.exec(name)?.groups?.id ?? []);
}

async function listDatasets(folder: string): Promise<readonly string[]> {
  return (await listEntries(joinSafely(folder, FOLDER))).filter((name) => name.startsWith('dataset='));
}

/** The files of all kept profiles, by the names that lead to them. */
async function listFiles(folder: string): Promise<readonly (readonly string[])[]> {
  const files: (readonly string[])[] = [];
  for (const dataset of await listDatasets(folder)) {
    const ids = await listNames(joinSafely(folder, FOLDER, dataset));
    files.push(...ids.map((id) => [FOLDER, dataset, `batch=${id}.json`]));
  }
  return files;
}

async function moveFile(from: string, to: string): Promise<void> {
  try {
    await rename(from, to).catch(async (error: unknown) => {
      // The other folder is on another disk.
      if (getErrno(error) !== 'EXDEV') throw error;
      await copyFile(from, to);
      await rm(from);
    });
  } catch (error) {
    throw makeFileError(error, 'move', from);
  }
}

async function removeEmptyFolders(folder: string): Promise<void> {
  const inside = (await listDatasets(folder)).map((dataset) => joinSafely(folder, FOLDER, dataset));
  for (const path of [...inside, joinSafely(folder, FOLDER)]) {
    await rmdir(path).catch((error: unknown) => {
      if (!NOT_REMOVED.has(getErrno(error) ?? '')) throw makeFileError(error, 'remove', path);
    });
  }
}

/** Why a folder may stay: it is not there, or holds what is not ours. */
const NOT_REMOVED: ReadonlySet<string> = new Set(['ENOENT', 'ENOTEMPTY', 'EEXIST', 'ENOTDIR']);

async function listEntries(folder: string): Promise<readonly string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if (getErrno(error) === 'ENOENT' || getErrno(error) === 'ENOTDIR') return [];
    throw makeFileError(error, 'read', folder);
  }
}
