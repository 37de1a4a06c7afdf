/** One figure that was measured, and the goal that it must reach. */
export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  /** What it is compared with, measured in the same run and in the same unit; null where the goal is absolute. */
  readonly baseline: number | null;
  /** Value by baseline. */
  readonly ratio: number | null;
  /** `<= 1.5`: of the ratio where there is a baseline, else of the value. */
  readonly goal: string;
  readonly met: boolean;
}

type Goal = { readonly atMost: number } | { readonly atLeast: number };

/** A figure with its verdict. A figure that is no number meets nothing. */
export function judge(
  what: { readonly name: string; readonly value: number; readonly unit: string; readonly baseline?: number },
  goal: Goal,
): Figure {
  const { name, value, unit, baseline } = what;
  const ratio = baseline === undefined ? undefined : value / baseline;
  const judged = ratio ?? value;
  const [word, bound] = 'atMost' in goal ? ['<=', goal.atMost] : ['>=', goal.atLeast];
  return {
    name,
    value,
    unit,
    baseline: baseline ?? null,
    ratio: ratio ?? null,
    goal: `${word} ${bound}`,
    met: Number.isFinite(judged) && (word === '<=' ? judged <= bound : judged >= bound),
  };
}

/** A table with a verdict for each. */
export function renderFigures(figures: readonly Figure[]): string {
  const number = (value: number | null, unit = ''): string =>
    value === null ? '' : `${Number(value.toPrecision(3))}${unit === '' ? '' : ` ${unit}`}`;
  const rows = [
    ['', 'measured', 'baseline', 'ratio', 'goal', 'verdict'],
    ...figures.map(({ name, value, unit, baseline, ratio, goal, met }) => [
      name,
      number(value, unit),
      number(baseline, unit),
      number(ratio),
      goal,
      met ? 'met' : 'MISSED',
    ]),
  ];
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0))) ?? [];
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
