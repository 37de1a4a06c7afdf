import { writeFile } from 'node:fs/promises';
import { openDuckDb, profileBatch, readParquet, type ScoreTable } from '../../runner/scores/index.ts';
import { type ProfileFigures, profileBare } from './profile-bare.ts';
import { listScoreFiles } from './score-files.ts';

/** Who profiles: the product, or bare DuckDB. */
export type ProfileWay = 'cai' | 'bare';

/** What a child process is told. */
export interface ProfileRun {
  readonly way: ProfileWay;
  readonly folder: string;
  readonly spillFolder: string;
  /** Where it writes a {@link ProfileRunResult} as JSON. */
  readonly answer: string;
}

/** What a child process has measured and found. */
export interface ProfileRunResult {
  readonly seconds: number;
  readonly figures: ProfileFigures;
}

/** The limit of the engine, which it has by itself; bare DuckDB is given the same. */
export const MEMORY_LIMIT = '2GiB';

/** Profiles once and writes down what was found: what a child process of the bench does. */
export async function runProfile({ way, folder, spillFolder, answer }: ProfileRun): Promise<void> {
  const files = await listScoreFiles(folder);
  const started = performance.now();
  const figures =
    way === 'cai'
      ? await profileWithProduct(files, { folder, spillFolder })
      : await profileBare(files, { spillFolder, memoryLimit: MEMORY_LIMIT });
  const result: ProfileRunResult = { seconds: (performance.now() - started) / 1000, figures };
  await writeFile(answer, JSON.stringify(result));
}

/** The score rows of some files as the product reads them. */
export function scoreTable(files: readonly string[]): ScoreTable {
  return {
    dialect: 'duckdb',
    relation: readParquet(files),
    prefix: ['_luma', 'CustomerAI', 'AccountUpgrade'],
    namespace: 'ECID',
  };
}

async function profileWithProduct(
  files: readonly string[],
  { folder, spillFolder }: { readonly folder: string; readonly spillFolder: string },
): Promise<ProfileFigures> {
  const engine = await openDuckDb({ folder, spillFolder });
  try {
    const batch = { datasetId: 'bench', batchId: 'bench', completedAt: '2026-11-20T00:00:00.000Z' };
    const { rows, identities, numbers, factors } = await profileBatch({
      engine,
      table: scoreTable(files),
      batch,
    });
    return {
      rows,
      identities,
      scoreMean: numbers.score.mean ?? Number.NaN,
      factorRows: factors[0]?.rows ?? 0,
    };
  } finally {
    await engine.close();
  }
}
