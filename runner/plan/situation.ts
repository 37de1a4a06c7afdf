import {
  ABSENT,
  type Address,
  type BoundObject,
  type DesiredResource,
  type Diagnostic,
  type Fingerprint,
  type KindSpec,
  kindOf,
  type Observation,
  type Reading,
  type RemoteObject,
  specOf,
  unboundObject,
  type Values,
} from '../model/index.ts';
import { type Comparison, compareValues, hashValues } from './compare.ts';
import {
  canonicalDesired,
  type Fingerprints,
  fingerprintsOf,
  isIgnored,
  isImmutable,
  withoutIgnored,
} from './fingerprints.ts';
import { buildIdMap, canonicalObserved, type IdMap } from './id-map.ts';
import { type LiveObject, NOTHING, readLive } from './live.ts';
import { readingOf } from './reading.ts';
import { addressesOf, type World } from './world.ts';

/** How one address stands: what is wanted, which object that concerns, and how it compares. */
export interface Situation {
  readonly address: Address;
  readonly spec: KindSpec;
  readonly desired: DesiredResource | undefined;
  /** Fingerprint of the desired object. */
  readonly fp: Fingerprint | undefined;
  readonly canonical: Values;
  /** Hash of the desired values, or `absent`. */
  readonly after: string;
  /** The object in question: the desired one where it is known, else the current one. */
  readonly subject: BoundObject | undefined;
  readonly reading: Reading;
  readonly live: LiveObject;
  readonly comparison: Comparison;
  readonly candidates: readonly RemoteObject[];
  readonly unreadable: Diagnostic | undefined;
  /** The desired object is there, and everything known of it is as desired. */
  readonly asDesired: boolean;
}

/** All situations of a world, with what they were computed from. */
export interface Analysis {
  readonly world: World;
  readonly fingerprints: Fingerprints;
  readonly idMap: IdMap;
  readonly situations: ReadonlyMap<Address, Situation>;
}

const NOT_OBSERVED: Observation = { bound: {}, candidates: [] };

/** Looks at every address once. Pure; the state should have absorbed the observation first (`reconcile`). */
export function analyse(world: World): Analysis {
  const fingerprints = fingerprintsOf(world);
  const idMap = buildIdMap(world, fingerprints);
  const situations = new Map<Address, Situation>();
  for (const address of addressesOf(world)) {
    situations.set(address, situationOf(world, fingerprints, idMap, address));
  }
  return { world, fingerprints, idMap, situations };
}

function situationOf(world: World, fingerprints: Fingerprints, idMap: IdMap, address: Address): Situation {
  const spec = specOf(world.kinds, kindOf(address));
  const desired = world.desired.resources[address];
  const fp = fingerprints.get(address);
  const canonical = desired === undefined ? {} : canonicalDesired(spec, desired, fingerprints);
  const observation = world.observed.byAddress[address] ?? NOT_OBSERVED;
  const subject = subjectOf(world, address, fp);
  const stand = standOf(world, idMap, { address, spec, canonical, observation, subject });
  const unreadable =
    observation.unreadable ?? (stand.reading.status === 'unreadable' ? stand.reading.diagnostic : undefined);
  const context = { applied: subject?.applied ?? {}, state: world.state };
  const comparison = compareValues(spec, canonical, stand.live, context);
  const isThere =
    spec.mode === 'observed' && spec.madeBy === undefined
      ? stand.live.presence === 'present'
      : subject?.fp === fp && subject?.status === 'current' && stand.live.presence !== 'absent';
  return {
    address,
    spec,
    desired,
    fp,
    canonical,
    get after() {
      return desired === undefined ? ABSENT : hashValues(canonical);
    },
    subject,
    ...stand,
    comparison,
    candidates: observation.candidates.filter((found) =>
      mayBe(world, idMap, { address, spec, canonical, found }),
    ),
    unreadable,
    asDesired: desired !== undefined && unreadable === undefined && isThere && comparison.equal,
  };
}

function subjectOf(world: World, address: Address, fp: Fingerprint | undefined): BoundObject | undefined {
  const objects = world.state.resources[address]?.objects ?? [];
  return (
    objects.find(
      (object) => object.fp === fp && (object.status === 'pending' || object.status === 'current'),
    ) ?? objects.find((object) => object.status === 'current')
  );
}

/** Something within another parent does not carry the key, whatever its title is: unless YAML names it. */
function mayBe(
  world: World,
  idMap: IdMap,
  of: {
    readonly address: Address;
    readonly spec: KindSpec;
    readonly canonical: Values;
    readonly found: RemoteObject;
  },
): boolean {
  const { address, spec, canonical, found } = of;
  if (spec.mode === 'observed' || found.ids['id'] === world.desired.resources[address]?.adoptId) return true;
  const parents = Object.entries(canonical).filter(
    ([path, value]) => isImmutable(spec, path) && typeof value === 'string' && value.includes('~'),
  );
  if (parents.length === 0) return true;
  const observed = canonicalObserved(world, idMap, address, found);
  return parents.every(([path, value]) => observed[path] === undefined || observed[path] === value);
}

interface StandRequest {
  readonly address: Address;
  readonly spec: KindSpec;
  readonly canonical: Values;
  readonly observation: Observation;
  readonly subject: BoundObject | undefined;
}

/** What is live of the subject, or of what an observed address was found as. */
function standOf(world: World, idMap: IdMap, request: StandRequest): { reading: Reading; live: LiveObject } {
  const { address, spec, canonical, observation, subject } = request;
  if (subject !== undefined) {
    const reading = readingOf(world, address, subject);
    return { reading, live: liveOf(world, idMap, { address, spec, canonical, object: subject, reading }) };
  }
  const [candidate] = observation.candidates;
  if (spec.mode === 'observed' && spec.madeBy === undefined && candidate !== undefined) {
    const reading: Reading = { status: 'present', object: candidate };
    return {
      reading,
      live: liveOf(world, idMap, { address, spec, canonical, object: unboundObject(''), reading }),
    };
  }
  return { reading: { status: 'absent' }, live: NOTHING };
}

/** What is live of any object of an address. */
export function liveOf(
  world: World,
  idMap: IdMap,
  of: {
    readonly address: Address;
    readonly spec: KindSpec;
    readonly canonical: Values;
    readonly object: BoundObject;
    readonly reading: Reading;
  },
): LiveObject {
  const observed =
    of.reading.status === 'present' ? canonicalObserved(world, idMap, of.address, of.reading.object) : {};
  const live = readLive(of.spec, of.object, of.reading, observed, of.canonical);
  const ignore = world.desired.resources[of.address]?.lifecycle.ignore ?? [];
  return ignore.length === 0 ? live : leaveAlone(live, ignore);
}

/** What `lifecycle.ignore` names is neither known nor unknown: nobody looks. */
function leaveAlone(live: LiveObject, ignore: readonly string[]): LiveObject {
  const keeps = (paths: ReadonlySet<string>): ReadonlySet<string> =>
    new Set([...paths].filter((path) => !isIgnored(path, ignore)));
  return {
    presence: live.presence,
    values: withoutIgnored(live.values, ignore),
    unknown: keeps(live.unknown),
    attested: keeps(live.attested),
    pending: keeps(live.pending),
  };
}

/** The situation of an address that is known to be in the analysis. */
export function situationAt(analysis: Analysis, address: Address): Situation {
  const situation = analysis.situations.get(address);
  if (situation === undefined) throw new Error(`no situation for ${address}`);
  return situation;
}
