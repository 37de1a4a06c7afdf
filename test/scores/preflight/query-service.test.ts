import { describe, expect, it } from 'vitest';
import type { SqlEngine } from '../../../runner/model/index.ts';
import { measureInputs } from '../../../runner/scores/index.ts';
import { type SampleInstance, sampleInputs, samplePipeline } from './sample-inputs.ts';

/** The texts that Query Service would be sent; nobody here can run them. */
async function listQueries(instance: SampleInstance): Promise<string> {
  const queries: string[] = [];
  const engine: SqlEngine = {
    dialect: 'query-service',
    query: async (sql) => {
      queries.push(sql);
      return [
        {
          row_count: 0,
          identified: 0,
          first_second: null,
          last_second: null,
          qualifying: 0,
          non_qualifying: 0,
          filled_1: 0,
          filled_2: 0,
          filled_3: 0,
          filled_4: 0,
        },
      ];
    },
    close: async () => {},
  };
  const figures = await measureInputs(engine, { pipeline: samplePipeline(instance), inputs: sampleInputs() });
  const refused = 'failure' in figures.examples ? [`refused: ${figures.examples.failure}`] : [];
  return `${[...queries, ...refused].join(';\n\n')}\n`;
}

const SEEN = { field: 'web.webPageDetails.name', operator: 'exists' };

describe('queries in the dialect of Query Service', () => {
  it.each<[string, SampleInstance]>([
    ['purchase', { goal: [{ field: 'commerce.order.purchaseID', operator: 'exists' }], events: [SEEN] }],
    [
      'operators',
      {
        occurs: 'willNot',
        match: 'any',
        goal: [
          { field: 'productListItems.SKU', operator: 'equals', value: 'A-1' },
          { field: 'commerce.order.priceTotal', operator: 'greater than', value: 99.5 },
        ],
        events: [{ field: 'web.webPageDetails.name', operator: 'starts with', value: 'Café' }],
        exclude: [{ field: '_luma.plan', operator: 'equals', value: 'trial' }],
      },
    ],
    ['everybody', { goal: [{ field: 'commerce.order', operator: 'exists' }], isForEverybody: true }],
  ])('are as reviewed: %s', async (name, instance) => {
    await expect(await listQueries(instance)).toMatchFileSnapshot(`query-service/${name}.sql`);
  });

  it.each([["O'Brien"], ['back\\slash'], ['line\nbreak']])(
    'are not written with the text %j',
    async (value) => {
      const sent = await listQueries({
        goal: [{ field: 'commerce.order.purchaseID', operator: 'equals', value }],
      });
      expect(sent).toContain('cannot be written in a query safely');
      expect(sent).not.toContain('persons AS');
    },
  );

  it('are not written with an operator whose meaning nobody published', async () => {
    const sent = await listQueries({
      goal: [{ field: 'commerce.order.purchaseID', operator: 'sounds like', value: 'x' }],
    });
    expect(sent).toContain('refused: what "sounds like" means in SQL is not known');
  });
});
