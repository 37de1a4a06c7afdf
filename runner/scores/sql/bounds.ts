import type { NumericScoreAttribute } from '../../model/index.ts';

/** Bounds that expectations name, by attribute: ascending, each once. */
export type Bounds = Readonly<Record<NumericScoreAttribute, readonly number[]>>;

/**
 * Every bound cuts twice: below it, at it, above it. A cell is the number of cuts that a value has passed, so that a check for
 * "at least", "below" or "at most" any bound is a sum over cells, and one scan counts for all expectations at once. It is for values that are there; undefined where
 * nothing cuts.
 */
export function cellExpression(column: string, bounds: readonly number[]): string | undefined {
  if (bounds.length === 0) return undefined;
  const cuts = bounds.flatMap((bound) => [
    `CASE WHEN ${column} >= ${writeNumber(bound)} THEN 1 ELSE 0 END`,
    `CASE WHEN ${column} > ${writeNumber(bound)} THEN 1 ELSE 0 END`,
  ]);
  return cuts.join(' + ');
}

/** Rows by cell. */
export type Cells = ReadonlyMap<number, number>;

/** Rows whose value is smaller than a bound, one of those that the cells were counted with. */
export function countBelow(cells: Cells, bounds: readonly number[], bound: number): number {
  const cut = 2 * bounds.indexOf(bound);
  return sumWhere(cells, (cell) => cell <= cut);
}

/** Rows whose value is larger than a bound. */
export function countAbove(cells: Cells, bounds: readonly number[], bound: number): number {
  const cut = 2 * bounds.indexOf(bound) + 1;
  return sumWhere(cells, (cell) => cell > cut);
}

function sumWhere(cells: Cells, isMeant: (cell: number) => boolean): number {
  return [...cells].reduce((sum, [cell, rows]) => (isMeant(cell) ? sum + rows : sum), 0);
}

/** A number as SQL reads it: never an integer, so that nothing is divided or compared as one. */
export function writeNumber(value: number): string {
  const text = String(value);
  return /[.e]/i.test(text) ? text : `${text}.0`;
}
