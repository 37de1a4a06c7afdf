import {
  compareText,
  type NumericScoreAttribute,
  PROFILE_BINS,
  type SqlRow,
  type ValueCount,
} from '../../model/index.ts';
import type { Cells } from '../sql/bounds.ts';
import { type CountedPart, partNumber, readKey } from '../sql/count-scores.ts';

/** What the one scan of a batch has counted. */
export interface ScoreCounts {
  readonly rows: number;
  readonly identities: number;
  readonly withoutIdentity: number;
  /** Identities that have more than one row. */
  readonly repeatedIdentities: number;
  readonly numbers: Readonly<Record<NumericScoreAttribute, NumberCounts>>;
  readonly nulls: {
    readonly modelType: number;
    readonly scoreDate: number;
    readonly influentialFactors: number;
  };
  readonly scoreDates: readonly ValueCount[];
  readonly modelTypes: readonly ValueCount[];
}

/** Rows of one numeric attribute. */
export interface NumberCounts {
  readonly nulls: number;
  readonly below: number;
  readonly above: number;
  readonly bins: readonly number[];
  readonly cells: Cells;
}

/** How many values of a text attribute are told. */
const MAX_VALUES = 20;

/** Reads the rows that `countScoresStatement` gives. */
export function readCounts(rows: readonly SqlRow[]): ScoreCounts {
  const of = (part: CountedPart): readonly SqlRow[] => rows.filter((row) => row.part === partNumber(part));
  const identities = of('identity');
  const factors = of('influentialFactors');
  const modelTypes = of('modelType');
  const scoreDates = of('scoreDate');
  return {
    rows: sum(factors, 'found'),
    identities: sum(identities, 'identities'),
    withoutIdentity: sum(identities, 'unnamed'),
    repeatedIdentities: sum(identities, 'repeated'),
    numbers: {
      score: readNumber(of('score')),
      probability: readNumber(of('probability')),
      percentileScore: readNumber(of('percentileScore')),
    },
    nulls: {
      modelType: countNulls(modelTypes, 'text'),
      scoreDate: countNulls(scoreDates, 'text'),
      influentialFactors: countNulls(factors, 'number', 0),
    },
    scoreDates: readValues(scoreDates, (a, b) => compareText(b.value, a.value)),
    modelTypes: readValues(modelTypes, (a, b) => b.rows - a.rows || compareText(a.value, b.value)),
  };
}

function readNumber(rows: readonly SqlRow[]): NumberCounts {
  const bins = new Map<number, number>();
  const cells = new Map<number, number>();
  let nulls = 0;
  for (const row of rows) {
    const found = Number(row.found);
    if (row.number === null || row.number === undefined) {
      nulls += found;
      continue;
    }
    const { bin, cell } = readKey(Number(row.number));
    bins.set(bin, (bins.get(bin) ?? 0) + found);
    cells.set(cell, (cells.get(cell) ?? 0) + found);
  }
  return {
    nulls,
    below: bins.get(-1) ?? 0,
    above: bins.get(PROFILE_BINS) ?? 0,
    bins: Array.from({ length: PROFILE_BINS }, (_, bin) => bins.get(bin) ?? 0),
    cells,
  };
}

function countNulls(rows: readonly SqlRow[], column: string, empty: number | null = null): number {
  return sum(
    rows.filter((row) => (row[column] ?? null) === empty),
    'found',
  );
}

function readValues(
  rows: readonly SqlRow[],
  order: (a: ValueCount, b: ValueCount) => number,
): readonly ValueCount[] {
  return rows
    .flatMap((row) => {
      const { text } = row;
      return typeof text === 'string' ? [{ value: text, rows: Number(row.found) }] : [];
    })
    .sort(order)
    .slice(0, MAX_VALUES);
}

function sum(rows: readonly SqlRow[], column: string): number {
  return rows.reduce((total, row) => total + Number(row[column]), 0);
}
