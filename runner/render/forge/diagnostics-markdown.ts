import type { Diagnostic } from '../../model/index.ts';
import { countText, listText } from '../count-text.ts';
import { type DiagnosticGroup, groupAddresses, groupDiagnostics } from '../group-diagnostics.ts';
import { shortMarkdown, toMarkdown } from '../markdown-text.ts';
import { toPlainLines } from '../plain-text.ts';
import { sortDiagnostics } from '../sort-diagnostics.ts';
import { type Block, detailsBlock, listBlock } from './blocks.ts';
import { shownAddress } from './change-markdown.ts';
import type { CommentLayout } from './layouts.ts';

/** Diagnostics as a list: what and where, why, and what would have been right. */
export function diagnosticsBlock(diagnostics: readonly Diagnostic[], layout: CommentLayout): Block {
  return listBlock(groupDiagnostics(diagnostics), layout, (group) => diagnosticLines(group, layout));
}

/** The errors among diagnostics, below a heading. */
export function errorBlocks(
  heading: string,
  diagnostics: readonly Diagnostic[],
  layout: CommentLayout,
): readonly Block[] {
  const errors = diagnostics.filter(({ severity }) => severity === 'error');
  return errors.length === 0 || layout.items === 0 ? [] : [[heading], diagnosticsBlock(errors, layout)];
}

/** The places in YAML as they stand there, behind a line that opens them. Empty where a layout has no room for values. */
export function framesBlock(diagnostics: readonly Diagnostic[], layout: CommentLayout): Block {
  if (layout.value === 0) return [];
  const frames = sortDiagnostics(diagnostics).filter(({ frame }) => frame !== undefined);
  const lines = listBlock(frames, layout, (diagnostic) => frameLines(diagnostic));
  return detailsBlock('The places in YAML', [lines], { ...layout, open: false });
}

/** `2 errors and 1 warning`. */
export function countsOfDiagnostics(diagnostics: readonly Diagnostic[]): string {
  const errors = diagnostics.filter(({ severity }) => severity === 'error').length;
  const warnings = diagnostics.length - errors;
  return listText([
    ...(errors === 0 ? [] : [countText(errors, 'error')]),
    ...(warnings === 0 ? [] : [countText(warnings, 'warning')]),
  ]);
}

function diagnosticLines(group: DiagnosticGroup, layout: CommentLayout): readonly string[] {
  const { severity, code, summary, detail, expected, suggestion } = group.diagnostic;
  const where = placeOf(group, layout);
  const text = (label: string, value: string | undefined): readonly string[] =>
    value === undefined ? [] : [`  - ${label}${shortMarkdown(value, layout.text)}`];
  const [first, ...rest] = toPlainLines(detail).filter((line) => line.trim() !== '');
  return [
    `- **${severity}\\[${toMarkdown(code)}\\] ${shortMarkdown(summary, layout.text)}**${where === '' ? '' : ` at ${where}`}`,
    ...text('', first),
    ...(layout.changes === 'full' ? rest.flatMap((line) => text('', line)) : []),
    ...text('expected: ', expected),
    ...text('did you mean: ', suggestion === undefined ? undefined : `${suggestion}?`),
  ];
}

/** `pipelines/upgrade.yaml:14:7`, and the addresses. */
function placeOf(group: DiagnosticGroup, layout: CommentLayout): string {
  const { source } = group.diagnostic;
  const shown = (text: string): string => shownAddress(text, layout);
  const place =
    source === undefined ? [] : [shown(`${source.file}:${source.start.line}:${source.start.column}`)];
  const addresses = groupAddresses(group, shown);
  return [...place, ...(addresses === undefined ? [] : [addresses])].join(' ');
}

/** Within a fence that is longer than any run of its sign in the frame. */
function frameLines(diagnostic: Diagnostic): readonly string[] {
  const { source, frame = '' } = diagnostic;
  const place = source === undefined ? '' : `${source.file}:${source.start.line}`;
  const longest = Math.max(0, ...[...frame.matchAll(/`+/gu)].map(([run]) => run.length));
  const fence = '`'.repeat(Math.max(3, longest + 1));
  return [
    `- ${toMarkdown(place)}`,
    '',
    `  ${fence}text`,
    ...toPlainLines(frame).map((line) => `  ${line}`),
    `  ${fence}`,
    '',
  ];
}
