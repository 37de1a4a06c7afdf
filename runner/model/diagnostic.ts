import type { Address } from './address.ts';
import { compareText } from './compare-text.ts';
import type { DiagnosticCode } from './diagnostic-code.ts';

/** `error` stops the run before anything is done; `warning` is shown and the run goes on. */
export type Severity = 'error' | 'warning';

/** A place in a text; both numbers start at 1, and a column counts UTF-16 units as editors do. */
export interface SourcePosition {
  readonly line: number;
  readonly column: number;
}

/** A part of a file; `end` stands after the last character. */
export interface SourceRange {
  readonly file: string;
  readonly start: SourcePosition;
  readonly end: SourcePosition;
}

/** One thing to tell the user. Never thrown: collected, and returned beside the value. */
export interface Diagnostic {
  readonly severity: Severity;
  readonly code: DiagnosticCode;
  /** A short line without any text of the user, so that equal problems group. */
  readonly summary: string;
  /** Full sentences: what is wrong, why, and what to do. */
  readonly detail: string;
  /** What would have been right: a type, a list of values, a range. */
  readonly expected?: string;
  /** The near miss that was probably meant. */
  readonly suggestion?: string;
  readonly address?: Address;
  readonly source?: SourceRange;
  /** The lines around `source`, with the range underlined. */
  readonly frame?: string;
}

/** Whether any of them is an error. */
export function hasErrors(diagnostics: readonly Diagnostic[]): boolean {
  return diagnostics.some((diagnostic) => diagnostic.severity === 'error');
}

/** Orders by file, line, column, then severity and code; diagnostics without a place come first. */
export function compareDiagnostics(a: Diagnostic, b: Diagnostic): number {
  return (
    compareText(a.source?.file ?? '', b.source?.file ?? '') ||
    (a.source?.start.line ?? 0) - (b.source?.start.line ?? 0) ||
    (a.source?.start.column ?? 0) - (b.source?.start.column ?? 0) ||
    compareText(a.severity, b.severity) ||
    compareText(a.code, b.code) ||
    compareText(a.detail, b.detail)
  );
}
