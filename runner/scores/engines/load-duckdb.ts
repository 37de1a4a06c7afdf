import { RunnerError } from '../../model/index.ts';

type DuckDb = typeof import('@duckdb/node-api');

/** DuckDB, loaded when it is first needed: it is a native library that not every machine has. */
export async function loadDuckDb(): Promise<DuckDb> {
  try {
    return await import('@duckdb/node-api');
  } catch (error) {
    throw new RunnerError({
      code: 'engine-missing',
      message: `DuckDB, which reads score files, is not installed for ${process.platform}-${process.arch}`,
      hint: 'Install it with npm install @duckdb/node-api, or let Adobe count: spec.scores.engine: query-service in the environment.',
      cause: error,
    });
  }
}
