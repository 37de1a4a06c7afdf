import type { Address, OpenAttribute, RemoteObject, Values } from '../model/index.ts';
import { analyse, compareWith, type World } from '../plan/index.ts';

/** What still differs at an address after a write, by what was read back: empty when the write is verified. */
export function verifyChange(world: World, address: Address): readonly OpenAttribute[] {
  const situation = analyse(world).situations.get(address);
  if (situation === undefined || situation.asDesired) return [];
  return situation.comparison.open;
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
