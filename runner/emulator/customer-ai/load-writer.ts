import { mkdirSync, rmSync, statSync, truncateSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import type { DuckDBConnection } from '@duckdb/node-api';
import type { WorldFile } from '../world/types.ts';
import { quote } from './sql-text.ts';

/** One part that is to be written: its SELECT, what its file is called, how many rows the record will say it has. */
export interface LoadPart {
  readonly sql: string;
  readonly name: string;
  readonly records: number;
  /** Half of the file is cut off after it was written. */
  readonly isCut: boolean;
}

/** What is used of DuckDB. */
interface Connection {
  readonly run: (sql: string) => Promise<unknown>;
}

interface Database {
  readonly connect: () => Promise<Connection>;
  /** Stops what all connections are doing. */
  readonly interrupt: () => void;
  readonly close: () => void;
}

/** DuckDB gets this much memory, whatever the number of rows. */
const MEMORY_LIMIT = '512MB';

/**
 * Writes large batches in the background, one at a time: rows are made by DuckDB over `range()`, so that none passes through
 * JavaScript and memory stays the same from a million rows to a hundred million.
 */
export class LoadWriter {
  #database: Database | undefined;
  #running: Promise<void> | undefined;
  #isClosed = false;

  get isBusy(): boolean {
    return this.#running !== undefined;
  }

  /** Starts writing parts into a folder; `end` gets the files, or why there are none. It is not called after {@link close}. */
  start(
    source: { readonly folder: string; readonly parts: readonly LoadPart[] },
    end: (result: { readonly files: readonly WorldFile[] } | { readonly reason: string }) => void,
  ): void {
    const work = this.#write(source).then(
      (files) => ({ files }),
      (error: unknown) => ({ reason: error instanceof Error ? error.message : String(error) }),
    );
    this.#running = work.then((result) => {
      this.#running = undefined;
      if ('reason' in result) rmSync(source.folder, { recursive: true, force: true });
      if (!this.#isClosed) end(result);
    });
  }

  /** Stops what is being written and waits until it has stopped. */
  async close(): Promise<void> {
    this.#isClosed = true;
    this.#database?.interrupt();
    await this.#running;
  }

  async #write({ folder, parts }: { folder: string; parts: readonly LoadPart[] }): Promise<WorldFile[]> {
    mkdirSync(folder, { recursive: true });
    const database = await openDuckDb({
      memory_limit: MEMORY_LIMIT,
      temp_directory: `${folder}.spill`,
      autoinstall_known_extensions: 'false',
      autoload_known_extensions: 'false',
    });
    this.#database = database;
    try {
      return await this.#writeParts(database, { folder, parts });
    } finally {
      this.#database = undefined;
      database.close();
      rmSync(`${folder}.spill`, { recursive: true, force: true });
    }
  }

  async #writeParts(
    database: Database,
    { folder, parts }: { folder: string; parts: readonly LoadPart[] },
  ): Promise<WorldFile[]> {
    const files: WorldFile[] = [];
    const waiting = [...parts.entries()];
    const work = async (connection: Connection): Promise<void> => {
      for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
        if (this.#isClosed) throw new Error('the emulator was stopped');
        const [index, part] = next;
        files[index] = await writePart(connection, folder, part);
      }
    };
    const workers = Math.min(SIDE_BY_SIDE, availableParallelism(), parts.length);
    const connections = await Promise.all(Array.from({ length: workers }, () => database.connect()));
    const results = await Promise.allSettled(connections.map(work));
    for (const result of results) if (result.status === 'rejected') throw result.reason;
    return files;
  }
}

async function writePart(
  connection: Connection,
  folder: string,
  { sql, name, records, isCut }: LoadPart,
): Promise<WorldFile> {
  const path = join(folder, name);
  await connection.run(`COPY (${sql}) TO ${quote(path)} (FORMAT parquet, COMPRESSION snappy)`);
  const { size } = statSync(path);
  if (isCut) truncateSync(path, Math.floor(size / 2));
  return { name, length: size, records };
}

/** `range()` makes rows on one processor only: several parts are written side by side. */
const SIDE_BY_SIDE = 4;

async function openDuckDb(settings: Readonly<Record<string, string>>): Promise<Database> {
  const { DuckDBInstance } = await import('@duckdb/node-api').catch((error: unknown) => {
    throw new Error(
      `DuckDB, which makes batches of more than 200,000 rows, is not there: npm install @duckdb/node-api (${error instanceof Error ? error.message : String(error)})`,
    );
  });
  const instance = await DuckDBInstance.create(':memory:', settings);
  const connections: DuckDBConnection[] = [];
  return {
    async connect() {
      const connection = await instance.connect();
      connections.push(connection);
      return connection;
    },
    interrupt() {
      for (const connection of connections) connection.interrupt();
    },
    close() {
      for (const connection of connections) connection.closeSync();
      instance.closeSync();
    },
  };
}
