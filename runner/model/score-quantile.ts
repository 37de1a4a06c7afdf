import {
  type NumberProfile,
  type NumericScoreAttribute,
  PROFILE_BINS,
  SCORE_RANGES,
} from './score-profile.ts';

/**
 * A quantile out of the bins, evenly spread inside a bin: at most one bin (a hundredth of the range) off the exact one. Undefined
 * where no row has a value.
 */
export function scoreQuantile(
  profile: Pick<NumberProfile, 'below' | 'above' | 'bins'>,
  attribute: NumericScoreAttribute,
  share: number,
): number | undefined {
  const { from, to } = SCORE_RANGES[attribute];
  const width = (to - from) / PROFILE_BINS;
  const total = profile.below + profile.above + profile.bins.reduce((sum, rows) => sum + rows, 0);
  if (total === 0) return undefined;
  let left = share * total - profile.below;
  if (left <= 0 && profile.below > 0) return from;
  for (const [bin, rows] of profile.bins.entries()) {
    if (rows > 0 && left <= rows) return from + (bin + Math.max(0, left) / rows) * width;
    left -= rows;
  }
  return to;
}
