import { join, resolve, sep } from 'node:path';
import { RunnerError } from '../model/index.ts';

/** Device names of Windows, with or without an extension: files of these names cannot be made or removed there. */
const RESERVED = /^(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?:\..*)?$/i;

// Control, format and bidirectional characters, and what separates paths or streams on any system.
const FORBIDDEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}/\\:*?"<>|]/u;

/**
 * Joins names that somebody else chose (Adobe, a pipeline file) to a folder. Every name must be one plain path segment; anything
 * that could leave the folder, hide, or break on another system is refused, never repaired: two names must not become one.
 */
export function joinSafely(folder: string, ...names: readonly string[]): string {
  for (const name of names) assertSafeName(name);
  const root = resolve(folder);
  const path = join(root, ...names);
  if (path !== root && !path.startsWith(root.endsWith(sep) ? root : root + sep))
    throw refuse(names.join('/'), 'leaves its folder');
  return path;
}

/** Throws unless the name can be used as a file name on every system. */
export function assertSafeName(name: string): void {
  if (name === '') throw refuse(name, 'is empty');
  if (name === '.' || name === '..') throw refuse(name, 'leaves its folder');
  if (FORBIDDEN.test(name)) throw refuse(name, 'has a character that file names must not have');
  if (RESERVED.test(name)) throw refuse(name, 'is a device name on Windows');
  if (/[. ]$/.test(name) || /^ /.test(name))
    throw refuse(name, 'begins with a blank, or ends with a blank or a dot');
  if (!name.isWellFormed()) throw refuse(name, 'is not well-formed text');
  if (Buffer.byteLength(name) > 255) throw refuse(name.slice(0, 40), 'is longer than 255 bytes');
}

function refuse(name: string, why: string): RunnerError {
  return new RunnerError({
    code: 'unsafe-name',
    message: `The name ${JSON.stringify(name)} cannot be used for a file: it ${why}`,
    hint: 'Rename it where it comes from.',
  });
}
