import type { Backend, DoctorCheck, LockHolder, State } from '../../model/index.ts';
import { attempt, failed, notChecked, ok, type Subject, warning } from './attempt.ts';

const STATE: Subject = { id: 'state', area: 'state', label: 'State' };
const LOCK: Subject = { id: 'lock', area: 'state', label: 'Lock' };

/** Whether the state can be read and the lock is free. Reads only. */
export async function checkState(backend: Backend, place: string): Promise<readonly DoctorCheck[]> {
  const state = await attempt(async () => await backend.read());
  if ('error' in state) {
    return [failed(STATE, state.error), notChecked(LOCK, 'the state cannot be read')];
  }
  const holder = await attempt(async () => await backend.holder());
  return [
    judgeState(state.value, place),
    'error' in holder ? failed(LOCK, holder.error) : judgeLock(holder.value),
  ];
}

function judgeState({ serial, resources, intents, environment }: State, place: string): DoctorCheck {
  if (serial === 0) return ok(STATE, `nothing is recorded yet: ${place}`);
  const count = Object.values(resources).filter(({ objects }) => objects.length > 0).length;
  const found = `${count === 1 ? '1 resource' : `${count} resources`}, serial ${serial}: ${place}`;
  if (intents.length === 0) return ok(STATE, found);
  const open = intents.length === 1 ? '1 write has' : `${intents.length} writes have`;
  return warning(
    STATE,
    `${found}; ${open} no result, because an apply was cut off`,
    `It is looked up by the next: cai apply --env ${environment}`,
  );
}

function judgeLock(holder: LockHolder | undefined): DoctorCheck {
  if (holder === undefined) return ok(LOCK, 'free');
  const { operation, by, host, pid, since } = holder;
  return warning(
    LOCK,
    `held by ${by}: ${operation} on ${host}, process ${pid}, since ${since}`,
    'Wait for it. Only where that process is gone for good: cai state unlock',
  );
}
