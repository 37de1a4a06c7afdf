import { writeRequest } from '../apply/index.ts';
import { type Address, type Change, type Diagnostic, hash128 } from '../model/index.ts';
import { plannedWrites, type World } from '../plan/index.ts';
import type { Session } from './session.ts';

/** CJA allows few requests: beyond this many, Adobe is asked at apply. */
const MOST_VALIDATIONS = 50;

/** What Adobe said, and what it was asked about. */
export interface Judged {
  readonly diagnostics: readonly Diagnostic[];
  readonly asked: ReadonlySet<Address>;
}

/** Asks Adobe whether it would accept what changed in YAML, as far as it can be asked before the parents exist. */
export async function validateChanges(session: Session, world: World): Promise<Judged> {
  const changed = plannedWrites(world)
    .filter(({ kind }) => session.remotes.get(kind)?.validate !== undefined)
    .filter(({ applied, payload }) => applied === undefined || hash128(applied) !== hash128(payload))
    .slice(0, MOST_VALIDATIONS);
  const found = await Promise.all(
    changed.map(async (write): Promise<readonly Diagnostic[]> => {
      const request = writeRequest(write, write.desired, session.signal);
      const said = await session.remotes.get(write.kind)?.validate?.(request);
      return (said ?? []).map((diagnostic) => ({ ...diagnostic, address: write.address }));
    }),
  );
  return { diagnostics: found.flat(), asked: new Set(changed.map(({ address }) => address)) };
}

/** Notes the changes that Adobe will judge only when they are applied. */
export function noteUnjudged(
  session: Session,
  changes: readonly Change[],
  asked: ReadonlySet<Address>,
): readonly Change[] {
  return changes.map((change) => {
    const judgeable =
      session.remotes.get(change.kind)?.validate !== undefined && !['delete', 'hold'].includes(change.action);
    return !judgeable || change.drift || asked.has(change.address)
      ? change
      : { ...change, note: 'validated at apply' };
  });
}
