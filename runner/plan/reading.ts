import type { Address, BoundObject, Reading } from '../model/index.ts';
import type { World } from './world.ts';

/**
 * What was read of one object. An object that was bound after the observation is read among what the observation found
 * unbound: it was there, and only its owner was not known yet.
 */
export function readingOf(
  world: Pick<World, 'observed'>,
  address: Address,
  object: Pick<BoundObject, 'fp' | 'ids'>,
): Reading {
  const observation = world.observed.byAddress[address];
  const reading = observation?.bound[object.fp] ?? { status: 'unread' };
  const id = object.ids['id'];
  if (id === undefined || (reading.status === 'present' && reading.object.ids['id'] === id)) return reading;
  const found = observation?.candidates.find((candidate) => candidate.ids['id'] === id);
  return found === undefined ? reading : { status: 'present', object: found };
}
