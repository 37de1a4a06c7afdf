import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Expectation, SqlEngine } from '../../runner/model/index.ts';
import {
  checkBatch,
  openDuckDb,
  profileBatch,
  readParquet,
  type ScoreTable,
} from '../../runner/scores/index.ts';
import { countParquetScans, explain } from './explain-counting.ts';

const ROWS = 500;

/** Every kind that is built in. */
const EXPECTATIONS: readonly Expectation[] = [
  { name: 'fresh', maxAgeDays: 8 },
  { name: 'rows', minRows: 1, maxRows: 1000 },
  { name: 'steady', maxRowChangePercent: 1 },
  { name: 'score', attribute: 'score', min: 0, max: 100 },
  { name: 'probability', attribute: 'probability', min: 0, max: 1 },
  { name: 'percentile', attribute: 'percentileScore', min: 1, max: 100 },
  { name: 'scores', attribute: 'score', maxNullPercent: 0 },
  { name: 'models', attribute: 'modelType', maxNullPercent: 0 },
  { name: 'dates', attribute: 'scoreDate', maxNullPercent: 0 },
  { name: 'reasons', attribute: 'influentialFactors', maxNullPercent: 0 },
  { name: 'unique', unique: 'identity' },
  { name: 'shares', attribute: 'score', bucketShares: [{ to: 25 }, { from: 25, to: 75 }, { from: 75 }] },
  { name: 'stable', attribute: 'score', maxPopulationStabilityIndex: 0.2 },
  { name: 'covered', minPopulationSharePercent: 90 },
].map((expectation) => ({ severity: 'error', from: 'event', ...expectation }) as Expectation);

let folder: string;
let engine: SqlEngine;
let table: ScoreTable;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'cai-one-scan-'));
  mkdirSync(join(folder, 'batch'));
  const files = [0, 1].map((part) => join(folder, 'batch', `part-${part}.parquet`));
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  for (const file of files)
    await connection.run(
      `COPY (SELECT {'Upgrade': {'score': range % 101, 'probability': (range % 101) / 100.0, 'percentileScore': 1 + range % 100, 'modelType': 'conversion',
          'scoreDate': '2026-11-20', 'influentialFactors': [{'code': 'a', 'value': '1', 'importance': 'high'}]}} AS _luma,
          MAP {'ECID': [{'id': '${file}' || range}]} AS "identityMap"
        FROM range(${ROWS / 2})) TO '${file}' (FORMAT parquet)`,
    );
  connection.closeSync();
  instance.closeSync();
  engine = await openDuckDb({ folder });
  table = {
    dialect: 'duckdb',
    relation: readParquet(files),
    prefix: ['_luma', 'Upgrade'],
    namespace: 'ECID',
  };
});

afterAll(async () => {
  await engine.close();
  rmSync(folder, { recursive: true, force: true });
});

it('expectations of every built-in kind are one statement, and that is one scan of the files', async () => {
  const batch = { datasetId: 'd', batchId: 'b', completedAt: '2026-11-20T06:00:00.000Z' };
  const previous = await profileBatch({ engine, table, batch });
  const sent: string[] = [];
  const noted: SqlEngine = {
    ...engine,
    query: async (sql, signal) => {
      sent.push(sql);
      return await engine.query(sql, signal);
    },
  };
  const { results } = await checkBatch(
    { engine: noted, table, batch },
    { expectations: EXPECTATIONS, now: '2026-11-21T00:00:00.000Z', previous, population: { people: ROWS } },
  );
  expect(results.map(({ name, outcome }) => [name, outcome])).toEqual(
    EXPECTATIONS.map(({ name }) => [name, 'passed']),
  );
  expect(sent).toHaveLength(1);
  const { operators } = await explain(engine, sent[0] ?? '');
  expect(operators).toContain('HASH_GROUP_BY');
  expect(countParquetScans(operators)).toBe(1);
});

it('a statement that reads the files twice shows two scans, so that the count above means something', async () => {
  const twice = `SELECT (SELECT count(*) FROM ${table.relation}) + (SELECT max(length(file_name)) FROM parquet_file_metadata('${folder}/batch/part-0.parquet')) AS a, count(DISTINCT "identityMap") AS b FROM ${table.relation}`;
  expect(countParquetScans((await explain(engine, twice)).operators)).toBeGreaterThan(1);
});
