import { getHash32, getUniform } from '../seeded-random.ts';
import type { World, WorldInstance } from '../world/types.ts';
import { BEHAVIOUR_FIELDS } from './demo-events.ts';
import { listFeatureLabels } from './score-customers.ts';

/** Everything that the rows of a load batch follow from; both ways of making them read it. */
export interface LoadPlan {
  /** Decides what a person is like, in every batch of an instance. */
  readonly personSeed: number;
  /** Decides what is different in this batch. */
  readonly batchSeed: number;
  /** Share by which all scores of the batch moved: up where positive. */
  readonly shift: number;
  /** What influential factors are named, those of high scores first. */
  readonly codes: readonly string[];
  readonly segments: readonly LoadSegment[];
}

/** A straight piece of the quantile function of the probability. */
export interface LoadSegment {
  /** Ranks from 0 to 1 below which the piece ends. */
  readonly to: number;
  readonly from: number;
  readonly start: number;
  readonly slope: number;
}

/** Shares of what changes from batch to batch. */
export const LOAD_CHANGE = {
  /** People who are found anywhere else in the new batch. */
  jumps: 0.04,
  /** Width of the band within which the others move, in ranks. */
  band: 0.06,
} as const;

/** Most a batch drifts by itself, up or down. */
const DRIFT = 0.04;

/**
 * Rank and probability: three people in four are unlikely, and there is a second crowd around 0.75. Straight pieces, because sums and
 * products are the same numbers in every language; `exp` is not.
 */
const QUANTILES: readonly (readonly [rank: number, probability: number])[] = [
  [0, 0.004],
  [0.35, 0.03],
  [0.6, 0.08],
  [0.75, 0.2],
  [0.8, 0.3],
  [0.85, 0.7],
  [0.95, 0.8],
  [1, 0.97],
];

/** Lowest and highest probability: scores are relative to them. */
export const PROBABILITY_RANGE = { lowest: 0.004, span: 0.966 } as const;

/** How a batch of an instance comes about: from the world's seed, the instance, and how many batches it has had. */
export function makeLoadPlan(
  world: World,
  source: { instance: WorldInstance; number: number; shift: number | undefined },
): LoadPlan {
  const { instance, number, shift } = source;
  const place = `${world.seed}/${instance.id}/load`;
  const labels = listFeatureLabels(world, instance.settings);
  return {
    personSeed: getHash32(place),
    batchSeed: getHash32(`${place}/${number}`),
    shift: shift ?? DRIFT * (2 * getUniform(`${place}/${number}/drift`) - 1),
    codes: labels.length >= 3 ? labels : BEHAVIOUR_FIELDS.slice(0, 6),
    segments: QUANTILES.slice(1).map(([to, end], index) => {
      const [from, start] = QUANTILES[index] ?? [0, 0];
      return { from, to, start, slope: (end - start) / (to - from) };
    }),
  };
}
