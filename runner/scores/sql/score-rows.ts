import type { SqlDialect } from '../../model/index.ts';
import { DIALECTS } from './dialect.ts';

/** Where the rows of one batch are, and where the score attributes stand in a row. */
export interface ScoreTable {
  readonly dialect: SqlDialect;
  /** What stands after FROM: a table, or files. */
  readonly relation: string;
  /** Which rows of it are the batch; absent where all are. */
  readonly where?: string;
  /** The path below which the attributes stand: `_luma`, `CustomerAI`, `UpgradeModel` (facts §2.6). */
  readonly prefix: readonly string[];
  /** The identity namespace that the instance uses. */
  readonly namespace: string;
}

/**
 * The rows of a batch with flat columns, as every statement and every written query sees them: identity, score, probability,
 * percentileScore, modelType, scoreDate, influentialFactors. What is not a number counts as no value.
 */
export function selectScoreRows(table: ScoreTable): string {
  const { path, firstIdentity, asText } = DIALECTS[table.dialect];
  const column = (name: string): string => path([...table.prefix, name]);
  const number = (name: string): string => noNaN(table.dialect, column(name));
  return `SELECT
    ${asText(firstIdentity(table.namespace))} AS identity,
    ${number('score')} AS score,
    ${number('probability')} AS probability,
    ${number('percentileScore')} AS percentileScore,
    ${asText(column('modelType'))} AS modelType,
    ${asText(column('scoreDate'))} AS scoreDate,
    ${column('influentialFactors')} AS influentialFactors
  FROM ${table.relation}${table.where === undefined ? '' : `\n  WHERE ${table.where}`}`;
}

/** All three engines hold NaN to be equal to itself. */
function noNaN(dialect: SqlDialect, expression: string): string {
  const { asDouble } = DIALECTS[dialect];
  return `nullif(${asDouble(expression)}, ${asDouble("'NaN'")})`;
}
