/** The three score attributes that are numbers, with the range that Adobe documents for each (facts §2.6). */
export const SCORE_RANGES = {
  score: { from: 0, to: 100 },
  probability: { from: 0, to: 1 },
  percentileScore: { from: 0, to: 100 },
} as const;

export type NumericScoreAttribute = keyof typeof SCORE_RANGES;

/** Each range is cut into this many bins of equal width. */
export const PROFILE_BINS = 100;

/** What one scan of a batch says of one numeric attribute. */
export interface NumberProfile {
  /** Rows without a value, NaN among them. */
  readonly nulls: number;
  /** Absent where no row has a value. */
  readonly min?: number;
  readonly max?: number;
  readonly mean?: number;
  /** Rows below and above the documented range. */
  readonly below: number;
  readonly above: number;
  /**
   * Rows of each of the 100 bins of equal width over the documented range: lower bound included, upper bound excluded, the
   * last bin with its upper bound. The bin is computed in double precision, so that a value on a bound may count one lower.
   */
  readonly bins: readonly number[];
}

/** Rows that carry one value. */
export interface ValueCount {
  readonly value: string;
  readonly rows: number;
}

/** One influential factor: how often it is given as a reason, and how much it weighs where it is. */
export interface FactorCount {
  readonly code: string;
  /** The most frequent value that it stands with; absent where there is none. */
  readonly value?: string;
  /** Rows by importance, as Adobe words it: low, medium, high. */
  readonly importance: Readonly<Record<string, number>>;
  readonly rows: number;
}

/** What one batch of scores looks like: aggregates only, so that it may be kept and shown. */
export interface ScoreProfile {
  readonly formatVersion: 1;
  readonly datasetId: string;
  readonly batchId: string;
  /** ISO time at which the batch was complete. */
  readonly completedAt: string;
  readonly rows: number;
  /** Rows that carry no identity. */
  readonly withoutIdentity: number;
  /** Distinct identities. */
  readonly identities: number;
  readonly numbers: Readonly<Record<NumericScoreAttribute, NumberProfile>>;
  /** Rows without a value, for the attributes that are not numbers. */
  readonly nulls: {
    readonly modelType: number;
    readonly scoreDate: number;
    readonly influentialFactors: number;
  };
  /** Newest first, at most 20. */
  readonly scoreDates: readonly ValueCount[];
  /** Most frequent first, at most 20. */
  readonly modelTypes: readonly ValueCount[];
  /** Most frequent first, at most 20. */
  readonly factors: readonly FactorCount[];
}

/** Where people of an earlier batch are in a later one, by bucket of the score. */
export interface ScoreMovement {
  readonly fromBatch: string;
  readonly toBatch: string;
  /** Ascending bounds between the buckets: [25, 75] makes three. */
  readonly bounds: readonly number[];
  /** `rows[i][j]`: people who were in bucket i and are in bucket j now. */
  readonly people: readonly (readonly number[])[];
  /** By bucket of the later batch: people who are in it alone. */
  readonly arrived: readonly number[];
  /** By bucket of the earlier batch: people who are in it alone. */
  readonly left: readonly number[];
}
