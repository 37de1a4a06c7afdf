import { getHash32, getNormal, getUniformOf } from '../seeded-random.ts';
import type { Condition } from '../world/types.ts';

const DAY_MS = 86_400_000;
const EPOCH_DAYS = 28;

/** How often something happens to an average customer, and what drives it. */
interface Behaviour {
  readonly perWeek: number;
  readonly engagement: number;
  readonly intent: number;
  readonly frustration: number;
}

const BEHAVIOURS: Readonly<Record<string, Behaviour>> = {
  'web.webPageDetails.name': { perWeek: 1.6, engagement: 0.9, intent: 0.2, frustration: 0 },
  'web.webInteraction.linkClicks.value': { perWeek: 0.8, engagement: 0.8, intent: 0.4, frustration: 0 },
  'commerce.productViews.value': { perWeek: 0.9, engagement: 0.5, intent: 0.8, frustration: -0.1 },
  'commerce.productListViews.value': { perWeek: 0.6, engagement: 0.6, intent: 0.4, frustration: 0 },
  'commerce.productListOpens.value': { perWeek: 0.2, engagement: 0.3, intent: 0.8, frustration: 0 },
  'commerce.productListRemovals.value': { perWeek: 0.05, engagement: 0.2, intent: -0.4, frustration: 0.5 },
  'commerce.checkouts.value': { perWeek: 0.14, engagement: 0.2, intent: 1, frustration: -0.2 },
  'commerce.purchases.value': { perWeek: 0.09, engagement: 0.2, intent: 1.1, frustration: -0.3 },
  'commerce.order.purchaseID': { perWeek: 0.09, engagement: 0.2, intent: 1.1, frustration: -0.3 },
  'application.launches.value': { perWeek: 1.2, engagement: 1, intent: 0.1, frustration: -0.2 },
  'application.applicationCloses.value': { perWeek: 1.1, engagement: 1, intent: 0.1, frustration: -0.2 },
  'application.featureUsages.value': { perWeek: 0.8, engagement: 0.9, intent: 0.3, frustration: -0.1 },
  'application.crashes.value': { perWeek: 0.06, engagement: 0.3, intent: 0, frustration: 0.8 },
  'search.keywords': { perWeek: 0.4, engagement: 0.5, intent: 0.6, frustration: 0.1 },
  '_luma.subscription.startDate': { perWeek: 0.06, engagement: 0.3, intent: 0.9, frustration: -0.4 },
  '_luma.subscription.endDate': { perWeek: 0.06, engagement: -0.6, intent: -0.3, frustration: 1 },
  '_luma.subscription.status': { perWeek: 0.12, engagement: 0.1, intent: 0.2, frustration: 0.5 },
  '_luma.subscription.plan': { perWeek: 0.12, engagement: 0.2, intent: 0.5, frustration: 0 },
  '_luma.support.ticketOpened': { perWeek: 0.1, engagement: 0.1, intent: 0, frustration: 1.1 },
  '_experience.audiencemanager.audienceID': { perWeek: 0.5, engagement: 0.4, intent: 0.5, frustration: 0 },
};

const UNKNOWN: Behaviour = { perWeek: 0.1, engagement: 0.4, intent: 0.3, frustration: 0.2 };

/** Fields that the model looks at when the schemas have them, next to the custom events. */
export const BEHAVIOUR_FIELDS: readonly string[] = Object.keys(BEHAVIOURS);

/** From one moment to another, in Unix ms. */
export interface TimeWindow {
  readonly from: number;
  readonly to: number;
}

/** Counts demo events without ever making them: the same seed always counts the same. */
export interface EventCounter {
  /** Events of a customer that meet a condition within a window. */
  count(customer: number, condition: Condition, window: TimeWindow): number;
}

/** Makes a counter for the customers of a seed. */
export function createEventCounter(seed: number): EventCounter {
  const traits = new Map<number, { engagement: number; intent: number; frustration: number }>();
  function getTraits(customer: number): { engagement: number; intent: number; frustration: number } {
    const known = traits.get(customer);
    if (known) return known;
    const place = `${seed}/customer/${customer}`;
    const made = {
      engagement: getNormal(`${place}/engagement`),
      intent: getNormal(`${place}/intent`),
      frustration: getNormal(`${place}/frustration`),
    };
    traits.set(customer, made);
    return made;
  }

  return {
    count(customer, condition, { from, to }) {
      const behaviour = BEHAVIOURS[condition.field] ?? UNKNOWN;
      const { engagement, intent, frustration } = getTraits(customer);
      const pull =
        behaviour.engagement * engagement + behaviour.intent * intent + behaviour.frustration * frustration;
      const place = getHash32(`${condition.field}/${getConditionKey(condition)}`);
      const base = (behaviour.perWeek / 7) * getShare(condition);
      let total = 0;
      let epoch = Number.NaN;
      let rate = 0;
      for (let day = Math.floor(from / DAY_MS); day < Math.floor(to / DAY_MS); day += 1) {
        const current = Math.floor(day / EPOCH_DAYS);
        if (current !== epoch) {
          epoch = current;
          // Moods change from month to month, so that yesterday's behaviour does not decide everything.
          rate = base * Math.exp(0.8 * pull + 0.8 * (getUniformOf(seed, customer, epoch, 77) - 0.5));
        }
        total += drawPoisson(rate, getUniformOf(seed ^ place, customer, day, 5));
      }
      return total;
    },
  };
}

/** How many of a field's events a condition keeps. */
function getShare(condition: Condition): number {
  if (condition.value === undefined) return 1;
  return 0.25 + 0.5 * (getHash32(`share/${getConditionKey(condition)}`) / 4_294_967_296);
}

function getConditionKey(condition: Condition): string {
  return condition.value === undefined ? 'exists' : `${condition.operator}/${String(condition.value)}`;
}

function drawPoisson(rate: number, uniform: number): number {
  let probability = Math.exp(-rate);
  let cumulative = probability;
  let count = 0;
  while (uniform > cumulative && count < 20) {
    count += 1;
    probability *= rate / count;
    cumulative += probability;
  }
  return count;
}
