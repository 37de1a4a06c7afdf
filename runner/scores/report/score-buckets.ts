import type { NumberProfile, ScoreProfile } from '../../model/index.ts';
import { shareOf } from './figures.ts';

/** One bucket of the score: from its lower bound, up to its upper bound. */
export interface ScoreBucket {
  readonly name: string;
  readonly from: number;
  readonly to: number;
}

const THREE = ['Low', 'Medium', 'High'];

/** Buckets between ascending bounds. Three are called low, medium and high; others go by their range. */
export function nameBuckets(bounds: readonly number[]): readonly ScoreBucket[] {
  const edges = [0, ...bounds, 100];
  return edges.slice(1).map((to, index) => {
    const from = edges[index] ?? 0;
    const range = `${trimNumber(from)} to ${trimNumber(to)}`;
    return { name: bounds.length === 2 ? `${THREE[index]} (${range})` : range, from, to };
  });
}

/** Rows with a score within the documented range. */
export function countScored(profile: ScoreProfile): number {
  return profile.numbers.score.bins.reduce((sum, rows) => sum + rows, 0);
}

/** Rows of each bucket. A bound inside one of the 100 bins cuts that bin in proportion, so the rows always add up. */
export function countBuckets(profile: ScoreProfile, buckets: readonly ScoreBucket[]): readonly number[] {
  const { bins } = profile.numbers.score;
  return buckets.map(({ from, to }) => countBelow(bins, to) - countBelow(bins, from));
}

/** Share of each bucket in the rows with a score; undefined where no row has one. */
export function shareBuckets(
  profile: ScoreProfile,
  buckets: readonly ScoreBucket[],
): readonly number[] | undefined {
  const scored = countScored(profile);
  if (scored === 0) return undefined;
  return countBuckets(profile, buckets).map((rows) => rows / scored);
}

/** The score that a share of the rows lies below, read from the bins: right to within one point of score. */
export function estimateQuantile(numbers: NumberProfile, share: number): number | undefined {
  const all = numbers.bins.reduce((sum, rows) => sum + rows, 0);
  if (all === 0) return undefined;
  let before = 0;
  for (const [index, rows] of numbers.bins.entries()) {
    if (rows > 0 && before + rows >= share * all) return index + (share * all - before) / rows;
    before += rows;
  }
  return numbers.bins.length;
}

/** Shares of the rows in wider bins of `width` points each; undefined where no row has a score. */
export function shareWideBins(profile: ScoreProfile, width: number): readonly number[] | undefined {
  const { bins } = profile.numbers.score;
  const all = countScored(profile);
  if (all === 0) return undefined;
  return Array.from({ length: Math.ceil(bins.length / width) }, (_, index) => {
    const rows = bins.slice(index * width, (index + 1) * width).reduce((sum, count) => sum + count, 0);
    return shareOf(rows, all) ?? 0;
  });
}

function countBelow(bins: readonly number[], bound: number): number {
  const place = Math.min(Math.max(bound, 0), bins.length);
  const whole = Math.floor(place);
  const rows = bins.slice(0, whole).reduce((sum, count) => sum + count, 0);
  return Math.round(rows + (place - whole) * (bins[whole] ?? 0));
}

function trimNumber(value: number): string {
  return String(Number(value.toFixed(3)));
}
