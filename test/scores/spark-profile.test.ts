import { resolve } from 'node:path';
import { expect, it } from 'vitest';
import { checkBatch, openDuckDb, profileBatch, readParquet } from '../../runner/scores/index.ts';

const FOLDER = resolve('test/fixtures/scores');

/**
 * The four rows of the fixture, by hand from spark-rows.json: scores 97.5, 0, none, 50.1; one row has no identity, one no
 * factors (NULL), one an empty list, one a list whose first item is NULL. Identities stand in lists on two levels, factors in
 * lists on three, as Spark has written both.
 */
it('a batch in the layout that Spark writes is profiled: INT96 times, lists on two and on three levels', async () => {
  const engine = await openDuckDb({ folder: FOLDER });
  try {
    const reading = {
      engine,
      table: {
        dialect: 'duckdb',
        relation: readParquet([`${FOLDER}/spark-layout.snappy.parquet`]),
        prefix: ['_luma', 'CustomerAI', 'LikelihoodToUpgrade'],
        namespace: 'ECID',
      },
      batch: { datasetId: 'd', batchId: 'b', completedAt: '2026-11-03T06:00:00.000Z' },
    } as const;
    const { numbers, ...profile } = await profileBatch(reading);
    expect(profile).toEqual({
      formatVersion: 1,
      ...reading.batch,
      rows: 4,
      identities: 3,
      withoutIdentity: 1,
      nulls: { modelType: 1, scoreDate: 1, influentialFactors: 2 },
      scoreDates: [{ value: '2026-11-03', rows: 3 }],
      modelTypes: [{ value: 'conversion', rows: 3 }],
      factors: [
        { code: 'commerce.checkouts.value', value: '4', importance: { high: 1 }, rows: 1 },
        { code: 'search.keywords', value: '2', importance: { low: 1 }, rows: 1 },
        { code: 'web.webPageDetails.name', importance: { medium: 1 }, rows: 1 },
      ],
    });
    expect(numbers.score).toMatchObject({ nulls: 1, below: 0, above: 0, min: 0, max: 97.5 });
    expect(numbers.score.mean).toBeCloseTo((97.5 + 0 + 50.1) / 3, 12);
    expect(numbers.score.bins.flatMap((rows, bin) => (rows === 0 ? [] : [[bin, rows]]))).toEqual([
      [0, 1],
      [50, 1],
      [97, 1],
    ]);
    const { results } = await checkBatch(reading, {
      expectations: [
        {
          name: 'times',
          severity: 'error',
          from: 'event',
          sql: 'SELECT * FROM scores WHERE identity IS NULL',
        },
      ],
      now: '2026-11-04T00:00:00.000Z',
      parser: engine,
      population: { unknown: 'nobody counted' },
    });
    expect(results[0]?.found).toBe('1 row came back');
  } finally {
    await engine.close();
  }
});
