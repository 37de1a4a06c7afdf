import type { CustomerAiInstance } from '../model/index.ts';

/** Adobe's standard events and the XDM paths that make them (documented; facts §2.2). */
export const STANDARD_EVENTS: Readonly<Record<string, readonly string[]>> = {
  order: ['commerce.order.purchaseID', 'productListItems.SKU'],
  productListViews: ['commerce.productListViews.value', 'productListItems.SKU'],
  checkouts: ['commerce.checkouts.value', 'productListItems.SKU'],
  purchases: ['commerce.purchases.value', 'productListItems.SKU'],
  productListRemovals: ['commerce.productListRemovals.value', 'productListItems.SKU'],
  productListOpens: ['commerce.productListOpens.value', 'productListItems.SKU'],
  productViews: ['commerce.productViews.value', 'productListItems.SKU'],
  webVisit: ['web.webPageDetails.name'],
  webInteraction: ['web.webInteraction.linkClicks.value'],
  applicationCloses: ['application.applicationCloses.value', 'application.name'],
  applicationCrashes: ['application.crashes.value', 'application.name'],
  applicationFeatureUsages: ['application.featureUsages.value', 'application.name'],
  applicationFirstLaunches: ['application.firstLaunches.value', 'application.name'],
  applicationInstalls: ['application.installs.value', 'application.name'],
  applicationLaunches: ['application.launches.value', 'application.name'],
  applicationUpgrades: ['application.upgrades.value', 'application.name'],
  search: ['search.keywords'],
};

/** Use cases that Adobe has described. */
export type Scenario = NonNullable<CustomerAiInstance['scenario']>;

const RETAIL = ['order', 'checkouts', 'purchases', 'webVisit', 'search'] as const;

/** Events that Adobe recommends for each scenario (facts §2.3: needed for good results, not enforced). */
export const RECOMMENDED_EVENTS: Readonly<Record<Scenario, readonly string[]>> = {
  'purchase-conversion': RETAIL,
  'subscription-conversion': RETAIL,
  'retail-churn': RETAIL,
  upsell: RETAIL,
  unsubscribe: ['webVisit', 'search'],
  'app-launch': [
    'order',
    'checkouts',
    'purchases',
    'webVisit',
    'applicationCloses',
    'applicationCrashes',
    'applicationFeatureUsages',
    'applicationFirstLaunches',
    'applicationInstalls',
    'applicationLaunches',
    'applicationUpgrades',
  ],
  // Traits come with the Audience Manager connector; no event is picked by hand.
  'trait-realization': [],
};

/** The standard event that a field belongs to, by its first path; `productListItems` alone tells none. */
export function getStandardEvent(field: string): string | undefined {
  return Object.keys(STANDARD_EVENTS).find((event) => {
    const path = STANDARD_EVENTS[event]?.[0] ?? '';
    return field === path || path.startsWith(`${field}.`) || field.startsWith(`${path}.`);
  });
}
