import {
  ABSENT,
  type Address,
  type Change,
  type Desired,
  type Diagnostic,
  formatObjectAddress,
  type ObjectAddress,
  parseObjectAddress,
  type Review,
} from '../model/index.ts';
import { brakeOf } from './brake.ts';
import { absorb, applyCost, countManaged, isForbidden, makePlan, toLine } from './make-plan.ts';
import { makeManifest } from './manifest.ts';
import { type Analysis, analyse } from './situation.ts';
import type { World } from './world.ts';

/** Both sides of a pull request, on one observation and one state. */
export interface ReviewRequest {
  readonly base: World;
  readonly head: World;
  /** Of the head. */
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * What a pull request changes in one environment (design §9): every address whose line differs between the plan of the base
 * and that of the head. Where the head has nothing left to do, a `hold` says so: it supersedes what was accepted and
 * reverts what ran meanwhile, so that taking a change back is reviewed too. Pure.
 */
export function makeReview({ base, head, diagnostics }: ReviewRequest): Review {
  const before = new Map(
    makePlan(base, []).changes.map((change) => {
      const moved = afterMoves(change, head.desired);
      return [moved.address, moved];
    }),
  );
  const plan = makePlan(head, diagnostics);
  const asked = plan.changes.filter((change) => !isSame(before.get(change.address), change));
  const wanted = analyse(absorb(head));
  const held = [...before.values()].flatMap((change) => holdOf(change, plan.changes, wanted));
  const forbidden = asked.filter(isForbidden);
  const changes = [...asked.filter((change) => !isForbidden(change)), ...held];
  const brake = brakeOf(changes, countManaged(head));
  return {
    environment: plan.environment,
    plan,
    manifest: makeManifest(changes.map(toLine)),
    changes,
    forbidden,
    others: plan.changes.filter((change) => !asked.includes(change)),
    ...(brake === undefined ? {} : { brake }),
    apply: applyCost(changes, head.desired.environment.limits),
  };
}

/** A line of the base under the address that the head gives its resource. */
function afterMoves(change: Change, { moved }: Desired): Change {
  const { address, fp } = parseObjectAddress(change.address);
  const to = moved.find(({ from }) => from === address)?.to;
  if (to === undefined) return change;
  return { ...change, address: fp === undefined ? to : formatObjectAddress(to, fp) };
}

/** A line that says the same on both sides is not this pull request's; one that a rule forbids is no line. */
function isSame(before: Change | undefined, after: Change): boolean {
  if (before === undefined || isForbidden(before) !== isForbidden(after)) return false;
  return before.action === after.action && before.before === after.before && before.after === after.after;
}

/** The base would change it, the head leaves it as it is. */
function holdOf(change: Change, asked: readonly Change[], head: Analysis): readonly Change[] {
  if (isForbidden(change) || asked.some(({ address }) => address === change.address)) return [];
  const desired = desiredHash(head, change.address);
  if (desired === undefined) return [];
  const { manifest: _accepted, note: _note, diff, ...rest } = change;
  const taken = diff.map(({ path, before, after, knowledge }) => ({
    path,
    ...(after === undefined ? {} : { before: after }),
    ...(before === undefined ? {} : { after: before }),
    knowledge,
  }));
  const isWanted = head.world.desired.resources[parseObjectAddress(change.address).address] !== undefined;
  return [
    {
      ...rest,
      action: 'hold',
      before: desired,
      after: desired,
      readiness: { status: 'ready' },
      diff: taken,
      destructive: !isWanted && change.destructive,
      drift: false,
      requests: 0,
    },
  ];
}

/** Hash of what the head wants at an address. A replaced object has none: its deletion ends with the line of its address. */
function desiredHash(head: Analysis, line: Address | ObjectAddress): string | undefined {
  const { address, fp } = parseObjectAddress(line);
  if (fp !== undefined) return undefined;
  return head.situations.get(address)?.after ?? ABSENT;
}
