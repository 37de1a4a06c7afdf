import { DEFAULT_LOOKBACK_DAYS, type LoadedPipeline, requiredHistoryDays } from '../../model/index.ts';
import type { Finding } from '../finding.ts';
import type { World } from '../world.ts';

/** What Adobe looks back at most when it trains. */
const MAX_TRAINING_DAYS = 365;

/** The goal can be reached with the data that Adobe looks at, and fits the propensity type. */
export function checkGoal(world: World): readonly Finding[] {
  return world.pipelines.flatMap((loaded) => [...checkHistory(loaded), ...checkType(loaded)]);
}

function checkHistory({ pipeline, source }: LoadedPipeline): readonly Finding[] {
  const { customerAi } = pipeline.spec;
  const days = requiredHistoryDays(customerAi);
  const window = customerAi.goal.outcomeWindowDays;
  // A window beyond the limit by itself is out of range, which says it already.
  if (days <= MAX_TRAINING_DAYS || window > MAX_TRAINING_DAYS) return [];
  const population =
    customerAi.eligiblePopulation === undefined
      ? `${DEFAULT_LOOKBACK_DAYS} days that Adobe takes without an eligible population`
      : `${days - window} days of lookback of the eligible population`;
  return [
    {
      document: source,
      path: ['spec', 'customerAi', 'goal', 'outcomeWindowDays'],
      severity: 'warning',
      code: 'long-history',
      summary: 'More history is needed than Adobe looks at',
      detail: `The instance needs ${days} days of history: ${population}, and ${window} days of prediction window. Adobe looks at the last ${MAX_TRAINING_DAYS} days when it trains, so the run may end in error 407. Shorten the lookback or the prediction window.`,
      expected: `at most ${MAX_TRAINING_DAYS} days`,
    },
  ];
}

function checkType({ pipeline, source }: LoadedPipeline): readonly Finding[] {
  const { goal, propensityType } = pipeline.spec.customerAi;
  if (propensityType !== 'conversion' || goal.occurs !== 'willNot') return [];
  return [
    {
      document: source,
      path: ['spec', 'customerAi', 'goal', 'occurs'],
      severity: 'warning',
      code: 'goal-contradicts-type',
      summary: 'Goal and propensity type do not fit',
      detail:
        'For a conversion a high score is good, but this goal is that something does not happen. Use "churn", or "will".',
    },
  ];
}
