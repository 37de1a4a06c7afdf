import type { SqlEngine, SqlRow } from '../../model/index.ts';
import { DIALECTS, quoteText } from '../sql/dialect.ts';
import type { ScoreTable } from '../sql/score-rows.ts';
import type { KnownBatch, ScoreBatches, ScoreSubject } from './score-batches.ts';

/** How many dates of scores are looked at. */
const MAX_DATES = 20;
const DAY = 86_400_000;

/** A table of Query Service that holds scores. */
export interface QueryServiceTable extends ScoreSubject {
  /** Name of the table, out of the dataset's tag `adobe/pqs/table` (facts §7). */
  readonly table: string;
  readonly format: 'event' | 'profile';
}

/** What is needed to read scores where they are. */
export interface QueryServiceSource {
  readonly engine: SqlEngine;
  readonly parser?: SqlEngine;
  /** Where profiles are kept. */
  readonly folder: string;
}

/**
 * The scores of a dataset in Adobe, by score date: Query Service shows no batches, and each run scores on one day. In the event
 * format that is the day of `timestamp` (facts §2.6), by which Adobe keeps events apart.
 */
export function openQueryServiceBatches(
  source: QueryServiceSource,
  subject: QueryServiceTable,
): ScoreBatches {
  const { dialect } = source.engine;
  const { path, asText } = DIALECTS[dialect];
  const prefix = subject.prefix.split('.');
  const time = path(subject.format === 'event' ? ['timestamp'] : [...prefix, 'scoreDate']);
  const day = `substring(${asText(time)}, 1, 10)`;
  const whole: ScoreTable = {
    dialect,
    relation: path([subject.table]),
    prefix,
    namespace: subject.namespace,
  };
  return {
    engineName: 'query-service',
    ...source,
    list: async (signal) => {
      const rows = await source.engine.query(
        `SELECT ${day} AS scored, count(*) AS found FROM ${whole.relation} WHERE ${time} IS NOT NULL GROUP BY ${day} ORDER BY scored DESC LIMIT ${MAX_DATES}`,
        signal,
      );
      return rows.flatMap(({ scored, found }) => describeDay(subject.datasetId, scored, Number(found)));
    },
    table: ({ batchId }) => ({
      ...whole,
      where: subject.format === 'event' ? onDay(time, batchId) : `${day} = ${quoteText(batchId)}`,
    }),
    close: async () => {
      await source.engine.close();
      await source.parser?.close();
    },
  };
}

/** A score date has no time: its batch counts as complete at the end of the day, so that it never looks older than it is. */
function describeDay(
  datasetId: string,
  scored: SqlRow[string] | undefined,
  rows: number,
): readonly KnownBatch[] {
  const start = typeof scored === 'string' ? Date.parse(scored) : Number.NaN;
  if (Number.isNaN(start)) return [];
  return [{ datasetId, batchId: String(scored), completedAt: new Date(start + DAY).toISOString(), rows }];
}

/** A range rather than a computed day, so that the service reads the days that are meant and no others. */
function onDay(time: string, day: string): string {
  const next = new Date(Date.parse(day) + DAY).toISOString().slice(0, 10);
  return `${time} >= ${quoteText(`${day} 00:00:00`)} AND ${time} < ${quoteText(`${next} 00:00:00`)}`;
}
