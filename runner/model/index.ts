/**
 * The nouns that every room shares, and tiny pure functions on them. No I/O, no packages, no imports from other rooms.
 */
export * from './address.ts';
export * from './apply-summary.ts';
export * from './apply-transition.ts';
export * from './backend.ts';
export * from './clock.ts';
export * from './decided-write.ts';
export * from './desired.ts';
export * from './diagnostic.ts';
export * from './diagnostic-code.ts';
export * from './diagnostic-frame.ts';
export * from './document.ts';
export * from './event.ts';
export * from './handoff.ts';
export * from './handoff-view.ts';
export * from './hash.ts';
export * from './internal-error.ts';
export * from './json.ts';
export * from './kind.ts';
export * from './lock-held-error.ts';
export * from './manifest.ts';
export * from './move.ts';
export * from './observed.ts';
export * from './pipeline.ts';
export * from './plan.ts';
export * from './provider.ts';
export * from './provider-error.ts';
export * from './rename-objects.ts';
export * from './runner-error.ts';
export * from './source-address.ts';
export * from './state.ts';
export * from './title.ts';
export * from './transition.ts';
export * from './usage-error.ts';
export * from './values.ts';
