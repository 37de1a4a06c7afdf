import type { Coverage, CoveredOperation } from './scenario.ts';

/** How `npm run contracts` ends. */
export const EXIT_STATUS = { kept: 0, broken: 1, notFound: 2 } as const;

/** The table of operations, by file, with totals, known errors and violations. */
export function renderCoverage(coverage: Coverage, folder: string): string {
  const sized = Object.keys(coverage.sizes);
  const others = coverage.operations.map(({ file }) => file).filter((file) => !sized.includes(file));
  const files = [...sized, ...new Set(others)];
  return [
    `Adobe's OpenAPI files in ${folder}`,
    ...files.flatMap((file) => ['', ...renderFile(coverage, file)]),
    '',
    renderTotals(coverage.operations),
    '',
    ...renderKnownErrors(coverage),
    '',
    ...renderList('violations', coverage.violations),
  ].join('\n');
}

function renderFile({ operations, sizes }: Coverage, file: string): readonly string[] {
  const rows = operations
    .filter((operation) => operation.file === file)
    .sort((first, second) => (getName(first) < getName(second) ? -1 : 1));
  const size = sizes[file];
  const of =
    size === undefined ? 'in no file, taken from the facts page or the guide' : `of ${size} operations`;
  const width = Math.max(...rows.map((row) => getName(row).length));
  return [
    `${file}: ${rows.length} ${of}`,
    `  ${'operation'.padEnd(width)}  client  emulator  exercised`,
    ...rows.map((row) => `  ${getName(row).padEnd(width)}  ${renderMarks(row)}`),
  ];
}

function renderMarks({ isUsed, isServed, statuses }: CoveredOperation): string {
  const seen = Object.entries(statuses).map(([status, count]) => `${status} ×${count}`);
  const mark = (claim: boolean): string => (claim ? 'yes' : '–');
  return `${mark(isUsed).padEnd(6)}  ${mark(isServed).padEnd(8)}  ${seen.join(', ') || 'no'}`;
}

function renderTotals(operations: readonly CoveredOperation[]): string {
  const count = (test: (operation: CoveredOperation) => boolean): number => operations.filter(test).length;
  const isExercised = ({ statuses }: CoveredOperation): boolean => Object.keys(statuses).length > 0;
  const used = count(({ isUsed }) => isUsed);
  const served = count(({ isServed }) => isServed);
  const answers = operations.flatMap(({ statuses }) => Object.values(statuses));
  return [
    `total: ${used} operations used by the client (${count((one) => one.isUsed && isExercised(one))} exercised)`,
    `${served} served by the emulator (${count((one) => one.isServed && isExercised(one))} exercised)`,
    `${answers.reduce((sum, each) => sum + each, 0)} exchanges checked`,
  ].join(', ');
}

function renderKnownErrors({ knownErrors, unneeded }: Coverage): readonly string[] {
  const rows = Object.entries(knownErrors).sort(([first], [second]) => (first < second ? -1 : 1));
  const total = rows.reduce((sum, [, times]) => sum + times, 0);
  return [
    `known errors of the files: ${rows.length} used, ${total} times`,
    ...rows.map(([evidence, times]) => `  ${String(times).padStart(4)} × ${evidence}`),
    ...renderList('known errors that nothing needs any more', unneeded),
  ];
}

function renderList(what: string, lines: readonly string[]): readonly string[] {
  return [`${what}: ${lines.length}`, ...lines.map((line) => `  ${line}`)];
}

function getName({ method, path }: CoveredOperation): string {
  return `${method.padEnd(6)} ${path}`;
}
