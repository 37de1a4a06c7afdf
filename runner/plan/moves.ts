import {
  type Address,
  applyTransition,
  type BoundObject,
  baseOf,
  type Fingerprint,
  formatAddress,
  formatObjectAddress,
  type JsonValue,
  type ObjectAddress,
  type Observation,
  type Observed,
  parseAddress,
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
type Move = Known['desired']['moved'][number];
type MoveTransition = Extract<Transition, { type: 'move' }>;
type Renames = Readonly<Record<ObjectAddress, ObjectAddress>>;

/**
 * The moves that YAML asks for and state has not made, in the order in which they are made. A fingerprint names what it refers to, so
 * those of everything that depends on a moved resource are written anew: a rename alone changes nothing.
 */
export function dueMoves(world: Known): readonly MoveTransition[] {
  const moves: MoveTransition[] = [];
  for (let { state } = world; ; ) {
    const move = nextMove({ ...world, state });
    if (move === undefined) return moves;
    const moved = applyTransition(state, move, NO_TIME);
    if (moved === state) return moves;
    moves.push(move);
    state = moved;
  }
}

/** A move notes no time. */
const NO_TIME = { at: '' };

function nextMove(world: Known): MoveTransition | undefined {
  const { desired, state } = world;
  const open = allMoves(world).filter(
    ({ from, to }) => !hasObjects(state, to) && desired.resources[from] === undefined,
  );
  // What is only observed comes last: by then what refers to it stands at the addresses that YAML knows.
  const move =
    open.find(({ from }) => hasObjects(state, from)) ??
    open.find(({ from }) => referredTo(world, from).length > 0);
  return move === undefined ? undefined : makeMove(world, move);
}

/** What YAML says was moved, and with each what lives in it: components and access go where their data view goes. */
function allMoves(world: Known): Known['desired']['moved'] {
  const { moved } = world.desired;
  const said = new Set(moved.map(({ from }) => from));
  const parts = moved.flatMap((move) => partsOf(world, move)).filter(({ from }) => !said.has(from));
  return [...moved, ...parts];
}

function partsOf({ kinds, state }: Known, { from, to }: Move): readonly Move[] {
  const [source, target] = [parseAddress(from), parseAddress(to)];
  if (source === undefined || target === undefined) return [];
  return [...kinds.values()]
    .filter(({ deletion }) => deletion === 'with-parent')
    .map(({ kind }) => ({
      from: formatAddress(source.pipeline, kind, source.name),
      to: formatAddress(target.pipeline, kind, target.name),
    }))
    .filter((part) =>
      state.resources[part.from]?.objects.some(
        ({ dependsOn }) => dependsOn.includes(from) || dependsOn.includes(to),
      ),
    );
}

/** The objects of a resource that is only observed and so has none in state: the names that others know them by. */
function referredTo({ state, kinds }: Known, address: Address): readonly ObjectAddress[] {
  const parts = parseAddress(address);
  if (parts === undefined || kinds.get(parts.kind)?.mode !== 'observed') return [];
  const { resources, handoffs, intents } = state;
  const text = JSON.stringify([resources, handoffs, intents]);
  const named = new RegExp(`(?<![a-z0-9-])${address}~[0-9a-z]+(?:#\\d+)?`, 'gu');
  return [...new Set(text.match(named) ?? [])];
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
  const own = world.state.resources[from]?.objects.map(({ fp }) => formatObjectAddress(from, fp));
  for (const object of own ?? referredTo(world, from)) renames[object] = to + object.slice(from.length);
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
export function moveObserved(observed: Observed, moves: readonly MoveTransition[]): Observed {
  return moves.reduce(moveOne, observed);
}

function moveOne(observed: Observed, { from, to, renames }: MoveTransition): Observed {
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
