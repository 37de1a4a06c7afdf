import type { SqlEngine } from '../../runner/model/index.ts';
import { countScoresStatement, type ScoreTable } from '../../runner/scores/index.ts';

/** A query plan: as a person reads it, and the names of its operators. */
export interface QueryPlan {
  readonly text: string;
  readonly operators: readonly string[];
}

interface PlanNode {
  readonly name: string;
  readonly children: readonly PlanNode[];
}

/** The plan by which DuckDB answers a statement. */
export async function explain(engine: SqlEngine, statement: string): Promise<QueryPlan> {
  const [drawn] = await engine.query(`EXPLAIN ${statement}`);
  const [listed] = await engine.query(`EXPLAIN (FORMAT json) ${statement}`);
  const roots = JSON.parse(String(listed?.explain_value)) as readonly PlanNode[];
  return { text: String(drawn?.explain_value), operators: roots.flatMap(listOperators) };
}

/** The plan of the statement that counts for all built-in expectations, with a bound for each number. */
export async function explainCounting(engine: SqlEngine, table: ScoreTable): Promise<QueryPlan> {
  const bounds = { score: [25, 75], probability: [0.5], percentileScore: [50] };
  return await explain(engine, countScoresStatement(table, bounds));
}

/** How often files are read. */
export function countParquetScans(operators: readonly string[]): number {
  return operators.filter((name) => /parquet/i.test(name)).length;
}

function listOperators({ name, children }: PlanNode): readonly string[] {
  return [name.trim(), ...children.flatMap(listOperators)];
}
