import { formatYaml, parseDocuments, type SourceText, type SourceTexts } from '../load/index.ts';
import { type Diagnostic, hasErrors } from '../model/index.ts';
import type { FormattedFile } from '../render/index.ts';
import { keyOrder } from '../validate/index.ts';

/** A file in its one form, and where it belongs. */
export interface FormattedSource extends FormattedFile {
  /** Absent for a text that came from stdin. */
  readonly path?: string;
  readonly text: string;
}

/** All files in their one form; none at all where one of them is not well-formed YAML. */
export interface FormattedSources {
  readonly files: readonly FormattedSource[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Formats texts. Writes nothing. */
export function formatSources({ sources, diagnostics }: SourceTexts): FormattedSources {
  const found = [
    ...diagnostics,
    ...sources.flatMap(({ file, text }) => parseDocuments(file, text).diagnostics),
  ];
  return { files: hasErrors(found) ? [] : sources.map((source) => formatSource(source)), diagnostics: found };
}

function formatSource({ file, path, text: written, hasByteOrderMark }: SourceText): FormattedSource {
  const { text, asWritten } = formatYaml(written, keyOrder);
  return {
    file,
    ...(path === undefined ? {} : { path }),
    text,
    isChanged: asWritten === undefined && (hasByteOrderMark || text !== written),
    hadWindowsLineEnds: written.includes('\r\n'),
    ...(asWritten === undefined ? {} : { asWritten }),
  };
}
