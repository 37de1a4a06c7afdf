import type { GitHubCoverage, GitHubOperationRow } from '../github/coverage.ts';

/** The table of GitHub's operations, as that of Adobe's files. */
export function renderGitHub({ operations, knownErrors, unneeded, violations }: GitHubCoverage): string {
  const width = Math.max(...operations.map(({ operation }) => operation.length));
  const count = (test: (row: GitHubOperationRow) => boolean): number => operations.filter(test).length;
  const known = Object.entries(knownErrors).sort(([first], [second]) => (first < second ? -1 : 1));
  const used = count(({ isUsed }) => isUsed);
  const exercised = count(({ isUsed, statuses }) => isUsed && Object.keys(statuses).length > 0);
  const served = count(({ isServed }) => isServed);
  const list = (what: string, lines: readonly string[]): readonly string[] => [
    `${what}: ${lines.length}`,
    ...lines.map((line) => `  ${line}`),
  ];
  return [
    `  ${'operation'.padEnd(width)}  client  stand-in  exercised`,
    ...operations.map((row) => `  ${row.operation.padEnd(width)}  ${renderMarks(row)}`),
    '',
    `total: ${used} operations used by the client (${exercised} exercised), ${served} served by the stand-in`,
    '',
    ...list(
      'known errors of the file',
      known.map(([evidence, times]) => `${String(times).padStart(4)} × ${evidence}`),
    ),
    ...list('known errors that nothing needs any more', unneeded),
    '',
    ...list('violations', violations),
  ].join('\n');
}

function renderMarks({ isUsed, isServed, statuses }: GitHubOperationRow): string {
  const seen = Object.entries(statuses).map(([status, times]) => `${status} ×${times}`);
  const mark = (claim: boolean): string => (claim ? 'yes' : '–');
  return `${mark(isUsed).padEnd(6)}  ${mark(isServed).padEnd(8)}  ${seen.join(', ') || 'no'}`;
}
