import {
  type Address,
  type BoundObject,
  baseOf,
  type Fingerprint,
  formatObjectAddress,
  type JsonValue,
  type ObjectAddress,
  type Observation,
  type Observed,
  parseObjectAddress,
  renameObjects,
  type State,
  specOf,
  type Transition,
  type Values,
} from '../model/index.ts';
import { baseFingerprint, canonicalDesired, fingerprintsOf, isImmutable } from './fingerprints.ts';
import type { World } from './world.ts';

type Known = Pick<World, 'desired' | 'state' | 'kinds'>;
type MoveTransition = Extract<Transition, { type: 'move' }>;
type Renames = Readonly<Record<ObjectAddress, ObjectAddress>>;

/**
 * The first of the moves that YAML asks for and state has not made. A fingerprint names what it refers to, so those of
 * everything that depends on a moved resource are written anew: a rename alone changes nothing.
 */
export function nextMove(world: Known): MoveTransition | undefined {
  const { desired, state } = world;
  const move = desired.moved.find(
    ({ from, to }) =>
      hasObjects(state, from) && !hasObjects(state, to) && desired.resources[from] === undefined,
  );
  return move === undefined ? undefined : makeMove(world, move);
}

/** A move of one resource, with every object whose name changes by it; nobody has checked that it may be made. */
export function makeMove(
  world: Known,
  { from, to }: { readonly from: Address; readonly to: Address },
): MoveTransition {
  return { type: 'move', from, to, renames: renamesOf(world, from, to) };
}

function hasObjects(state: State, address: Address): boolean {
  return (state.resources[address]?.objects.length ?? 0) > 0;
}

/** Every object whose name changes with a move: those of the address, and all that refer to them, directly or not. */
function renamesOf(world: Known, from: Address, to: Address): Renames {
  const renames: Record<ObjectAddress, ObjectAddress> = {};
  for (const { fp } of world.state.resources[from]?.objects ?? []) {
    renames[formatObjectAddress(from, fp)] = formatObjectAddress(to, fp);
  }
  const objects = Object.entries(world.state.resources).flatMap(([address, resource]) =>
    resource.objects.map((object) => ({ address, object })),
  );
  for (let round = 0; round < objects.length; round += 1) {
    let isStable = true;
    for (const { address, object } of objects) {
      const key = formatObjectAddress(address, object.fp);
      const base = renamedBase(world, renames, address, object);
      if (base === undefined || renames[key]?.endsWith(`~${base}`) === true) continue;
      const recurrence = object.fp.slice(baseOf(object.fp).length);
      const renamed = formatObjectAddress(address === from ? to : address, `${base}${recurrence}`);
      if (renames[key] === renamed || (renames[key] === undefined && renamed === key)) continue;
      renames[key] = renamed;
      isStable = false;
    }
    if (isStable) break;
  }
  return renames;
}

/** The base fingerprint that an object has once what it refers to is renamed; undefined where nothing changes. */
function renamedBase(
  world: Known,
  renames: Renames,
  address: Address,
  object: BoundObject,
): Fingerprint | undefined {
  const resource = world.state.resources[address];
  if (resource === undefined) return undefined;
  const spec = specOf(world.kinds, resource.kind);
  const values =
    spec.madeBy === undefined ? knownValues(world, address, object) : madeValues(world, address, object);
  const immutable = Object.fromEntries(Object.entries(values).filter(([path]) => isImmutable(spec, path)));
  const renamed = renameObjects(immutable, renames) as Values;
  return JSON.stringify(renamed) === JSON.stringify(immutable) ? undefined : baseFingerprint(spec, renamed);
}

function knownValues(world: Known, address: Address, object: BoundObject): Values {
  const asked = world.state.handoffs[formatObjectAddress(address, object.fp)]?.asked ?? {};
  return { ...asked, ...object.applied };
}

/** What Adobe made has no values of its own in state: it refers to its maker. */
function madeValues(world: Known, address: Address, object: BoundObject): Values {
  const desired = world.desired.resources[address];
  const maker = object.ids['maker'];
  const makerAddress = desired?.dependsOn[0];
  if (desired === undefined || maker === undefined || makerAddress === undefined) return {};
  const known = new Map(fingerprintsOf(world)).set(makerAddress, maker);
  return canonicalDesired(specOf(world.kinds, desired.kind), desired, known);
}

/** What was observed under former names, under the new ones: a move needs no second look at Adobe. */
export function moveObserved(observed: Observed, { from, to, renames }: MoveTransition): Observed {
  const byAddress: Record<Address, Observation> = {};
  for (const [address, observation] of Object.entries(observed.byAddress)) {
    const bound = Object.entries(observation.bound).map(([fp, reading]) => {
      const renamed = renames[formatObjectAddress(address, fp)];
      const key = renamed === undefined ? fp : (parseObjectAddress(renamed).fp ?? fp);
      return [key, renameObjects(reading as unknown as JsonValue, renames)] as const;
    });
    const moved = { ...observation, bound: Object.fromEntries(bound) } as unknown as Observation;
    const key = address === from ? to : address;
    const known = byAddress[key] ?? (address === from ? observed.byAddress[to] : undefined);
    byAddress[key] = known === undefined ? moved : joined(known, moved);
  }
  return { ...observed, byAddress };
}

function joined(a: Observation, b: Observation): Observation {
  const ids = new Set(a.candidates.map((candidate) => candidate.ids['id']));
  const more = b.candidates.filter((candidate) => !ids.has(candidate.ids['id']));
  return { ...a, ...b, bound: { ...a.bound, ...b.bound }, candidates: [...a.candidates, ...more] };
}
