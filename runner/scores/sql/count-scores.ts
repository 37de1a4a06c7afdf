import { type NumericScoreAttribute, PROFILE_BINS, SCORE_RANGES } from '../../model/index.ts';
import { type Bounds, cellExpression, writeNumber } from './bounds.ts';
import { DIALECTS } from './dialect.ts';
import { type ScoreTable, selectScoreRows } from './score-rows.ts';

/** The numeric attributes, in the order of every statement. */
export const NUMERIC_ATTRIBUTES: readonly NumericScoreAttribute[] = [
  'score',
  'probability',
  'percentileScore',
];

/**
 * What is counted together, each a grouping set of its own. The order makes the bits of `part`: a set leaves out all
 * columns but its own.
 */
export const PARTS = {
  identity: ['identity'],
  score: ['scoreKey'],
  probability: ['probabilityKey'],
  percentileScore: ['percentileScoreKey'],
  modelType: ['modelType'],
  scoreDate: ['scoreDate'],
  influentialFactors: ['hasFactors'],
} as const;

export type CountedPart = keyof typeof PARTS;

/** More than the cells of any attribute: two for each bound that an expectation names. */
const CELLS_PER_BIN = 100_000;

const COLUMNS = Object.values(PARTS).flat();
/** More values than that of one part are not told one by one; Query Service gives 50,000 rows at most (facts §7). */
const MAX_GROUPS = 5000;

/** The number in the column `part` by which the rows of a part are known. */
export function partNumber(part: CountedPart): number {
  const own: readonly string[] = PARTS[part];
  return COLUMNS.reduce((bits, column) => bits * 2 + (own.includes(column) ? 0 : 1), 0);
}

/**
 * The one statement that answers all built-in expectations: a single scan of the batch, in which every row is counted by
 * identity, by bin and cell of each number, and by each other attribute. Identities are counted exactly, by grouping (an
 * engine can spill that to disk), and never leave the engine. A part leaves all columns but its own empty, so that columns of
 * one type can be merged before tens of millions of identities are summed by them.
 */
export function countScoresStatement(table: ScoreTable, bounds: Bounds): string {
  const syntax = DIALECTS[table.dialect];
  return `WITH scores AS (
  ${selectScoreRows(table)}
), cells AS (
  SELECT
    identity,
${NUMERIC_ATTRIBUTES.map((name) => `    ${keyExpression(name, bounds[name])} AS ${name}Key,`).join('\n')}
    modelType,
    substring(scoreDate, 1, 10) AS scoreDate,
    CASE WHEN ${syntax.arrayLength('influentialFactors')} > 0 THEN 1 ELSE 0 END AS hasFactors
  FROM scores
), counted AS (
  SELECT ${syntax.groupingId(COLUMNS)} AS part, identity,
    coalesce(${[...NUMERIC_ATTRIBUTES.map((name) => `${name}Key`), 'hasFactors'].join(', ')}) AS number,
    coalesce(substring(modelType, 1, 100), scoreDate) AS text,
    count(*) AS found
  FROM cells
  GROUP BY GROUPING SETS (${Object.values(PARTS)
    .map((columns) => `(${columns.join(', ')})`)
    .join(', ')})
), summed AS (
  SELECT part, number, text, sum(found) AS found, count(identity) AS identities,
    sum(CASE WHEN identity IS NULL THEN found ELSE 0 END) AS unnamed,
    sum(CASE WHEN identity IS NOT NULL AND found > 1 THEN 1 ELSE 0 END) AS repeated
  FROM counted
  GROUP BY part, number, text
), ranked AS (
  SELECT *, row_number() OVER (PARTITION BY part ORDER BY found DESC) AS place FROM summed
)
SELECT part, number, text, found, identities, unnamed, repeated FROM ranked WHERE place <= ${MAX_GROUPS}`;
}

/**
 * Bin and cell of a number in one: cells within bins. An engine groups tens of millions of rows by one number in less time than by
 * two. NULL where there is no value.
 */
function keyExpression(name: NumericScoreAttribute, bounds: readonly number[]): string {
  const cell = cellExpression(name, bounds);
  const bin = `(${binExpression(name)} + 1) * ${CELLS_PER_BIN}`;
  return `CASE WHEN ${name} IS NULL THEN NULL ELSE ${bin}${cell === undefined ? '' : ` + ${cell}`} END`;
}

/** -1 below the documented range, 0 to 99 within, 100 above. */
function binExpression(name: NumericScoreAttribute): string {
  const { from, to } = SCORE_RANGES[name];
  const perUnit = PROFILE_BINS / (to - from);
  const shifted = from === 0 ? name : `(${name} - ${writeNumber(from)})`;
  return `CASE WHEN ${name} < ${writeNumber(from)} THEN -1 WHEN ${name} > ${writeNumber(to)} THEN ${PROFILE_BINS} WHEN ${name} = ${writeNumber(to)} THEN ${PROFILE_BINS - 1} ELSE CAST(floor(${shifted} * ${writeNumber(perUnit)}) AS INTEGER) END`;
}

/** Takes a key apart again. */
export function readKey(key: number): { readonly bin: number; readonly cell: number } {
  return { bin: Math.floor(key / CELLS_PER_BIN) - 1, cell: key % CELLS_PER_BIN };
}
