import { absorb, attestHandoff, type HandoffAnswer } from '../../../runner/plan/index.ts';
import type { Reading } from './operator.ts';
import { build } from './quiesce.ts';
import { Session } from './session.ts';
import type { ToyYaml } from './toy-yaml.ts';

/** Who answers in tests. */
export const ANNA = { by: 'anna', asserted: true } as const;

/** A session with everything built, and one more reviewed change, applied as far as it goes without a person. */
export async function built(change: Partial<ToyYaml> = {}): Promise<Session> {
  const session = new Session();
  await build(session);
  await submit(session, change);
  return session;
}

/** A reviewed change, applied as far as it goes without a person. */
export async function submit(session: Session, change: Partial<ToyYaml>): Promise<void> {
  session.yaml = { ...session.yaml, ...change };
  await session.accept((await session.plan()).manifest);
  await session.apply();
}

/** The one handoff that is open. */
export async function only(session: Session): Promise<Reading> {
  const readings = await session.readHandoffs();
  const [reading] = readings;
  if (reading === undefined || readings.length > 1) throw new Error(`${readings.length} handoffs are open`);
  return reading;
}

/** A person's word for a handoff, recorded where it counts. */
export async function answer(session: Session, reading: Reading, more: object = {}): Promise<HandoffAnswer> {
  const { address } = reading.handoff;
  const world = absorb(await session.look());
  const answered = attestHandoff(world, { address, fingerprint: reading.view.fingerprint, ...ANNA, ...more });
  if (answered.ok) await (await session.backend.lock()).append(answered.transitions, 'attest');
  return answered;
}

/** What became of an answer. */
export const codeOf = (answered: HandoffAnswer): string => (answered.ok ? 'ok' : answered.refusal.code);
