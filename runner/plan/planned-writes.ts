import { type Address, type DesiredResource, refsOf, type Values } from '../model/index.ts';
import { remoteIdOf } from './id-map.ts';
import { analyse } from './situation.ts';
import type { World } from './world.ts';

/** A managed resource that is to be written, with everything that a request about it needs. */
export interface PlannedWrite {
  readonly address: Address;
  readonly kind: string;
  readonly desired: DesiredResource;
  readonly payload: Values;
  /** What was last applied; absent for a create. */
  readonly applied: Values | undefined;
  readonly remoteIds: Readonly<Record<Address, string>>;
  readonly target: Readonly<Record<string, string>> | undefined;
}

/** Managed resources that are not as desired and whose references all have ids by now, sorted by address. */
export function plannedWrites(world: World): readonly PlannedWrite[] {
  const analysis = analyse(world);
  return [...analysis.situations.values()].flatMap((situation): readonly PlannedWrite[] => {
    const { address, spec, desired, canonical, subject, asDesired } = situation;
    if (spec.mode !== 'managed' || desired === undefined || asDesired) return [];
    const remoteIds: Record<Address, string> = {};
    for (const ref of refsOf(desired.values)) {
      const id = remoteIdOf(world, analysis.idMap, analysis.fingerprints, ref);
      if (id === undefined) return [];
      remoteIds[ref] = id;
    }
    const target = subject?.ids;
    return [
      { address, kind: spec.kind, desired, payload: canonical, applied: subject?.applied, remoteIds, target },
    ];
  });
}
