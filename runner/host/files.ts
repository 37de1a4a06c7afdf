import { randomBytes } from 'node:crypto';
import {
  type FileHandle,
  link,
  mkdir,
  mkdtemp,
  open,
  readdir,
  readFile,
  rename,
  rm,
  stat,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import { RunnerError } from '../model/index.ts';
import { getErrno, makeFileError } from './file-error.ts';

/** What `link` fails with on file systems without hard links (FAT, some network shares). */
const NO_HARD_LINKS: ReadonlySet<string> = new Set(['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK']);

const TEMPORARY = /^\..+\.[0-9a-f]{12}\.tmp$/;
/** A temporary file lives for milliseconds; a day allows for clocks that jump. */
const LEFTOVER_AFTER_MS = 24 * 60 * 60_000;

/** Where a temporary folder is made, and how its name begins. */
export interface TemporaryDirectoryOptions {
  readonly prefix: string;
  /** @default the system's folder for temporary files */
  readonly parent?: string;
}

/** How a file is written. */
export interface WriteOptions {
  /** The file exists, and who may read and write it stays. @default false */
  readonly keepsMode?: boolean;
}

/**
 * Replaces a file as a whole: temporary file beside it, fsync, rename, fsync of the folder. After a crash at any point a reader
 * finds the old bytes or the new ones, never a mixture. A failure leaves the old file as it was.
 */
export async function writeFileAtomic(
  path: string,
  content: string | Uint8Array,
  { keepsMode = false }: WriteOptions = {},
): Promise<void> {
  const folder = dirname(path);
  const temporary = nameTemporary(path);
  try {
    const mode = keepsMode ? (await stat(path)).mode : undefined;
    await writeNewFile(temporary, content, mode);
    await rename(temporary, path);
    await syncDirectory(folder);
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => undefined);
    throw makeFileError(error, 'write', path);
  }
}

/** Adds to the end of a file and returns once the bytes are on the disk. Creates the file when it is missing. */
export async function appendFileDurable(path: string, content: string | Uint8Array): Promise<void> {
  try {
    const handle = await open(path, 'a');
    await closeAfter(handle, async () => {
      const isNew = (await handle.stat()).size === 0;
      await handle.writeFile(content);
      await handle.datasync();
      if (isNew) await syncDirectory(dirname(path));
    });
  } catch (error) {
    throw makeFileError(error, 'append to', path);
  }
}

/**
 * Creates a file that must not exist yet, durably and whole: who sees it, sees all of it. Of several at once exactly one succeeds.
 *
 * @returns false when it exists already: somebody else was first.
 */
export async function createFileExclusive(path: string, content: string | Uint8Array): Promise<boolean> {
  const temporary = nameTemporary(path);
  try {
    await writeNewFile(temporary, content);
    await link(temporary, path);
    await syncDirectory(dirname(path));
    return true;
  } catch (error) {
    const errno = getErrno(error);
    if (errno === 'EEXIST') return false;
    if (errno !== undefined && NO_HARD_LINKS.has(errno)) return await createInPlace(path, content);
    throw makeFileError(error, 'create', path);
  } finally {
    await rm(temporary, { force: true }).catch(() => undefined);
  }
}

async function createInPlace(path: string, content: string | Uint8Array): Promise<boolean> {
  try {
    await writeNewFile(path, content);
    await syncDirectory(dirname(path));
    return true;
  } catch (error) {
    if (getErrno(error) === 'EEXIST') return false;
    throw makeFileError(error, 'create', path);
  }
}

function nameTemporary(path: string): string {
  return join(dirname(path), `.${basename(path)}.${randomBytes(6).toString('hex')}.tmp`);
}

/**
 * Removes the temporary files in a folder that processes have left which died while they wrote. Young ones are left alone: they
 * may be in use.
 */
export async function removeLeftovers(folder: string, now: Date): Promise<void> {
  const names = await readdir(folder).catch(() => []);
  for (const name of names.filter((one) => TEMPORARY.test(one))) {
    const path = join(folder, name);
    const found = await stat(path).catch(() => undefined);
    if (found === undefined || now.getTime() - found.mtimeMs < LEFTOVER_AFTER_MS) continue;
    await rm(path, { force: true }).catch(() => undefined);
  }
}

async function writeNewFile(path: string, content: string | Uint8Array, mode?: number): Promise<void> {
  const handle = await open(path, 'wx');
  await closeAfter(handle, async () => {
    await handle.writeFile(content);
    if (mode !== undefined) await handle.chmod(mode & 0o777);
    await handle.sync();
  });
}

/** The text of a file, or undefined when there is none. Any other failure is an error, never "absent". */
export async function readTextFile(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (getErrno(error) === 'ENOENT') return undefined;
    throw makeFileError(error, 'read', path);
  }
}

/** The parsed JSON of a file, or undefined when there is none. What is no JSON is refused in the words of whoever knows the file. */
export async function readJsonFile(
  path: string,
  refuse: (path: string, why: string) => RunnerError = notJson,
): Promise<unknown> {
  const text = await readTextFile(path);
  if (text === undefined) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    return value;
  } catch (error) {
    throw refuse(path, error instanceof Error ? error.message : String(error));
  }
}

function notJson(path: string, why: string): RunnerError {
  return new RunnerError({
    code: 'file-not-json',
    message: `Could not read ${path}: it is not JSON (${why})`,
    hint: 'The file is damaged or was edited by hand. Restore it from its history.',
  });
}

/** Makes a folder with its parents, durably. One that exists is fine. */
export async function ensureDirectory(path: string): Promise<void> {
  try {
    const outermost = await mkdir(path, { recursive: true });
    if (outermost === undefined) return;
    const { length } = resolve(outermost);
    for (let made = resolve(path); made.length >= length; made = dirname(made))
      await syncDirectory(dirname(made));
  } catch (error) {
    throw makeFileError(await askAgain(error, resolve(path)), 'create the folder', path);
  }
}

/** Where a file system is read-only, Node says of a folder with its parents that it does not exist; of one alone it says why. */
async function askAgain(error: unknown, path: string): Promise<unknown> {
  if (getErrno(error) !== 'ENOENT') return error;
  const parent = dirname(path);
  const isThere = await stat(parent).catch(() => undefined);
  if (isThere === undefined && parent !== path) return await askAgain(error, parent);
  return await mkdir(path).then(
    () => error,
    (cause: unknown) => (getErrno(cause) === 'EROFS' ? cause : error),
  );
}

/** Makes a new, empty folder that only this user can enter. */
export async function makeTemporaryDirectory(options: TemporaryDirectoryOptions): Promise<string> {
  const start = join(options.parent ?? tmpdir(), options.prefix);
  try {
    return await mkdtemp(start);
  } catch (error) {
    throw makeFileError(error, 'create a temporary folder at', start);
  }
}

/** Removes a file durably. @returns false when there was none. */
export async function removeFile(path: string): Promise<boolean> {
  try {
    await rm(path);
    await syncDirectory(dirname(path));
    return true;
  } catch (error) {
    if (getErrno(error) === 'ENOENT') return false;
    throw makeFileError(error, 'remove', path);
  }
}

/**
 * Removes a file durably, if it still has the content that the decision was made on: what somebody else has put in its place stays.
 *
 * @returns false when there was none, or another.
 */
export async function removeFileIf(path: string, content: string): Promise<boolean> {
  const aside = nameTemporary(path);
  try {
    // Moved first: between a look and a removal another file could come.
    await rename(path, aside);
    const found = await readFile(aside, 'utf8');
    if (found !== content) await createFileExclusive(path, found);
    await rm(aside);
    await syncDirectory(dirname(path));
    return found === content;
  } catch (error) {
    if (getErrno(error) === 'ENOENT') return false;
    throw makeFileError(error, 'remove', path);
  }
}

/** Makes renames and creations in a folder durable. Windows cannot open folders; there the rename is all there is. */
export async function syncDirectory(path: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(path, 'r');
  await closeAfter(handle, async () => await handle.sync());
}

async function closeAfter(handle: FileHandle, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } finally {
    await handle.close();
  }
}
