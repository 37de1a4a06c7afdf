import {
  type Address,
  type BlockedBy,
  type BoundObject,
  type Condition,
  compareText,
  type Fingerprint,
  formatObjectAddress,
  type Handoff,
  type KindSpec,
  type ObjectAddress,
  parseObjectAddress,
  type Readiness,
  type State,
  specOf,
} from '../model/index.ts';
import { isImmutable } from './fingerprints.ts';
import { gateReason } from './gates.ts';
import { madeBy, mentions } from './made-objects.ts';
import { dependantsOf, dependenciesOf } from './order.ts';
import type { Analysis, Situation } from './situation.ts';

const READY: Readiness = { status: 'ready' };

/** Whether everything that an address depends on is live as desired, and every condition that its kind requires holds. */
export function dependencyReadiness(analysis: Analysis, address: Address): Readiness {
  const { desired } = analysis.world;
  for (const dependency of desired.resources[address]?.dependsOn ?? []) {
    const readiness = presenceReadiness(analysis, dependency);
    if (readiness.status !== 'ready') return readiness;
  }
  const gate = gateReason(analysis.world, address);
  return gate === undefined ? conditionReadiness(analysis, address) : blocked(gate, 'gate');
}

/** Why a dependency is not live as desired, or ready. */
export function presenceReadiness(analysis: Analysis, address: Address): Readiness {
  const situation = analysis.situations.get(address);
  if (situation === undefined) return blocked(`${address} is not declared`, 'check');
  if (situation.asDesired) return READY;
  if (situation.unreadable !== undefined) return blocked(`${address} could not be read`, 'unreadable');
  if (situation.spec.mode === 'observed') return observedReadiness(analysis, situation);
  const handoff = openHandoffAt(analysis.world.state, situation);
  if (handoff !== undefined) return blocked(`the handoff of ${address} is open`, 'handoff');
  return blocked(`${address} is not yet as desired`, 'change');
}

function observedReadiness(analysis: Analysis, situation: Situation): Readiness {
  const { address, spec, live } = situation;
  const awaiting = analysis.world.observed.byAddress[address]?.awaiting;
  if (awaiting !== undefined) return { status: 'awaiting', reason: `${address}: ${awaiting}` };
  if (spec.madeBy === undefined) {
    const what = live.presence === 'absent' ? 'does not exist' : 'is not as it must be';
    return blocked(`${address} ${what}`, 'check');
  }
  const maker = analysis.world.desired.resources[address]?.dependsOn[0];
  if (maker !== undefined) {
    const readiness = presenceReadiness(analysis, maker);
    if (readiness.status !== 'ready') return readiness;
  }
  if (situation.candidates.length > 0 && situation.subject?.fp !== situation.fp) {
    const names = situation.candidates.map((candidate) => `"${candidate.title}" (${candidate.ids['id']})`);
    const known = `Adobe has ${names.slice(0, 5).join(', ')}`;
    return {
      status: 'awaiting',
      reason: `${address} has not appeared; ${known}, none of them for certain its own`,
    };
  }
  return { status: 'awaiting', reason: `${address} appears after the first scoring run (up to 24 hours)` };
}

function conditionReadiness(analysis: Analysis, address: Address): Readiness {
  const requires = analysis.situations.get(address)?.spec.requires ?? [];
  if (requires.length === 0) return READY;
  for (const dependency of dependenciesOf(analysis.world.desired, address)) {
    const situation = analysis.situations.get(dependency);
    for (const required of requires) {
      if (situation?.spec.kind !== required.kind) continue;
      const readiness = fromCondition(dependency, conditionOf(situation, required.condition));
      if (readiness.status !== 'ready') return readiness;
    }
  }
  return READY;
}

function conditionOf(situation: Situation, name: string): Condition | undefined {
  return situation.reading.status === 'present' ? situation.reading.object.conditions[name] : undefined;
}

function fromCondition(address: Address, condition: Condition | undefined): Readiness {
  if (condition === undefined || condition.status === 'ok') return READY;
  const reason = `${address}: ${condition.reason}`;
  return condition.status === 'pending' ? { status: 'awaiting', reason } : blocked(reason, 'check');
}

/** The open handoff of the object in question. */
export function openHandoffAt(state: State, situation: Situation): Handoff | undefined {
  const { subject, address } = situation;
  return subject === undefined ? undefined : state.handoffs[formatObjectAddress(address, subject.fp)];
}

/** Whether whatever still depends on an address that is to go, or on what was made through it, has gone already. */
export function deletionReadiness(analysis: Analysis, address: Address): Readiness {
  const { state, kinds } = analysis.world;
  const own = state.resources[address]?.objects ?? [];
  const names = own.map(({ fp }) => formatObjectAddress(address, fp));
  const going = new Set([
    address,
    ...own.flatMap(({ fp }) => madeBy(analysis.world, address, fp)).map(addressOf),
  ]);
  for (const [other, resource] of Object.entries(state.resources).sort(([a], [b]) => compareText(a, b))) {
    const spec = specOf(kinds, resource.kind);
    if (other === address || spec.mode === 'observed') continue;
    const holds = resource.objects.some(
      (object) => object.dependsOn.some((on) => going.has(on)) && !livesIn(spec, object, names),
    );
    if (holds) return blocked(`${other} still depends on it`, 'change');
  }
  return READY;
}

function addressOf(object: ObjectAddress): Address {
  return parseObjectAddress(object).address;
}

/** A retired object goes last: when everything that uses it has moved to the new one, or is gone. */
export function retirementReadiness(analysis: Analysis, address: Address, fp: Fingerprint): Readiness {
  const own = presenceReadiness(analysis, address);
  if (own.status !== 'ready' && analysis.world.desired.resources[address] !== undefined) return own;
  for (const dependant of dependantsOf(analysis.world.desired, address)) {
    const situation = analysis.situations.get(dependant);
    if (situation === undefined || situation.asDesired || !situation.spec.watched) continue;
    return blocked(`${dependant} has not moved to the new one yet`, 'change');
  }
  const user = userOf(analysis, [formatObjectAddress(address, fp), ...madeBy(analysis.world, address, fp)]);
  return user === undefined ? READY : blocked(`${user} still uses it`, 'change');
}

/** Something that is to go too, is still there, and was last applied with one of these objects. */
function userOf({ world }: Analysis, objects: readonly ObjectAddress[]): string | undefined {
  const users = Object.entries(world.state.resources).flatMap(([address, resource]) => {
    const spec = specOf(world.kinds, resource.kind);
    const isRemoved = world.desired.resources[address] === undefined;
    return resource.objects
      .filter(({ status }) => status === 'retired' || (status === 'current' && isRemoved))
      .filter((object) => !livesIn(spec, object, objects) && mentions(object.applied, objects))
      .map(({ status, fp }) => (status === 'retired' ? formatObjectAddress(address, fp) : address));
  });
  return users.sort(compareText)[0];
}

/** What lives in an object goes with it, and keeps nobody from deleting it. */
function livesIn(spec: KindSpec, { applied }: BoundObject, objects: readonly ObjectAddress[]): boolean {
  const immutable = Object.entries(applied).filter(([path]) => isImmutable(spec, path));
  return spec.deletion === 'with-parent' && mentions(Object.fromEntries(immutable), objects);
}

function blocked(reason: string, by: BlockedBy): Readiness {
  return { status: 'blocked', reason, by };
}
