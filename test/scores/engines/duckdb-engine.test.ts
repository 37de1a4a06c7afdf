import {
  closeSync,
  copyFileSync,
  ftruncateSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { RunnerError, type SqlEngine } from '../../../runner/model/index.ts';
import {
  checkBatch,
  openDuckDb,
  profileBatch,
  readParquet,
  type ScoreTable,
} from '../../../runner/scores/index.ts';

const ROWS = 3000;

let base: string;
let folder: string;
let good: string;
let engine: SqlEngine;

/** Writes rows in the shape of Adobe with a fixed number of rows; the first identity tells where the file belongs. */
async function writeScores(file: string, name: string, rows = ROWS): Promise<void> {
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  const plain = join(base, 'plain.parquet');
  await connection.run(
    `COPY (SELECT {'CustomerAI': {'Upgrade': {'score': range % 101, 'probability': 0.5, 'percentileScore': 50, 'modelType': '${name.replaceAll("'", "''")}',
        'scoreDate': '2026-11-20', 'influentialFactors': [{'code': 'c' || range % 7, 'value': '1', 'importance': 'high'}]}}} AS _luma,
        MAP {'ECID': [{'id': 'id-' || range}]} AS "identityMap"
      FROM range(${rows})) TO '${plain}' (FORMAT parquet, COMPRESSION snappy)`,
  );
  connection.closeSync();
  instance.closeSync();
  copyFileSync(plain, file);
  rmSync(plain);
}

function tableOf(file: string): ScoreTable {
  return {
    dialect: 'duckdb',
    relation: readParquet([file]),
    prefix: ['_luma', 'CustomerAI', 'Upgrade'],
    namespace: 'ECID',
  };
}

const batch = { datasetId: 'd', batchId: 'b', completedAt: '2026-11-20T06:00:00.000Z' };

async function fail(work: Promise<unknown>): Promise<RunnerError> {
  const error = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (error instanceof RunnerError) return error;
  throw new Error(`expected a RunnerError, got ${String(error)}`);
}

beforeAll(async () => {
  base = mkdtempSync(join(tmpdir(), 'cai-duckdb-'));
  folder = join(base, 'own');
  mkdirSync(folder);
  mkdirSync(join(base, 'own-not'));
  good = join(folder, 'good.parquet');
  await writeScores(good, 'good');
  copyFileSync(good, join(base, 'own-not', 'other.parquet'));
  engine = await openDuckDb({ folder, spillFolder: join(folder, '.spill') });
});

afterAll(async () => {
  await engine.close();
  rmSync(base, { recursive: true, force: true });
});

describe('the embedded engine is locked down', () => {
  it('reads its own folder', async () => {
    expect(await engine.query(`SELECT count(*) AS found FROM ${readParquet([good])}`)).toEqual([
      { found: ROWS },
    ]);
  });

  it.each<[string, () => string]>([
    [
      'a folder beside its own, whose name begins the same',
      () => `SELECT * FROM '${join(base, 'own-not', 'other.parquet')}'`,
    ],
    ['a way out by dots', () => `SELECT * FROM '${folder}/../own-not/other.parquet'`],
    ['a pattern that leads out', () => `SELECT * FROM read_parquet('${base}/*/other.parquet')`],
    ['/etc/passwd as text', () => "SELECT * FROM read_text('/etc/passwd')"],
    ['/etc/passwd as lines', () => "SELECT * FROM read_csv('/etc/passwd', header = false)"],
    ['a listing of other folders', () => `SELECT * FROM glob('${base}/own-not/*')`],
    ['the network', () => "SELECT * FROM read_parquet('http://127.0.0.1:9/a.parquet')"],
    ['S3', () => "SELECT * FROM 's3://bucket/a.parquet'"],
    ['COPY to another folder', () => `COPY (SELECT 1) TO '${join(base, 'out.csv')}'`],
    ['EXPORT', () => `EXPORT DATABASE '${join(base, 'out')}'`],
    ['ATTACH of another folder', () => `ATTACH '${join(base, 'a.db')}' AS other`],
    ['INSTALL', () => 'INSTALL httpfs'],
    ['LOAD', () => "LOAD '/tmp/any.duckdb_extension'"],
    ['SET', () => "SET memory_limit = '100GB'"],
    ['SET of what is locked', () => 'SET enable_external_access = true'],
    ['RESET', () => 'RESET lock_configuration'],
    ['PRAGMA', () => 'PRAGMA enable_external_access = true'],
    ['a secret', () => "CREATE SECRET s (TYPE s3, KEY_ID 'a', SECRET 'b')"],
  ])('refuses %s', async (_what, statement) => {
    const error = await fail(engine.query(statement()));
    expect(error.code).toBe('query-failed');
    expect(error.message).toMatch(
      /Permission Error|configuration has been locked|disabled by configuration|Catalog Error|Extension|extension|Invalid|IO Error/,
    );
  });

  it('is no more open to a parser without a folder', async () => {
    const parser = await openDuckDb({});
    try {
      expect((await fail(parser.query(`SELECT * FROM '${good}'`))).message).toMatch(
        /disabled by configuration/,
      );
    } finally {
      await parser.close();
    }
  });
});

describe('an abort', () => {
  it.each([
    ['at once', (abort: AbortController) => abort.abort()],
    ['a moment later', (abort: AbortController) => void setImmediate(() => abort.abort())],
  ])('%s interrupts a statement that would run for hours, and leaves the engine usable', async (_, end) => {
    const abort = new AbortController();
    const running = engine.query(
      'SELECT sum(a.range * b.range) AS total FROM range(10000000) a, range(10000000) b',
      abort.signal,
    );
    end(abort);
    await expect(running).rejects.toMatchObject({ code: 'interrupted', exitCode: 130 });
    expect(await engine.query('SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });

  it('that came before keeps the statement from running', async () => {
    await expect(engine.query('SELECT 1', AbortSignal.abort())).rejects.toMatchObject({
      code: 'interrupted',
      exitCode: 130,
    });
  });
});

describe('a damaged file', () => {
  const damage = {
    truncated: (file: string) =>
      edit(file, (handle) => ftruncateSync(handle, Math.floor(statSync(file).size / 2))),
    empty: (file: string) => writeFileSync(file, ''),
    text: (file: string) =>
      writeFileSync(file, 'this is no Parquet file, and it is long enough to be looked at'),
    'with other bytes in a page': (file: string) =>
      edit(file, (handle) => writeSync(handle, Buffer.alloc(4000, 0xff), 0, 4000, 40)),
    'that is not there': (file: string) => rmSync(file),
  };

  function edit(file: string, change: (handle: number) => void): void {
    const handle = openSync(file, 'r+');
    change(handle);
    closeSync(handle);
  }

  it.each(Object.entries(damage))(
    '%s: the message says which file, and the hint what to do',
    async (name, change) => {
      const file = join(folder, `damaged ${name}.parquet`);
      copyFileSync(good, file);
      change(file);
      const error = await fail(profileBatch({ engine, table: tableOf(file), batch }));
      expect(error.code).toBe('query-failed');
      expect(`${error.message} ${error.hint}`).toContain(
        name === 'with other bytes in a page' ? folder : file,
      );
      expect(error.hint).toContain('cai scores pull');
    },
  );

  it('without the columns of scores: the hint speaks of the schema', async () => {
    const error = await fail(
      profileBatch({ engine, table: { ...tableOf(good), prefix: ['_luma', 'CustomerAI', 'Other'] }, batch }),
    );
    expect(error.hint).toContain('do not have the columns');
  });
});

describe('a name is a name and never a pattern', () => {
  const NAMES = [
    'a[1]',
    'b*',
    'c?',
    'd**',
    '[e',
    'f]',
    'g[!a]',
    'h[[]',
    "i'q",
    'j"q',
    'k{1,2}',
    'l%20',
    'm=1',
    '_luma=1',
    'ä',
    'n o',
    'p\\q',
  ];
  /** What the patterns would match. */
  const DECOYS = ['a1', 'bx', 'cx', 'dx', 'gb', 'k1'];

  it.each(NAMES)('in the folder %s', async (name) => {
    const root = mkdtempSync(join(base, 'names-'));
    for (const each of [name, ...DECOYS]) {
      mkdirSync(join(root, each));
      await writeScores(join(root, each, `part ${name}.parquet`), each, 10);
    }
    const own = await openDuckDb({ folder: join(root, name), spillFolder: join(root, name, '.spill') });
    try {
      const { rows, modelTypes } = await profileBatch({
        engine: own,
        table: tableOf(join(root, name, `part ${name}.parquet`)),
        batch,
      });
      expect({ rows, modelTypes }).toEqual({ rows: 10, modelTypes: [{ value: name, rows: 10 }] });
      for (const decoy of DECOYS) {
        const file = join(root, decoy, `part ${name}.parquet`);
        expect((await fail(own.query(`SELECT * FROM ${readParquet([file])}`))).message).toMatch(
          /disabled by configuration/,
        );
      }
    } finally {
      await own.close();
    }
  });
});

describe('a written query', () => {
  async function ask(sql: string): Promise<readonly [string | undefined, string | undefined]> {
    const { results } = await checkBatch(
      { engine, table: tableOf(good), batch },
      {
        expectations: [{ name: 'q', severity: 'error', from: 'event', sql }],
        now: '2026-11-21T00:00:00.000Z',
        parser: engine,
        population: { unknown: 'nobody counted' },
      },
    );
    return [results[0]?.outcome, results[0]?.found];
  }

  // 3,000 rows whose scores run from 0 to 100 and begin again: 29 whole rounds of 101 and 71 rows more, the scores 0 to 70.
  it.each([
    ['SELECT * FROM scores WHERE score > 100', 'passed', '0 rows came back'],
    ['SELECT * FROM scores WHERE score > 99', 'failed', '29 rows came back'],
    ['SELECT * FROM scores WHERE score > 99;', 'failed', '29 rows came back'],
    ['SELECT * FROM scores WHERE score > 99 ; ;\n', 'failed', '29 rows came back'],
    ['SELECT * FROM scores WHERE score > 99 -- the best', 'failed', '29 rows came back'],
    [
      '/* why */ SELECT * FROM scores /* who */ WHERE score > 99 -- the best\n;',
      'failed',
      '29 rows came back',
    ],
    [
      'WITH best AS (SELECT * FROM scores WHERE score > 99) SELECT identity FROM best',
      'failed',
      '29 rows came back',
    ],
    ['WITH scores AS (SELECT 1 AS one) SELECT * FROM scores', 'failed', '1 row came back'],
    ["SELECT * FROM scores WHERE modelType = 'it''s; -- no'", 'passed', '0 rows came back'],
    ['SELECT score AS "a ""b""; c" FROM scores WHERE score = 0', 'failed', '30 rows came back'],
    ['SELECT 1 UNION ALL SELECT 2 ORDER BY 1 LIMIT 1', 'failed', '1 row came back'],
    ['FROM scores WHERE score = 0', 'failed', '30 rows came back'],
  ])('%s', async (sql, outcome, found) => {
    expect(await ask(sql)).toEqual([outcome, found]);
  });

  it.each([
    ['SELECT 1; SELECT 2'],
    ['SELECT 1; DROP TABLE scores'],
    ['DROP TABLE scores'],
    ['CREATE TABLE other AS SELECT 1'],
    ['INSERT INTO scores VALUES (1)'],
    ["COPY (SELECT 1) TO 'x.csv'"],
    ["ATTACH 'x.db'"],
    ["SET memory_limit = '1GB'"],
    ['EXPLAIN SELECT 1'],
    ['PRAGMA version'],
    ['SELECT 1) AS a; DROP TABLE scores; SELECT (SELECT 1'],
    ['SELECT 1 /* open'],
    ["SELECT 'open"],
    ['SELEC 1'],
    [''],
    [' ;; '],
    ['-- nothing'],
    ['SELECT noSuchColumn FROM scores'],
    ['SELECT * FROM nowhere'],
    ["SELECT * FROM read_text('/etc/passwd')"],
    ["SELECT * FROM scores WHERE CASE WHEN score > 0 THEN error('own words') END"],
  ])('is not answered, and says why: %s', async (sql) => {
    const [outcome, found] = await ask(sql);
    expect(outcome).toBe('not-checked');
    expect(found).toMatch(/^the query /);
  });
});
