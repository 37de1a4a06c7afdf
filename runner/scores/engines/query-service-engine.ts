import type pg from 'pg';
import { RunnerError, type SqlDialect, type SqlEngine, type SqlRow } from '../../model/index.ts';
import { throwIfInterrupted } from './interrupted.ts';
import { readSqlValue } from './sql-value.ts';

/** Where Query Service is reached, and as whom (facts §7). */
export interface QueryServiceConnection {
  readonly host: string;
  readonly port: number;
  readonly database: string;
  readonly user: string;
  readonly password: string;
}

/** What is needed to reach Query Service. */
export interface QueryServiceOptions {
  /** Asked before every connection, since the password is a token that expires. */
  readonly readConnection: () => Promise<QueryServiceConnection>;
  /** Certificate authorities in PEM beside those that Node knows. */
  readonly certificates?: string;
  /** @default query-service; a test lets PostgreSQL answer */
  readonly dialect?: Exclude<SqlDialect, 'duckdb'>;
}

/** Query Service gives at most that many rows (facts §7); what has as many was cut. */
const MAX_ROWS = 50_000;
/** Milliseconds; more than Adobe takes to end a query. */
const QUERY_TIMEOUT = 11 * 60_000;
/** Query Service ends a SELECT after ten minutes with this code (facts §7). */
const TOO_LONG = '53400';
/** A lost connection, an ended session, an expired password: worth one more try with fresh ones. */
const WORTH_ANOTHER = /^(?:08|28|57P0)/;
const LOST = new Set(['ECONNRESET', 'EPIPE', 'ETIMEDOUT']);
/** What `pg` says of a connection that was lost, which has no code. */
const LOST_WORDS = /terminated unexpectedly|not queryable/;
const NO_WAY = /^(?:ECONNREFUSED|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH)$/;

/**
 * Adobe's Query Service over its Postgres protocol: plain simple queries, TLS that is verified, one connection at a time. The
 * connection is made with the first statement.
 */
export function openQueryService(options: QueryServiceOptions): SqlEngine {
  let client: pg.Client | undefined;
  const disconnect = async (): Promise<void> => {
    const old = client;
    client = undefined;
    await old?.end().catch(() => undefined);
  };
  const run = async (sql: string, signal: AbortSignal | undefined): Promise<readonly SqlRow[]> => {
    client ??= await connect(options);
    return await ask(client, sql, signal);
  };
  return {
    dialect: options.dialect ?? 'query-service',
    query: async (sql, signal) => {
      throwIfInterrupted(signal);
      try {
        return await run(sql, signal);
      } catch (error) {
        await disconnect();
        throwIfInterrupted(signal);
        if (!isWorthAnother(error)) throw reportQuery(error);
      }
      try {
        return await run(sql, signal);
      } catch (error) {
        await disconnect();
        throwIfInterrupted(signal);
        throw reportQuery(error);
      }
    },
    close: disconnect,
  };
}

async function connect({ readConnection, certificates }: QueryServiceOptions): Promise<pg.Client> {
  const { host, port, database, user, password } = await readConnection();
  const ssl = { rejectUnauthorized: true, ...(certificates === undefined ? {} : { ca: certificates }) };
  // Loaded where it is used: few environments name this engine.
  const { default: postgres } = await import('pg');
  const client = new postgres.Client({
    host,
    port,
    database,
    user,
    password,
    ssl,
    application_name: 'cai',
    connectionTimeoutMillis: 60_000,
    // A connection that something in between has dropped must not be waited for: Adobe itself ends a query before that.
    keepAlive: true,
    query_timeout: QUERY_TIMEOUT,
  });
  // Without a listener, a connection that is lost between two statements would end the process; the next statement tells.
  client.on('error', () => undefined);
  await client.connect();
  return client;
}

async function ask(
  client: pg.Client,
  sql: string,
  signal: AbortSignal | undefined,
): Promise<readonly SqlRow[]> {
  const cut = (): void => void client.end();
  signal?.addEventListener('abort', cut, { once: true });
  try {
    const answer = await client.query({ text: sql, rowMode: 'array' });
    if (Array.isArray(answer)) throw reportSeveral();
    const { rows, fields } = answer;
    if (rows.length >= MAX_ROWS) throw reportCut();
    const names = fields.map(({ name }) => name.toLowerCase());
    return rows.map((row: readonly unknown[]) =>
      Object.fromEntries(names.map((name, at) => [name, readWireValue(row[at], fields[at]?.dataTypeID)])),
    );
  } finally {
    signal?.removeEventListener('abort', cut);
  }
}

/** 64-bit and decimal numbers come as text, lest they lose digits. */
const INT8 = 20;
const NUMERIC = 1700;

function readWireValue(value: unknown, type: number | undefined): SqlRow[string] {
  if (typeof value === 'string' && (type === INT8 || type === NUMERIC)) {
    return /^-?\d+$/.test(value) ? readSqlValue(BigInt(value)) : Number(value);
  }
  return readSqlValue(value);
}

function isWorthAnother(error: unknown): boolean {
  const code = codeOf(error);
  return WORTH_ANOTHER.test(code) || LOST.has(code) || LOST_WORDS.test(textOf(error));
}

function reportCut(): RunnerError {
  return new RunnerError({
    code: 'query-failed',
    message: `Query Service answered with ${MAX_ROWS} rows, its limit, so that the rest may be missing`,
    hint: 'This statement should return aggregates only. Please report it with the expectation that it belongs to.',
  });
}

function reportSeveral(): RunnerError {
  return new RunnerError({
    code: 'query-failed',
    message: 'Query Service was sent two or more statements at once, and answered to each',
    hint: 'One statement at a time is meant. Please report it with the expectation that it belongs to.',
  });
}

function reportQuery(error: unknown): RunnerError {
  if (error instanceof RunnerError) return error;
  const code = codeOf(error);
  return new RunnerError({
    code: 'query-failed',
    message: `Query Service did not answer${code === '' ? '' : ` (${code})`}: ${textOf(error)}`,
    hint: hintFor(code),
    cause: error,
  });
}

function hintFor(code: string): string | undefined {
  if (code === TOO_LONG)
    return 'Adobe ends a query after 10 minutes. Try again when the service is less busy.';
  if (code.startsWith('28'))
    return 'The credentials were refused. They need the permission to use Query Service in this sandbox.';
  if (NO_WAY.test(code))
    return 'The host could not be reached. Look whether the network, or a firewall, lets this machine reach it on that port.';
  if (/CERT|SELF_SIGNED|ALTNAME/.test(code)) {
    return 'The certificate could not be verified. Behind a proxy of your own, name its authority in NODE_EXTRA_CA_CERTS.';
  }
  return undefined;
}

function codeOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
}

function textOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
