import { compareDiagnostics, type Diagnostic } from '../model/index.ts';
import { countText } from './count-text.ts';
import { toPlain, toPlainLines } from './plain-text.ts';
import { createPaint, type Paint, type Style } from './style.ts';
import { wrap, wrapLines } from './wrap.ts';

const MARGIN = '  ';

/** Every diagnostic in order of file and line, then the counts. Empty where there is none. */
export function renderDiagnostics(diagnostics: readonly Diagnostic[], style: Style): string {
  if (diagnostics.length === 0) return '';
  const blocks = sortDiagnostics(diagnostics).map((diagnostic) =>
    diagnosticLines(diagnostic, style).join('\n'),
  );
  return [...blocks, countDiagnostics(diagnostics, style)].join('\n\n');
}

/** One diagnostic: what and where, the place itself, why, and what to do. */
export function diagnosticLines(diagnostic: Diagnostic, style: Style): readonly string[] {
  const paint = createPaint(style);
  const { frame, detail, expected, suggestion } = diagnostic;
  const frameLines = frame === undefined ? [] : toPlainLines(frame).map((line) => (MARGIN + line).trimEnd());
  const hint = (label: string, text: string | undefined): readonly string[] =>
    text === undefined
      ? []
      : wrap(`${label}: ${toPlain(text)}`, style, { first: MARGIN, rest: MARGIN.repeat(2) });
  return [
    ...headLines(diagnostic, paint),
    ...frameLines.map(paint.dim),
    ...wrapLines(toPlainLines(detail), style, MARGIN),
    ...hint('expected', expected),
    ...(suggestion === undefined ? [] : hint('did you mean', `${suggestion}?`).map(paint.cyan)),
  ];
}

/** A copy in the order in which people read files; equal ones stand once. */
export function sortDiagnostics(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  const seen = new Set<string>();
  return [...diagnostics].sort(compareDiagnostics).filter((diagnostic) => {
    const key = JSON.stringify(diagnostic);
    return !seen.has(key) && seen.add(key);
  });
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

/** Two lines: what is wrong, and where. An editor or a CI log makes the place clickable. */
function headLines(
  { severity, code, summary, source, address }: Diagnostic,
  paint: Paint,
): readonly string[] {
  const painted = severity === 'error' ? paint.red : paint.yellow;
  const first = `${painted(`${severity}[${code}]`)} ${paint.bold(toPlain(summary))}`;
  const place =
    source === undefined ? undefined : `${toPlain(source.file)}:${source.start.line}:${source.start.column}`;
  const where = [place, address === undefined ? undefined : toPlain(address)].filter(
    (part) => part !== undefined,
  );
  return where.length === 0 ? [first] : [first, `${MARGIN}at ${where.join('  ')}`];
}
