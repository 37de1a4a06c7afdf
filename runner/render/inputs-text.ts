import type { Diagnostic, PassedCheck, UncheckedInput } from '../model/index.ts';
import { countText } from './count-text.ts';
import { renderDiagnostics } from './diagnostics-text.ts';
import { toPlain } from './plain-text.ts';
import { renderJson } from './report-json.ts';
import { sortDiagnostics } from './sort-diagnostics.ts';
import { createPaint, type Style } from './style.ts';
import { wrap } from './wrap.ts';

/** What a preflight of inputs found. */
export interface InputsReport {
  readonly pipelines: readonly string[];
  readonly diagnostics: readonly Diagnostic[];
  readonly unchecked: readonly UncheckedInput[];
  readonly passed: readonly PassedCheck[];
}

/** What passed and what was not checked, by pipeline, then every finding, so that a green result is known not to be an empty one. */
export function renderInputs(report: InputsReport, style: Style): string {
  const { pipelines, diagnostics } = report;
  const blocks = pipelines.map((name) => pipelineLines(report, name, style).join('\n'));
  const findings = diagnostics.length === 0 ? [] : [renderDiagnostics(diagnostics, style)];
  const counts = `${countText(pipelines.length, 'pipeline')}: ${countText(report.passed.length, 'check')} passed, ${report.unchecked.length} not made`;
  return [...blocks, ...findings, counts].join('\n\n');
}

function pipelineLines({ passed, unchecked }: InputsReport, name: string, style: Style): readonly string[] {
  const { bold, green, yellow } = createPaint(style);
  const line = (mark: string, text: string): readonly string[] =>
    wrap(`${mark} ${toPlain(text)}`, style, { first: '  ', rest: '      ' });
  return [
    bold(toPlain(name)),
    ...passed
      .filter(({ pipeline }) => pipeline === name)
      .flatMap(({ check, found }) => line(green('passed:'), `${check}: ${found}`)),
    ...unchecked
      .filter(({ pipeline }) => pipeline === name)
      .flatMap(({ check, reason, hint }) => line(yellow('not checked:'), `${check}: ${reason}. ${hint}`)),
  ];
}

/** The same for programs. */
export function renderInputsJson({ pipelines, diagnostics, unchecked, passed }: InputsReport): string {
  const sorted = sortDiagnostics(diagnostics);
  const errors = sorted.filter(({ severity }) => severity === 'error').length;
  return renderJson({
    pipelines,
    diagnostics: sorted,
    errors,
    warnings: sorted.length - errors,
    unchecked,
    passed,
  });
}
