import {
  type ExpectationResult,
  type NumberProfile,
  PROFILE_BINS,
  type ReportedBatch,
  type ScoreProfile,
  type ScoreReport,
} from '../../runner/model/index.ts';

/** What a made report looks like. */
export interface ReportShape {
  readonly batches?: number;
  readonly rows?: number;
  readonly propensityType?: ScoreReport['propensityType'];
  readonly bounds?: readonly number[];
  /** The batch, counted from the newest (0), whose scores lie 12 points higher. */
  readonly shiftedAt?: number;
  readonly seed?: number;
}

const DAY = 24 * 60 * 60 * 1000;
const NEWEST = Date.UTC(2026, 10, 24, 6, 12, 8);

const FACTORS = [
  ['sessions_30_days', '0 to 2', 0.62, [0.55, 0.3, 0.15]],
  ['days_since_last_purchase', '91 to 180', 0.48, [0.4, 0.42, 0.18]],
  ['support_contacts_90_days', '3 or more', 0.31, [0.2, 0.45, 0.35]],
  ['plan_type', 'basic', 0.27, [0.1, 0.5, 0.4]],
  ['email_opens_30_days', '0', 0.19, [0.05, 0.3, 0.65]],
  ['device_category', 'mobile', 0.11, [0, 0.2, 0.8]],
] as const;

/** Makes a report of weekly batches of an invented business: seeded, so that the same shape always gives the same report. */
export function makeReport(shape: ReportShape = {}): ScoreReport {
  const {
    batches = 8,
    rows = 48_000,
    propensityType = 'conversion',
    bounds = [25, 75],
    shiftedAt = -1,
  } = shape;
  const random = makeRandom(shape.seed ?? 7);
  const made: ReportedBatch[] = [];
  for (let age = batches - 1; age >= 0; age -= 1) {
    const center = 34 + 6 * random() + (age === shiftedAt ? 12 : 0);
    const profile = makeProfile({
      age,
      center,
      rows: Math.round(rows * (0.97 + 0.06 * random())),
      propensityType,
      random,
    });
    const earlier = made.at(-1)?.profile;
    const stability = earlier && indexOf(profile.numbers.score.bins, earlier.numbers.score.bins);
    made.push({
      profile,
      check: makeCheck(profile, stability),
      ...(stability !== undefined && { stability }),
    });
  }
  const [before, newest] = [made.at(-2), made.at(-1)];
  return {
    title: 'Account upgrade',
    description: 'Who is likely to upgrade to a paid plan in the next 30 days, scored every week.',
    address: 'account-upgrade/score-export/scores',
    environment: 'production',
    propensityType,
    generatedAt: new Date(NEWEST + 2 * DAY + 3_000_000).toISOString(),
    engine: 'duckdb',
    bounds,
    batches: made,
    ...(before && newest && { movement: makeMovement(before.profile, newest.profile, bounds) }),
  };
}

/** A profile of a batch without rows. */
export function makeEmptyProfile(age: number): ScoreProfile {
  const numbers: NumberProfile = { nulls: 0, below: 0, above: 0, bins: Array(PROFILE_BINS).fill(0) };
  return {
    formatVersion: 1,
    datasetId: '6740f1b2c9e77a3d5b0c1e42',
    batchId: `01JD${String(900 - age).padStart(6, '0')}`,
    completedAt: new Date(NEWEST - 7 * DAY * age).toISOString(),
    rows: 0,
    withoutIdentity: 0,
    identities: 0,
    numbers: { score: numbers, probability: numbers, percentileScore: numbers },
    nulls: { modelType: 0, scoreDate: 0, influentialFactors: 0 },
    scoreDates: [],
    modelTypes: [],
    factors: [],
  };
}

interface ProfileShape {
  readonly age: number;
  readonly center: number;
  readonly rows: number;
  readonly propensityType: string;
  readonly random: () => number;
}

function makeProfile({ age, center, rows, propensityType, random }: ProfileShape): ScoreProfile {
  const nulls = Math.round(rows * 0.004 * random());
  const weights = Array.from({ length: PROFILE_BINS }, (_, bin) => {
    const crowd = Math.exp(-(((bin - center) / 17) ** 2));
    const eager = 0.28 * Math.exp(-(((bin - 84) / 8) ** 2));
    return (crowd + eager) * (0.94 + 0.12 * random()) + 0.01;
  });
  const bins = spread(rows - nulls, weights);
  const score = summarize(bins, 100, nulls);
  const day = new Date(NEWEST - 7 * DAY * age - DAY).toISOString().slice(0, 10);
  const without = Math.round(rows * 0.013);
  return {
    ...makeEmptyProfile(age),
    rows,
    identities: rows,
    numbers: {
      score,
      probability: summarize(
        bins.toReversed().toSorted((a, b) => b - a),
        1,
        nulls,
      ),
      percentileScore: summarize(spread(rows - nulls, Array(PROFILE_BINS).fill(1)), 100, nulls),
    },
    nulls: { modelType: 0, scoreDate: 0, influentialFactors: without },
    scoreDates: [{ value: `${day} 00:00:00`, rows }],
    modelTypes: [{ value: propensityType, rows }],
    factors: FACTORS.map(([code, value, share, importance]) => {
      const given = Math.round(rows * share * (0.95 + 0.1 * random()));
      const [high = 0, medium = 0, low = 0] = spread(given, importance);
      return { code, value, importance: { high, medium, low }, rows: given };
    }),
  };
}

function makeCheck(
  profile: ScoreProfile,
  stability: number | undefined,
): NonNullable<ReportedBatch['check']> {
  const index = stability ?? 0;
  const result = (name: string, expected: string, found: string, rest: Partial<ExpectationResult> = {}) =>
    ({
      name,
      severity: 'error',
      outcome: 'passed',
      expected,
      found,
      rule: `rule-of-${name}`,
      ...rest,
    }) as const;
  return {
    datasetId: profile.datasetId,
    batchId: profile.batchId,
    completedAt: profile.completedAt,
    rows: profile.rows,
    checkedAt: profile.completedAt,
    engine: 'duckdb',
    results: [
      result('fresh-scores', 'scored in the last 7 days', 'scored 1 day ago'),
      result('enough-rows', 'at least 40,000 rows', `${profile.rows.toLocaleString('en-US')} rows`),
      result('score-in-range', 'score from 0 to 100', '0 rows lie outside'),
      result(
        'few-nulls',
        'score missing in at most 1 % of the rows',
        `missing in ${profile.numbers.score.nulls} rows`,
      ),
      result('one-row-per-person', 'each identity once', 'no identity twice', {
        description: 'Two rows of one person would count that person twice in every audience.',
      }),
      result('stable-scores', 'stability index at most 0.2', `stability index ${index.toFixed(3)}`, {
        outcome: stability === undefined ? 'not-checked' : index > 0.2 ? 'failed' : 'passed',
        ...(stability === undefined && { found: 'there is no batch before' }),
      }),
      result('high-bucket-share', 'from 5 % to 20 % of the scores are 75 or more', 'as expected', {
        severity: 'warn',
        ...(index > 0.2 && { outcome: 'failed', found: 'more than 20 % of the scores are 75 or more' }),
      }),
    ],
  };
}

/** Most people stay in their bucket, some move to the next one, few further. */
function makeMovement(
  before: ScoreProfile,
  newest: ScoreProfile,
  bounds: readonly number[],
): NonNullable<ScoreReport['movement']> {
  const edges = [0, ...bounds, PROFILE_BINS];
  const inBucket = (profile: ScoreProfile, bucket: number): number =>
    profile.numbers.score.bins.slice(edges[bucket], edges[bucket + 1]).reduce((sum, rows) => sum + rows, 0);
  const buckets = Array.from({ length: bounds.length + 1 }, (_, bucket) => bucket);
  const left = buckets.map((bucket) => Math.round(0.012 * inBucket(before, bucket)));
  return {
    fromBatch: before.batchId,
    toBatch: newest.batchId,
    bounds,
    people: buckets.map((from) =>
      spread(
        inBucket(before, from) - (left[from] ?? 0),
        buckets.map((to) => (from === to ? 14 : (to > from ? 1.2 : 0.9) / Math.abs(from - to) ** 2)),
      ),
    ),
    arrived: buckets.map((bucket) => Math.round(0.015 * inBucket(newest, bucket))),
    left,
  };
}

/** Population stability index over ten bins of equal width, as the test's own figure. */
function indexOf(now: readonly number[], before: readonly number[]): number {
  const shares = (bins: readonly number[]): number[] => {
    const all = bins.reduce((sum, rows) => sum + rows, 0);
    return Array.from({ length: 10 }, (_, bin) => {
      const rows = bins.slice(bin * 10, bin * 10 + 10).reduce((sum, count) => sum + count, 0);
      return Math.max(rows / all, 1e-6);
    });
  };
  const earlier = shares(before);
  return shares(now).reduce((sum, share, bin) => {
    const old = earlier[bin] ?? 1e-6;
    return sum + (share - old) * Math.log(share / old);
  }, 0);
}

function summarize(bins: readonly number[], to: number, nulls: number): NumberProfile {
  const width = to / PROFILE_BINS;
  const all = bins.reduce((sum, rows) => sum + rows, 0);
  const sum = bins.reduce((total, rows, bin) => total + rows * (bin + 0.5) * width, 0);
  return {
    nulls,
    below: 0,
    above: 0,
    bins,
    ...(all > 0 && { min: 0.2 * width, max: to - 0.3 * width, mean: sum / all }),
  };
}

/** Divides a whole by weights into whole parts that add up to it. */
function spread(whole: number, weights: readonly number[]): number[] {
  const all = weights.reduce((sum, weight) => sum + weight, 0);
  let reached = 0;
  let given = 0;
  return weights.map((weight) => {
    reached += weight;
    const part = Math.round((whole * reached) / all) - given;
    given += part;
    return part;
  });
}

/** Numbers from 0 to 1 that are the same for the same seed (mulberry32). */
function makeRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
