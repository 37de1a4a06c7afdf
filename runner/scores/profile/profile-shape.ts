import {
  countShape,
  type FactorCount,
  listOf,
  type NumberProfile,
  objectOf,
  oneOf,
  optional,
  PROFILE_BINS,
  recordOf,
  type ScoreProfile,
  type Shape,
  shapeOf,
  textShape,
  timeShape,
  type ValueCount,
} from '../../model/index.ts';

const numberShape: Shape<number> = shapeOf('a number', (value) => Number.isFinite(value));

const binsShape: Shape<readonly number[]> = shapeOf(
  `${PROFILE_BINS} whole numbers`,
  (value) =>
    Array.isArray(value) &&
    value.length === PROFILE_BINS &&
    value.every((rows) => Number.isSafeInteger(rows) && Number(rows) >= 0),
);

const numberProfileShape: Shape<NumberProfile> = objectOf<NumberProfile>({
  nulls: countShape,
  min: optional(numberShape),
  max: optional(numberShape),
  mean: optional(numberShape),
  below: countShape,
  above: countShape,
  bins: binsShape,
});

const valuesShape: Shape<readonly ValueCount[]> = listOf(
  objectOf<ValueCount>({ value: textShape, rows: countShape }),
);

/** What a kept profile must look like before anything is compared with it. */
export const profileShape: Shape<ScoreProfile> = objectOf<ScoreProfile>({
  formatVersion: oneOf(1),
  datasetId: textShape,
  batchId: textShape,
  completedAt: timeShape,
  rows: countShape,
  identities: countShape,
  withoutIdentity: countShape,
  numbers: objectOf<ScoreProfile['numbers']>({
    score: numberProfileShape,
    probability: numberProfileShape,
    percentileScore: numberProfileShape,
  }),
  nulls: objectOf<ScoreProfile['nulls']>({
    modelType: countShape,
    scoreDate: countShape,
    influentialFactors: countShape,
  }),
  scoreDates: valuesShape,
  modelTypes: valuesShape,
  factors: listOf(
    objectOf<FactorCount>({
      code: textShape,
      value: optional(textShape),
      importance: recordOf(countShape),
      rows: countShape,
    }),
  ),
});
