import { existsSync } from 'node:fs';
import { mkdir, readdir, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';

/** How many score rows are made, in how many files. */
export interface ScoreFilesPlan {
  readonly rows: number;
  readonly files: number;
}

const MEMORY_LIMIT = '1GiB';

/** The folder of so many rows: the same in every run, so that a second one finds what the first has made. */
export function scoreFolder({ rows, files }: ScoreFilesPlan): string {
  return join(tmpdir(), `cai-bench-scores-${rows}-${files}`);
}

/**
 * Makes score rows in the Experience Event format (facts §2.6), unless they are there: one row for each person, ids of 38 digits,
 * which do not compress, three influential factors. DuckDB makes them over `range()`, so that memory stays small.
 */
export async function makeScoreFiles(plan: ScoreFilesPlan): Promise<string> {
  const folder = scoreFolder(plan);
  if (existsSync(folder)) return folder;
  const unfinished = `${folder}.unfinished`;
  await rm(unfinished, { recursive: true, force: true });
  await mkdir(unfinished);
  const instance = await DuckDBInstance.create(':memory:', { memory_limit: MEMORY_LIMIT });
  const size = Math.ceil(plan.rows / plan.files);
  const waiting = Array.from({ length: plan.files }, (_, index) => index);
  const write = async (): Promise<void> => {
    const connection = await instance.connect();
    for (let index = waiting.shift(); index !== undefined; index = waiting.shift()) {
      const path = join(unfinished, `part-${String(index).padStart(5, '0')}.snappy.parquet`);
      const range = `range(${index * size}, ${Math.min(plan.rows, (index + 1) * size)})`;
      await connection.run(`COPY (${selectRows(range)}) TO '${path}' (FORMAT parquet, COMPRESSION snappy)`);
    }
    connection.closeSync();
  };
  // `range()` makes rows on one processor only: two files are written side by side.
  await Promise.all([write(), write()]);
  instance.closeSync();
  await rename(unfinished, folder);
  return folder;
}

/** The files of a folder, absolute, in order. */
export async function listScoreFiles(folder: string): Promise<readonly string[]> {
  const names = await readdir(folder);
  return names
    .filter((name) => name.endsWith('.parquet'))
    .sort()
    .map((name) => join(folder, name));
}

function selectRows(range: string): string {
  const draw = (salt: number): string => `(hash(range, ${salt}) % 1000000) / 1e6`;
  const factor = (place: number): string =>
    `{'code': 'factor ' || (reason + ${place}) % 12, 'value': ((reason >> ${4 * place}) & 7)::VARCHAR, 'importance': ['high', 'medium', 'low'][${place + 1}]}`;
  return `SELECT md5('customerAI.score/' || range) AS _id, TIMESTAMP '2026-11-20 00:00:00' AS timestamp, 'customerAI.score' AS "eventType",
      {'CustomerAI': {'AccountUpgrade': {
        'influentialFactors': [${[0, 1, 2].map(factor).join(', ')}],
        'modelType': 'conversion',
        'percentileScore': least(100, 1 + floor(100 * rank))::INTEGER,
        'probability': likely,
        'score': floor(likely * 1000) / 10,
        'scoreDate': '2026-11-20 00:00:00'}}} AS "_luma",
      MAP {'ECID': [{'id': id, 'authenticatedState': 'ambiguous', 'primary': true}]} AS "identityMap"
    FROM (SELECT *, CASE WHEN rank < 0.75 THEN rank * rank ELSE rank END AS likely,
        lpad(hash(range, 2)::VARCHAR, 20, '4') || lpad(range::VARCHAR, 18, '7') AS id
      FROM (SELECT range, ${draw(1)} AS rank, (hash(range, 3) & 65535)::INTEGER AS reason FROM ${range}))`;
}
