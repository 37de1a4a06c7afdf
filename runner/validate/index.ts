/**
 * Documents to pipelines and environments: JSON Schema first, then named rules. The only room with `ajv`, compiled ahead.
 * Forbidden here: files, network, clock, and throwing for a user's mistake.
 */
export { requiredHistoryDays } from '../model/index.ts';
export {
  explainEnd,
  explainKind,
  explainPath,
  indexLanguage,
  type Language,
  listTopics,
  makeLanguage,
} from './explain/explain-language.ts';
export type { Schemas } from './explain/schema.ts';
export { keyOrder } from './key-order.ts';
export { judgeInputs, type Preflight } from './preflight/preflight.ts';
export type { LiveScores } from './preflight/situation.ts';
export type { Scenario } from './standard-events.ts';
export { suggest } from './suggest.ts';
export { type ValidatedDocuments, type ValidateOptions, validateDocuments } from './validate-documents.ts';
