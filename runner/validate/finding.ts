import {
  codeFrame,
  compareDiagnostics,
  type Diagnostic,
  type DocumentPath,
  type Severity,
  type SourceDocument,
} from '../model/index.ts';

/** A problem at a path of a document, before it has lines and a frame. */
export interface Finding
  extends Pick<Diagnostic, 'code' | 'summary' | 'detail' | 'expected' | 'suggestion' | 'address'> {
  readonly document: SourceDocument;
  readonly path: DocumentPath;
  /** Whether the key or the value at the path is wrong. @default value */
  readonly part?: 'key' | 'value';
  /** @default error */
  readonly severity?: Severity;
}

/** Gives findings their place and frame, drops repetitions, sorts. Lines with credentials are masked in every frame. */
export function toDiagnostics(findings: readonly Finding[]): readonly Diagnostic[] {
  const masked = getMaskedLines(findings);
  const seen = new Set<string>();
  const diagnostics: Diagnostic[] = [];
  for (const { document, path, part, severity, ...rest } of findings) {
    const source = document.locate(path, part ?? 'value');
    const identity = [rest.code, source.file, source.start.line, source.start.column, rest.detail].join('\0');
    if (seen.has(identity)) continue;
    seen.add(identity);
    const lines = masked.get(document.file) ?? document.lines;
    diagnostics.push({ severity: severity ?? 'error', ...rest, source, frame: codeFrame(lines, source) });
  }
  return diagnostics.sort(compareDiagnostics);
}

function getMaskedLines(findings: readonly Finding[]): ReadonlyMap<string, readonly string[]> {
  const masked = new Map<string, string[]>();
  for (const finding of findings) {
    if (finding.code !== 'credential-in-yaml') continue;
    const lines = masked.get(finding.document.file) ?? [...finding.document.lines];
    const from = finding.document.locate(finding.path, 'key').start.line;
    const until = finding.document.locate(finding.path, 'value').end.line;
    for (let number = from; number <= until; number += 1) {
      const line = lines[number - 1] ?? '';
      const colon = number === from ? line.indexOf(':') : -1;
      lines[number - 1] = colon < 0 ? '***' : `${line.slice(0, colon + 1)} ***`;
    }
    masked.set(finding.document.file, lines);
  }
  return masked;
}
