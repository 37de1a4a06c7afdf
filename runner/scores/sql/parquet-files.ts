import { quoteText } from './dialect.ts';

/**
 * Parquet files as DuckDB reads them: what stands after FROM. A path is a path and never a pattern, and folders named `key=value`
 * above a file are no columns of it.
 */
export function readParquet(files: readonly string[]): string {
  return `read_parquet([${files.map(escapePath).map(quoteText).join(', ')}], hive_partitioning = false)`;
}

/** A path as a pattern that only itself matches: each of `[`, `*` and `?` becomes a class of one character. */
export function escapePath(path: string): string {
  return path.replace(/[[*?]/g, '[$&]');
}
