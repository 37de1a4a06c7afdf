import { writeColumn, writeName, writePerson } from './column-sql.ts';
import { writeCondition } from './condition-sql.ts';
import type { EventTable } from './examples-sql.ts';

/** Adobe's screen looks at the last year, the longest training window (facts §2.1). */
const DAYS = 365;

/**
 * Rows of the last year, those with an identity, the first and the last second, and in how many rows each named field has a value:
 * `row_count`, `identified`, `first_second`, `last_second`, `filled_1`, … in the order of `fields`. One row; one scan besides that for the last time.
 */
export function writeCompletenessQuery(table: EventTable, fields: readonly string[]): string {
  const { dialect } = table;
  const at = writeColumn('e', ['timestamp'], dialect);
  const rows = writeName(table.table, dialect);
  const filled = fields.map((field, index) => {
    return `  COUNT(CASE WHEN ${writeCondition(table, { field, operator: 'exists' })} THEN 1 END) AS filled_${index + 1}`;
  });
  const second = (time: string): string =>
    dialect === 'postgresql' ? `CAST(EXTRACT(EPOCH FROM ${time}) AS BIGINT)` : `UNIX_TIMESTAMP(${time})`;
  return [
    'SELECT',
    [
      '  COUNT(*) AS row_count',
      `  COUNT(${writePerson(table, table.identity)}) AS identified`,
      `  ${second(`MIN(${at})`)} AS first_second`,
      `  ${second(`MAX(${at})`)} AS last_second`,
      ...filled,
    ].join(',\n'),
    `FROM ${rows} AS e`,
    `WHERE ${at} > (SELECT MAX(${writeColumn('e', ['timestamp'], dialect)}) FROM ${rows} AS e) - INTERVAL '${DAYS}' DAY`,
  ].join('\n');
}
