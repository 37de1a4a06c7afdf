import { NUMERIC_ATTRIBUTES } from './count-scores.ts';
import { DIALECTS } from './dialect.ts';
import { type ScoreTable, selectScoreRows } from './score-rows.ts';

/** How many influential factors are told: code and value together. */
const MAX_FACTORS = 2000;

/** Smallest, largest and mean value of each number. */
export function describeNumbersStatement(table: ScoreTable): string {
  const columns = NUMERIC_ATTRIBUTES.flatMap((name) => [
    `min(${name}) AS ${name}Min`,
    `max(${name}) AS ${name}Max`,
    `avg(${name}) AS ${name}Mean`,
  ]);
  return `WITH scores AS (
  ${selectScoreRows(table)}
)
SELECT ${columns.join(', ')} FROM scores`;
}

/** How often each influential factor is given, by code, value and importance (facts §2.6). */
export function countFactorsStatement(table: ScoreTable): string {
  const { unnest, member, asText } = DIALECTS[table.dialect];
  const text = (name: string): string => `substring(${asText(member(name))}, 1, 200)`;
  return `WITH scores AS (
  ${selectScoreRows(table)}
), factors AS (
  SELECT ${text('code')} AS code, ${text('value')} AS value, ${text('importance')} AS importance
  FROM ${unnest('scores', 'influentialFactors')}
)
SELECT code, value, importance, count(*) AS found FROM factors
GROUP BY code, value, importance
ORDER BY found DESC, code, value, importance
LIMIT ${MAX_FACTORS}`;
}

/** Where the people of one batch are in another one, by bucket of the score. Whoever has several rows counts by the highest. */
export function moveScoresStatement(
  before: ScoreTable,
  after: ScoreTable,
  bounds: readonly number[],
): string {
  const bucket =
    bounds.length === 0
      ? '0'
      : bounds.map((bound) => `CASE WHEN score >= ${bound} THEN 1 ELSE 0 END`).join(' + ');
  const people = (table: ScoreTable): string => `SELECT identity, max(${bucket}) AS bucket
  FROM (${selectScoreRows(table)}) AS scores
  WHERE identity IS NOT NULL AND score IS NOT NULL
  GROUP BY identity`;
  return `WITH earlier AS (
  ${people(before)}
), later AS (
  ${people(after)}
)
SELECT earlier.bucket AS origin, later.bucket AS destination, count(*) AS people
FROM earlier FULL OUTER JOIN later ON earlier.identity = later.identity
GROUP BY earlier.bucket, later.bucket`;
}
