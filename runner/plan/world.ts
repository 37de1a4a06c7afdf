import {
  type Address,
  compareText,
  type Desired,
  isOpen,
  type KindRegistry,
  type Observed,
  parseObjectAddress,
  type State,
} from '../model/index.ts';

/** Everything that a plan is computed from. */
export interface World {
  readonly desired: Desired;
  readonly observed: Observed;
  readonly state: State;
  readonly kinds: KindRegistry;
}

/** Every address that is desired, in state, or named by an open line, sorted. */
export function addressesOf(world: World): readonly Address[] {
  const lines = world.state.manifests.flatMap((manifest) => manifest.lines.filter(isOpen));
  const named = lines.map((line) => parseObjectAddress(line.address).address);
  const all = [...Object.keys(world.desired.resources), ...Object.keys(world.state.resources), ...named];
  return [...new Set(all)].sort(compareText);
}
