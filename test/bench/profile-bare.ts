import { DuckDBInstance } from '@duckdb/node-api';

/** What both ways of profiling must agree on. */
export interface ProfileFigures {
  readonly rows: number;
  readonly identities: number;
  readonly scoreMean: number;
  /** Of the most frequent influential factor. */
  readonly factorRows: number;
}

/**
 * The three statements of a profile as somebody would write them by hand for these files, in plain DuckDB: nothing here comes from
 * the product. Same memory limit, same number of threads, a place to spill.
 */
export async function profileBare(
  files: readonly string[],
  { spillFolder, memoryLimit }: { readonly spillFolder: string; readonly memoryLimit: string },
): Promise<ProfileFigures> {
  const instance = await DuckDBInstance.create(':memory:', {
    memory_limit: memoryLimit,
    temp_directory: spillFolder,
    preserve_insertion_order: 'false',
  });
  const connection = await instance.connect();
  const source = `read_parquet([${files.map((file) => `'${file}'`).join(', ')}])`;
  const read = async (sql: string): Promise<readonly Record<string, unknown>[]> =>
    (await connection.runAndReadAll(sql)).getRowObjectsJS();
  const counts = await read(countStatement(source));
  const [numbers] = await read(numbersStatement(source));
  const factors = await read(factorsStatement(source));
  connection.closeSync();
  instance.closeSync();
  const people = counts.filter(({ part }) => part === 'identity');
  const models = counts.filter(({ part }) => part === 'model');
  return {
    rows: sum(models, 'found'),
    identities: sum(people, 'members'),
    scoreMean: Number(numbers?.score_mean),
    factorRows: Math.max(...[...sumByCode(factors).values()]),
  };
}

/** Identities, a histogram of each number, model types, dates, rows with factors: one scan. */
function countStatement(source: string): string {
  const bin = (value: string, width: string): string => `least(99, floor(${value} * ${width}))::INTEGER`;
  return `
    WITH rows AS (
      SELECT "identityMap"['ECID'][1].id AS id, unnest(_luma."CustomerAI"."AccountUpgrade") FROM ${source}
    ), cut AS (
      SELECT id, ${bin('score', '1.0')} AS score_bin, ${bin('probability', '100.0')} AS probability_bin,
        ${bin('("percentileScore" - 1)', '(100.0 / 99)')} AS percentile_bin, "modelType" AS model,
        "scoreDate"[:10] AS day, len("influentialFactors") > 0 AS explained
      FROM rows
    ), counted AS (
      SELECT CASE grouping(id, score_bin, probability_bin, percentile_bin, model, day, explained)
          WHEN 63 THEN 'identity' WHEN 95 THEN 'score' WHEN 111 THEN 'probability' WHEN 119 THEN 'percentile'
          WHEN 123 THEN 'model' WHEN 125 THEN 'day' ELSE 'factors' END AS part,
        id, coalesce(score_bin, probability_bin, percentile_bin) AS bin, coalesce(model, day) AS value, explained, count(*) AS found
      FROM cut
      GROUP BY GROUPING SETS ((id), (score_bin), (probability_bin), (percentile_bin), (model), (day), (explained))
    )
    SELECT part, bin, value, explained, count(id) AS members, sum(found)::BIGINT AS found, count(*) FILTER (found > 1) AS repeated
    FROM counted GROUP BY part, bin, value, explained`;
}

function numbersStatement(source: string): string {
  const figures = ['score', 'probability', '"percentileScore"'].flatMap((name) =>
    ['min', 'max', 'avg'].map((figure) => `${figure}(${name})`),
  );
  return `SELECT ${figures.join(', ')}, avg(score) AS score_mean
    FROM (SELECT unnest(_luma."CustomerAI"."AccountUpgrade") FROM ${source})`;
}

function factorsStatement(source: string): string {
  return `SELECT code, value, importance, count(*) AS found
    FROM (SELECT unnest(_luma."CustomerAI"."AccountUpgrade"."influentialFactors", recursive := true) FROM ${source})
    GROUP BY ALL ORDER BY found DESC LIMIT 2000`;
}

function sumByCode(rows: readonly Record<string, unknown>[]): ReadonlyMap<string, number> {
  const byCode = new Map<string, number>();
  for (const { code, found } of rows)
    byCode.set(String(code), (byCode.get(String(code)) ?? 0) + Number(found));
  return byCode;
}

function sum(rows: readonly Record<string, unknown>[], column: string): number {
  return rows.reduce((total, row) => total + Number(row[column]), 0);
}
