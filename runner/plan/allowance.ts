import { type Address, matchesAddressPattern } from '../model/index.ts';
import type { Analysis, Situation } from './situation.ts';
import type { World } from './world.ts';

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

/** Whether a resource lives in one that is to go too, or has gone. */
export function goesWithParent(analysis: Analysis, situation: Situation): boolean {
  if (situation.spec.deletion !== 'with-parent') return false;
  const parents = situation.subject?.dependsOn ?? [];
  return parents.some((parent) => analysis.world.desired.resources[parent] === undefined);
}
