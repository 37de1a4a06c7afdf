import {
  type Expectation,
  type ExpectationOutcome,
  type ExpectationResult,
  formatMinute,
  hashRule,
  type NumericScoreAttribute,
  type ScoreProfile,
} from '../../model/index.ts';
import type { ScoreCounts } from '../profile/read-counts.ts';
import { stabilityIndex } from '../profile/stability.ts';
import { type Bounds, countAbove, countBelow } from '../sql/bounds.ts';
import { formatCount, formatNumber, formatPercent } from './words.ts';

/** What is known of a batch when its expectations are judged. */
export interface Evidence {
  readonly counts: ScoreCounts;
  readonly bounds: Bounds;
  /** ISO time at which the batch was complete. */
  readonly completedAt: string;
  /** Now, ISO. */
  readonly now: string;
  /** The newest earlier batch that was not found bad; absent where there is none. */
  readonly previous?: Pick<ScoreProfile, 'rows' | 'numbers' | 'batchId' | 'completedAt'>;
  /** Answers to written queries, by the name of the expectation: how many rows came back, or why it was not run. */
  readonly queries: Readonly<Record<string, QueryAnswer>>;
  /** How many people are eligible, or why nobody knows. */
  readonly population: { readonly people: number } | { readonly unknown: string };
}

export type QueryAnswer = { readonly offending: number } | { readonly unknown: string };

interface Judgement {
  readonly outcome: ExpectationOutcome;
  readonly expected: string;
  readonly found: string;
}

const DAY = 86_400_000;
const NO_IDENTITY = 'no row carries an identity of the namespace of the inputs';
const FIRST_BATCH = 'there is no earlier good batch to compare with';

/** Judges every expectation of a score dataset, in the order in which they are written. */
export function judgeExpectations(
  expectations: readonly Expectation[],
  evidence: Evidence,
): readonly ExpectationResult[] {
  return expectations.map((expectation) => {
    const { name, description, severity } = expectation;
    return {
      name,
      ...(description === undefined ? {} : { description }),
      severity,
      ...judge(expectation, evidence),
      rule: hashRule(expectation),
    };
  });
}

function judge(expectation: Expectation, evidence: Evidence): Judgement {
  const { attribute } = expectation;
  if (expectation.maxAgeDays !== undefined) return judgeAge(expectation.maxAgeDays, evidence);
  if (expectation.maxRowChangePercent !== undefined)
    return judgeChange(expectation.maxRowChangePercent, evidence);
  if (expectation.minRows !== undefined || expectation.maxRows !== undefined)
    return judgeRows(expectation, evidence);
  if (expectation.unique !== undefined) return judgeUnique(evidence);
  if (expectation.minPopulationSharePercent !== undefined)
    return judgeCoverage(expectation.minPopulationSharePercent, evidence);
  if (expectation.sql !== undefined) return judgeQuery(expectation.name, evidence);
  if (expectation.maxNullPercent !== undefined && attribute !== undefined)
    return judgeNulls(attribute, expectation.maxNullPercent, evidence);
  const number = attribute as NumericScoreAttribute;
  if (expectation.maxPopulationStabilityIndex !== undefined)
    return judgeStability(number, expectation.maxPopulationStabilityIndex, evidence);
  if (expectation.bucketShares !== undefined) return judgeBuckets(number, expectation.bucketShares, evidence);
  return judgeRange(number, expectation, evidence);
}

/** Whether a batch is young enough. */
export function judgeAge(
  days: number,
  { completedAt, now }: Pick<Evidence, 'completedAt' | 'now'>,
): Judgement {
  const age = Math.max(0, (Date.parse(now) - Date.parse(completedAt)) / DAY);
  return {
    outcome: verdict(age <= days),
    expected: `the newest batch is at most ${formatNumber(days)} days old`,
    found: `it is ${formatNumber(Math.round(age * 10) / 10)} days old (${formatMinute(completedAt)})`,
  };
}

function judgeRows({ minRows, maxRows }: Expectation, { counts }: Evidence): Judgement {
  const holds = counts.rows >= (minRows ?? 0) && counts.rows <= (maxRows ?? Number.POSITIVE_INFINITY);
  const limits = [
    ...(minRows === undefined ? [] : [`at least ${formatCount(minRows)}`]),
    ...(maxRows === undefined ? [] : [`at most ${formatCount(maxRows)}`]),
  ];
  return {
    outcome: verdict(holds),
    expected: `${limits.join(' and ')} rows`,
    found: `${formatCount(counts.rows)} rows`,
  };
}

function judgeChange(percent: number, { counts, previous }: Evidence): Judgement {
  const expected = `the number of rows changes by at most ${formatPercent(percent)} from one batch to the next`;
  if (previous === undefined) return { outcome: 'not-checked', expected, found: FIRST_BATCH };
  if (previous.rows === 0)
    return {
      outcome: verdict(counts.rows === 0),
      expected,
      found: `from 0 to ${formatCount(counts.rows)} rows`,
    };
  const change = (100 * (counts.rows - previous.rows)) / previous.rows;
  const sign = change > 0 ? '+' : change < 0 ? '−' : '';
  return {
    outcome: verdict(Math.abs(change) <= percent),
    expected,
    found: `${sign}${formatPercent(Math.abs(change))}: from ${formatCount(previous.rows)} (${nameBatch(previous)}) to ${formatCount(counts.rows)} rows`,
  };
}

function judgeUnique({ counts }: Evidence): Judgement {
  const { identities, repeatedIdentities, withoutIdentity, rows } = counts;
  const expected = 'no identity has two rows';
  if (identities === 0 && rows > 0)
    return {
      outcome: 'not-checked',
      expected,
      found: NO_IDENTITY,
    };
  const without = withoutIdentity === 0 ? '' : `; rows without any: ${formatCount(withoutIdentity)}`;
  return {
    outcome: verdict(repeatedIdentities === 0),
    expected,
    found: `with several rows: ${formatCount(repeatedIdentities)} of ${formatCount(identities)} identities${without}`,
  };
}

function judgeNulls(
  attribute: NonNullable<Expectation['attribute']>,
  percent: number,
  { counts }: Evidence,
): Judgement {
  const nulls =
    attribute in counts.numbers
      ? counts.numbers[attribute as NumericScoreAttribute].nulls
      : counts.nulls[attribute as keyof ScoreCounts['nulls']];
  const share = counts.rows === 0 ? 0 : (100 * nulls) / counts.rows;
  return {
    outcome: verdict(share <= percent),
    expected:
      percent === 0
        ? `every row has a ${attribute}`
        : `at most ${formatPercent(percent)} of the rows have no ${attribute}`,
    found: `without: ${formatCount(nulls)} of ${formatCount(counts.rows)} rows (${formatPercent(share)})`,
  };
}

function judgeRange(
  attribute: NumericScoreAttribute,
  { min, max }: Expectation,
  { counts, bounds }: Evidence,
): Judgement {
  const { cells } = counts.numbers[attribute];
  const low = min === undefined ? 0 : countBelow(cells, bounds[attribute], min);
  const high = max === undefined ? 0 : countAbove(cells, bounds[attribute], max);
  const limits =
    min === undefined ? `at most ${max}` : max === undefined ? `at least ${min}` : `from ${min} to ${max}`;
  const outside = [
    ...(low === 0 ? [] : [`smaller: ${formatCount(low)}`]),
    ...(high === 0 ? [] : [`larger: ${formatCount(high)}`]),
  ];
  return {
    outcome: verdict(low + high === 0),
    expected: `${attribute} ${limits}`,
    found:
      outside.length === 0
        ? 'no value lies outside'
        : `of ${formatCount(counts.rows)} rows, ${outside.join(', ')}`,
  };
}

function judgeBuckets(
  attribute: NumericScoreAttribute,
  shares: NonNullable<Expectation['bucketShares']>,
  { counts, bounds }: Evidence,
): Judgement {
  const { cells, nulls } = counts.numbers[attribute];
  const known = counts.rows - nulls;
  const judged = shares.map(({ from, to, minPercent = 0, maxPercent = 100 }) => {
    const below = from === undefined ? 0 : countBelow(cells, bounds[attribute], from);
    const upTo = to === undefined ? known : countBelow(cells, bounds[attribute], to);
    const share = known === 0 ? 0 : (100 * (upTo - below)) / known;
    const name =
      from === undefined ? `below ${to}` : to === undefined ? `${from} and above` : `${from} to ${to}`;
    return {
      holds: known > 0 && share >= minPercent && share <= maxPercent,
      expected: `${name}: ${formatNumber(minPercent)} to ${formatPercent(maxPercent)}`,
      found: `${name}: ${formatPercent(share)}`,
    };
  });
  return {
    outcome: verdict(judged.every(({ holds }) => holds)),
    expected: `shares of ${attribute}: ${judged.map(({ expected }) => expected).join('; ')}`,
    found: known === 0 ? `no row has a ${attribute}` : judged.map(({ found }) => found).join('; '),
  };
}

function judgeStability(
  attribute: NumericScoreAttribute,
  limit: number,
  { counts, previous }: Evidence,
): Judgement {
  const expected = `population stability index of ${attribute} at most ${limit}`;
  if (previous === undefined) return { outcome: 'not-checked', expected, found: FIRST_BATCH };
  const index = stabilityIndex(previous.numbers[attribute], counts.numbers[attribute]);
  if (index === undefined)
    return { outcome: 'failed', expected, found: `one of the two batches has no ${attribute} at all` };
  return {
    outcome: verdict(index <= limit),
    expected,
    found: `it is ${index.toFixed(3)} against ${nameBatch(previous)}`,
  };
}

function judgeCoverage(percent: number, { counts, population }: Evidence): Judgement {
  const expected = `at least ${formatPercent(percent)} of the eligible population are scored`;
  if ('unknown' in population) return { outcome: 'not-checked', expected, found: population.unknown };
  if (counts.identities === 0 && counts.rows > 0)
    return { outcome: 'not-checked', expected, found: NO_IDENTITY };
  if (population.people === 0) return { outcome: 'not-checked', expected, found: 'nobody is eligible' };
  const share = (100 * counts.identities) / population.people;
  return {
    outcome: verdict(share >= percent),
    expected,
    found: `${formatPercent(share)}: ${formatCount(counts.identities)} of ${formatCount(population.people)} people`,
  };
}

function judgeQuery(name: string, { queries }: Evidence): Judgement {
  const expected = 'the query returns no row';
  const answer = queries[name] ?? { unknown: 'it was not run' };
  if ('unknown' in answer) return { outcome: 'not-checked', expected, found: answer.unknown };
  return {
    outcome: verdict(answer.offending === 0),
    expected,
    found: answer.offending === 1 ? '1 row came back' : `${formatCount(answer.offending)} rows came back`,
  };
}

function nameBatch({ batchId, completedAt }: Pick<ScoreProfile, 'batchId' | 'completedAt'>): string {
  return `batch ${batchId} of ${completedAt.slice(0, 10)}`;
}

function verdict(holds: boolean): ExpectationOutcome {
  return holds ? 'passed' : 'failed';
}
