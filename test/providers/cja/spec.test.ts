import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { emptyState, type JsonValue, type KindSpec, kindOf, refsOf } from '../../../runner/model/index.ts';
import type { World } from '../../../runner/plan/index.ts';
import { cjaKinds } from '../../../runner/providers/cja/index.ts';
import {
  ACCESS,
  COMPONENTS,
  CONNECTION,
  canonicalOf,
  emptyObserved,
  KINDS,
  readDesired,
  SCORES,
  VIEW,
  WEB,
} from './support.ts';

async function canonical(address: string, edit?: (text: string) => string) {
  const world: World = {
    desired: await readDesired(edit),
    observed: emptyObserved(),
    state: emptyState('demo', 'test'),
    kinds: KINDS,
  };
  return canonicalOf(world, address);
}

const specOf = (kind: string): KindSpec => {
  const spec = KINDS.get(kind);
  if (spec === undefined) throw new Error(kind);
  return spec;
};

describe('a component', () => {
  const loses = (changed: string, other: string): boolean | undefined =>
    KINDS.get('data-view-components')?.loses?.(`components[${changed}`, `components[${other}`);

  it('that is made from another field loses its settings, and no other component does', () => {
    expect(loses('variables/a].source', 'variables/a].labels')).toBe(true);
    expect(loses('variables/a].derivedField', 'variables/a].title')).toBe(true);
    expect(loses('variables/a].title', 'variables/a].labels')).toBe(false);
    expect(loses('variables/a].source', 'variables/ab].labels')).toBe(false);
    expect(loses('variables/a].source', 'metrics/a].labels')).toBe(false);
  });
});

describe('what the examples declare', () => {
  it('refers to what it is made from', async () => {
    const { resources } = await readDesired();
    const refs = (address: string) => refsOf(resources[address]?.values ?? {});
    expect(refs(CONNECTION)).toEqual([WEB, SCORES]);
    expect(refs(VIEW)).toEqual([CONNECTION]);
    expect(refs(COMPONENTS)).toEqual([VIEW, WEB, SCORES]);
    expect(refs(ACCESS)).toEqual([VIEW]);
  });

  it('is the same whether a default is written or left out', async () => {
    const spelled = (text: string): string =>
      text
        .replace(
          '{"from":"scores.event"}',
          '{"from":"scores.event","type":"event","importNewData":true,"backfill":"all","transform":false,"personId":{"identityMap":true,"namespace":"ecid"}}',
        )
        .replace(
          '"session":{"timeout":30,"unit":"minutes"}',
          '"session":{},"containerNames":{"person":"Person"},"segments":[]',
        )
        .replace(
          '"buckets":[25,75]',
          '"buckets":[{"from":75},{"to":25},{"from":25,"to":75}],"hidden":false,"tags":[]',
        );
    for (const address of [CONNECTION, VIEW, COMPONENTS, ACCESS]) {
      expect(await canonical(address, spelled)).toEqual(await canonical(address));
    }
  });

  it('has the place of each attribute in YAML', async () => {
    const { resources } = await readDesired();
    for (const [address, { values, sources }] of Object.entries(resources)) {
      if (!cjaKinds().some(({ kind }) => kind === kindOf(address))) continue;
      expect(Object.keys(sources ?? {}), address).toEqual(Object.keys(values));
    }
  });

  it('is nothing where the connection of another pipeline is used', async () => {
    const desired = await readDesired((text) =>
      text.replace(
        /"connection":\{"name":"scores".*?(?=,"dataViews")/,
        '"connection":{"use":"subscription-churn/connection/churn"}',
      ),
    );
    expect(desired.resources[CONNECTION]).toBeUndefined();
    expect(refsOf(desired.resources[VIEW]?.values ?? {})).toEqual(['subscription-churn/connection/churn']);
  });
});

/** Paths of each kind whose values Adobe may spell in several ways. */
const PATHS: Readonly<Record<string, readonly string[]>> = {
  connection: [
    'title',
    'description',
    'tags',
    'sandbox',
    'primaryIdType',
    'rollingWindowMonths',
    'containers',
    'datasets[x].type',
    'datasets[x].personId.namespace',
    'datasets[x].personId.field',
    'datasets[x].lookup.matchingKeys',
    'datasets[x].dataSourceType.id',
    'datasets[x].backfill',
  ],
  'data-view': [
    'title',
    'timezone',
    'session.unit',
    'session.startsWith',
    'segments',
    'containerNames.person',
    'externalId',
  ],
  'data-view-components': [
    'components[x].type',
    'components[x].source',
    'components[x].dataType',
    'components[x].buckets',
    'components[x].noValue.option',
    'components[x].persistence.expiration',
    'components[x].persistence.binding',
    'components[x].includeExclude',
    'components[x].format.currency',
  ],
  'data-view-access': ['dataView', 'productProfiles'],
};

/** Texts of what is cut off, replaced and put together, in any order. */
const marks = fc.string({
  unit: fc.constantFrom(' ', '.', '/', '[', ']', '*', '\r', '\n', 'e', '\u0301', 's', 'ß', 'İ', 'metrics/'),
});
const member: fc.Arbitrary<JsonValue> = fc.oneof(
  fc.string(),
  marks,
  fc.constantFrom('MINUTE', '/a/b.', 'metrics/x', ' Email ', 'ORDERED_ENUM', 'account'),
  fc.integer(),
  fc.boolean(),
  fc.constant(null),
);
const members = fc.record(
  {
    path: member,
    from: member,
    to: member,
    unit: member,
    metric: member,
    events: fc.array(member),
    type: member,
    rules: fc.array(fc.record({ clause: fc.string(), value: fc.string() })),
  },
  { requiredKeys: [] },
);
const anyValue: fc.Arbitrary<JsonValue> = fc.oneof(
  member,
  fc.array(fc.oneof(member, members as fc.Arbitrary<JsonValue>)),
  members as fc.Arbitrary<JsonValue>,
);

describe('normalizing', () => {
  it.each(Object.keys(PATHS))('a second time changes nothing: %s', (kind) => {
    const spec = specOf(kind);
    fc.assert(
      fc.property(fc.constantFrom(...(PATHS[kind] ?? [])), anyValue, (path, value) => {
        const once = spec.normalize(path, value);
        expect(spec.normalize(path, once)).toEqual(once);
      }),
      { numRuns: 500 },
    );
  });

  it.each([
    ['connection', 'datasets[x].personId.namespace', 'ecid', 'ECID'],
    ['connection', 'datasets[x].type', 'EVENT', 'event'],
    ['connection', 'datasets[x].dataSourceType.id', 'OTHER', 'other'],
    ['connection', 'datasets[x].personId.field', '/_luma/customerId', '_luma.customerId'],
    ['connection', 'primaryIdType', 'visitor', 'person'],
    ['connection', 'primaryIdType', 'ACCOUNT', 'account'],
    ['connection', 'rollingWindowMonths', 0, null],
    ['connection', 'containers', ['BUYING_GROUP', 'account'], ['buyingGroup']],
    ['connection', 'tags', ['b', 'a', 'b'], ['a', 'b']],
    ['data-view', 'session.unit', 'MINUTE', 'minutes'],
    ['data-view', 'session.startsWith', ['metrics/b', 'a'], ['a', 'b']],
    ['data-view', 'description', ' Text\r\nmore ', 'Text\nmore'],
    ['data-view-components', 'components[x].dataType', 'ORDERED_ENUM', 'orderedEnum'],
    [
      'data-view-components',
      'components[x].buckets',
      [
        { from: 25, to: null },
        { from: null, to: 25 },
      ],
      [{ to: 25 }, { from: 25 }],
    ],
    [
      'data-view-components',
      'components[x].persistence.lookback',
      { type: 'customTime', length: 30, unit: 'DAY' },
      { type: 'customTime', length: 30, unit: 'days' },
    ],
    [
      'data-view-components',
      'components[x].includeExclude',
      { match: 'all', rules: [{ clause: 'CONTAINS_ANY', value: 'b' }] },
      { match: 'all', rules: [{ clause: 'containsany', value: 'b' }] },
    ],
  ] as const)('%s %s: %j is %j', (kind, path, spelled, wanted) => {
    expect(specOf(kind).normalize(path, spelled as JsonValue)).toEqual(wanted);
  });
});
