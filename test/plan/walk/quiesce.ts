import type { Plan } from '../../../runner/model/index.ts';
import type { Session } from './session.ts';

const MAX_ROUNDS = 40;

/** How a walk came to rest. */
export interface Rest {
  readonly plan: Plan;
  readonly rounds: number;
  readonly isSettled: boolean;
}

/**
 * Everything goes right from now on: no faults, whatever is planned is accepted, a truthful and complete operator does
 * each handoff as it is asked, runs happen. Ends when a whole round changes nothing.
 */
export async function quiesce(session: Session): Promise<Rest> {
  const { world, backend } = session;
  for (let round = 1; round <= MAX_ROUNDS; round += 1) {
    if (world.inputs.length === 0) world.inputs.push({ id: world.newId('in'), title: 'Web' });
    const before = backend.state.serial;
    await session.accept((await session.plan()).manifest);
    await session.apply();
    for (const reading of await session.readHandoffs()) {
      if (reading.view.waitsFor === undefined) await session.perform(reading, 'right');
    }
    world.run();
    world.isLate = round > 1;
    world.clock.ms += 3_600_000;
    if (backend.state.serial === before && round > 2)
      return { plan: await session.plan(), rounds: round, isSettled: true };
  }
  return { plan: await session.plan(), rounds: MAX_ROUNDS, isSettled: false };
}

/** Brings the first YAML up completely: where half of the walks begin. */
export async function build(session: Session): Promise<void> {
  for (let round = 1; round <= 5; round += 1) {
    await session.accept((await session.plan()).manifest);
    await session.apply();
    for (const reading of await session.readHandoffs()) await session.perform(reading, 'right');
    session.world.run();
  }
  session.readings.length = 0;
}
