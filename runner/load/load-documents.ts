import { compareDiagnostics, type Diagnostic, type SourceDocument } from '../model/index.ts';
import { findFiles } from './find-files.ts';
import { parseDocuments } from './parse-documents.ts';
import { readSource } from './read-source.ts';

/** Where to look, and what paths are shown relative to. */
export interface LoadOptions {
  /** Absolute folder; relative paths are resolved against it, and files are shown relative to it. */
  readonly baseDirectory: string;
}

/** Everything that could be read, and everything that was wrong with the rest. */
export interface LoadedDocuments {
  /** Sorted by file, then by position in the file. */
  readonly documents: readonly SourceDocument[];
  readonly diagnostics: readonly Diagnostic[];
}

const PARALLEL_READS = 32;

/**
 * Reads every `.yaml` and `.yml` file at or below the paths. A document with a problem that leaves its data in doubt is
 * left out and has an error. Never throws for what a user wrote.
 */
export async function loadDocuments(
  paths: readonly string[],
  options: LoadOptions,
): Promise<LoadedDocuments> {
  const found = await findFiles(paths, options.baseDirectory);
  const documents: SourceDocument[] = [];
  const diagnostics: Diagnostic[] = [...found.diagnostics];
  for (let from = 0; from < found.files.length; from += PARALLEL_READS) {
    const batch = found.files.slice(from, from + PARALLEL_READS);
    for (const source of await Promise.all(batch.map((file) => readSource(file)))) {
      diagnostics.push(...source.diagnostics);
      if (source.text === undefined) continue;
      const parsed = parseDocuments(source.file, source.text);
      documents.push(...parsed.documents);
      diagnostics.push(...parsed.diagnostics);
    }
  }
  return { documents, diagnostics: diagnostics.sort(compareDiagnostics) };
}
