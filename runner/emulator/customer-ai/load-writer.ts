import { mkdirSync, rmSync, statSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import type { WorldFile } from '../world/types.ts';

/** One part that is to be written: its SELECT, what its file is called, how many rows the record will say it has. */
export interface LoadPart {
  readonly sql: string;
  readonly name: string;
  readonly records: number;
  /** Half of the file is cut off after it was written. */
  readonly isCut: boolean;
}

/** What is used of DuckDB. */
interface Database {
  readonly run: (sql: string) => Promise<unknown>;
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
      const files: WorldFile[] = [];
      for (const { sql, name, records, isCut } of parts) {
        if (this.#isClosed) throw new Error('the emulator was stopped');
        const path = join(folder, name);
        await database.run(
          `COPY (${sql}) TO '${path.replaceAll("'", "''")}' (FORMAT parquet, COMPRESSION snappy)`,
        );
        const { size } = statSync(path);
        files.push({ name, length: size, records });
        if (isCut) truncateSync(path, Math.floor(size / 2));
      }
      return files;
    } finally {
      this.#database = undefined;
      database.close();
      rmSync(`${folder}.spill`, { recursive: true, force: true });
    }
  }
}

async function openDuckDb(settings: Readonly<Record<string, string>>): Promise<Database> {
  const { DuckDBInstance } = await import('@duckdb/node-api').catch((error: unknown) => {
    throw new Error(
      `DuckDB, which makes batches of more than 200,000 rows, is not there: npm install @duckdb/node-api (${error instanceof Error ? error.message : String(error)})`,
    );
  });
  const instance = await DuckDBInstance.create(':memory:', settings);
  const connection = await instance.connect();
  return {
    run: (sql) => connection.run(sql),
    interrupt: () => connection.interrupt(),
    close() {
      connection.closeSync();
      instance.closeSync();
    },
  };
}
