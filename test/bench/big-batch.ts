import { link, mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';

/** What a batch is to be like. */
export interface BatchPlan {
  readonly id: string;
  readonly files: number;
  /** The Parquet file that each of its files is. */
  readonly file: BigFile;
}

/** A Parquet file of random numbers, which do not compress. */
export interface BigFile {
  readonly path: string;
  readonly bytes: number;
  readonly rows: number;
}

/** Writes one, of about so many bytes. */
export async function makeBigFile(path: string, bytes: number): Promise<BigFile> {
  const rows = Math.floor(bytes / 16);
  const instance = await DuckDBInstance.create(':memory:', { threads: '2' });
  const connection = await instance.connect();
  await connection.run(
    `COPY (SELECT random() AS score, random() AS probability FROM range(${rows})) TO '${path}' (FORMAT parquet)`,
  );
  connection.closeSync();
  instance.closeSync();
  return { path, bytes: (await stat(path)).size, rows };
}

interface StoredWorld {
  readonly datasets: readonly { readonly id: string }[];
  batches: { id: string; datasetId: string; status: string; completedAt: number }[];
}

/**
 * Puts a batch into a world on disk, as the emulator keeps it, as the only one of the dataset whose scores are exported. Its files are
 * links to one file.
 */
export async function placeBatch(
  world: string,
  datasetId: string,
  { id, files, file }: BatchPlan,
): Promise<void> {
  const path = join(world, 'world.json');
  const stored = JSON.parse(await readFile(path, 'utf8')) as StoredWorld;
  const names = Array.from(
    { length: files },
    (_, index) => `part-${String(index).padStart(5, '0')}-tid-1-c000.snappy.parquet`,
  );
  await mkdir(join(world, 'files', id), { recursive: true });
  for (const name of names) await link(file.path, join(world, 'files', id, name));
  const [like] = stored.batches.filter((batch) => batch.datasetId === datasetId);
  const batch = {
    ...like,
    id,
    datasetId,
    status: 'success',
    completedAt: like?.completedAt ?? 0,
    records: files * file.rows,
    replaces: [],
    files: names.map((name) => ({ name, length: file.bytes, records: file.rows })),
  };
  stored.batches = [...stored.batches.filter((other) => other.datasetId !== datasetId), batch];
  await writeFile(path, JSON.stringify(stored));
}
