import { type Address, type Change, type Diagnostic, parseObjectAddress } from '../model/index.ts';
import { dependenciesOf } from './order.ts';
import { addressesOf, type World } from './world.ts';

/**
 * The addresses that a partial plan is about: the targets and all that they depend on, directly or through others; for one that is
 * wanted no more, also what else is wanted no more and depends on it, since that must go first. Undefined where nothing is targeted.
 */
export function scopeOf(world: World, targets: readonly Address[]): ReadonlySet<Address> | undefined {
  if (targets.length === 0) return undefined;
  const scope = new Set(targets.flatMap((target) => [target, ...dependenciesOf(world.desired, target)]));
  const removed = addressesOf(world).filter((address) => world.desired.resources[address] === undefined);
  const isOn = (address: Address, other: Address): boolean =>
    (world.state.resources[address]?.objects ?? []).some(({ dependsOn }) =>
      dependsOn.some((dependency) => parseObjectAddress(dependency).address === other),
    );
  for (let grew = true; grew; ) {
    const found = removed.filter(
      (address) => !scope.has(address) && removed.some((other) => scope.has(other) && isOn(address, other)),
    );
    for (const address of found) scope.add(address);
    grew = found.length > 0;
  }
  return scope;
}

/** Whether something is within a scope; what has no address always is. */
export function isWithin(
  scope: ReadonlySet<Address> | undefined,
  { address }: Pick<Change, 'address'> | Pick<Diagnostic, 'address'>,
): boolean {
  return scope === undefined || address === undefined || scope.has(parseObjectAddress(address).address);
}
