import type { Address } from './address.ts';
import { hash128 } from './hash.ts';
import type { JsonValue } from './json.ts';
import type { Expectation } from './pipeline.ts';
import type { ScoreMovement, ScoreProfile } from './score-profile.ts';

/** What became of one expectation. `not-checked` is never a pass; its reason is in `found`. */
export type ExpectationOutcome = 'passed' | 'failed' | 'not-checked';

export interface ExpectationResult {
  readonly name: string;
  readonly description?: string;
  readonly severity: 'error' | 'warn';
  readonly outcome: ExpectationOutcome;
  /** What must hold, in words: `score from 0 to 100`. */
  readonly expected: string;
  /** What was found, in words: `12 of 1,000 rows lie outside`. */
  readonly found: string;
  /** Hash of the expectation as it was written, so that a result does not outlive its rule. */
  readonly rule: string;
}

/** Identifies what an expectation demands. Its words and its severity may change without its being another rule. */
export function hashRule(expectation: Expectation): string {
  const { description: _description, severity: _severity, ...rule } = expectation;
  return hash128(JSON.parse(JSON.stringify(rule)) as JsonValue);
}

/** The results of one batch, as the state keeps them. */
export interface ScoreCheck {
  readonly datasetId: string;
  readonly batchId: string;
  /** ISO time at which the batch was complete. */
  readonly completedAt: string;
  readonly rows: number;
  /** ISO time. */
  readonly checkedAt: string;
  readonly engine: 'duckdb' | 'query-service';
  readonly results: readonly ExpectationResult[];
}

/** What was found in the newest batch of one score dataset, or why nothing was. */
export interface DatasetCheck {
  readonly address: Address;
  readonly check?: ScoreCheck;
  /** There is nothing to read yet. */
  readonly unread?: string;
  /** Something should have been read, and could not be: what happened, and what to do. */
  readonly failure?: string;
}

/** What a check of an environment's scores found. */
export interface CheckedScores {
  readonly environment: string;
  readonly datasets: readonly DatasetCheck[];
}

/** What the newest batch of one score dataset looks like, or why nobody knows. */
export interface DatasetProfile {
  readonly address: Address;
  readonly propensityType: 'conversion' | 'churn';
  readonly profile?: ScoreProfile;
  readonly movement?: ScoreMovement;
  readonly unread?: string;
}

/** What the scores of an environment look like. */
export interface ProfiledScores {
  readonly environment: string;
  readonly datasets: readonly DatasetProfile[];
}

/** All that the report of one score dataset shows. */
export interface ScoreReport {
  /** Title of the pipeline. */
  readonly title: string;
  readonly description?: string;
  /** Address of the score dataset. */
  readonly address: Address;
  readonly environment: string;
  /** `conversion`: a high score is good; `churn`: a high score is bad. */
  readonly propensityType: 'conversion' | 'churn';
  /** ISO time. */
  readonly generatedAt: string;
  readonly engine: 'duckdb' | 'query-service';
  /** Ascending bounds between the buckets of the score. */
  readonly bounds: readonly number[];
  /** Oldest first. */
  readonly batches: readonly ReportedBatch[];
  /** Between the two newest batches; absent where there is one only, or where the engine cannot tell. */
  readonly movement?: ScoreMovement;
}

export interface ReportedBatch {
  readonly profile: ScoreProfile;
  readonly check?: ScoreCheck;
  /** Population stability index of the score against the newest earlier batch that was not found bad; absent where there is none. */
  readonly stability?: number;
}
