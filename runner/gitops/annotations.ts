import { compareDiagnostics, type Diagnostic, type Severity } from '../model/index.ts';

/** GitHub shows no more of each severity for one step. */
const MOST_SHOWN = 10;

/**
 * Diagnostics as workflow commands, which GitHub shows beside the lines of the pull request: errors first, and a notice that counts
 * what is beyond GitHub's limit. To be printed one for each line, on stdout.
 */
export function renderAnnotations(diagnostics: readonly Diagnostic[]): readonly string[] {
  const sorted = [...diagnostics].sort(compareDiagnostics);
  const of = (severity: Severity): readonly Diagnostic[] => sorted.filter((one) => one.severity === severity);
  const shown = [...of('error').slice(0, MOST_SHOWN), ...of('warning').slice(0, MOST_SHOWN)];
  const left = sorted.length - shown.length;
  return [
    ...shown.map(renderAnnotation),
    ...(left === 0 ? [] : [formatCommand('notice', {}, `${left} more: see the output of this step.`)]),
  ];
}

function renderAnnotation({ severity, summary, detail, expected, suggestion, source }: Diagnostic): string {
  const place =
    source === undefined
      ? {}
      : {
          file: source.file,
          line: String(source.start.line),
          ...(source.end.line > source.start.line ? { endLine: String(source.end.line) } : {}),
          col: String(source.start.column),
        };
  const more = [
    ...(expected === undefined ? [] : [`Expected: ${expected}`]),
    ...(suggestion === undefined ? [] : [`Did you mean ${suggestion}?`]),
  ];
  return formatCommand(severity, { ...place, title: summary }, [detail, ...more].join('\n'));
}

/** One workflow command; nothing in it can end the line, and so begin another command. */
export function formatCommand(
  command: 'error' | 'warning' | 'notice',
  properties: Readonly<Record<string, string>>,
  message: string,
): string {
  const list = Object.entries(properties).map(([name, value]) => `${name}=${escapeProperty(value)}`);
  return `::${command}${list.length === 0 ? '' : ` ${list.join(',')}`}::${escapeData(message)}`;
}

function escapeData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
