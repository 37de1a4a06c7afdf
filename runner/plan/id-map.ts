import {
  type Address,
  boundObject,
  compareText,
  formatObjectAddress,
  kindOf,
  mapTokens,
  type ObjectAddress,
  type RemoteObject,
  refsOf,
  specOf,
  type Values,
} from '../model/index.ts';
import {
  baseFingerprint,
  chooseFingerprint,
  type Fingerprints,
  isImmutable,
  normalizeValues,
} from './fingerprints.ts';
import { addressesOf, type World } from './world.ts';

/** Remote ids to the objects that bear them: through state first, then through this observation. */
export type IdMap = ReadonlyMap<string, readonly ObjectAddress[]>;

/** Maps every id that state binds or that this observation found under a natural key. */
export function buildIdMap(world: World, fingerprints: Fingerprints): IdMap {
  const map = new Map<string, ObjectAddress[]>();
  for (const address of addressesOf(world)) {
    const spec = world.kinds.get(kindOf(address));
    if (spec?.idSpace === undefined) continue;
    const space = spec.idSpace;
    const objects = world.state.resources[address]?.objects ?? [];
    for (const object of objects) add(map, space, object.ids['id'], formatObjectAddress(address, object.fp));
    if (objects.some((object) => object.status === 'current')) continue;
    const candidates = world.observed.byAddress[address]?.candidates ?? [];
    const [candidate] = candidates;
    if (candidate === undefined || candidates.length > 1 || spec.madeBy !== undefined) continue;
    const fp = candidateFingerprint(world, fingerprints, address, candidate);
    if (fp !== undefined) add(map, space, candidate.ids['id'], formatObjectAddress(address, fp));
  }
  return map;
}

function add(
  map: Map<string, ObjectAddress[]>,
  space: string,
  id: string | undefined,
  object: ObjectAddress,
): void {
  if (id === undefined) return;
  const key = `${space}:${id}`;
  const known = map.get(key) ?? [];
  if (!known.includes(object)) map.set(key, [...known, object].sort(compareText));
}

/** The fingerprint of something found under a natural key: by what it shows, else what is desired. */
function candidateFingerprint(
  world: World,
  fingerprints: Fingerprints,
  address: Address,
  candidate: RemoteObject,
): string | undefined {
  const resource = world.desired.resources[address];
  if (resource === undefined) return undefined;
  const spec = specOf(world.kinds, resource.kind);
  const immutable = Object.keys(resource.values).filter((path) => isImmutable(spec, path));
  const plain = immutable.every((path) => path in candidate.values && !refsIn(resource.values, path));
  if (!plain) return fingerprints.get(address);
  return chooseFingerprint(
    world.state,
    address,
    baseFingerprint(spec, normalizeValues(spec, candidate.values, [])),
  );
}

function refsIn(values: Values, path: string): boolean {
  const value = values[path];
  return value !== undefined && refsOf({ [path]: value }).length > 0;
}

/**
 * Observed values, canonical: ids as `address~fp`, unknown ones as `id:…`. Where several addresses share one remote
 * resource (two pipelines with the same input), the one that the resource itself refers to is meant.
 */
export function canonicalObserved(
  world: World,
  idMap: IdMap,
  address: Address,
  object: RemoteObject,
): Values {
  const kind = kindOf(address);
  const spec = specOf(world.kinds, kind);
  const resource = world.desired.resources[address];
  const preferred = new Set(resource === undefined ? [] : refsOf(resource.values));
  const applied = world.state.resources[address]?.objects.flatMap((known) => known.dependsOn) ?? [];
  for (const dependency of applied) preferred.add(dependency);
  const named = mapTokens(object.values, {
    ref: (ref) => ref,
    id: (space, id) => {
      const known = idMap.get(`${space}:${id}`) ?? [];
      return (
        known.find((candidate) => preferred.has(candidate.split('~')[0] ?? '')) ??
        known[0] ??
        `id:${space}:${id}`
      );
    },
  });
  return normalizeValues(spec, named, resource?.lifecycle.ignore ?? []);
}

/** The remote id that a reference stands for now, where one is bound or observed. */
export function remoteIdOf(
  world: World,
  idMap: IdMap,
  fingerprints: Fingerprints,
  address: Address,
): string | undefined {
  const fp = fingerprints.get(address);
  if (fp === undefined) return undefined;
  const bound = boundObject(world.state, address, fp)?.ids['id'];
  if (bound !== undefined) return bound;
  const object = formatObjectAddress(address, fp);
  for (const [key, objects] of idMap) if (objects.includes(object)) return key.slice(key.indexOf(':') + 1);
  return undefined;
}
