import { getUniformOf } from '../seeded-random.ts';
import type { ScoreFlaw } from '../world/types.ts';
import type { CustomerScore } from './score-customers.ts';

const DAY_MS = 86_400_000;

/** What can be wrong with a batch of scores, on purpose; the words of the control API. */
export const SCORE_FLAWS: readonly ScoreFlaw[] = [
  'shifted',
  'stale',
  'null',
  'truncated',
  'incomplete',
  'duplicated',
  'outOfRange',
];

/** How far `shifted` moves a score towards 100, as a share of what is missing. */
export const SHIFTED_BY = 0.5;

/** How far `stale` puts the dates back. */
const STALE_MS = 30 * DAY_MS;

/** What is wrong with the rows of a batch, and what decides which rows. */
export interface RowFlaws {
  readonly flaws: readonly ScoreFlaw[];
  readonly seed: number;
}

/** The draws that decide which rows a flaw strikes: channels of {@link drawBits}. */
export const FLAW_CHANNELS = { rows: 5, attributes: 6 } as const;

/** 32 bits for one row and channel, equal in JavaScript and in SQL (`load-scores-sql.ts`). */
export function drawBits(seed: number, row: number, channel: number): number {
  return getUniformOf(seed, row, channel, 0) * 4_294_967_296;
}

/** Moves a number of 0 to 1 up by a share of what is missing, or down by a share of what is there. */
export function shiftShare(value: number, shift: number): number {
  return shift >= 0 ? value + shift * (1 - value) : value + shift * value;
}

/** Scores with the flaws that concern single values. A row is struck by its number, so that it is the same ones in every run. */
export function applyScoreFlaws(
  scores: readonly CustomerScore[],
  { flaws, seed }: RowFlaws,
): CustomerScore[] {
  return scores.map((score, index) => {
    const bits = drawBits(seed, index, FLAW_CHANNELS.rows);
    const previous = scores[index - 1];
    let flawed = score;
    if (flaws.includes('shifted')) flawed = shift(flawed, SHIFTED_BY);
    if (flaws.includes('outOfRange') && isOutOfRange(bits)) flawed = putOutOfRange(flawed, bits);
    if (flaws.includes('duplicated') && isDuplicate(bits) && previous !== undefined)
      flawed = { ...flawed, customer: previous.customer };
    return flawed;
  });
}

/** The attributes of a row, some of them missing where the flaw is `null`: three in sixteen of each. */
export function dropAttributes<T extends object>(
  values: T,
  { flaws, seed, row }: RowFlaws & { readonly row: number },
): { [Name in keyof T]: T[Name] | null } {
  if (!flaws.includes('null')) return values;
  const bits = drawBits(seed, row, FLAW_CHANNELS.attributes);
  const entries = Object.entries(values).map(([name, value]) => {
    const place = ATTRIBUTES.indexOf(name);
    return [name, place >= 0 && ((bits >>> (4 * place)) & 15) < 3 ? null : value];
  });
  return Object.fromEntries(entries);
}

/** The attributes that `null` strikes, in the order of their bits. */
export const ATTRIBUTES: readonly string[] = [
  'score',
  'probability',
  'percentileScore',
  'modelType',
  'scoreDate',
  'influentialFactors',
];

/**
 * When a batch says that it was made. A stale one is dated 30 days back, as its scores are; yet never before the batch that it
 * follows, so that it stays the newest.
 */
export function dateBatch(
  at: number,
  { flaws, previousAt }: { flaws: readonly ScoreFlaw[]; previousAt: number | undefined },
): { batchAt: number; scoredAt: number } {
  if (!flaws.includes('stale')) return { batchAt: at, scoredAt: at };
  const scoredAt = at - STALE_MS;
  return { batchAt: Math.min(at, Math.max(scoredAt, (previousAt ?? scoredAt) + 1000)), scoredAt };
}

/** How many of the last part's rows are written. */
export function countWrittenRows(
  rows: number,
  { isLast, flaws }: { isLast: boolean; flaws: readonly ScoreFlaw[] },
): number {
  return isLast && flaws.includes('incomplete') ? Math.ceil(rows / 2) : rows;
}

function shift(score: CustomerScore, by: number): CustomerScore {
  return {
    ...score,
    score: Math.floor(shiftShare(score.score / 100, by) * 1000 + 0.5) / 10,
    probability: shiftShare(score.probability, by),
  };
}

/** One row in 64 has the person of the row before it. */
function isDuplicate(bits: number): boolean {
  return (bits & 63) === 0;
}

/** One row in 64 lies outside the documented ranges (facts §2.6), half of them above. */
function isOutOfRange(bits: number): boolean {
  return ((bits >>> 6) & 63) === 0;
}

function putOutOfRange(score: CustomerScore, bits: number): CustomerScore {
  const isAbove = ((bits >>> 12) & 1) === 1;
  return {
    ...score,
    score: isAbove ? 150 : -50,
    probability: isAbove ? 1.5 : -0.5,
    percentileScore: isAbove ? 150 : -50,
  };
}
