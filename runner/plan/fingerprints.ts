import {
  type Address,
  type BoundObject,
  baseOf,
  type DesiredResource,
  type Fingerprint,
  formatObjectAddress,
  hash128,
  type KindRegistry,
  type KindSpec,
  mapTokens,
  pathPattern,
  type State,
  sortKeys,
  specOf,
  type Values,
} from '../model/index.ts';
import { orderByDependency } from './order.ts';
import type { World } from './world.ts';

/** Fingerprint of the object that is desired at each address. */
export type Fingerprints = ReadonlyMap<Address, Fingerprint>;

const LENGTH = 16;

/** Base fingerprint: a hash of the canonical values that nobody can edit. */
export function baseFingerprint(spec: KindSpec, canonical: Values): string {
  const immutable = Object.entries(canonical).filter(([path]) => isImmutable(spec, path));
  return hash128([spec.kind, Object.fromEntries(immutable)]).slice(0, LENGTH);
}

/** Whether a path is one that Adobe lets nobody edit. */
export function isImmutable(spec: KindSpec, path: string): boolean {
  const pattern = pathPattern(path);
  return spec.attributes.some((attribute) => attribute.immutable === true && covers(attribute.path, pattern));
}

/** Whether a row of an attribute table speaks of a path: the very pattern, or something inside it. */
export function covers(row: string, pattern: string): boolean {
  return pattern === row || pattern.startsWith(`${row}.`) || pattern.startsWith(`${row}[`);
}

/**
 * Fingerprints of everything desired, parents first. A current or pending object keeps its fingerprint while its
 * immutable attributes are still the desired ones; a new object that equals n earlier ones is told apart by `#n`.
 */
export function fingerprintsOf(world: Pick<World, 'desired' | 'state' | 'kinds'>): Fingerprints {
  const found = new Map<Address, Fingerprint>();
  for (const address of orderByDependency(world.desired)) {
    const resource = world.desired.resources[address];
    if (resource === undefined) continue;
    found.set(address, fingerprintOf(resource, found, world.state, world.kinds));
  }
  return found;
}

function fingerprintOf(
  resource: DesiredResource,
  known: Fingerprints,
  state: State,
  kinds: KindRegistry,
): Fingerprint {
  const spec = specOf(kinds, resource.kind);
  const values = { ...canonicalWhole(spec, resource, known), ...keptValues(spec, resource, state) };
  return chooseFingerprint(state, resource.address, baseFingerprint(spec, values));
}

/** What `lifecycle.ignore` leaves alone of the current object stays as it is: ignoring it must not replace the object. */
function keptValues(spec: KindSpec, resource: DesiredResource, state: State): Values {
  const current = state.resources[resource.address]?.objects.find((object) => object.status === 'current');
  const { ignore } = resource.lifecycle;
  return Object.fromEntries(
    Object.entries(current?.applied ?? {}).filter(
      ([path]) => isImmutable(spec, path) && isIgnored(path, ignore),
    ),
  );
}

/** The fingerprint that an object with this base has, or would get, at an address. */
export function chooseFingerprint(state: State, address: Address, base: string): Fingerprint {
  const resource = state.resources[address];
  const same = (resource?.objects ?? []).filter((object) => baseOf(object.fp) === base);
  const kept = pick(same, 'current') ?? pick(same, 'pending') ?? pick(same, 'abandoned');
  if (kept !== undefined) return kept.fp;
  const earlier = resource?.past[base] ?? 0;
  return earlier === 0 ? base : `${base}#${earlier}`;
}

function pick(objects: readonly BoundObject[], status: BoundObject['status']): BoundObject | undefined {
  return objects.find((object) => object.status === status);
}

/** Desired values, canonical: normalised, references as `address~fp`, nothing that `lifecycle.ignore` names. */
export function canonicalDesired(spec: KindSpec, resource: DesiredResource, known: Fingerprints): Values {
  const named = mapTokens(resource.values, {
    ref: (address) => formatObjectAddress(address, known.get(address) ?? 'unknown'),
    id: (space, id) => `id:${space}:${id}`,
  });
  return normalizeValues(spec, named, resource.lifecycle.ignore);
}

/** Desired values, canonical, with what `lifecycle.ignore` names: what a new object is made with. */
export function canonicalWhole(spec: KindSpec, resource: DesiredResource, known: Fingerprints): Values {
  return canonicalDesired(spec, { ...resource, lifecycle: { ...resource.lifecycle, ignore: [] } }, known);
}

/** Values without what `lifecycle.ignore` names. */
export function withoutIgnored(values: Values, ignore: readonly string[]): Values {
  return Object.fromEntries(Object.entries(values).filter(([path]) => !isIgnored(path, ignore)));
}

/** Whether `lifecycle.ignore` leaves a path alone. */
export function isIgnored(path: string, ignore: readonly string[]): boolean {
  return ignore.some((ignored) => ignored === path || covers(ignored, pathPattern(path)));
}

/** Normalises every value; null counts as not declared. */
export function normalizeValues(spec: KindSpec, values: Values, ignore: readonly string[]): Values {
  const entries = Object.entries(values)
    .filter(([path]) => !isIgnored(path, ignore))
    .map(([path, value]) => [path, sortKeys(spec.normalize(path, value))] as const)
    .filter(([, value]) => value !== null);
  return Object.fromEntries(entries);
}
