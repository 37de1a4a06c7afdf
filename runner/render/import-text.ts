import type { Address, JsonValue } from '../model/index.ts';
import { planCommand } from './commands.ts';
import { toPlain } from './plain-text.ts';
import { renderJson } from './report-json.ts';
import { createPaint, type Style } from './style.ts';
import { wrap } from './wrap.ts';

/** What was imported, and into which file. */
export interface ImportReport {
  readonly address: Address;
  readonly id: string;
  readonly title: string;
  readonly environment: string;
  /** Absent where it is printed for a pipeline that is not there yet. */
  readonly file?: string;
  readonly attribute: string;
  readonly declaration: Readonly<Record<string, JsonValue>>;
  readonly notes: readonly string[];
  /** False where it was only printed. */
  readonly isWritten: boolean;
}

/** What came where, what did not come, and what to do next. */
export function renderImport(report: ImportReport, style: Style): string {
  const { green, cyan } = createPaint(style);
  const { address, id, title, file = '', attribute, environment } = report;
  return [
    ...wrap(`${green('imported')}: "${toPlain(title)}" (${toPlain(id)}) is ${toPlain(address)} now`, style, {
      first: '',
      rest: '  ',
    }),
    ...wrap(`written to ${toPlain(file)}, under spec.${attribute}`, style, { first: '  ' }),
    '',
    renderImportNotes(report, style),
    '',
    'Next, see that the plan only adopts it:',
    `  ${cyan(planCommand(environment))}`,
  ].join('\n');
}

/** What of the remote resource is not in the YAML. */
export function renderImportNotes({ notes }: Pick<ImportReport, 'notes'>, style: Style): string {
  return [
    'Not imported:',
    ...notes.flatMap((note) => wrap(toPlain(note), style, { first: '- ', rest: '  ' })),
  ].join('\n');
}

/** The same for programs. */
export function renderImportJson(report: ImportReport): string {
  const { address, id, title, environment, file, attribute, declaration, notes, isWritten } = report;
  return renderJson({ address, id, title, environment, file, attribute, declaration, notes, isWritten });
}
