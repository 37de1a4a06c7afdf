import type { Expectation, ExpectationResult, ScoreProfile, SqlEngine } from '../model/index.ts';
import { askQuery } from './expectations/ask-query.ts';
import { findBounds } from './expectations/find-bounds.ts';
import { judgeExpectations, type QueryAnswer } from './expectations/judge.ts';
import { makeProfile } from './profile/make-profile.ts';
import { readCounts, type ScoreCounts } from './profile/read-counts.ts';
import type { Bounds } from './sql/bounds.ts';
import { countScoresStatement } from './sql/count-scores.ts';
import { countFactorsStatement, describeNumbersStatement } from './sql/describe-scores.ts';
import type { ScoreTable } from './sql/score-rows.ts';

/** One batch, where its rows are, and the engine that reads them. */
export interface BatchReading {
  readonly engine: SqlEngine;
  /** Absent for a batch without rows. */
  readonly table: ScoreTable | undefined;
  readonly batch: Pick<ScoreProfile, 'datasetId' | 'batchId' | 'completedAt'>;
  readonly signal?: AbortSignal | undefined;
}

const NO_BOUNDS: Bounds = { score: [], probability: [], percentileScore: [] };

/** Describes a batch: one scan to count, two more for means and influential factors. */
export async function profileBatch(reading: BatchReading, counted?: ScoreCounts): Promise<ScoreProfile> {
  const { engine, table, batch, signal } = reading;
  const counts = counted ?? (await countBatch(reading, NO_BOUNDS));
  if (table === undefined) return makeProfile(batch, { counts, numbers: {}, factors: [] });
  const [numbers = {}] = await engine.query(describeNumbersStatement(table), signal);
  const factors = await engine.query(countFactorsStatement(table), signal);
  return makeProfile(batch, { counts, numbers, factors });
}

/** What a check is made with, beside the batch. */
export interface CheckRequest {
  readonly expectations: readonly Expectation[];
  /** Now, ISO. */
  readonly now: string;
  /** Profile of the batch before; absent for the first one. */
  readonly previous?: ScoreProfile | undefined;
  /** Reads written queries before they run; absent where there is none. */
  readonly parser?: SqlEngine | undefined;
  readonly population: { readonly people: number } | { readonly unknown: string };
}

/** Judges all expectations of a batch: the built-in ones out of a single scan, each written query by one of its own. */
export async function checkBatch(
  reading: BatchReading,
  request: CheckRequest,
): Promise<{ readonly counts: ScoreCounts; readonly results: readonly ExpectationResult[] }> {
  const { expectations, now, previous, population } = request;
  const bounds = findBounds(expectations);
  const counts = await countBatch(reading, bounds);
  const queries = await askQueries(reading, request);
  const evidence = {
    counts,
    bounds,
    completedAt: reading.batch.completedAt,
    now,
    queries,
    population,
    ...(previous === undefined ? {} : { previous }),
  };
  return { counts, results: judgeExpectations(expectations, evidence) };
}

async function countBatch({ engine, table, signal }: BatchReading, bounds: Bounds): Promise<ScoreCounts> {
  if (table === undefined) return readCounts([]);
  return readCounts(await engine.query(countScoresStatement(table, bounds), signal));
}

async function askQueries(
  { engine, table, signal }: BatchReading,
  { expectations, parser }: CheckRequest,
): Promise<Readonly<Record<string, QueryAnswer>>> {
  const answers: Record<string, QueryAnswer> = {};
  for (const { name, sql } of expectations) {
    if (sql === undefined) continue;
    answers[name] =
      parser === undefined
        ? { unknown: 'the query could not be read: DuckDB, which parses it, is not installed' }
        : table === undefined
          ? { offending: 0 }
          : await askQuery({ engine, parser }, table, sql, signal);
  }
  return answers;
}
