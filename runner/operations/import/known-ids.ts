import { type Address, kindOf } from '../../model/index.ts';
import type { World } from '../../plan/index.ts';

/** The addresses that remote ids stand for, by `space:id`: what state binds, and what carries the natural key of something declared. */
export type KnownIds = ReadonlyMap<string, readonly Address[]>;

/** Lists every id of a world. Where state binds nothing and several carry a key, none of them counts. */
export function listKnownIds({ desired, observed, state, kinds }: World): KnownIds {
  const known = new Map<string, Address[]>();
  const addresses = [...Object.keys(desired.resources), ...Object.keys(state.resources)];
  for (const address of new Set(addresses)) {
    const space = kinds.get(kindOf(address))?.idSpace;
    if (space === undefined) continue;
    const objects = (state.resources[address]?.objects ?? []).filter(({ status }) => status !== 'abandoned');
    const candidates = observed.byAddress[address]?.candidates ?? [];
    const found = objects.length > 0 ? objects : candidates.length === 1 ? candidates : [];
    for (const { ids } of found) {
      if (ids.id === undefined) continue;
      const key = `${space}:${ids.id}`;
      known.set(key, [...(known.get(key) ?? []), address].sort());
    }
  }
  return known;
}
