import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import pg from 'pg';
import type { SqlEngine } from '../../../runner/model/index.ts';
import { openDuckDb, openQueryService, readParquet, type ScoreTable } from '../../../runner/scores/index.ts';
import { startPostgres } from '../../postgres/start-postgres.ts';

/** One row of scores, as a test writes it. */
export interface ScoreRow {
  readonly id: string | null;
  readonly score: number | null;
  readonly probability: number | null;
  readonly percentile: number | null;
  readonly modelType: string | null;
  readonly scoreDate: string | null;
  /** Code, value, importance. */
  readonly factors: readonly (readonly [string, string, string])[];
}

/** The same scores in both engines. */
export interface ScoreSite {
  readonly duckdb: { readonly engine: SqlEngine; readonly table: ScoreTable };
  readonly postgres: { readonly engine: SqlEngine; readonly table: ScoreTable };
  close(): Promise<void>;
}

const PREFIX = ['_luma', 'CustomerAI', 'Upgrade'] as const;

/** Writes scores to a Parquet file and to a table of a real PostgreSQL, in the nesting that Adobe uses. */
export async function makeScoreSite(rows: readonly ScoreRow[]): Promise<ScoreSite> {
  const folder = mkdtempSync(join(tmpdir(), 'cai-scores-'));
  mkdirSync(join(folder, 'batch'));
  const file = join(folder, 'batch', 'part-0.parquet');
  await writeParquet(rows, file);
  const server = await startPostgres();
  await loadPostgres(rows, server);
  const duckdb = await openDuckDb({ folder, spillFolder: join(folder, 'spill') });
  const postgres = openQueryService({
    readConnection: async () => await Promise.resolve(server),
    certificates: server.certificate,
    dialect: 'postgresql',
  });
  return {
    duckdb: {
      engine: duckdb,
      table: { dialect: 'duckdb', relation: readParquet([file]), prefix: PREFIX, namespace: 'ECID' },
    },
    postgres: {
      engine: postgres,
      table: { dialect: 'postgresql', relation: 'scores_table', prefix: PREFIX, namespace: 'ECID' },
    },
    close: async () => {
      await duckdb.close();
      await postgres.close();
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function writeParquet(rows: readonly ScoreRow[], file: string): Promise<void> {
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  await connection.run(
    `CREATE TABLE flat (id VARCHAR, score DOUBLE, probability DOUBLE, percentile INTEGER, model VARCHAR, date VARCHAR,
      factors STRUCT(code VARCHAR, value VARCHAR, importance VARCHAR)[])`,
  );
  for (const row of rows)
    await connection.run(`INSERT INTO flat VALUES (${[...values(row), factorList(row)].join(', ')})`);
  await connection.run(
    `COPY (SELECT {'CustomerAI': {'Upgrade': {'score': score, 'probability': probability, 'percentileScore': percentile,
        'modelType': model, 'scoreDate': date, 'influentialFactors': factors}}} AS _luma,
      CASE WHEN id IS NULL THEN NULL ELSE MAP {'ECID': [{'id': id, 'authenticatedState': 'ambiguous', 'primary': true}]} END AS identityMap
      FROM flat) TO '${file}' (FORMAT parquet)`,
  );
  connection.closeSync();
  instance.closeSync();
}

async function loadPostgres(
  rows: readonly ScoreRow[],
  server: pg.ClientConfig & { readonly certificate: string },
): Promise<void> {
  const { host, port, database, user, password } = server;
  const client = new pg.Client({ host, port, database, user, password, ssl: { ca: server.certificate } });
  await client.connect();
  await client.query(`
    CREATE TYPE factor AS (code text, value text, importance text);
    CREATE TYPE upgrade AS (score double precision, probability double precision, "percentileScore" integer,
      "modelType" text, "scoreDate" text, "influentialFactors" factor[]);
    CREATE TYPE customer_ai AS ("Upgrade" upgrade);
    CREATE TYPE luma AS ("CustomerAI" customer_ai);
    CREATE TABLE scores_table (_luma luma, "identityMap" jsonb)`);
  for (const row of rows) {
    const factors = row.factors.map((factor) => `ROW(${factor.map(text).join(', ')})::factor`);
    const map = row.id === null ? 'NULL' : text(JSON.stringify({ ECID: [{ id: row.id, primary: true }] }));
    await client.query(
      `INSERT INTO scores_table VALUES (ROW(ROW(ROW(${values(row).slice(1).join(', ')}, ARRAY[${factors.join(', ')}]::factor[])::upgrade)::customer_ai)::luma, ${map}::jsonb)`,
    );
  }
  await client.end();
}

function values({ id, score, probability, percentile, modelType, scoreDate }: ScoreRow): readonly string[] {
  return [text(id), number(score), number(probability), number(percentile), text(modelType), text(scoreDate)];
}

function factorList({ factors }: ScoreRow): string {
  return `[${factors.map(([code, value, importance]) => `{'code': ${text(code)}, 'value': ${text(value)}, 'importance': ${text(importance)}}`).join(', ')}]::STRUCT(code VARCHAR, value VARCHAR, importance VARCHAR)[]`;
}

function text(value: string | null): string {
  return value === null ? 'NULL' : `'${value.replaceAll("'", "''")}'`;
}

function number(value: number | null): string {
  if (value === null) return 'NULL';
  return Number.isFinite(value)
    ? String(value)
    : `'${Number.isNaN(value) ? 'NaN' : value > 0 ? 'Infinity' : '-Infinity'}'`;
}
