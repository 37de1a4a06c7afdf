import { RunnerError, type SqlEngine } from '../../model/index.ts';
import { openDuckDb } from './duckdb-engine.ts';

/** DuckDB without a folder, as a reader of written queries; nothing where it is not installed. */
export async function openScoreParser(): Promise<{ readonly parser?: SqlEngine }> {
  try {
    return { parser: await openDuckDb({}) };
  } catch (error) {
    if (error instanceof RunnerError && error.code === 'engine-missing') return {};
    throw error;
  }
}
