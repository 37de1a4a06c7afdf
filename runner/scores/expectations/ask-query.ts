import { asMembers } from '../../host/index.ts';
import { RunnerError, type SqlEngine } from '../../model/index.ts';
import { quoteText } from '../sql/dialect.ts';
import { type ScoreTable, selectScoreRows } from '../sql/score-rows.ts';
import { withoutValues } from '../sql/without-values.ts';
import type { QueryAnswer } from './judge.ts';

/** Who answers, and who reads the text before anything of it runs. */
export interface QueryEngines {
  readonly engine: SqlEngine;
  /** DuckDB: its parser decides whether the text is one SELECT and nothing else. */
  readonly parser: SqlEngine;
}

/**
 * Runs a query that somebody wrote: how many rows it returns. It sees the table `scores` with the columns of
 * {@link selectScoreRows}. A query that fails is not a failed expectation: nothing is known of the scores then.
 */
export async function askQuery(
  { engine, parser }: QueryEngines,
  table: ScoreTable,
  sql: string,
  signal?: AbortSignal,
): Promise<QueryAnswer> {
  const text = withoutEnd(sql);
  try {
    const problem = findTrap(engine, text) ?? (await findProblem(parser, text));
    if (problem !== undefined) return { unknown: problem };
    const [row] = await engine.query(
      `WITH scores AS (\n  ${selectScoreRows(table)}\n)\nSELECT count(*) AS offending FROM (\n${text}\n) AS offending`,
      signal,
    );
    return { offending: Number(row?.offending) };
  } catch (error) {
    if (!(error instanceof RunnerError) || error.code !== 'query-failed') throw error;
    // What the engine says may quote a value of a customer: only its kind is kept.
    return { unknown: `the query could not be run: ${withoutValues(error.message)}` };
  }
}

/**
 * Query Service reads texts as Spark does, in which a backslash escapes; DuckDB, which parses first, does not. A query that the two
 * could read differently is not sent.
 */
function findTrap({ dialect }: SqlEngine, text: string): string | undefined {
  const isDoubtful = dialect === 'query-service' && /\\|''|"|`/.test(text);
  return isDoubtful
    ? 'for Query Service a query must do without backslashes, doubled quotes, double quotes and backticks'
    : undefined;
}

/** A statement without the semicolons that may end it. */
function withoutEnd(sql: string): string {
  let text = sql.trimEnd();
  while (text.endsWith(';')) text = text.slice(0, -1).trimEnd();
  return text;
}

async function findProblem(parser: SqlEngine, text: string): Promise<string | undefined> {
  const [row] = await parser.query(`SELECT json_serialize_sql(${quoteText(text)}) AS parsed`);
  const parsed = asMembers(JSON.parse(String(row?.parsed)));
  if (parsed?.error === true) return `the query is not one SELECT statement: ${String(parsed.error_message)}`;
  const statements = Array.isArray(parsed?.statements) ? parsed.statements.length : 0;
  return statements === 1 ? undefined : `the query must be one SELECT statement, and it is ${statements}`;
}
