import { realpath } from 'node:fs/promises';
import { compareDiagnostics, type Diagnostic } from '../model/index.ts';
import { findFiles } from './find-files.ts';
import type { LoadOptions } from './load-documents.ts';
import { decodeSource, readSource } from './read-source.ts';

/** The text of a YAML file that may be written again. */
export interface SourceText {
  /** As it is shown: relative to the folder that `cai` was started in, with forward slashes. */
  readonly file: string;
  /** Where it is; absent for a text that came from stdin. A symbolic link is followed, so that the file is written and not the link. */
  readonly path?: string;
  /** Without a byte order mark. */
  readonly text: string;
  readonly hasByteOrderMark: boolean;
}

/** The texts of all files that could be read, and why the others could not. */
export interface SourceTexts {
  readonly sources: readonly SourceText[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Reads the text of every `.yaml` and `.yml` file at or below the paths, in the order in which they are shown. */
export async function readSources(
  paths: readonly string[],
  { baseDirectory }: LoadOptions,
): Promise<SourceTexts> {
  const found = await findFiles(paths, baseDirectory);
  const sources: SourceText[] = [];
  const diagnostics: Diagnostic[] = [...found.diagnostics];
  for (const file of found.files) {
    const read = await readSource(file);
    diagnostics.push(...read.diagnostics);
    if (read.text === undefined) continue;
    sources.push({ ...toSource(read.file, read.text, read.diagnostics), path: await realpath(file.path) });
  }
  return { sources, diagnostics: diagnostics.sort(compareDiagnostics) };
}

/** The text that was given on stdin. */
export function readGiven(bytes: Uint8Array): SourceTexts {
  const { file, text, diagnostics } = decodeSource('<stdin>', bytes);
  return { sources: text === undefined ? [] : [toSource(file, text, diagnostics)], diagnostics };
}

function toSource(file: string, text: string, diagnostics: readonly Diagnostic[]): SourceText {
  return { file, text, hasByteOrderMark: diagnostics.some(({ code }) => code === 'byte-order-mark') };
}
