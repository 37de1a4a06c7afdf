import type { Address, AttributePath, OpenAttribute, RemoteObject, Values } from '../model/index.ts';
import { analyse, compareWith, type World } from '../plan/index.ts';

/** What still differs after writes, by what was read back, for each address where something does. */
export function verifyChanges(
  world: World,
  addresses: readonly Address[],
): ReadonlyMap<Address, readonly OpenAttribute[]> {
  const { situations } = analyse(world);
  const open = new Map<Address, readonly OpenAttribute[]>();
  for (const address of addresses) {
    const situation = situations.get(address);
    if (situation === undefined || situation.asDesired) continue;
    if (situation.comparison.open.length > 0) open.set(address, situation.comparison.open);
  }
  return open;
}

/** In what a remote resource differs from what an intent sent; empty where it holds exactly that. */
export function differencesFrom(
  world: World,
  address: Address,
  payload: Values,
  object: RemoteObject,
): readonly AttributePath[] {
  return compareWith(world, address, payload, object).open.map(({ path }) => path);
}
