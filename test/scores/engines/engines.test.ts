import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Expectation } from '../../../runner/model/index.ts';
import { type BatchReading, checkBatch, profileBatch } from '../../../runner/scores/index.ts';
import { makeScoreSite, type ScoreRow, type ScoreSite } from './score-site.ts';

/** A thousand people, made by a formula that no random generator can change; some of them odd. */
function makeRows(): readonly ScoreRow[] {
  const plain = Array.from({ length: 1000 }, (_, at): ScoreRow => {
    const score = ((at * 7919) % 10007) / 100.07;
    return {
      id: `id-${at}`,
      score,
      probability: score / 100,
      percentile: 1 + (at % 100),
      modelType: 'conversion',
      scoreDate: at % 2 === 0 ? '2026-11-20 00:00:00' : '2026-11-20T00:00:00.000Z',
      factors: [
        [`factor ${at % 5}`, `value ${at % 3}`, at % 2 === 0 ? 'high' : 'low'],
        ["it's", '"quoted"', 'medium'],
      ],
    };
  });
  const odd = {
    probability: 0.5,
    percentile: 50,
    modelType: 'conversion',
    scoreDate: '2026-11-20',
    factors: [],
  };
  return [
    ...plain,
    { ...odd, id: 'id-1', score: 25 },
    { ...odd, id: null, score: 75 },
    { ...odd, id: 'not a number', score: Number.NaN },
    { ...odd, id: 'below', score: -0.5 },
    { ...odd, id: 'above', score: 100.5 },
    { ...odd, id: 'infinite', score: Number.POSITIVE_INFINITY },
    {
      id: 'nothing',
      score: null,
      probability: null,
      percentile: null,
      modelType: null,
      scoreDate: null,
      factors: [],
    },
    { ...odd, id: 'edge', score: 100, probability: 1, percentile: 100 },
  ];
}

const EXPECTATIONS: readonly Expectation[] = [
  { name: 'fresh', maxAgeDays: 8 },
  { name: 'rows', minRows: 1000, maxRows: 1005 },
  { name: 'steady', maxRowChangePercent: 1 },
  { name: 'range', attribute: 'score', min: 0, max: 100 },
  { name: 'narrow', attribute: 'score', min: 25, max: 75 },
  { name: 'nulls', attribute: 'score', maxNullPercent: 0 },
  { name: 'reasons', attribute: 'influentialFactors', maxNullPercent: 1 },
  { name: 'unique', unique: 'identity' },
  {
    name: 'shares',
    attribute: 'probability',
    bucketShares: [
      { to: 0.25, maxPercent: 30 },
      { from: 0.25, to: 0.75, minPercent: 40 },
      { from: 0.75, minPercent: 30 },
    ],
  },
  { name: 'stable', attribute: 'score', maxPopulationStabilityIndex: 0.2 },
  { name: 'query', sql: 'SELECT * FROM scores WHERE score > 99 -- the best\n;' },
  { name: 'two', sql: 'SELECT 1; DROP TABLE scores' },
].map((expectation) => ({ severity: 'error', from: 'event', ...expectation }) as Expectation);

describe('the same check on DuckDB and on PostgreSQL', () => {
  let site: ScoreSite;
  let readings: { readonly duckdb: BatchReading; readonly postgres: BatchReading };

  beforeAll(async () => {
    site = await makeScoreSite(makeRows());
    const batch = { datasetId: 'd', batchId: 'b', completedAt: '2026-11-20T06:00:00.000Z' };
    readings = { duckdb: { ...site.duckdb, batch }, postgres: { ...site.postgres, batch } };
  });

  afterAll(async () => {
    await site?.close();
  });

  it('has equal results', async () => {
    const previous = await profileBatch(readings.duckdb);
    const request = {
      expectations: EXPECTATIONS,
      now: '2026-11-27T00:00:00.000Z',
      previous,
      parser: site.duckdb.engine,
      population: { people: 1010 },
    };
    const [duckdb, postgres] = [
      await checkBatch(readings.duckdb, request),
      await checkBatch(readings.postgres, request),
    ];
    expect(postgres.results).toEqual(duckdb.results);
    expect(postgres.counts).toEqual(duckdb.counts);
    expect(duckdb.results.map(({ name, outcome, found }) => [name, outcome, found])).toMatchInlineSnapshot(`
      [
        [
          "fresh",
          "passed",
          "it is 6.8 days old (2026-11-20 06:00 UTC)",
        ],
        [
          "rows",
          "failed",
          "1,008 rows",
        ],
        [
          "steady",
          "passed",
          "0 %: from 1,008 (batch b of 2026-11-20) to 1,008 rows",
        ],
        [
          "range",
          "failed",
          "of 1,008 rows, smaller: 1, larger: 2",
        ],
        [
          "narrow",
          "failed",
          "of 1,008 rows, smaller: 252, larger: 253",
        ],
        [
          "nulls",
          "failed",
          "without: 2 of 1,008 rows (0.2 %)",
        ],
        [
          "reasons",
          "passed",
          "without: 8 of 1,008 rows (0.8 %)",
        ],
        [
          "unique",
          "failed",
          "with several rows: 1 of 1,006 identities; rows without any: 1",
        ],
        [
          "shares",
          "failed",
          "below 0.25: 24.9 %; 0.25 to 0.75: 50.1 %; 0.75 and above: 24.9 %",
        ],
        [
          "stable",
          "passed",
          "it is 0.000 against batch b of 2026-11-20",
        ],
        [
          "query",
          "failed",
          "13 rows came back",
        ],
        [
          "two",
          "not-checked",
          "the query is not one SELECT statement: Only SELECT statements can be serialized to json!",
        ],
      ]
    `);
  });

  it('has equal profiles: counts to the last digit, means within 1e-9', async () => {
    const [duckdb, postgres] = [await profileBatch(readings.duckdb), await profileBatch(readings.postgres)];
    const { score: one, ...numbers } = duckdb.numbers;
    const { score: other, ...others } = postgres.numbers;
    expect(others.probability.mean).toBeCloseTo(numbers.probability.mean ?? 0, 9);
    expect({ ...postgres, numbers: {} }).toEqual({ ...duckdb, numbers: {} });
    expect({ ...other, mean: 0 }).toEqual({ ...one, mean: 0 });
    // 1,008 rows: one without an identity, "id-1" twice; NaN and NULL are no scores, infinity and 100.5 lie above, -0.5 below.
    expect(duckdb).toMatchObject({ rows: 1008, identities: 1006, withoutIdentity: 1 });
    expect(one).toMatchObject({ nulls: 2, below: 1, above: 2, min: -0.5 });
    expect(duckdb.nulls).toEqual({ modelType: 1, scoreDate: 1, influentialFactors: 8 });
    expect(duckdb.scoreDates).toEqual([{ value: '2026-11-20', rows: 1007 }]);
    expect(duckdb.factors.map(({ code, rows }) => [code, rows])).toEqual([
      ["it's", 1000],
      ...[0, 1, 2, 3, 4].map((factor) => [`factor ${factor}`, 200]),
    ]);
  });
});
