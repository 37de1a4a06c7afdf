import { displayWidth, padEnd } from './display-width.ts';
import type { Style } from './style.ts';

/** A table for text: plain cells, one row each. */
export interface Table {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/**
 * Columns side by side where the terminal is wide enough; else each row as its first cell and the others named below
 * it, so that nothing is cut.
 */
export function tableLines(
  table: Table,
  style: Style,
  paintHead: (text: string) => string,
): readonly string[] {
  const { columns, rows } = table;
  const widths = columns.map((column, index) =>
    Math.max(displayWidth(column), ...rows.map((row) => displayWidth(row[index] ?? ''))),
  );
  const total = widths.reduce((sum, width) => sum + width + 2, 0) - 2;
  if (total <= style.width) {
    const line = (cells: readonly string[]): string =>
      cells
        .map((cell, index) => padEnd(cell, (widths[index] ?? 0) + 2))
        .join('')
        .trimEnd();
    return [paintHead(line(columns)), ...rows.map(line)];
  }
  return rows.flatMap(([first = '', ...others]) => [
    first,
    ...others.flatMap((cell, index) => (cell === '' ? [] : [`    ${columns[index + 1] ?? ''}: ${cell}`])),
  ]);
}
