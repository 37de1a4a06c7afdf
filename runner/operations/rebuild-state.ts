import { type Desired, RunnerError, type State } from '../model/index.ts';
import { type LostObject, type RestoredObject, rebuild } from '../plan/index.ts';
import { observeWorld } from './observe-world.ts';
import type { Session } from './session.ts';
import { withLock } from './with-lock.ts';

/** What the live world shows of a lost state, and what it does not. */
export interface RebuiltState {
  readonly environment: string;
  readonly restored: readonly RestoredObject[];
  readonly lost: readonly LostObject[];
  /** Of the state that was written; absent where nothing was. */
  readonly serial?: number;
}

/** How a state is rebuilt. */
export interface RebuildRequest {
  readonly desired: Desired;
  /** Also where a state is there: what it knows stays, and what it lacks is added. */
  readonly addsMissing: boolean;
  /** Is shown what would be written, and says whether it is. */
  readonly confirm: (found: RebuiltState) => Promise<boolean>;
}

/**
 * Makes a lost state anew from what Adobe shows: ids and visible values of what bears the titles that YAML declares (design §8).
 * What only people knew is asked again by later plans. Adobe is only read; the state is locked only to be written.
 *
 * @throws RunnerError `state-exists` where there is a state and nobody said to add to it; `state-moved` where somebody wrote
 * meanwhile
 */
export async function rebuildState(session: Session, request: RebuildRequest): Promise<RebuiltState> {
  const { desired, addsMissing, confirm } = request;
  const before = await session.backend.read();
  if (!addsMissing) refuseExisting(before);
  const world = await observeWorld(session, desired, before, { depth: 'full', settles: false });
  const { transitions, restored, lost } = rebuild(world);
  const found = { environment: desired.environment.name, restored, lost };
  // A state that lacks what nobody could look at would be taken for a whole one.
  if (lost.some(({ isUnread }) => isUnread)) return found;
  if (transitions.length === 0 || !(await confirm(found))) return found;
  return await withLock(session, 'state rebuild', async (lock) => {
    if (lock.state.serial !== before.serial) throw movedState();
    const count = restored.length === 1 ? '1 resource' : `${restored.length} resources`;
    const { serial } = await lock.append(transitions, `rebuild ${count} from what Adobe shows`);
    return { ...found, serial };
  });
}

function refuseExisting({ environment, serial, resources }: State): void {
  if (serial === 0) return;
  const count = Object.values(resources).filter(({ objects }) => objects.length > 0).length;
  throw new RunnerError({
    code: 'state-exists',
    message: `environment "${environment}" has a state: ${count === 1 ? '1 resource' : `${count} resources`}, serial ${serial}`,
    hint: 'It knows more than Adobe shows: keep it. Only what it lacks is added with: cai state rebuild --add-missing',
    exitCode: 4,
  });
}

function movedState(): RunnerError {
  return new RunnerError({
    code: 'state-moved',
    message: 'somebody wrote to the state while this was read; nothing was written',
    hint: 'Run the same command again.',
    exitCode: 4,
  });
}
