import type { Expectation, NumericScoreAttribute } from '../../model/index.ts';
import type { Bounds } from '../sql/bounds.ts';

/** Every bound that an expectation names, by attribute: what the scan has to count by. */
export function findBounds(expectations: readonly Expectation[]): Bounds {
  return {
    score: collect(expectations, 'score'),
    probability: collect(expectations, 'probability'),
    percentileScore: collect(expectations, 'percentileScore'),
  };
}

function collect(expectations: readonly Expectation[], attribute: NumericScoreAttribute): readonly number[] {
  const named = expectations
    .filter((expectation) => expectation.attribute === attribute)
    .flatMap(({ min, max, bucketShares }) => [
      min,
      max,
      ...(bucketShares ?? []).flatMap(({ from, to }) => [from, to]),
    ]);
  return [...new Set(named.filter((bound) => bound !== undefined))].sort((a, b) => a - b);
}
