import { createServer } from 'node:net';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { RunnerError, type SqlEngine } from '../../../runner/model/index.ts';
import { openQueryService, type QueryServiceConnection } from '../../../runner/scores/index.ts';
import { startPostgres, type TestPostgres } from '../../postgres/start-postgres.ts';

let server: TestPostgres;
let admin: pg.Client;
let asked: number;
let engine: SqlEngine;

beforeAll(async () => {
  server = await startPostgres();
  admin = new pg.Client({
    host: server.socketFolder,
    port: server.port,
    database: server.database,
    user: server.user,
  });
  await admin.connect();
  await admin.query(`
    CREATE FUNCTION refuse(state text, words text) RETURNS integer LANGUAGE plpgsql AS
      $$ BEGIN RAISE EXCEPTION USING ERRCODE = state, MESSAGE = words; END $$`);
});

afterAll(async () => {
  await admin.end();
  await server.stop();
});

beforeEach(() => {
  asked = 0;
  engine = open();
});

afterEach(async () => {
  await engine.close();
});

function open(
  change: Partial<QueryServiceConnection> = {},
  certificates: { readonly certificates?: string } = { certificates: server.certificate },
): SqlEngine {
  return openQueryService({
    readConnection: async () => {
      asked += 1;
      const { host, port, database, user, password } = server;
      return await Promise.resolve({ host, port, database, user, password, ...change });
    },
    ...certificates,
    dialect: 'postgresql',
  });
}

async function fail(work: Promise<unknown>): Promise<RunnerError> {
  const error = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (error instanceof RunnerError) return error;
  throw new Error(`expected a RunnerError, got ${String(error)}`);
}

async function processOf(one: SqlEngine): Promise<number> {
  const [row] = await one.query('SELECT pg_backend_pid() AS process');
  return Number(row?.process);
}

/** Waits until a session has ended, by asking the server. */
async function waitForEnd(process: number): Promise<void> {
  const question = 'SELECT count(*)::integer AS found FROM pg_stat_activity WHERE pid = $1';
  for (;;) {
    const { rows } = await admin.query<{ found: number }>(question, [process]);
    if (rows[0]?.found === 0) return;
  }
}

describe('the connection', () => {
  it('is made with the first statement, kept for the next, and is encrypted', async () => {
    expect(asked).toBe(0);
    const process = await processOf(engine);
    expect(await processOf(engine)).toBe(process);
    expect(asked).toBe(1);
    expect(
      await engine.query('SELECT ssl AS encrypted FROM pg_stat_ssl WHERE pid = pg_backend_pid()'),
    ).toEqual([{ encrypted: true }]);
  });

  it('to a server whose certificate nobody knows is refused, with a hint', async () => {
    const stranger = open({}, {});
    const error = await fail(stranger.query('SELECT 1'));
    expect(error.code).toBe('query-failed');
    expect(error.message).toMatch(/self[- ]signed/);
    expect(error.hint).toContain('NODE_EXTRA_CA_CERTS');
  });

  it('with a wrong password is refused after one more try with fresh parameters, with a hint', async () => {
    const stranger = open({ password: 'expired' });
    const error = await fail(stranger.query('SELECT 1'));
    expect(error.message).toContain('28P01');
    expect(error.message).not.toContain('expired');
    expect(error.hint).toContain('credentials were refused');
    expect(asked).toBe(2);
  });

  it('works again with fresh parameters where the first were those of an expired token', async () => {
    const passwords = ['expired', server.password];
    const { host, port, database, user } = server;
    const renewing = openQueryService({
      readConnection: async () =>
        await Promise.resolve({ host, port, database, user, password: passwords.shift() ?? '' }),
      certificates: server.certificate,
      dialect: 'postgresql',
    });
    expect(await renewing.query('SELECT 1 AS one')).toEqual([{ one: 1 }]);
    await renewing.close();
  });

  it('that the server ends between two statements is made anew', async () => {
    const process = await processOf(engine);
    await admin.query('SELECT pg_terminate_backend($1)', [process]);
    await waitForEnd(process);
    expect(await processOf(engine)).not.toBe(process);
    expect(asked).toBe(2);
  });

  it('that the server ends during a statement is made anew, once', async () => {
    const error = await fail(engine.query('SELECT pg_terminate_backend(pg_backend_pid()) AS ended'));
    expect(error.message).toContain('57P01');
    expect(asked).toBe(2);
    expect(await engine.query('SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });

  it('to a server that is not there fails, and says where it was looked for', async () => {
    const probe = createServer();
    await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve));
    const address = probe.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    await new Promise((resolve) => probe.close(resolve));
    const error = await fail(open({ port }).query('SELECT 1'));
    expect(error.code).toBe('query-failed');
    expect(error.message).toContain(`127.0.0.1:${port}`);
    expect(error.hint).toContain('network');
  });

  it('to a host that has no address fails, and says which', async () => {
    const error = await fail(open({ host: 'query-service.invalid' }).query('SELECT 1'));
    expect(error.message).toContain('query-service.invalid');
    expect(error.hint).toContain('network');
  });

  it('whose parameters cannot be read fails with the reason of that', async () => {
    const reason = new RunnerError({ code: 'query-failed', message: 'no parameters today' });
    const mute = openQueryService({ readConnection: async () => await Promise.reject(reason) });
    expect(await fail(mute.query('SELECT 1'))).toBe(reason);
  });
});

describe('a statement', () => {
  it.each([
    ['SELECT nowhere', '42703'],
    ['SELECT * FROM nowhere', '42P01'],
    ['SELEC 1', '42601'],
    ['SELECT 1 / 0', '22012'],
  ])('that fails is told with its SQLSTATE: %s', async (sql, state) => {
    const error = await fail(engine.query(sql));
    expect(error.code).toBe('query-failed');
    expect(error.message).toContain(`(${state})`);
    expect(asked).toBe(1);
    expect(await engine.query('SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });

  it('that Adobe ends after ten minutes is told with a hint, and is not tried again', async () => {
    const error = await fail(engine.query("SELECT refuse('53400', 'Query timeout') AS never"));
    expect(error.message).toContain('53400');
    expect(error.hint).toContain('10 minutes');
    expect(asked).toBe(1);
  });

  it('with as many rows as the limit is refused, since the rest may be missing', async () => {
    const error = await fail(engine.query('SELECT generate_series(1, 50000) AS n'));
    expect(error.message).toContain('50000 rows');
    expect(await engine.query('SELECT generate_series(1, 49999) AS n')).toHaveLength(49_999);
  });

  it('that is two is refused', async () => {
    const error = await fail(engine.query('SELECT 1 AS one; SELECT 2 AS two'));
    expect(error.message).toContain('two or more');
  });

  it('gives whole and decimal numbers as numbers, and what is too large for one as a bigint', async () => {
    const [row] =
      await engine.query(`SELECT 9007199254740991::bigint AS whole, 9007199254740993::bigint AS large, -5::bigint AS negative,
      sum(n)::numeric AS total, 12.5::numeric AS part, 'NaN'::numeric AS none, 1.5::float8 AS double, 7::int2 AS small, true AS yes,
      NULL::bigint AS nothing, '12' AS text, '12'::varchar AS other FROM generate_series(1, 4) AS n`);
    expect(row).toEqual({
      whole: 9_007_199_254_740_991,
      large: 9_007_199_254_740_993n,
      negative: -5,
      total: 10,
      part: 12.5,
      none: Number.NaN,
      double: 1.5,
      small: 7,
      yes: true,
      nothing: null,
      text: '12',
      other: '12',
    });
  });

  it('names columns in small letters, whatever was written', async () => {
    expect(await engine.query('SELECT 1 AS "scoreMin"')).toEqual([{ scoremin: 1 }]);
  });

  it('that is aborted ends at once, and the next one works', async () => {
    const process = await processOf(engine);
    const abort = new AbortController();
    const running = engine.query('SELECT pg_sleep(3600)', abort.signal);
    abort.abort();
    await expect(running).rejects.toMatchObject({ code: 'interrupted', exitCode: 130 });
    expect(await processOf(engine)).not.toBe(process);
  });

  it('that was aborted before is not sent', async () => {
    await expect(engine.query('SELECT 1', AbortSignal.abort())).rejects.toMatchObject({
      code: 'interrupted',
    });
    expect(asked).toBe(0);
  });

  it('works after close, over a new connection', async () => {
    const process = await processOf(engine);
    await engine.close();
    await waitForEnd(process);
    expect(await processOf(engine)).not.toBe(process);
  });
});
