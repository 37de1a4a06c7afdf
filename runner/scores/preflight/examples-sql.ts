import { type CustomerAiInstance, DEFAULT_LOOKBACK_DAYS, type InputDataset } from '../../model/index.ts';
import { type QueriedTable, writeColumn, writeName, writePerson } from './column-sql.ts';
import { type QueriedCondition, writeCondition } from './condition-sql.ts';

/** A table of events and the input that it is of. */
export interface EventTable extends QueriedTable {
  readonly identity: InputDataset['identity'];
}

/** A column that says of each event whether it meets a condition, and of each person whether one did in time. */
interface Mark {
  readonly name: string;
  /** Undefined: every event does. */
  readonly condition: QueriedCondition | undefined;
  /** Days before the last event within which it counts: after `from`, until `until`. */
  readonly from: number;
  readonly until: number;
}

/**
 * Counts persons of the eligible population by whether they reached the goal, over all inputs of an instance (facts §2.5).
 *
 * The last event is taken for today: the outcome window before it says who reached the goal, the lookback before that window who was
 * eligible. Adobe does not publish how it cuts; this is the latest cut for which both are known. One row, `qualifying` and
 * `non_qualifying`; one scan of each table.
 */
export function writeExamplesQuery(tables: readonly EventTable[], instance: CustomerAiInstance): string {
  const marks = listMarks(instance);
  const furthest = Math.max(...marks.map(({ from }) => from));
  const reached = joinMarks(marks, 'goal', instance.goal.match);
  const excluded = joinMarks(marks, 'exclude', 'any');
  const eligible = joinMarks(marks, 'eligible', instance.eligiblePopulation?.match ?? 'any');
  const isQualifying = instance.goal.occurs === 'will' ? `(${reached})` : `NOT (${reached})`;
  const isEligible = excluded === '' ? `(${eligible})` : `(${eligible}) AND NOT (${excluded})`;
  return [
    'WITH events AS (',
    tables.map((table) => writeEvents(table, marks)).join('\n  UNION ALL\n'),
    '),',
    'last_event AS (SELECT MAX(event_at) AS until_at FROM events),',
    'persons AS (',
    '  SELECT',
    ['    person', ...marks.map((mark) => `    ${writePersonMark(mark)}`)].join(',\n'),
    '  FROM events CROSS JOIN last_event',
    `  WHERE person IS NOT NULL AND event_at > until_at - INTERVAL '${furthest}' DAY`,
    '  GROUP BY person',
    ')',
    'SELECT',
    `  COALESCE(SUM(CASE WHEN ${isEligible} AND ${isQualifying} THEN 1 ELSE 0 END), 0) AS qualifying,`,
    `  COALESCE(SUM(CASE WHEN ${isEligible} AND NOT (${isQualifying}) THEN 1 ELSE 0 END), 0) AS non_qualifying`,
    'FROM persons',
  ].join('\n');
}

function listMarks({ goal, eligiblePopulation: population }: CustomerAiInstance): readonly Mark[] {
  const outcome = goal.outcomeWindowDays;
  const lookback = population?.lookbackDays ?? DEFAULT_LOOKBACK_DAYS;
  const before = (days: number | undefined) => ({ from: outcome + (days ?? lookback), until: outcome });
  return [
    ...goal.events.map((condition, index) => ({
      name: `goal_${index + 1}`,
      condition,
      from: outcome,
      until: 0,
    })),
    ...(population === undefined ? [{ name: 'eligible_1', condition: undefined, ...before(undefined) }] : []),
    ...(population?.events ?? []).map((condition, index) => {
      return { name: `eligible_${index + 1}`, condition, ...before(condition.lookbackDays) };
    }),
    ...(population?.exclude ?? []).map((condition, index) => {
      return { name: `exclude_${index + 1}`, condition, ...before(condition.lookbackDays) };
    }),
  ];
}

function writeEvents(table: EventTable, marks: readonly Mark[]): string {
  const columns = [
    `    ${writePerson(table, table.identity)} AS person`,
    `    ${writeColumn('e', ['timestamp'], table.dialect)} AS event_at`,
    ...marks.map(({ name, condition }) => {
      const meets = condition === undefined ? 'TRUE' : writeCondition(table, condition);
      return `    CASE WHEN ${meets} THEN 1 ELSE 0 END AS ${name}`;
    }),
  ];
  return ['  SELECT', columns.join(',\n'), `  FROM ${writeName(table.table, table.dialect)} AS e`].join('\n');
}

function writePersonMark({ name, from, until }: Mark): string {
  const after = `event_at > until_at - INTERVAL '${from}' DAY`;
  const upTo = until === 0 ? '' : ` AND event_at <= until_at - INTERVAL '${until}' DAY`;
  return `MAX(CASE WHEN ${after}${upTo} THEN ${name} ELSE 0 END) AS ${name}`;
}

function joinMarks(marks: readonly Mark[], kind: string, match: 'all' | 'any'): string {
  return marks
    .filter(({ name }) => name.startsWith(`${kind}_`))
    .map(({ name }) => `${name} = 1`)
    .join(match === 'all' ? ' AND ' : ' OR ');
}
