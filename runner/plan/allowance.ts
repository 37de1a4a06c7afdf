import { type Address, matchesAddressPattern, parseObjectAddress, type Transition } from '../model/index.ts';
import { isImmutable } from './fingerprints.ts';
import type { Analysis, Situation } from './situation.ts';
import { addressesOf, type World } from './world.ts';

/**
 * Deletion is allowed by what an earlier apply recorded, unless YAML has taken it back since, or by a pattern of the
 * environment; never by today's YAML alone.
 */
export function isDeletionAllowed(world: World, address: Address): boolean {
  if (world.desired.environment.allowDelete.some((pattern) => matchesAddressPattern(address, pattern)))
    return true;
  const recorded = world.state.resources[address]?.allowDelete ?? false;
  return recorded && (world.desired.resources[address]?.lifecycle.allowDelete ?? true);
}

/** What YAML allows now, to be recorded when an apply ends: it counts from the next one on. */
export function recordAllowances(world: World): readonly Transition[] {
  return addressesOf(world).flatMap((address): readonly Transition[] => {
    const allowDelete = world.desired.resources[address]?.lifecycle.allowDelete;
    const recorded = world.state.resources[address]?.allowDelete;
    if (allowDelete === undefined || recorded === undefined || allowDelete === recorded) return [];
    return [{ type: 'record-allowance', address, allowDelete }];
  });
}

/** The resource that something lives in, where that one is to go too, or has gone. */
export function goesWith(analysis: Analysis, situation: Situation): Address | undefined {
  if (situation.spec.deletion !== 'with-parent') return undefined;
  const applied = Object.entries(situation.subject?.applied ?? {});
  const parents = applied.flatMap(([path, value]) =>
    isImmutable(situation.spec, path) && typeof value === 'string' && value.includes('~')
      ? [parseObjectAddress(value).address]
      : [],
  );
  return parents.find((parent) => analysis.world.desired.resources[parent] === undefined);
}
