import type { CustomerAiInstance } from './pipeline.generated.ts';

/** What Adobe takes when there is no eligible population. */
export const DEFAULT_LOOKBACK_DAYS = 45;

/** What Adobe needs at least to make features. */
export const MIN_LOOKBACK_DAYS = 30;

/**
 * Days of history that an instance needs: the longest lookback of its eligible population (45 without one, 30 at least)
 * plus its prediction window. With less, Adobe's run ends in error 407.
 */
export function requiredHistoryDays(
  instance: Pick<CustomerAiInstance, 'goal' | 'eligiblePopulation'>,
): number {
  const { goal, eligiblePopulation: population } = instance;
  const lookbacks =
    population === undefined
      ? [DEFAULT_LOOKBACK_DAYS]
      : [...population.events, ...population.exclude].map(
          (condition) => condition.lookbackDays ?? population.lookbackDays,
        );
  return Math.max(...lookbacks, MIN_LOOKBACK_DAYS) + goal.outcomeWindowDays;
}
