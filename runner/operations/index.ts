/**
 * One verb per file: a straight list of steps over what it is given. Constructs nothing, prints nothing; apply and
 * answers to handoffs take the lock and release it in every exit, planning never does.
 */

export { type Acceptance, type ApplyRequest, apply, type Offer } from './apply.ts';
export { type CheckedInputs, checkInputs, type InputScope } from './check-inputs.ts';
export { checkScores } from './check-scores.ts';
export * from './ci/index.ts';
export { withoutResources } from './destroy.ts';
export * from './doctor/index.ts';
export { type Drift, drift } from './drift.ts';
export { type Explainer, explain, explainNothing, listExplained, makeExplainer } from './explain/explain.ts';
export { type FormattedSource, type FormattedSources, formatSources } from './format.ts';
export { graph } from './graph.ts';
export { type Attested, attest, decline, showHandoffs } from './handoffs.ts';
export { assertEdited, type Imported, importResource } from './import/import-resource.ts';
export { type MovedState, moveState } from './move-state.ts';
export { plan } from './plan.ts';
export { profileScores, reportScores } from './profile-scores.ts';
export { pullScores } from './pull-scores.ts';
export {
  chooseEnvironment,
  type Repository,
  type RepositoryOptions,
  readRepository,
  resolveFor,
  scopeInputs,
} from './read-repository.ts';
export { readRepositoryOf } from './read-repository-of.ts';
export { type RebuiltState, rebuildState } from './rebuild-state.ts';
export { type ReviewedSides, review } from './review.ts';
export { acceptSavedPlan, wasAccepted } from './saved-plan.ts';
export type { Session } from './session.ts';
export { type Validated, validate } from './validate.ts';
