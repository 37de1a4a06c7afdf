import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Expectation, PROFILE_BINS, type SqlEngine } from '../../runner/model/index.ts';
import {
  checkBatch,
  describeNewest,
  openDuckDb,
  profileBatch,
  readParquet,
  type ScoreTable,
  stabilityIndex,
} from '../../runner/scores/index.ts';

let folder: string;
let engine: SqlEngine;
let files = 0;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'cai-statistics-'));
  engine = await openDuckDb({ folder });
});

afterAll(async () => {
  await engine.close();
  rmSync(folder, { recursive: true, force: true });
});

/** A batch of people named p0, p1 ..., with these scores; everybody has the same two factors, people with an odd number a third. */
async function write(
  scores: readonly (number | null)[],
  names = scores.map((_, at) => `p${at}`),
): Promise<ScoreTable> {
  files += 1;
  const file = join(folder, `${files}.parquet`);
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  const rows = scores.map(
    (score, at) => `(${at}, '${names[at]}', ${score === null ? 'NULL' : `${score}::DOUBLE`})`,
  );
  await connection.run(
    `COPY (SELECT {'Upgrade': {'score': score, 'probability': score / 100, 'percentileScore': NULL::INTEGER, 'modelType': 'conversion', 'scoreDate': '2026-11-20',
        'influentialFactors': [{'code': 'a', 'value': (place % 2)::VARCHAR, 'importance': 'high'}, {'code': 'b', 'value': 'x', 'importance': 'low'}]
          || CASE WHEN place % 2 = 1 THEN [{'code': 'c', 'value': 'y', 'importance': 'low'}] ELSE [] END}} AS _luma,
        MAP {'ECID': [{'id': name}]} AS "identityMap"
      FROM (VALUES ${rows.join(', ')}) AS people (place, name, score)) TO '${file}' (FORMAT parquet)`,
  );
  connection.closeSync();
  instance.closeSync();
  return {
    dialect: 'duckdb',
    relation: readParquet([file]),
    prefix: ['_luma', 'Upgrade'],
    namespace: 'ECID',
  };
}

const batch = { datasetId: 'd', batchId: 'b', completedAt: '2026-11-20T06:00:00.000Z' };
const request = { now: '2026-11-21T00:00:00.000Z', population: { unknown: 'nobody counted' } };

/** Bins that are 0 but for a few. */
function bins(some: Readonly<Record<number, number>>): { below: number; above: number; bins: number[] } {
  return { below: 0, above: 0, bins: Array.from({ length: PROFILE_BINS }, (_, bin) => some[bin] ?? 0) };
}

describe('statistics that a reader can compute again', () => {
  // Nine rows: one without a score, one below and one above the range. Mean of the other six and these two:
  // (-1 + 0 + 0.99 + 1 + 25 + 99.99 + 100 + 101) / 8 = 326.98 / 8 = 40.8725.
  const SCORES = [-1, 0, 0.99, 1, 25, 99.99, 100, 101, null];

  it('bins, smallest, largest and mean value, influential factors', async () => {
    const { numbers, factors, rows, identities } = await profileBatch({
      engine,
      table: await write(SCORES),
      batch,
    });
    const filled = numbers.score.bins.flatMap((count, bin) => (count === 0 ? [] : [[bin, count]]));
    expect([rows, identities]).toEqual([9, 9]);
    expect(filled).toEqual([
      [0, 2],
      [1, 1],
      [25, 1],
      [99, 2],
    ]);
    expect(numbers.score).toMatchObject({ below: 1, above: 1, nulls: 1, min: -1, max: 101 });
    expect(numbers.score.mean).toBeCloseTo(40.8725, 12);
    // Rows 1, 3, 5 and 7 of 0 to 8 are odd: four have the value 1 of factor a and the factor c, five have the value 0.
    expect(factors).toEqual([
      { code: 'a', value: '0', importance: { high: 9 }, rows: 9 },
      { code: 'b', value: 'x', importance: { low: 9 }, rows: 9 },
      { code: 'c', value: 'y', importance: { low: 4 }, rows: 4 },
    ]);
  });

  it('bucket shares whose bounds fall on values: a bound belongs to the bucket above it', async () => {
    const expectation: Expectation = {
      name: 'shares',
      severity: 'error',
      from: 'event',
      attribute: 'score',
      bucketShares: [{ to: 1 }, { from: 1, to: 25 }, { from: 25, to: 100 }, { from: 100 }],
    };
    const { results } = await checkBatch(
      { engine, table: await write(SCORES), batch },
      { ...request, expectations: [expectation] },
    );
    // Of eight scores: -1, 0, 0.99 | 1 | 25, 99.99 | 100, 101.
    expect(results[0]?.found).toBe('below 1: 37.5 %; 1 to 25: 12.5 %; 25 to 100: 25 %; 100 and above: 25 %');
  });

  it('movement between buckets', async () => {
    // Buckets: below 50, 50 and above. a stays low, b goes up, c comes down, d stays high, e leaves, f arrives;
    // g has two rows and counts by the higher one: low before, high after. h has no score after: it has left.
    const tables = {
      before: await write([10, 20, 80, 90, 50, 49.9, 30], ['a', 'b', 'c', 'd', 'e', 'g', 'h']),
      after: await write([11, 50, 49, 91, 5, 1, 70, null], ['a', 'b', 'c', 'd', 'f', 'g', 'g', 'h']),
    };
    const days = { before: '2026-11-13', after: '2026-11-20' };
    const known = (['after', 'before'] as const).map((batchId) => ({
      datasetId: 'd',
      batchId,
      completedAt: `${days[batchId]}T00:00:00.000Z`,
    }));
    const described = await describeNewest(
      {
        engineName: 'duckdb',
        engine,
        folder,
        list: async () => await Promise.resolve(known),
        table: ({ batchId }) => tables[batchId as keyof typeof tables],
        close: async () => {},
      },
      [50],
    );
    expect(described?.movement).toEqual({
      fromBatch: 'before',
      toBatch: 'after',
      bounds: [50],
      // From low: a stays, b and g go up. From high: c comes down, d stays.
      people: [
        [1, 2],
        [1, 1],
      ],
      arrived: [1, 0],
      left: [1, 1],
    });
  });

  it('population stability index of two halves that become a quarter and three', () => {
    // (0.25 - 0.5) ln(0.25 / 0.5) + (0.75 - 0.5) ln(0.75 / 0.5)
    //   = 0.25 x 0.693147 + 0.25 x 0.405465 = 0.274653 = 0.25 ln 3.
    const index = stabilityIndex(bins({ 10: 50, 80: 50 }), bins({ 10: 25, 80: 75 }));
    expect(index).toBeCloseTo(0.25 * Math.log(3), 12);
    expect(index).toBeCloseTo(0.274653, 6);
  });

  it('an empty share counts as 0.0001, and values outside the range count to the first and the last bin', () => {
    // (0.0001 - 0.5) ln(0.0001 / 0.5) + (1 - 0.5) ln(1 / 0.5) = 0.4999 x 8.517193 + 0.5 x 0.693147 = 4.604318.
    expect(stabilityIndex(bins({ 10: 50, 80: 50 }), bins({ 80: 100 }))).toBeCloseTo(4.604318, 5);
    const outside = { ...bins({}), below: 25, above: 75 };
    expect(stabilityIndex(bins({ 0: 50, 99: 50 }), outside)).toBeCloseTo(0.25 * Math.log(3), 12);
  });

  it('is undefined where one of the two is empty', () => {
    expect(stabilityIndex(bins({}), bins({ 1: 1 }))).toBeUndefined();
    expect(stabilityIndex(bins({ 1: 1 }), bins({}))).toBeUndefined();
  });
});

describe('whatever the values', () => {
  const profile = fc
    .array(fc.tuple(fc.nat(99), fc.integer({ min: 1, max: 1000 })), { minLength: 1, maxLength: 12 })
    .map((some) => bins(Object.fromEntries(some)));

  it('the stability index is at least 0, and 0 for the same shares', () => {
    fc.assert(
      fc.property(profile, profile, fc.integer({ min: 1, max: 9 }), (one, other, factor) => {
        expect(stabilityIndex(one, other)).toBeGreaterThanOrEqual(0);
        const larger = { ...one, bins: one.bins.map((rows) => rows * factor) };
        expect(stabilityIndex(one, larger)).toBeCloseTo(0, 12);
      }),
    );
  });

  it('the stability index is the same both ways where both have half in one bin of two, so that the cuts agree', () => {
    const share = fc.integer({ min: 100, max: 900 });
    fc.assert(
      fc.property(share, share, (one, other) => {
        const [a, b] = [bins({ 0: one, 50: 1000 - one }), bins({ 0: other, 50: 1000 - other })];
        expect(stabilityIndex(a, b)).toBeCloseTo(stabilityIndex(b, a) ?? Number.NaN, 12);
      }),
    );
  });

  it('counts by cells are counts by direct filtering, and nothing throws', async () => {
    const value = fc.oneof(
      fc.integer({ min: -10, max: 110 }),
      fc.integer({ min: -1000, max: 11_000 }).map((cents) => cents / 100),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.option(value, { freq: 8 }), { minLength: 1, maxLength: 40 }),
        fc.tuple(value, value),
        async (scores, [one, other]) => {
          const [min, max] = [Math.min(one, other), Math.max(one, other)];
          const known = scores.filter((score) => score !== null);
          const small = known.filter((score) => score < min).length;
          const large = known.filter((score) => score > max).length;
          const { results } = await checkBatch(
            { engine, table: await write(scores), batch },
            {
              ...request,
              expectations: [
                { name: 'range', severity: 'error', from: 'event', attribute: 'score', min, max },
              ],
            },
          );
          const outside = [
            ...(small === 0 ? [] : [`smaller: ${small}`]),
            ...(large === 0 ? [] : [`larger: ${large}`]),
          ];
          expect(results[0]?.found).toBe(
            outside.length === 0
              ? 'no value lies outside'
              : `of ${scores.length} rows, ${outside.join(', ')}`,
          );
        },
      ),
      { numRuns: 25 },
    );
  });

  it('a batch without rows is judged without an error, by every kind', async () => {
    const kinds: readonly Partial<Expectation>[] = [
      { maxAgeDays: 1 },
      { minRows: 1 },
      { maxRowChangePercent: 1 },
      { attribute: 'score', min: 0 },
      { attribute: 'score', maxNullPercent: 0 },
      { attribute: 'modelType', maxNullPercent: 0 },
      { unique: 'identity' },
      { attribute: 'score', bucketShares: [{ to: 50, maxPercent: 10 }] },
      { attribute: 'score', maxPopulationStabilityIndex: 0.1 },
      { minPopulationSharePercent: 10 },
      { sql: 'SELECT 1' },
    ];
    const expectations = kinds.map(
      (kind, at) => ({ name: `k${at}`, severity: 'error', from: 'event', ...kind }) as Expectation,
    );
    const previous = await profileBatch({ engine, table: await write([1, 2]), batch });
    for (const before of [undefined, previous]) {
      const { results } = await checkBatch(
        { engine, table: undefined, batch },
        { ...request, expectations, parser: engine, previous: before },
      );
      expect(results.map(({ outcome }) => ['passed', 'failed', 'not-checked'].includes(outcome))).toEqual(
        kinds.map(() => true),
      );
    }
  });
});
