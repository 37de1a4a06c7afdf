import type { Diagnostic } from '../model/index.ts';

const CAUSES: Readonly<Record<string, string>> = {
  ENOENT:
    'It does not exist. Check the spelling, start cai in the folder above your YAML, or make a first pipeline with "cai init".',
  EDANGLING:
    'It is a symbolic link to something that does not exist. Let it point to a real file, or remove it.',
  EACCES: 'You have no right to read it. Change its permissions, or run as a user who has the right.',
  EPERM: 'You have no right to read it. Change its permissions, or run as a user who has the right.',
  ELOOP: 'It is a symbolic link that leads back to itself. Remove the link or let it point to a real file.',
  ENOTDIR: 'A part of the path is a file, not a folder. Check the spelling.',
  ENAMETOOLONG: 'The path is too long for this file system.',
  EMFILE: 'The system has no more files to open. Raise the limit of open files and try again.',
  EFTYPE: 'It is neither a file nor a folder. Only regular files are read.',
};

/** Says why a path could not be read, by the system's error code. */
export function describePathError(shown: string, code: string): Diagnostic {
  return {
    severity: 'error',
    code: 'unreadable-path',
    summary: 'A file or folder cannot be read',
    detail: `"${shown}" cannot be read. ${CAUSES[code] ?? `The system answered ${code}.`}`,
    source: { file: shown, start: { line: 1, column: 1 }, end: { line: 1, column: 1 } },
  };
}
