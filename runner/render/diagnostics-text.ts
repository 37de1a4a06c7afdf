import type { Diagnostic } from '../model/index.ts';
import { countText } from './count-text.ts';
import { type DiagnosticGroup, groupAddresses, groupDiagnostics } from './group-diagnostics.ts';
import { toPlain, toPlainLines } from './plain-text.ts';
import { createPaint, type Style } from './style.ts';
import { wrap, wrapLines } from './wrap.ts';

const MARGIN = '  ';

/** Every diagnostic in order of file and line, then the counts. Empty where there is none. */
export function renderDiagnostics(diagnostics: readonly Diagnostic[], style: Style): string {
  if (diagnostics.length === 0) return '';
  const blocks = groupDiagnostics(diagnostics).map((group) => diagnosticLines(group, style).join('\n'));
  return [...blocks, countDiagnostics(diagnostics, style)].join('\n\n');
}

/** One diagnostic: what and where, the place itself, why, and what to do. */
function diagnosticLines(group: DiagnosticGroup, style: Style): readonly string[] {
  const paint = createPaint(style);
  const { frame, detail, expected, suggestion } = group.diagnostic;
  const frameLines = frame === undefined ? [] : toPlainLines(frame).map((line) => (MARGIN + line).trimEnd());
  const hint = (label: string, text: string | undefined): readonly string[] =>
    text === undefined
      ? []
      : wrap(`${label}: ${toPlain(text)}`, style, { first: MARGIN, rest: MARGIN.repeat(2) });
  return [
    ...headLines(group, style),
    ...frameLines.map(paint.dim),
    ...wrapLines(toPlainLines(detail), style, MARGIN),
    ...hint('expected', expected),
    ...(suggestion === undefined ? [] : hint('did you mean', `${suggestion}?`).map(paint.cyan)),
  ];
}

/** `2 errors, 1 warning`. */
export function countDiagnostics(diagnostics: readonly Diagnostic[], style: Style): string {
  const paint = createPaint(style);
  const errors = diagnostics.filter((diagnostic) => diagnostic.severity === 'error').length;
  const warnings = diagnostics.length - errors;
  const parts = [
    ...(errors === 0 ? [] : [paint.red(countText(errors, 'error'))]),
    ...(warnings === 0 ? [] : [paint.yellow(countText(warnings, 'warning'))]),
  ];
  return parts.join(', ');
}

/** What is wrong, and below it where. An editor or a CI log makes the place clickable. */
function headLines(group: DiagnosticGroup, style: Style): readonly string[] {
  const paint = createPaint(style);
  const { severity, code, summary, source } = group.diagnostic;
  const painted = severity === 'error' ? paint.red : paint.yellow;
  const first = `${painted(`${severity}[${code}]`)} ${paint.bold(toPlain(summary))}`;
  const place =
    source === undefined ? undefined : `${toPlain(source.file)}:${source.start.line}:${source.start.column}`;
  const where = [place, groupAddresses(group, toPlain)].filter((part) => part !== undefined);
  if (where.length === 0) return [first];
  const line = `at ${where.join('  ')}`;
  // A single place stays on its line, however long, to be clicked or copied.
  if (group.others.length === 0) return [first, MARGIN + line];
  return [first, ...wrap(line, style, { first: MARGIN, rest: MARGIN.repeat(2) })];
}
