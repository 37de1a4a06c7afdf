import { countText } from './count-text.ts';
import { toPlain } from './plain-text.ts';
import { renderJson } from './report-json.ts';

/** A file that was formatted, or looked at. */
export interface FormattedFile {
  readonly file: string;
  /** It was not in its one form. */
  readonly isChanged: boolean;
  /** Its lines ended as on Windows; formatted, they end with a line feed. */
  readonly hadWindowsLineEnds: boolean;
  /** No other form surely says the same with every comment, so only line ends change. */
  readonly isAsWritten: boolean;
}

/** What `cai fmt` did, or with `--check` would do. */
export interface FormatReport {
  readonly files: readonly FormattedFile[];
  readonly isCheck: boolean;
}

/** The files that are not in their one form, one on each line, for a person and for another program. */
export function renderFormatList({ files }: FormatReport): string {
  return files
    .filter(({ isChanged }) => isChanged)
    .map(({ file }) => `${toPlain(file)}\n`)
    .join('');
}

/** How many there are, and what is unusual about some. */
export function renderFormatSummary({ files, isCheck }: FormatReport): string {
  const changed = files.filter(({ isChanged }) => isChanged);
  const of = `${changed.length} of ${countText(files.length, 'file')}`;
  const notes = files.flatMap(({ file, hadWindowsLineEnds, isAsWritten }) => [
    ...(hadWindowsLineEnds
      ? [`${toPlain(file)}: Windows line ends (CRLF) ${isCheck ? 'become' : 'became'} LF`]
      : []),
    ...(isAsWritten ? [`${toPlain(file)}: left as written; a comment stands where it could get lost`] : []),
  ]);
  if (changed.length === 0)
    return [...notes, `${countText(files.length, 'file')} checked, nothing to format`].join('\n');
  return [
    ...notes,
    isCheck ? `${of} not formatted. Format with: cai fmt` : `${of} formatted, the meaning is unchanged`,
  ].join('\n');
}

/** The same for programs. */
export function renderFormatJson({ files, isCheck }: FormatReport): string {
  const listed = files.map(({ file, isChanged, hadWindowsLineEnds, isAsWritten }) => ({
    file,
    isChanged,
    hadWindowsLineEnds,
    isAsWritten,
  }));
  return renderJson({ isCheck, files: listed, changed: files.filter(({ isChanged }) => isChanged).length });
}
