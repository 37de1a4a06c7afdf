import type { EventCondition, LiveField, LiveInputs, Pipeline } from '../../../runner/model/index.ts';

/** What a test says of an instance; the rest is that of the worked example. */
export interface SampleInstance {
  readonly occurs?: 'will' | 'willNot';
  readonly goal: readonly EventCondition[];
  readonly match?: 'all' | 'any';
  readonly events?: readonly EventCondition[];
  readonly exclude?: readonly EventCondition[];
  readonly customEvents?: readonly (EventCondition & { readonly name: string })[];
  /** No eligible population at all. */
  readonly isForEverybody?: boolean;
}

/** A pipeline with two inputs, `web` (identity map) and `app` (a field), 60 days of lookback and 30 of outcome window. */
export function samplePipeline({
  occurs = 'will',
  goal,
  match = 'all',
  events = [],
  exclude = [],
  customEvents = [],
  isForEverybody = false,
}: SampleInstance): Pipeline {
  const customerAi = {
    inputs: ['web', 'app'],
    goal: { occurs, match, events: goal, outcomeWindowDays: 30 },
    ...(isForEverybody ? {} : { eligiblePopulation: { lookbackDays: 60, match: 'any', events, exclude } }),
    customEvents,
    customProfileAttributes: [],
    exclusions: [],
  };
  const inputs = [
    {
      name: 'web',
      source: 'analyticsConnector',
      dataset: 'Web',
      identity: { namespace: 'ECID', field: 'identityMap' },
    },
    {
      name: 'app',
      source: 'experienceEvent',
      dataset: 'App',
      identity: { namespace: 'ECID', field: '_luma.person' },
    },
  ];
  const metadata = { name: 'sample', title: 'Sample', owners: [] };
  return { metadata, spec: { inputs, customerAi, dataViews: [] } } as unknown as Pipeline;
}

function field(path: string, type: string, more: Partial<LiveField> = {}): LiveField {
  return { path, type, isArray: false, isMap: false, ...more };
}

const WEB: readonly LiveField[] = [
  field('timestamp', 'date-time'),
  field('identityMap', 'map', { isMap: true }),
  field('commerce', 'object'),
  field('commerce.order', 'object'),
  field('commerce.order.purchaseID', 'string'),
  field('commerce.order.priceTotal', 'double'),
  field('web', 'object'),
  field('web.webPageDetails', 'object'),
  field('web.webPageDetails.name', 'string'),
  field('productListItems', 'object', { isArray: true }),
  field('productListItems.SKU', 'string'),
];
const APP: readonly LiveField[] = [
  field('timestamp', 'date-time'),
  field('_luma', 'object'),
  field('_luma.person', 'string'),
  field('_luma.plan', 'string'),
  field('_luma.tickets', 'int'),
  field('commerce', 'object'),
  field('commerce.order', 'object'),
  field('commerce.order.purchaseID', 'string'),
  field('commerce.order.priceTotal', 'double'),
];

/** Both inputs as they would be live, with tables `web_events` and `app_events`. */
export function sampleInputs(): LiveInputs {
  const dataset = (table: string, fields: readonly LiveField[]) => ({
    value: [
      {
        id: table,
        table,
        schema: { value: { id: table, isTimeSeries: true, fields, identities: { value: [] } } },
      },
    ],
  });
  return new Map([
    ['Web', dataset('web_events', WEB)],
    ['App', dataset('app_events', APP)],
  ]);
}
