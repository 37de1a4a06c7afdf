import { describe, expect, it } from 'vitest';
import type { CustomerAiInstance } from '../../runner/model/index.ts';
import { requiredHistoryDays } from '../../runner/validate/index.ts';

const condition = { field: 'web.webPageDetails.name', operator: 'exists' };

function makeInstance(
  outcomeWindowDays: number,
  lookbackDays?: number,
  own?: number,
): Pick<CustomerAiInstance, 'goal' | 'eligiblePopulation'> {
  return {
    goal: { occurs: 'will', match: 'all', events: [condition], outcomeWindowDays },
    ...(lookbackDays === undefined
      ? {}
      : {
          eligiblePopulation: {
            lookbackDays,
            match: 'all',
            events: [condition, { ...condition, ...(own === undefined ? {} : { lookbackDays: own }) }],
            exclude: [],
          },
        }),
  };
}

describe('requiredHistoryDays', () => {
  // Adobe's own examples: 60 + 30 = 90; none + 7 = 52; 7 + 7 = 37.
  it.each([
    [30, 60, undefined, 90],
    [7, undefined, undefined, 52],
    [7, 7, undefined, 37],
    [7, 7, 90, 97],
  ] as const)(
    'a window of %s days and a lookback of %s (one condition: %s) need %s days',
    (window, lookback, own, days) => {
      expect(requiredHistoryDays(makeInstance(window, lookback, own))).toBe(days);
    },
  );
});
