import pg from 'pg';
import { RunnerError, type SqlEngine, type SqlRow } from '../../runner/model/index.ts';
import type { TestPostgres } from './start-postgres.ts';

/** A connection for setting up a test, and an engine over it. */
export interface PostgresSession {
  readonly client: pg.Client;
  readonly engine: SqlEngine;
}

/** Connects over TLS, as to Query Service. */
export async function connectPostgres(server: TestPostgres): Promise<PostgresSession> {
  const { host, port, database, user, password, certificate } = server;
  const client = new pg.Client({ host, port, database, user, password, ssl: { ca: certificate } });
  await client.connect();
  const engine: SqlEngine = {
    dialect: 'postgresql',
    query: async (sql) => {
      try {
        return (await client.query<SqlRow>(sql)).rows;
      } catch (cause) {
        throw new RunnerError({ code: 'query-failed', message: String(cause), cause });
      }
    },
    close: async () => await client.end(),
  };
  return { client, engine };
}
