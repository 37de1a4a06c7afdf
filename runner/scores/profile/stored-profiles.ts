import { readdir } from 'node:fs/promises';
import {
  asMembers,
  ensureDirectory,
  getErrno,
  joinSafely,
  makeFileError,
  readJsonFile,
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

async function listNames(folder: string): Promise<readonly string[]> {
  try {
    const names = await readdir(folder);
    return names.flatMap((name) => /^batch=(?<id>.+)\.json$/.exec(name)?.groups?.id ?? []);
  } catch (error) {
    if (getErrno(error) === 'ENOENT') return [];
    throw makeFileError(error, 'read', folder);
  }
}
