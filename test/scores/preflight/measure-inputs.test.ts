import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { EventCondition } from '../../../runner/model/index.ts';
import { measureInputs } from '../../../runner/scores/index.ts';
import { connectPostgres, type PostgresSession } from '../../postgres/postgres-engine.ts';
import { startPostgres, type TestPostgres } from '../../postgres/start-postgres.ts';
import { type SampleInstance, sampleInputs, samplePipeline } from './sample-inputs.ts';

const TABLES = `
CREATE TYPE order_type AS ("purchaseID" text, "priceTotal" double precision);
CREATE TYPE commerce_type AS ("order" order_type);
CREATE TYPE page_type AS (name text);
CREATE TYPE web_type AS ("webPageDetails" page_type);
CREATE TYPE item_type AS ("SKU" text);
CREATE TYPE luma_type AS (person text, plan text, tickets integer);
CREATE TABLE web_events (timestamp timestamp, "identityMap" jsonb, commerce commerce_type, web web_type, "productListItems" item_type[]);
CREATE TABLE app_events (timestamp timestamp, _luma luma_type, commerce commerce_type);`;

/*
 * The last event is at 1 October 2026, 00:00. The outcome window are the 30 days before it, the lookback the 60 days before that.
 *
 *   who        persons  page seen          order             therefore
 *   buyer-     600      40 days before     10 days before    eligible, reached
 *   looker-    700      40 days before     –                 eligible, not reached; 100 of them order in the app: reached
 *   late-       50      5 days before      5 days before     not eligible: seen in the outcome window only
 *   old-        20      100 days before    10 days before    not eligible: seen before the lookback
 *   trial-      30      40 days before     10 days before    eligible, but on a trial by an app event 40 days before
 *   edge-30      1      30 days before     30 days before    eligible, not reached: the cut belongs to the lookback
 *   edge-90      1      90 days before     10 days before    not eligible: the lookback begins after it
 *   nobody       5      40 days before     –                 no identity, not counted
 *   last         1      0 days before      –                 not eligible
 *
 * Eligible and reached: 600 + 100 = 700, with the trials 730. Not reached: 700 - 100 + 1 = 601.
 */
const ROWS: readonly (readonly [who: string, count: number, seen: number, ordered?: number])[] = [
  ['buyer', 600, 40, 10],
  ['looker', 700, 40],
  ['late', 50, 5, 5],
  ['old', 20, 100, 10],
  ['trial', 30, 40, 10],
  ['edge-30', 1, 30, 30],
  ['edge-90', 1, 90, 10],
  ['last', 1, 0],
];

const SEEN: EventCondition = { field: 'web.webPageDetails.name', operator: 'exists' };
const ORDERED: EventCondition = { field: 'commerce.order.purchaseID', operator: 'exists' };
const TRIAL: EventCondition = { field: '_luma.plan', operator: 'equals', value: 'trial' };

describe('inputs measured on a real PostgreSQL', () => {
  let server: TestPostgres;
  let session: PostgresSession;

  beforeAll(async () => {
    server = await startPostgres();
    session = await connectPostgres(server);
    await session.client.query(TABLES);
    const at = (days: number): string => `timestamp '2026-10-01 00:00:00' - interval '${days} days'`;
    for (const [who, count, seen, ordered] of ROWS) {
      const person = `jsonb_build_object('ECID', jsonb_build_array(jsonb_build_object('id', '${who}-' || n)))`;
      await session.client.query(
        `INSERT INTO web_events SELECT ${at(seen)}, ${person}, NULL, ROW(ROW('Home')::page_type)::web_type, NULL FROM generate_series(1, ${count}) n`,
      );
      if (ordered === undefined) continue;
      const items = `ARRAY[ROW('A-1')::item_type, ROW('B-2')::item_type]`;
      await session.client.query(
        `INSERT INTO web_events SELECT ${at(ordered)}, ${person}, ROW(ROW('p' || n, n)::order_type)::commerce_type, NULL, ${items} FROM generate_series(1, ${count}) n`,
      );
    }
    await session.client.query(
      `INSERT INTO web_events SELECT ${at(40)}, NULL, NULL, ROW(ROW('Home')::page_type)::web_type, NULL FROM generate_series(1, 5)`,
    );
    await session.client.query(
      `INSERT INTO app_events SELECT ${at(10)}, ROW('looker-' || n, 'paid', n)::luma_type, ROW(ROW('app-' || n, NULL)::order_type)::commerce_type FROM generate_series(1, 100) n`,
    );
    await session.client.query(
      `INSERT INTO app_events SELECT ${at(40)}, ROW('trial-' || n, 'trial', NULL)::luma_type, NULL FROM generate_series(1, 30) n`,
    );
  });

  afterAll(async () => {
    await session.engine.close();
    await server.stop();
  });

  const measure = async (instance: SampleInstance) =>
    await measureInputs(session.engine, { pipeline: samplePipeline(instance), inputs: sampleInputs() });

  it('counts who reached the goal and who did not, over both tables', async () => {
    const { examples } = await measure({ goal: [ORDERED], events: [SEEN], exclude: [TRIAL] });
    expect(examples).toEqual({ value: { qualifying: 700, nonQualifying: 601 } });
    const included = await measure({ goal: [ORDERED], events: [SEEN] });
    expect(included.examples).toEqual({ value: { qualifying: 730, nonQualifying: 601 } });
    const churn = await measure({ occurs: 'willNot', goal: [ORDERED], events: [SEEN], exclude: [TRIAL] });
    expect(churn.examples).toEqual({ value: { qualifying: 601, nonQualifying: 700 } });
  });

  it('takes anybody who did anything in 45 days where there is no population', async () => {
    // 600 buyers, 700 lookers, 30 trials and edge-30 did something 31 to 75 days before; edge-90 and old did not.
    const { examples } = await measure({ goal: [ORDERED], isForEverybody: true });
    expect(examples).toEqual({ value: { qualifying: 730, nonQualifying: 601 } });
  });

  it.each<[string, EventCondition, number]>([
    // Of buyers, edge-30's order lies outside of the window, and trials count here: 600 + 30.
    ['a text within a list', { field: 'productListItems[].SKU', operator: 'equals', value: 'B-2' }, 630],
    // Orders of buyers are worth 1 to 600, of trials 1 to 30: 100 buyers are above 500.
    [
      'a number above a bound',
      { field: 'commerce.order.priceTotal', operator: 'greater than', value: 500 },
      100,
    ],
    // p7, p70 to p79 and p700 to p799 begin so: buyers have 1 and 10 of them, trials 1.
    [
      'the beginning of a text',
      { field: 'commerce.order.purchaseID', operator: 'starts with', value: 'p7' },
      12,
    ],
    // In the app, lookers 1 to 100 have as many tickets as their number.
    ['a whole number', { field: '_luma.tickets', operator: 'equals', value: '42' }, 1],
    // A group is there as soon as one of its fields is: 730, as with the purchase id.
    ['a group of fields', { field: 'commerce.order', operator: 'exists' }, 730],
  ])('understands %s', async (_what, goal, qualifying) => {
    const { examples } = await measure({ goal: [goal], events: [SEEN] });
    expect(examples).toEqual({ value: { qualifying, nonQualifying: 1331 - qualifying } });
  });

  it('says from when to when there is data, and how full each named column is', async () => {
    const { completeness } = await measure({ goal: [ORDERED], events: [SEEN, TRIAL] });
    // Seen: 600 + 700 + 50 + 20 + 30 + 1 + 1 + 1 + 5 = 1408 rows; ordered: 600 + 50 + 20 + 30 + 1 + 1 = 702 rows.
    const rows = 1408 + 702;
    const day = 86_400_000;
    const until = Date.UTC(2026, 9, 1);
    expect(completeness.web).toEqual({
      value: {
        rows,
        // All but the five of nobody.
        identified: rows - 5,
        span: { from: until - 100 * day, until },
        percent: {
          'commerce.order.purchaseID': (100 * 702) / rows,
          'web.webPageDetails.name': (100 * 1408) / rows,
        },
      },
    });
    expect(completeness.app).toMatchObject({
      value: {
        rows: 130,
        identified: 130,
        percent: { '_luma.plan': 100, 'commerce.order.purchaseID': (100 * 100) / 130 },
      },
    });
  });

  it('gives the reason where the engine refuses', async () => {
    await session.client.query('ALTER TABLE app_events RENAME TO other_events');
    try {
      const { examples, completeness } = await measure({ goal: [ORDERED], events: [SEEN] });
      const failure = expect.stringContaining('relation "app_events" does not exist');
      expect(examples).toEqual({ failure });
      expect(completeness).toMatchObject({ app: { failure }, web: { value: { rows: 2110 } } });
    } finally {
      await session.client.query('ALTER TABLE other_events RENAME TO app_events');
    }
  });

  it('finds any text and is broken by none', async () => {
    const text = fc
      .string({
        unit: fc.oneof(
          fc.constantFrom("'", '\\', '"', '--', ';', '%', '$$'),
          fc.string({ minLength: 1, maxLength: 1 }),
        ),
        minLength: 1,
        maxLength: 8,
      })
      // biome-ignore lint/suspicious/noControlCharactersInRegex: these are refused
      .filter((candidate) => !/[\u0000-\u001f\u007f]/.test(candidate));
    await fc.assert(
      fc.asyncProperty(text, async (value) => {
        await session.client.query(
          `UPDATE app_events SET _luma.plan = $1 WHERE (_luma).person = 'looker-1'`,
          [value],
        );
        const { examples } = await measure({
          goal: [{ field: '_luma.plan', operator: 'equals', value }],
          events: [SEEN],
        });
        expect(examples).toMatchObject({ value: { qualifying: value === 'paid' ? 100 : 1 } });
      }),
      { numRuns: 100 },
    );
  });
});
