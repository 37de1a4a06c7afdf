import { compareText, DIAGNOSTIC_CODES, type Diagnostic, type SourceRange } from '../model/index.ts';
import { toPlainJson } from './plain-text.ts';
import { sortDiagnostics } from './sort-diagnostics.ts';

/** What SARIF says of the program that found something. */
export interface SarifTool {
  readonly version: string;
}

/**
 * Diagnostics as a SARIF 2.1.0 log (OASIS), for code scanning and editors: one rule for each code that occurs, places as relative
 * URIs. Equal diagnostics give equal bytes.
 */
export function renderSarif(diagnostics: readonly Diagnostic[], tool: SarifTool): string {
  const sorted = sortDiagnostics(diagnostics);
  const codes = [...new Set(sorted.map(({ code }) => code))].sort(compareText);
  const log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'cai',
            semanticVersion: tool.version,
            rules: codes.map((code) => ({
              id: code,
              shortDescription: { text: DIAGNOSTIC_CODES[code] },
              help: { text: `${DIAGNOSTIC_CODES[code]} See: cai explain ${code}` },
            })),
          },
        },
        columnKind: 'utf16CodeUnits',
        results: sorted.map((diagnostic) => ({
          ruleId: diagnostic.code,
          ruleIndex: codes.indexOf(diagnostic.code),
          level: diagnostic.severity,
          message: { text: messageOf(diagnostic) },
          ...(diagnostic.source === undefined ? {} : { locations: [locationOf(diagnostic.source)] }),
        })),
      },
    ],
  };
  return toPlainJson(JSON.stringify(log, null, 2));
}

/** Within a message `[text](target)` is a link, whoever wrote it: a text of a user must not become one. */
function messageOf({ summary, detail, expected, suggestion }: Diagnostic): string {
  return [
    `${summary}.`,
    detail,
    ...(expected === undefined ? [] : [`Expected: ${expected}`]),
    ...(suggestion === undefined ? [] : [`Did you mean ${suggestion}?`]),
  ]
    .join('\n')
    .replaceAll('](', '\\](');
}

/** A range ends after its last character, as a region does. */
function locationOf({ file, start, end }: SourceRange): object {
  return {
    physicalLocation: {
      artifactLocation: artifactOf(file),
      region: {
        startLine: start.line,
        startColumn: start.column,
        endLine: end.line,
        endColumn: end.column,
      },
    },
  };
}

/** A path as a URI: what is no plain letter is encoded, so that nothing in it is a scheme. Relative ones begin at the repository. */
function artifactOf(file: string): object {
  const uri = file
    .split(/[\\/]/u)
    .map((part) => encodeURIComponent(part.toWellFormed()))
    .join('/');
  return file.startsWith('/') ? { uri: `file://${uri}` } : { uri, uriBaseId: '%SRCROOT%' };
}
