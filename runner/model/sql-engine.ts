/**
 * How SQL is spelt. `duckdb`: the embedded engine, over Parquet files. `query-service`: Adobe's own, over its Postgres protocol
 * (facts §7). `postgresql`: a real PostgreSQL that stands in for it where Adobe cannot be reached.
 */
export type SqlDialect = 'duckdb' | 'query-service' | 'postgresql';

/** A value of a result; whole numbers are numbers where these are exact, and bigint above. */
export type SqlValue = string | number | bigint | boolean | null;

/** One row, by column. */
export type SqlRow = Readonly<Record<string, SqlValue>>;

/** Answers SELECT statements. Aggregates only come back, never the rows of customers. */
export interface SqlEngine {
  readonly dialect: SqlDialect;
  query(sql: string, signal?: AbortSignal): Promise<readonly SqlRow[]>;
  close(): Promise<void>;
}
