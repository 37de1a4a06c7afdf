import { DEFAULT_LOOKBACK_DAYS, MIN_LOOKBACK_DAYS, type Values } from '../../../model/index.ts';
import type { ConditionValue } from './conditions.ts';

/** How many days of events an instance needs, and how that comes about. */
export interface HistoryRule {
  readonly days: number;
  readonly formula: string;
}

/**
 * Adobe's rule for historical data (facts §2.5): the longest lookback of the eligible population, 45 days where there is
 * none, but at least 30, plus the prediction window. With less, the run fails.
 */
export function computeRequiredHistory(values: Values): HistoryRule {
  const outcome = Number(values['goal.outcomeWindowDays'] ?? 0);
  const population = Number(values['eligiblePopulation.lookbackDays'] ?? 0);
  const lookback = population === 0 ? DEFAULT_LOOKBACK_DAYS : Math.max(...listLookbacks(values, population));
  const days = Math.max(lookback, MIN_LOOKBACK_DAYS) + outcome;
  const what = population === 0 ? 'days of activity without an eligible population' : 'days of eligibility';
  const first =
    lookback >= MIN_LOOKBACK_DAYS
      ? `${lookback} ${what}`
      : `${MIN_LOOKBACK_DAYS} days (the least there is; ${lookback} ${what})`;
  return { days, formula: `${first} + ${outcome} days of prediction window` };
}

function listLookbacks(values: Values, population: number): readonly number[] {
  const days = ['eligiblePopulation.events', 'eligiblePopulation.exclude'].flatMap((path) => {
    const conditions = values[path];
    if (!Array.isArray(conditions)) return [];
    return (conditions as readonly ConditionValue[]).map(({ lookbackDays }) =>
      Number(lookbackDays ?? population),
    );
  });
  return days.length === 0 ? [population] : days;
}
