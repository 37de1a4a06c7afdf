import type { LeafType } from './xdm-node.ts';

type Leaves = Readonly<Record<string, LeafType>>;

const EVENT_CORE: Leaves = {
  _id: 'string',
  timestamp: 'date-time',
  eventType: 'string',
  identityMap: 'identityMap',
};

const COMMERCE: Leaves = {
  'commerce.order.purchaseID': 'string',
  'commerce.order.priceTotal': 'number',
  'commerce.productListViews.value': 'number',
  'commerce.checkouts.value': 'number',
  'commerce.purchases.value': 'number',
  'commerce.productListRemovals.value': 'number',
  'commerce.productListOpens.value': 'number',
  'commerce.productViews.value': 'number',
  'productListItems[].SKU': 'string',
  'productListItems[].quantity': 'integer',
};

const WEB: Leaves = {
  'web.webPageDetails.name': 'string',
  'web.webPageDetails.URL': 'string',
  'web.webInteraction.linkClicks.value': 'number',
  'web.webInteraction.name': 'string',
};

const APPLICATION: Leaves = {
  'application.name': 'string',
  'application.version': 'string',
  'application.applicationCloses.value': 'number',
  'application.crashes.value': 'number',
  'application.featureUsages.value': 'number',
  'application.firstLaunches.value': 'number',
  'application.installs.value': 'number',
  'application.launches.value': 'number',
  'application.upgrades.value': 'number',
};

const SEARCH: Leaves = { 'search.keywords': 'string' };

const SUBSCRIPTION: Leaves = {
  '_luma.subscription.plan': 'string',
  '_luma.subscription.status': 'string',
  '_luma.subscription.startDate': 'date-time',
  '_luma.subscription.endDate': 'date-time',
};

const SUPPORT: Leaves = { '_luma.support.ticketOpened': 'integer', '_luma.support.topic': 'string' };

const AUDIENCE_MANAGER: Leaves = {
  '_experience.audiencemanager.audienceID': 'string',
  '_experience.audiencemanager.audienceName': 'string',
};

/** Leaves of the demo datasets' schemas, after Adobe's field groups (facts §2.2). */
export const STANDARD_FIELDS = {
  analyticsConnector: {
    ...EVENT_CORE,
    ...WEB,
    ...COMMERCE,
    ...SEARCH,
    'endUserIDs._experience.mcid.id': 'string',
  },
  audienceManagerConnector: {
    ...EVENT_CORE,
    ...AUDIENCE_MANAGER,
    'endUserIDs._experience.mcid.id': 'string',
  },
  experienceEvent: { ...EVENT_CORE, ...APPLICATION, ...COMMERCE, ...SUPPORT },
  consumerExperienceEvent: { ...EVENT_CORE, ...WEB, ...COMMERCE, ...SEARCH, ...SUBSCRIPTION, ...SUPPORT },
  profile: {
    _id: 'string',
    identityMap: 'identityMap',
    '_luma.customerId': 'string',
    '_luma.loyaltyTier': 'string',
    ...SUBSCRIPTION,
    'person.name.firstName': 'string',
    'person.name.lastName': 'string',
    'personalEmail.address': 'string',
  },
  lookup: { '_luma.planId': 'string', '_luma.planName': 'string', '_luma.monthlyPrice': 'number' },
} as const satisfies Record<string, Leaves>;

/** A kind of dataset that the demo world and the control API can make. */
export type DatasetKind = keyof typeof STANDARD_FIELDS;
