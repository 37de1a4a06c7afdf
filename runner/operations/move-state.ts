import {
  type Address,
  type Desired,
  type KindRegistry,
  kindOf,
  parseAddress,
  parseObjectAddress,
  type State,
  UsageError,
} from '../model/index.ts';
import { makeMove } from '../plan/index.ts';
import type { Session } from './session.ts';
import { withLock } from './with-lock.ts';

/** What is given another address in the state. */
export interface StateMove {
  readonly from: Address;
  readonly to: Address;
}

/** What a move came to. */
export interface MovedState extends StateMove {
  readonly serial: number;
  /** Other addresses in which names of objects changed with it, sorted. */
  readonly renamed: readonly Address[];
  /** Whether YAML still declares the former address: then the next plan takes it for something new. */
  readonly isStillDeclared: boolean;
  /** Whether YAML declares the new address: without that the next plan deletes what is there, or is blocked. */
  readonly isDeclared: boolean;
  /** Resources that live in the moved one and are still under its former name. */
  readonly parts: readonly Address[];
}

/**
 * Gives a resource another address in the state, journalled like every change of it, under the lock. Adobe is not asked and not
 * changed. A rename that is reviewed is `moved:` in YAML; both record the same transition.
 *
 * @throws UsageError for an address that is none, unknown or taken, and for two kinds; nothing is written then
 */
export async function moveState(
  tools: Pick<Session, 'backend' | 'by' | 'kinds'>,
  desired: Desired,
  move: StateMove,
): Promise<MovedState> {
  const { kinds } = tools;
  // Before the lock too: who cannot succeed should not be seen to try.
  assertMovable(await tools.backend.read(), kinds, move);
  return await withLock(tools, 'state mv', async (lock) => {
    assertMovable(lock.state, kinds, move);
    const transition = makeMove({ desired, state: lock.state, kinds }, move);
    const { serial } = await lock.append([transition], `move ${move.from} to ${move.to}`);
    const renamed = Object.keys(transition.renames).map((object) => parseObjectAddress(object).address);
    return {
      ...move,
      serial,
      renamed: [...new Set(renamed)].filter((address) => address !== move.from).sort(),
      isStillDeclared: desired.resources[move.from] !== undefined,
      isDeclared: desired.resources[move.to] !== undefined,
      parts: partsOf(lock.state, kinds, move.from),
    };
  });
}

function assertMovable(state: State, kinds: KindRegistry, { from, to }: StateMove): void {
  for (const address of [from, to]) {
    if (parseAddress(address) !== undefined && kinds.has(kindOf(address))) continue;
    throw new UsageError({
      message: `${JSON.stringify(address)} is no address of a resource`,
      hint: `An address is PIPELINE/KIND/NAME. Kinds: ${[...kinds.keys()].sort().join(', ')}`,
    });
  }
  if (kindOf(from) !== kindOf(to)) {
    throw new UsageError({
      message: `${from} is a ${kindOf(from)}, and ${to} would be a ${kindOf(to)}`,
      hint: 'A resource keeps its kind: only pipeline and name can change.',
    });
  }
  if (countObjects(state, from) === 0) {
    throw new UsageError({
      message: `the state knows nothing at ${from}`,
      hint: 'See what it knows: cai state list',
    });
  }
  if (countObjects(state, to) > 0) {
    throw new UsageError({
      message: from === to ? `${from} is there already` : `the state knows another resource at ${to}`,
      hint: `Nothing was moved. See it with: cai state show ${to}`,
    });
  }
}

function countObjects(state: State, address: Address): number {
  return Object.hasOwn(state.resources, address) ? (state.resources[address]?.objects.length ?? 0) : 0;
}

function partsOf(state: State, kinds: KindRegistry, from: Address): readonly Address[] {
  const { pipeline, name } = parseAddress(from) ?? {};
  if (kinds.get(kindOf(from))?.deletion === 'with-parent') return [];
  return Object.keys(state.resources)
    .filter((address) => {
      const parts = parseAddress(address);
      const isPart = kinds.get(kindOf(address))?.deletion === 'with-parent';
      return (
        isPart && parts?.pipeline === pipeline && parts?.name === name && countObjects(state, address) > 0
      );
    })
    .sort();
}
