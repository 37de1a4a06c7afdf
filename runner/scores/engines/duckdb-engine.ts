import { rm } from 'node:fs/promises';
import type { DuckDBConnection } from '@duckdb/node-api';

import { RunnerError, type SqlEngine, type SqlRow } from '../../model/index.ts';
import { quoteText } from '../sql/dialect.ts';
import { escapePath } from '../sql/parquet-files.ts';
import { throwIfInterrupted } from './interrupted.ts';
import { loadDuckDb } from './load-duckdb.ts';
import { readSqlValue } from './sql-value.ts';

/** Where an embedded engine may read, and how much it may use. */
export interface DuckDbOptions {
  /** The only folder that it may read, absolute. @default none */
  readonly folder?: string;
  /** Where it spills what does not fit into memory, absolute; removed at the end. @default nowhere: what does not fit fails */
  readonly spillFolder?: string;
  /** @default 2 GiB; what it spills is not counted */
  readonly memoryLimit?: string;
}

const MEMORY_LIMIT = '2GiB';

const INTERRUPT_AGAIN_MS = 50;

/**
 * The embedded engine, locked down before the first statement: it reads its folder and nothing else, has no network, loads no
 * extension, and its configuration cannot be changed any more. The order of rows means nothing to it, which keeps memory flat.
 */
export async function openDuckDb(options: DuckDbOptions): Promise<SqlEngine> {
  const { DuckDBInstance } = await loadDuckDb();
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  const settings = [
    `memory_limit = ${quoteText(options.memoryLimit ?? MEMORY_LIMIT)}`,
    `temp_directory = ${quoteText(options.spillFolder ?? '')}`,
    'preserve_insertion_order = false',
    'autoinstall_known_extensions = false',
    'autoload_known_extensions = false',
    `allowed_directories = [${listAllowed(options.folder).map(quoteText).join(', ')}]`,
    'enable_external_access = false',
    'lock_configuration = true',
  ];
  for (const setting of settings) await connection.run(`SET ${setting}`);
  return {
    dialect: 'duckdb',
    query: async (sql, signal) => await query({ connection, options }, sql, signal),
    close: async () => {
      connection.closeSync();
      instance.closeSync();
      if (options.spillFolder !== undefined) await rm(options.spillFolder, { recursive: true, force: true });
    },
  };
}

/** DuckDB compares a path with these before it reads the path as a pattern, and again after. */
function listAllowed(folder: string | undefined): readonly string[] {
  return folder === undefined ? [] : [...new Set([folder, escapePath(folder)])];
}

interface Opened {
  readonly connection: DuckDBConnection;
  readonly options: DuckDbOptions;
}

async function query(
  { connection, options }: Opened,
  sql: string,
  signal: AbortSignal | undefined,
): Promise<readonly SqlRow[]> {
  throwIfInterrupted(signal);
  let again: NodeJS.Timeout | undefined;
  // An interrupt between two stages of a statement is lost: the next stage begins anew. So it is repeated until the statement ends.
  const interrupt = (): void => {
    connection.interrupt();
    again = setInterval(() => connection.interrupt(), INTERRUPT_AGAIN_MS);
  };
  signal?.addEventListener('abort', interrupt, { once: true });
  try {
    const reader = await connection.runAndReadAll(sql);
    const names = reader.columnNames().map((name) => name.toLowerCase());
    return reader
      .getRowsJS()
      .map((row) => Object.fromEntries(names.map((name, at) => [name, readSqlValue(row[at])])));
  } catch (error) {
    throwIfInterrupted(signal);
    throw reportQuery(error, options);
  } finally {
    signal?.removeEventListener('abort', interrupt);
    clearInterval(again);
  }
}

function reportQuery(error: unknown, options: DuckDbOptions): RunnerError {
  const [first = ''] = String(error instanceof Error ? error.message : error).split('\n');
  return new RunnerError({
    code: 'query-failed',
    message: `DuckDB could not read the scores: ${first}`,
    hint: hintFor(first, options),
    cause: error,
  });
}

/** DuckDB's errors begin with their kind; those of a damaged file are of several, and not all of them name it. */
function hintFor(message: string, { folder, spillFolder }: DuckDbOptions): string | undefined {
  if (/^Binder Error/.test(message)) {
    return 'The files do not have the columns that the schema of the score dataset has. Look at them with: cai scores pull, then any Parquet viewer.';
  }
  if (/^Out of Memory Error/.test(message)) {
    return `What does not fit into memory goes to ${spillFolder ?? 'no folder'}. Look whether that disk is full.`;
  }
  if (folder !== undefined && /^(?:IO|Invalid|Invalid Input|Serialization) Error/.test(message)) {
    return `A score file below ${folder} is damaged or missing. Remove the folder of its batch, and download it again: cai scores pull`;
  }
  return undefined;
}
