import { countText, numberText } from './count-text.ts';
import { toPlain } from './plain-text.ts';
import { renderJson } from './report-json.ts';

/** A file that was formatted, or looked at. */
export interface FormattedFile {
  readonly file: string;
  /** It was not in its one form. */
  readonly isChanged: boolean;
  /** Its lines ended as on Windows; formatted, they end with a line feed. */
  readonly hadWindowsLineEnds: boolean;
  /** Present where no other form surely says the same with every comment: the file stays as it was written, so it is not changed. */
  readonly asWritten?: LeftAsWritten;
}

/** Why a file stays as it was written. */
export interface LeftAsWritten {
  /** The first comment that could get lost; absent where not a comment is the reason. */
  readonly comment?: { readonly line: number; readonly column: number };
}

/** What `cai fmt` did, or with `--check` would do. */
export interface FormatReport {
  readonly files: readonly FormattedFile[];
  readonly isCheck: boolean;
}

/**
 * The files that are not in their one form, one on each line, for a person and for another program; where files were written, only
 * those.
 */
export function renderFormatList({ files, isCheck }: FormatReport): string {
  return files
    .filter(({ isChanged, asWritten }) => isChanged || (isCheck && asWritten !== undefined))
    .map(({ file }) => `${toPlain(file)}\n`)
    .join('');
}

/** How many there are, and what is unusual about some. */
export function renderFormatSummary(report: FormatReport): string {
  const { files, isCheck } = report;
  const notes = files.flatMap(({ file, isChanged, hadWindowsLineEnds }) =>
    isChanged && hadWindowsLineEnds
      ? [`${toPlain(file)}: Windows line ends (CRLF) ${isCheck ? 'become' : 'became'} LF`]
      : [],
  );
  return [...notes, ...renderLeftAsWritten(files), countFormatted(report)].join('\n');
}

/** Which files stay as they were written, why, and what to do about it; one line for each. */
export function renderLeftAsWritten(files: readonly FormattedFile[]): readonly string[] {
  return files.flatMap(({ file, asWritten }) => {
    if (asWritten === undefined) return [];
    const { comment } = asWritten;
    return comment === undefined
      ? [`${toPlain(file)}: left as written; no other form surely says the same. Write it in a simpler way`]
      : [
          `${toPlain(file)}:${comment.line}: left as written; this comment could get lost. Move it to a line of its own above what it belongs to`,
        ];
  });
}

function countFormatted({ files, isCheck }: FormatReport): string {
  const { changed, left } = countForms(files);
  const all = countText(files.length, 'file');
  const end = left === 0 ? '' : `, ${numberText(left)} left as written`;
  if (changed === 0) return `${all} checked${left === 0 ? ', nothing to format' : end}`;
  const of = `${numberText(changed)} of ${all}`;
  if (isCheck) return `${of} not formatted${end}. Format with: cai fmt`;
  return `${of} formatted, the meaning is unchanged${end}`;
}

function countForms(files: readonly FormattedFile[]): { readonly changed: number; readonly left: number } {
  return {
    changed: files.filter(({ isChanged }) => isChanged).length,
    left: files.filter(({ asWritten }) => asWritten !== undefined).length,
  };
}

/** The same for programs. */
export function renderFormatJson({ files, isCheck }: FormatReport): string {
  const listed = files.map(({ file, isChanged, hadWindowsLineEnds, asWritten }) => ({
    file,
    isChanged,
    hadWindowsLineEnds,
    isAsWritten: asWritten !== undefined,
    ...(asWritten?.comment === undefined ? {} : { comment: asWritten.comment }),
  }));
  const { changed, left } = countForms(files);
  return renderJson({ isCheck, files: listed, changed, leftAsWritten: left });
}
