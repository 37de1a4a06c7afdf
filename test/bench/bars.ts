/** One figure that was measured, and the bar that it must clear. */
export interface Bar {
  readonly what: string;
  readonly figure: string;
  readonly bar: string;
  readonly isMet: boolean;
}

/** A table with a verdict for each. */
export function renderBars(bars: readonly Bar[]): string {
  const rows = [
    ['', 'measured', 'bar', 'verdict'],
    ...bars.map(({ what, figure, bar, isMet }) => [what, figure, bar, isMet ? 'met' : 'MISSED']),
  ];
  const widths = [0, 1, 2, 3].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

/** The middle of an odd number of figures. */
export function median(figures: readonly number[]): number {
  return [...figures].sort((a, b) => a - b)[Math.floor(figures.length / 2)] ?? Number.NaN;
}
