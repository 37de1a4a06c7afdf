/** A trained logistic regression over standardised features. */
export interface LogisticModel {
  /** Probability of one row of raw features. */
  predict(features: readonly number[]): number;
  /** What each feature adds to the log odds of a row. */
  explain(features: readonly number[]): number[];
}

const STEPS = 120;
const RATE = 0.8;
const SHRINKAGE = 0.002;

/** Fits by plain gradient descent: small, and the same on every machine. */
export function trainLogisticModel(
  rows: readonly (readonly number[])[],
  labels: readonly number[],
): LogisticModel {
  const width = rows[0]?.length ?? 0;
  const means = Array.from({ length: width }, (_, column) => getMean(rows.map((row) => row[column] ?? 0)));
  const deviations = means.map((mean, column) =>
    Math.sqrt(getMean(rows.map((row) => ((row[column] ?? 0) - mean) ** 2)) + 1e-9),
  );
  const standardise = (row: readonly number[]): number[] =>
    means.map((mean, column) => ((row[column] ?? 0) - mean) / (deviations[column] ?? 1));
  const inputs = rows.map(standardise);
  const weights = Array.from({ length: width }, () => 0);
  const prior = Math.min(0.999, Math.max(0.001, getMean(labels)));
  let bias = Math.log(prior / (1 - prior));
  for (let step = 0; step < STEPS; step += 1) {
    const gradient = Array.from({ length: width }, () => 0);
    let biasGradient = 0;
    for (const [index, input] of inputs.entries()) {
      const error = getSigmoid(bias + dot(weights, input)) - (labels[index] ?? 0);
      biasGradient += error;
      for (let column = 0; column < width; column += 1) {
        gradient[column] = (gradient[column] ?? 0) + error * (input[column] ?? 0);
      }
    }
    bias -= (RATE * biasGradient) / inputs.length;
    for (let column = 0; column < width; column += 1) {
      const weight = weights[column] ?? 0;
      weights[column] = weight - RATE * ((gradient[column] ?? 0) / inputs.length + SHRINKAGE * weight);
    }
  }
  return {
    predict: (features) => getSigmoid(bias + dot(weights, standardise(features))),
    explain: (features) => standardise(features).map((value, column) => value * (weights[column] ?? 0)),
  };
}

function dot(first: readonly number[], second: readonly number[]): number {
  let sum = 0;
  for (let index = 0; index < first.length; index += 1) sum += (first[index] ?? 0) * (second[index] ?? 0);
  return sum;
}

function getSigmoid(value: number): number {
  return 1 / (1 + Math.exp(-value));
}

function getMean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
}
