import type { Address, Desired, KindRegistry, Observed, State } from '../model/index.ts';

/** Everything that a plan is computed from. */
export interface World {
  readonly desired: Desired;
  readonly observed: Observed;
  readonly state: State;
  readonly kinds: KindRegistry;
}

/** Orders texts by code unit: the same on every machine. */
export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Every address that is desired or in state, sorted. */
export function addressesOf(world: World): readonly Address[] {
  return [...new Set([...Object.keys(world.desired.resources), ...Object.keys(world.state.resources)])].sort(
    compareText,
  );
}
