import { type Change, type Desired, type Diagnostic, type Plan, parseObjectAddress } from '../model/index.ts';
import { makePlan } from '../plan/index.ts';
import { observeWorld } from './observe-world.ts';
import type { Session } from './session.ts';

/** A plan reduced to what differs although YAML did not change, with who changed it. */
export interface Drift {
  readonly plan: Plan;
  readonly changes: readonly Change[];
}

/** Compares the live world with what was last applied. Writes nothing. */
export async function drift(
  session: Session,
  desired: Desired,
  diagnostics: readonly Diagnostic[],
  depth: 'needed' | 'full',
): Promise<Drift> {
  const state = await session.backend.read();
  const world = await observeWorld(session, desired, state, { depth });
  const plan = makePlan(world, diagnostics);
  const drifted = plan.changes.filter((change) => change.drift);
  const changes: Change[] = [];
  for (const change of drifted) {
    const { address } = parseObjectAddress(change.address);
    const object = state.resources[address]?.objects.find((known) => known.status === 'current');
    const last =
      object === undefined ? undefined : await session.remotes.get(change.kind)?.lastChange?.(object.ids);
    changes.push(last === undefined ? change : { ...change, changedBy: last.by, changedAt: last.at });
  }
  return { plan, changes };
}
