import type { Address, OpenAttribute, RemoteObject, Values } from '../model/index.ts';
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

/** Whether a remote resource holds exactly what an intent sent. */
export function matchesPayload(
  world: World,
  address: Address,
  payload: Values,
  object: RemoteObject,
): boolean {
  return compareWith(world, address, payload, object).equal;
}
