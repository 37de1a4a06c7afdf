import { lstat, readdir, realpath, stat } from 'node:fs/promises';
import { join, relative, resolve, sep } from 'node:path';
import type { Diagnostic } from '../model/index.ts';
import { describePathError } from './path-problem.ts';

/** A YAML file: where it is, and how it is shown. */
export interface FoundFile {
  readonly path: string;
  readonly shown: string;
}

/** The YAML files, sorted as they are shown, each once. */
export interface FoundFiles {
  readonly files: readonly FoundFile[];
  readonly diagnostics: readonly Diagnostic[];
}

interface Search {
  readonly baseDirectory: string;
  /** Real paths already seen: keeps symbolic links from going round, and a file from being read twice. */
  readonly seen: Set<string>;
  readonly files: FoundFile[];
  readonly diagnostics: Diagnostic[];
}

const YAML_NAME = /\.ya?ml$/i;

/** Finds YAML files at or below the paths. Hidden folders and `node_modules` are passed by. */
export async function findFiles(paths: readonly string[], baseDirectory: string): Promise<FoundFiles> {
  const search: Search = { baseDirectory, seen: new Set(), files: [], diagnostics: [] };
  for (const path of paths) await visitPath(search, resolve(baseDirectory, path));
  if (search.files.length === 0 && search.diagnostics.length === 0) {
    search.diagnostics.push(describeNothingFound(paths));
  }
  const files = search.files.sort((a, b) => (a.shown < b.shown ? -1 : a.shown > b.shown ? 1 : 0));
  return { files, diagnostics: search.diagnostics };
}

async function visitPath(search: Search, path: string): Promise<void> {
  const shown = showPath(search.baseDirectory, path);
  try {
    const real = await realpath(path);
    if (search.seen.has(real)) return;
    search.seen.add(real);
    const status = await stat(real);
    if (status.isDirectory()) await visitDirectory(search, path);
    else if (status.isFile()) search.files.push({ path, shown });
    else search.diagnostics.push(describePathError(shown, 'EFTYPE'));
  } catch (error) {
    search.diagnostics.push(describePathError(shown, await explainError(error, path)));
  }
}

async function visitDirectory(search: Search, path: string): Promise<void> {
  const entries = await readdir(path, { withFileTypes: true });
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    if (entry.name.startsWith('.') || entry.name === 'node_modules') continue;
    const isCandidate = entry.isDirectory() || YAML_NAME.test(entry.name);
    if (isCandidate || (entry.isSymbolicLink() && (await leadsToDirectory(join(path, entry.name))))) {
      await visitPath(search, join(path, entry.name));
    }
  }
}

async function leadsToDirectory(path: string): Promise<boolean> {
  const status = await stat(path).catch(() => undefined);
  return status?.isDirectory() ?? false;
}

/** The system answers alike whether nothing is there, or a link that leads nowhere. */
async function explainError(error: unknown, path: string): Promise<string> {
  const code = getErrorCode(error);
  if (code !== 'ENOENT') return code;
  const found = await lstat(path).catch(() => undefined);
  return found?.isSymbolicLink() === true ? 'EDANGLING' : code;
}

function getErrorCode(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
}

/** Relative to the base where it lies below it, with forward slashes, control characters as `?`. */
function showPath(baseDirectory: string, path: string): string {
  const inside = relative(baseDirectory, path);
  const shown = inside === '' ? '.' : inside.startsWith('..') ? path : inside;
  return shown
    .split(sep)
    .join('/')
    .replace(/\p{Cc}/gu, '?');
}

function describeNothingFound(paths: readonly string[]): Diagnostic {
  return {
    severity: 'error',
    code: 'no-documents',
    summary: 'No YAML file found',
    detail: `There is no file ending in .yaml or .yml in ${paths.map((path) => `"${path}"`).join(', ')}. Name another folder, or make a first pipeline with "cai init".`,
  };
}
