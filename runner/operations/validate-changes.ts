import { writeRequest } from '../apply/index.ts';
import { type Diagnostic, hash128 } from '../model/index.ts';
import { plannedWrites, type World } from '../plan/index.ts';
import type { Session } from './session.ts';

/** CJA allows few requests: beyond this many, Adobe is asked at apply. */
const MOST_VALIDATIONS = 50;

/** Asks Adobe whether it would accept what changed in YAML, as far as it can be asked before the parents exist. */
export async function validateChanges(session: Session, world: World): Promise<readonly Diagnostic[]> {
  const writes = plannedWrites(world).filter(
    (write) => session.remotes.get(write.kind)?.validate !== undefined,
  );
  const changed = writes.filter(
    (write) => write.applied === undefined || hash128(write.applied) !== hash128(write.payload),
  );
  const asked = changed.slice(0, MOST_VALIDATIONS).map(async (write): Promise<readonly Diagnostic[]> => {
    const found = await session.remotes
      .get(write.kind)
      ?.validate?.(writeRequest(write, write.desired, session.signal));
    return (found ?? []).map((diagnostic) => ({ ...diagnostic, address: write.address }));
  });
  return (await Promise.all(asked)).flat();
}
