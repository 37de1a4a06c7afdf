import type { NumberProfile } from '../../model/index.ts';

/** How many bins the index is summed over, if the values allow so many. */
const STABILITY_BINS = 10;
/** Stands for the share of an empty bin, whose logarithm would be infinite. */
const EMPTY_SHARE = 0.0001;

/**
 * Population stability index of a number between two batches: the sum over bins of (a − e) × ln(a ÷ e), where e is the share of
 * the earlier batch and a that of the later one (Siddiqi, Credit Risk Scorecards, Wiley 2006, chapter on monitoring: below 0.1
 * little has changed, above 0.2 it is worth a look). The bins are the tenths of the earlier batch, cut at its profile's own
 * bounds (whole points of a score), so that each holds a tenth or more of it; values outside the documented range count to the
 * first and the last bin; an empty share counts as 0.0001. Undefined where one of the two has no value at all.
 */
export function stabilityIndex(
  earlier: Pick<NumberProfile, 'below' | 'above' | 'bins'>,
  later: Pick<NumberProfile, 'below' | 'above' | 'bins'>,
): number | undefined {
  const [before, after] = [spread(earlier), spread(later)];
  const [beforeTotal, afterTotal] = [sum(before), sum(after)];
  if (beforeTotal === 0 || afterTotal === 0) return undefined;
  const cuts = findCuts(before, beforeTotal);
  return cuts.reduce((index, end, at) => {
    const start = at === 0 ? 0 : (cuts[at - 1] ?? 0);
    const expected = Math.max(sum(before.slice(start, end)) / beforeTotal, EMPTY_SHARE);
    const actual = Math.max(sum(after.slice(start, end)) / afterTotal, EMPTY_SHARE);
    return index + (actual - expected) * Math.log(actual / expected);
  }, 0);
}

/** Ends of the bins, the last one included: a bin ends once it holds a tenth of the earlier batch, and a tenth is left. */
function findCuts(before: readonly number[], total: number): readonly number[] {
  const cuts: number[] = [];
  let held = 0;
  let left = total;
  before.forEach((rows, at) => {
    held += rows;
    left -= rows;
    if (held * STABILITY_BINS < total || left * STABILITY_BINS < total) return;
    cuts.push(at + 1);
    held = 0;
  });
  return [...cuts, before.length];
}

function spread({ below, above, bins }: Pick<NumberProfile, 'below' | 'above' | 'bins'>): readonly number[] {
  return bins.map((rows, at) => rows + (at === 0 ? below : 0) + (at === bins.length - 1 ? above : 0));
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
