import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DuckDBInstance, type Json } from '@duckdb/node-api';
import { parquetReadObjects } from 'hyparquet';
import { compressors } from 'hyparquet-compressors';
import { vi } from 'vitest';
import type { Instance } from './customer-ai-client.ts';
import type { TestEmulator } from './test-client.ts';

/** A batch as the control API shows it. */
export interface ScoreBatch {
  readonly id: string;
  readonly datasetId: string;
  readonly format: 'profile' | 'event';
  readonly status: string;
  readonly records: number;
  readonly createdAt: string;
  readonly error?: string;
  readonly files: readonly { name: string; length: number; records: number }[];
}

/** One row of a score file without its nesting, whoever read it. */
export interface FlatRow {
  readonly id: string | null;
  readonly timestamp: string | null;
  readonly eventType: string | null;
  readonly score: number | null;
  readonly probability: number | null;
  readonly percentileScore: number | null;
  readonly modelType: string | null;
  readonly scoreDate: string | null;
  readonly factors: readonly { code: string; value: string; importance: string }[] | null;
  readonly namespaces: readonly string[];
  readonly identities: readonly { id: string; authenticatedState: string; primary: boolean }[];
}

/** A row as it lies in a file, of a score dataset of the tenant `_luma`. */
interface StoredRow {
  readonly _id: string;
  readonly timestamp?: Date;
  readonly eventType?: string;
  readonly _luma: {
    readonly CustomerAI: Readonly<
      Record<
        string,
        Pick<FlatRow, 'score' | 'probability' | 'percentileScore' | 'modelType' | 'scoreDate'> & {
          readonly influentialFactors?: FlatRow['factors'];
        }
      >
    >;
  };
  readonly identityMap: Readonly<Record<string, FlatRow['identities']>>;
}

/** Asks for batches, waits until none of them is being written, and returns them. */
export async function makeScoreBatches(
  emulator: TestEmulator,
  instance: Pick<Instance, 'id'>,
  body: Record<string, unknown>,
): Promise<ScoreBatch[]> {
  const path = `/control/instances/${instance.id}/score-batches`;
  const answer = await emulator.control<ScoreBatch[]>(path, { method: 'POST', body });
  if (answer.status >= 300) throw new Error(JSON.stringify(answer.body));
  return await awaitBatches(
    emulator,
    instance,
    answer.body.map(({ id }) => id),
  );
}

/** Waits until none of the batches is being written. */
export async function awaitBatches(
  emulator: TestEmulator,
  instance: Pick<Instance, 'id'>,
  ids: readonly string[],
): Promise<ScoreBatch[]> {
  const read = async (): Promise<ScoreBatch[]> => {
    const path = `/control/instances/${instance.id}/score-batches`;
    const { body } = await emulator.control<ScoreBatch[]>(path);
    return body.filter(({ id }) => ids.includes(id));
  };
  return await vi.waitUntil(
    async () => {
      const batches = await read();
      return batches.every(({ status }) => status !== 'loading') ? batches : undefined;
    },
    { timeout: 120_000, interval: 50 },
  );
}

/** Paths of the parts of a batch in the world's folder, in order. */
export function listPartFiles(emulator: TestEmulator, batch: Pick<ScoreBatch, 'id'> | undefined): string[] {
  const folder = join(emulator.directory, 'files', batch?.id ?? '');
  return readdirSync(folder)
    .sort()
    .map((name) => join(folder, name));
}

/** The rows of files, in order, as DuckDB reads them. */
export async function readWithDuckDb(
  files: readonly string[],
  { key, isEvent = false }: { key: string; isEvent?: boolean },
): Promise<FlatRow[]> {
  const scores = `_luma.CustomerAI."${key}"`;
  const rows = await queryDuckDb(
    `SELECT _id AS id, ${isEvent ? "strftime(timestamp, '%Y-%m-%dT%H:%M:%S.%gZ')" : 'NULL'} AS timestamp,
       ${isEvent ? '"eventType"' : 'NULL'} AS "eventType", ${scores}.score AS score, ${scores}.probability AS probability,
       ${scores}.percentileScore AS "percentileScore", ${scores}.modelType AS "modelType", ${scores}.scoreDate AS "scoreDate",
       to_json(${scores}.influentialFactors)::VARCHAR AS factors, to_json(map_keys("identityMap"))::VARCHAR AS namespaces,
       to_json(flatten(map_values("identityMap")))::VARCHAR AS identities
     FROM read_parquet([${files.map((file) => `'${file}'`).join(', ')}])`,
  );
  return rows.map((row) => ({
    ...(row as unknown as FlatRow),
    factors: row.factors === null ? null : JSON.parse(String(row.factors)),
    namespaces: JSON.parse(String(row.namespaces)),
    identities: JSON.parse(String(row.identities)),
  }));
}

/** The answer of DuckDB to a query, in a database of its own. */
export async function queryDuckDb(sql: string): Promise<Record<string, Json>[]> {
  const instance = await DuckDBInstance.create(':memory:', { threads: '1' });
  const connection = await instance.connect();
  try {
    return (await connection.runAndReadAll(sql)).getRowObjectsJson();
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

/** The rows of files, in order, as hyparquet reads them. */
export async function readWithHyparquet(
  files: readonly string[],
  { key }: { key: string },
): Promise<FlatRow[]> {
  const rows: FlatRow[] = [];
  for (const path of files) {
    const bytes = readFileSync(path);
    const file = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer;
    for (const row of (await parquetReadObjects({ file, compressors })) as unknown as StoredRow[]) {
      const scores = row._luma.CustomerAI[key];
      if (scores === undefined) throw new Error(`${path} has no scores under ${key}`);
      rows.push({
        id: row._id,
        timestamp: row.timestamp?.toISOString() ?? null,
        eventType: row.eventType ?? null,
        score: scores.score,
        probability: scores.probability,
        percentileScore: scores.percentileScore,
        modelType: scores.modelType,
        scoreDate: scores.scoreDate,
        factors: scores.influentialFactors ?? null,
        namespaces: Object.keys(row.identityMap),
        identities: Object.values(row.identityMap).flat(),
      });
    }
  }
  return rows;
}
