import { constants, type Dirent, type Stats } from 'node:fs';
import { type FileHandle, lstat, open, readdir, realpath } from 'node:fs/promises';
import { join } from 'node:path';
import { getErrno, joinSafely, makeFileError, readJsonFile } from '../../host/index.ts';
import {
  type Clock,
  RunnerError,
  type ScoreBatch,
  type ScorePart,
  type ScoreSink,
  type ScoreSource,
} from '../../model/index.ts';
import { isDataFile, isManifest, parseExportTime, QUIET_MS, readManifestFiles } from './folder-layout.ts';

const READ_BYTES = 1024 * 1024;

/** One export as it lies there. */
interface FoundExport {
  readonly name: string;
  readonly completedAt: Date;
}

/**
 * Score files out of a folder that a dataset export destination fills (see `folder-layout.ts`). A batch is one export; its id is the
 * time in the name of its folder. It only reads, and only below the folder: links in it are refused, wherever they lead.
 *
 * @param path the folder, absolute
 */
export function folderSource(path: string, clock: Clock): ScoreSource {
  return {
    label: `folder ${path}`,
    listBatches: async (datasetId, limit) => {
      const folder = await openFolder(path, datasetId);
      const batches: ScoreBatch[] = [];
      for (const { name, completedAt } of await listExports(folder)) {
        if (batches.length === limit) break;
        if (await isComplete(join(folder, name), clock.now()))
          batches.push({ id: name.slice(name.indexOf('=') + 1), completedAt: completedAt.toISOString() });
      }
      return batches;
    },
    listParts: async ({ datasetId, batchId }) => {
      const name = `exportTime=${batchId}`;
      const folder = await openFolder(path, datasetId, name);
      const files = (await readdir(folder)).filter(isDataFile).sort();
      return await Promise.all(
        files.map(async (file): Promise<ScorePart> => {
          const { size } = await statPlain(join(folder, file));
          return { fileId: `${datasetId}/${name}`, name: file, bytes: size };
        }),
      );
    },
    readRange: async ({ part, start, end, signal }, sink) => {
      const folder = await openFolder(path, ...part.fileId.split('/'));
      const file = joinSafely(folder, part.name);
      await statPlain(file);
      const handle = await open(file, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0)).catch(
        (error: unknown) => {
          throw makeFileError(error, 'read', file);
        },
      );
      try {
        const { size } = await handle.stat();
        await copyRange({ handle, file, start, end: Math.min(end, size), signal }, sink);
        return { totalBytes: size };
      } finally {
        await handle.close();
      }
    },
  };
}

/** A folder below the root, each name of which was chosen by somebody else. */
async function openFolder(root: string, ...names: readonly string[]): Promise<string> {
  // The root may be a link: who wrote the environment chose it.
  let folder = await realpath(root).catch((error: unknown) => {
    throw makeFileError(error, 'read the export folder', root);
  });
  for (const name of names) {
    folder = joinSafely(folder, name);
    const found = await statEntry(folder);
    if (!found.isDirectory()) throw reportOdd(folder, 'is not a folder');
  }
  return folder;
}

/** Newest first. */
async function listExports(folder: string): Promise<readonly FoundExport[]> {
  const found = (await readdir(folder)).flatMap((name): readonly FoundExport[] => {
    const completedAt = parseExportTime(name);
    return completedAt === undefined ? [] : [{ name, completedAt }];
  });
  return found.sort((a, b) => b.completedAt.getTime() - a.completedAt.getTime());
}

/** Whether all files of an export are there: those that its manifest lists, or, without one, when it has been quiet for long. */
async function isComplete(folder: string, now: Date): Promise<boolean> {
  if (!(await statEntry(folder)).isDirectory()) return false;
  const entries = await readdir(folder, { withFileTypes: true });
  const sizes = await readSizes(folder, entries);
  if (![...sizes.keys()].some(isDataFile)) return false;
  const manifests = [...sizes.keys()].filter(isManifest);
  if (manifests.length === 0) return await isQuiet(folder, [...sizes.keys()], now);
  for (const manifest of manifests) {
    const listed = readManifestFiles(await readJson(join(folder, manifest)));
    if (listed === undefined) return false;
    const isThere = listed.every(({ name, bytes }) => {
      const size = sizes.get(name);
      return size !== undefined && (bytes === undefined || size === bytes);
    });
    if (!isThere) return false;
  }
  return true;
}

async function readSizes(folder: string, entries: readonly Dirent[]): Promise<ReadonlyMap<string, number>> {
  const names = entries.map(({ name }) => name).filter((name) => isDataFile(name) || isManifest(name));
  const sizes = await Promise.all(names.map(async (name) => (await statPlain(join(folder, name))).size));
  return new Map(names.map((name, index) => [name, sizes[index] ?? 0]));
}

/** A manifest that is still being written is not JSON yet. */
async function readJson(path: string): Promise<unknown> {
  try {
    return await readJsonFile(path);
  } catch (error) {
    if (error instanceof RunnerError && error.code === 'file-not-json') return undefined;
    throw error;
  }
}

async function isQuiet(folder: string, names: readonly string[], now: Date): Promise<boolean> {
  const stats = [await statEntry(folder)];
  for (const name of names) stats.push(await statEntry(join(folder, name)));
  return stats.every(({ mtimeMs }) => now.getTime() - mtimeMs >= QUIET_MS);
}

interface CopyRequest {
  readonly handle: FileHandle;
  readonly file: string;
  readonly start: number;
  readonly end: number;
  readonly signal: AbortSignal | undefined;
}

async function copyRange({ handle, file, start, end, signal }: CopyRequest, sink: ScoreSink): Promise<void> {
  sink.begin(start);
  let place = start;
  while (place < end) {
    signal?.throwIfAborted();
    const buffer = new Uint8Array(Math.min(READ_BYTES, end - place));
    const { bytesRead } = await handle.read(buffer, 0, buffer.byteLength, place).catch((error: unknown) => {
      throw makeFileError(error, 'read', file);
    });
    if (bytesRead === 0) return;
    await sink.take(buffer.subarray(0, bytesRead));
    place += bytesRead;
  }
}

/** A file that is one: no link, no pipe, no folder. */
async function statPlain(path: string): Promise<Stats> {
  const found = await statEntry(path);
  if (!found.isFile()) throw reportOdd(path, 'is not a plain file');
  return found;
}

async function statEntry(path: string): Promise<Stats> {
  const found = await lstat(path).catch((error: unknown) => {
    throw getErrno(error) === 'ENOENT' ? reportMissing(path) : makeFileError(error, 'read', path);
  });
  if (found.isSymbolicLink()) throw reportOdd(path, 'is a link, and links are not followed');
  return found;
}

function reportMissing(path: string): RunnerError {
  return new RunnerError({
    code: 'export-source-missing',
    message: `There is no ${path}, where the scores of this dataset were looked for`,
    hint: 'Check spec.scores.source.path of the environment, and that the destination exports this dataset into DATASET-ID/exportTime=… there.',
  });
}

function reportOdd(path: string, what: string): RunnerError {
  return new RunnerError({
    code: 'export-source-odd',
    message: `${path} ${what}`,
    hint: 'Remove it from the export folder, or put the file itself there.',
  });
}
