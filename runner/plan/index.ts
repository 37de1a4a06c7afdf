/**
 * Desired × observed × state → plan, manifest, digest. Pure: no I/O, no clock, no environment. `nextStep` is the one
 * place that decides what a reviewed line does; planning shows its answer, apply executes it.
 */
export { recordAllowances } from './allowance.ts';
export { attestablePaths, equatableAttributes } from './attestable.ts';
export { compareWith } from './candidates.ts';
export { type Decision, decide } from './decide.ts';
export {
  type AnswerRefusal,
  type AnswerRequest,
  type AttestRequest,
  attestHandoff,
  type DeclineRequest,
  declineHandoff,
  type HandoffAnswer,
} from './handoff-answers.ts';
export { handoffView } from './handoff-view.ts';
export { handoffFingerprint } from './handoffs.ts';
export { absorb, makePlan } from './make-plan.ts';
export { makeReview, type ReviewRequest } from './make-review.ts';
export { checkManifest, makeManifest } from './manifest.ts';
export { makeMove } from './moves.ts';
export { type LineFacts, type NextStep, nextStep } from './next-step.ts';
export { type PlannedWrite, plannedWrites } from './planned-writes.ts';
export { type LostObject, type Rebuilding, type RestoredObject, rebuild } from './rebuild.ts';
export { reconcile } from './reconcile.ts';
export { type Analysis, analyse, type Situation } from './situation.ts';
export type { World } from './world.ts';
