/**
 * Desired × observed × state → plan, manifest, digest. Pure: no I/O, no clock, no environment. `nextStep` is the one
 * place that decides what a reviewed line does; planning shows its answer, apply executes it.
 */
export { attestablePaths, handoffFingerprint, retiredTitle } from './handoffs.ts';
export { compareWith, type DecidedWrite, type Decision, decide } from './decide.ts';
export { checkManifest, digestOf, makeManifest, openManifests } from './manifest.ts';
export { absorb, makePlan } from './make-plan.ts';
export { type LineFacts, type NextStep, nextStep } from './next-step.ts';
export { reconcile } from './reconcile.ts';
export { type Analysis, analyse, type Situation } from './situation.ts';
export type { World } from './world.ts';
