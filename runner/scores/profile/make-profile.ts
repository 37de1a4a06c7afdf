import {
  compareText,
  type FactorCount,
  type NumberProfile,
  type NumericScoreAttribute,
  type ScoreProfile,
  type SqlRow,
} from '../../model/index.ts';
import type { ScoreCounts } from './read-counts.ts';

/** How many influential factors a profile tells. */
const MAX_FACTORS = 20;

/** Puts together what the statements have said of one batch. */
export function makeProfile(
  batch: Pick<ScoreProfile, 'datasetId' | 'batchId' | 'completedAt'>,
  answers: { readonly counts: ScoreCounts; readonly numbers: SqlRow; readonly factors: readonly SqlRow[] },
): ScoreProfile {
  const { counts, numbers, factors } = answers;
  const number = (name: NumericScoreAttribute): NumberProfile => describeNumber(counts, numbers, name);
  const { rows, identities, withoutIdentity, nulls, scoreDates, modelTypes } = counts;
  return {
    formatVersion: 1,
    ...batch,
    rows,
    identities,
    withoutIdentity,
    numbers: {
      score: number('score'),
      probability: number('probability'),
      percentileScore: number('percentileScore'),
    },
    nulls,
    scoreDates,
    modelTypes,
    factors: readFactors(factors),
  };
}

function describeNumber(counts: ScoreCounts, row: SqlRow, name: NumericScoreAttribute): NumberProfile {
  const { nulls, below, above, bins } = counts.numbers[name];
  const lower = name.toLowerCase();
  const figures = { min: row[`${lower}min`], max: row[`${lower}max`], mean: row[`${lower}mean`] };
  const known = Object.entries(figures).filter(([, value]) => Number.isFinite(value));
  // In which order an engine adds up is its own affair: the last digits of a mean would change from one reading to the next.
  const shown = known.map(([name, value]) => [
    name,
    name === 'mean' ? Number(Number(value).toPrecision(9)) : value,
  ]);
  return { nulls, below, above, bins, ...Object.fromEntries(shown) };
}

/** Sums what was counted by code, value and importance up by code; the value is the most frequent one. */
export function readFactors(rows: readonly SqlRow[]): readonly FactorCount[] {
  const byCode = new Map<
    string,
    { rows: number; values: Map<string, number>; importance: Map<string, number> }
  >();
  for (const row of rows) {
    if (typeof row.code !== 'string') continue;
    const found = Number(row.found);
    const factor = byCode.get(row.code) ?? { rows: 0, values: new Map(), importance: new Map() };
    factor.rows += found;
    if (typeof row.value === 'string') add(factor.values, row.value, found);
    if (typeof row.importance === 'string') add(factor.importance, row.importance, found);
    byCode.set(row.code, factor);
  }
  return [...byCode]
    .sort(([a, one], [b, other]) => other.rows - one.rows || compareText(a, b))
    .slice(0, MAX_FACTORS)
    .map(([code, factor]) => {
      const [top] = [...factor.values].sort(([a, one], [b, other]) => other - one || compareText(a, b));
      return {
        code,
        ...(top === undefined ? {} : { value: top[0] }),
        importance: Object.fromEntries([...factor.importance].sort(([a], [b]) => compareText(a, b))),
        rows: factor.rows,
      };
    });
}

function add(counts: Map<string, number>, key: string, found: number): void {
  counts.set(key, (counts.get(key) ?? 0) + found);
}
