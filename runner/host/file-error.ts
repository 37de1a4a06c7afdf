import { RunnerError } from '../model/index.ts';

const CAUSES: Readonly<Record<string, { code: string; what: string; hint: string }>> = {
  ENOSPC: {
    code: 'disk-full',
    what: 'the disk is full',
    hint: 'Free some space and run the same command again.',
  },
  EDQUOT: {
    code: 'disk-full',
    what: 'the disk quota is used up',
    hint: 'Free some space and run the same command again.',
  },
  EROFS: {
    code: 'disk-read-only',
    what: 'the file system is read-only',
    hint: 'Choose a folder that can be written, or mount this one for writing.',
  },
  EACCES: {
    code: 'file-forbidden',
    what: 'permission is denied',
    hint: 'Check owner and mode of the file and of its folder.',
  },
  EPERM: {
    code: 'file-forbidden',
    what: 'permission is denied',
    hint: 'Check owner and mode of the file and of its folder.',
  },
  ENOENT: { code: 'file-missing', what: 'it does not exist', hint: 'Check the path.' },
  ENOTDIR: { code: 'not-a-folder', what: 'a part of the path is not a folder', hint: 'Check the path.' },
  EISDIR: { code: 'not-a-file', what: 'it is a folder', hint: 'Check the path.' },
  EEXIST: { code: 'file-exists', what: 'it exists already', hint: 'Remove it, or choose another name.' },
  ELOOP: {
    code: 'file-missing',
    what: 'a symbolic link in the path leads back to itself',
    hint: 'Remove the link, or let it point to something that is there.',
  },
  EMFILE: {
    code: 'too-many-files',
    what: 'too many files are open',
    hint: 'Raise the limit (ulimit -n) and run again.',
  },
};

/** The errno of a failed file operation, such as `ENOENT`. */
export function getErrno(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}

/** Turns a failed file operation into a message that says which file, what went wrong and what to do. */
export function makeFileError(error: unknown, doing: string, path: string): RunnerError {
  if (error instanceof RunnerError) return error;
  const errno = getErrno(error);
  const known = errno === undefined ? undefined : CAUSES[errno];
  return new RunnerError({
    code: known?.code ?? 'file-failed',
    message: `Could not ${doing} ${path}: ${known?.what ?? (error instanceof Error ? error.message : String(error))}`,
    hint: known?.hint,
    cause: error,
  });
}
