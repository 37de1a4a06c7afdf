import { join } from 'node:path';
import { appendFileDurable, createFileExclusive, readTextFile } from '../../host/index.ts';

const IGNORED: readonly string[] = [
  '.cai/',
  'scores/',
  'reports/',
  'plan.json',
  'emulator.log',
  'node_modules/',
];

/** What git shall not see, and what a `.gitignore` that is there lacks of it. */
export interface IgnoreEdit {
  readonly path: string;
  /** Undefined where there is no file yet. */
  readonly text: string | undefined;
  readonly missing: readonly string[];
}

/** Looks at the `.gitignore` of a folder, and writes nothing: a fresh clone often has one. */
export async function readIgnore(folder: string): Promise<IgnoreEdit> {
  const path = join(folder, '.gitignore');
  const text = await readTextFile(path);
  const there = new Set((text ?? '').split('\n').map(withoutSlashes));
  return { path, text, missing: IGNORED.filter((line) => !there.has(withoutSlashes(line))) };
}

/** Adds the missing lines at the end: what somebody else wrote stays byte by byte. @returns the lines added to a file that was there. */
export async function writeIgnore({ path, text, missing }: IgnoreEdit): Promise<readonly string[]> {
  if (text === undefined && (await createFileExclusive(path, toLines(missing, '\n')))) return [];
  if (missing.length === 0) return [];
  const end = /\r?\n/u.exec(text ?? '')?.[0] ?? '\n';
  const isOpen = text !== undefined && text !== '' && !text.endsWith('\n');
  await appendFileDurable(path, `${isOpen ? end : ''}${toLines(missing, end)}`);
  return missing;
}

function toLines(lines: readonly string[], end: string): string {
  return lines.map((line) => `${line}${end}`).join('');
}

/** `/.cai`, `.cai` and `.cai/` all keep that folder out. */
function withoutSlashes(line: string): string {
  return line.trim().replace(/^\//u, '').replace(/\/$/u, '');
}
