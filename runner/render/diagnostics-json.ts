import type { Diagnostic } from '../model/index.ts';
import { renderJson } from './report-json.ts';
import { sortDiagnostics } from './sort-diagnostics.ts';

/** Diagnostics for programs: sorted, with the counts that a caller would otherwise compute. */
export function renderDiagnosticsJson(diagnostics: readonly Diagnostic[]): string {
  const sorted = sortDiagnostics(diagnostics);
  const errors = sorted.filter((diagnostic) => diagnostic.severity === 'error').length;
  return renderJson({ diagnostics: sorted, errors, warnings: sorted.length - errors });
}
