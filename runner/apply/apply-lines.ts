import {
  type Address,
  type DecidedWrite,
  InternalError,
  kindOf,
  type Observed,
  type OpenAttribute,
  type Reading,
  type State,
  type Transition,
} from '../model/index.ts';
import { findDuplicates } from './find-duplicates.ts';
import { performWrites } from './perform-writes.ts';
import { recoverIntents } from './recover-intents.ts';
import type { ApplyOutcome, ApplyTools, Failure } from './tools.ts';

const MAX_WAVES = 10_000;
/** Decisions settle in a few rounds however large the environment is; a rule that undoes another would go on for ever. */
const MAX_ROUNDS = 200;
/** Writes of one line that get no answer and turn out to have done nothing, before the line is given up for this run. */
const MOST_UNANSWERED = 2;

/**
 * Carries out the open lines of all accepted manifests, wave by wave, until nothing more can be done now. Every wave's
 * intents are durable before its first write, its results right after. Interrupted, it starts nothing new, records what
 * was in flight, and returns. What failed earlier in the same command is not tried again, and stays failed.
 */
export async function applyLines(
  tools: ApplyTools,
  observed: Observed,
  earlier: readonly Failure[] = [],
): Promise<ApplyOutcome> {
  const run = new ApplyRun(tools, observed, earlier);
  await run.recover();
  for (let wave = 0; wave < MAX_WAVES; wave += 1) {
    const writes = await run.settle();
    if (writes.length === 0 || tools.signal.aborted) break;
    await run.performWave(writes);
  }
  return run.outcome();
}

/** Only finds out what became of writes without a result; decides and writes nothing. */
export async function recoverOnly(tools: ApplyTools, observed: Observed): Promise<ApplyOutcome> {
  const run = new ApplyRun(tools, observed, []);
  await run.recover();
  return run.outcome();
}

class ApplyRun {
  readonly #tools: ApplyTools;
  readonly #failures: Failure[] = [];
  readonly #held = new Set<string>();
  /** Writes of this run that got no answer, by line. */
  readonly #unanswered = new Map<string, readonly Failure[]>();
  #waiting: ApplyOutcome['waiting'] = [];
  #state: State;
  #observed: Observed;

  constructor(tools: ApplyTools, observed: Observed, earlier: readonly Failure[]) {
    this.#tools = tools;
    for (const failure of earlier) this.#fail(failure);
    this.#state = tools.lock.state;
    this.#observed = observed;
  }

  get #world(): { desired: ApplyTools['desired']; observed: Observed; state: State } {
    return { desired: this.#tools.desired, observed: this.#observed, state: this.#state };
  }

  /** Finds out what became of writes without a result, before anything else is decided. */
  async recover(): Promise<void> {
    if (this.#state.intents.length === 0) return;
    const recovered = await recoverIntents(this.#tools, this.#world, this.#held);
    this.#state = recovered.state;
    this.#observed = recovered.observed;
    for (const failure of recovered.failures) this.#fail(failure);
  }

  /** Records whatever follows from the world without a write, until nothing more does; returns the writes that are due. */
  async settle(): Promise<readonly DecidedWrite[]> {
    for (let round = 0; round < MAX_ROUNDS; round += 1) {
      const found = this.#tools.reconcile(this.#world);
      if (found.length > 0) {
        await this.#record(found);
        if (found.some(({ type }) => type === 'move')) await this.#observeMoved();
        else await this.#observeBound(found);
        continue;
      }
      const { transitions, writes, waiting } = this.#tools.decide(this.#world, this.#held);
      this.#waiting = waiting;
      if (transitions.length === 0) return writes;
      await this.#record(transitions);
    }
    throw new InternalError({ message: 'the decisions of an apply do not settle' });
  }

  /** What was read under a former address is read again under the new one. */
  async #observeMoved(): Promise<void> {
    const kinds = new Set(Object.keys(this.#state.resources).map(kindOf));
    this.#observed = await this.#tools.observeAgain(this.#state, this.#observed, kinds);
  }

  /** What has just turned up was read before anybody knew whose it is: it is read again as what it is. */
  async #observeBound(found: readonly Transition[]): Promise<void> {
    const kinds = new Set(found.flatMap((one) => (one.type === 'bind' ? [one.kind] : [])));
    if (kinds.size === 0) return;
    this.#observed = await this.#tools.observeAgain(this.#state, this.#observed, kinds);
  }

  async #record(transitions: readonly Transition[]): Promise<void> {
    this.#state = await this.#tools.lock.append(transitions, describe(transitions));
  }

  async performWave(decided: readonly DecidedWrite[]): Promise<void> {
    const writes = decided.filter(({ line }) => !this.#isGivenUp(line));
    if (writes.length === 0) return;
    const performed = await performWrites(this.#tools, writes);
    this.#state = performed.state;
    for (const failure of performed.failures) this.#fail(failure);
    await this.#forgetUnread(performed.written);
    if (this.#tools.signal.aborted) return;
    const kinds = new Set(writes.map((write) => kindOf(write.address)));
    await this.recover();
    this.#observed = await this.#tools.observeAgain(this.#state, this.#observed, kinds);
    await this.#verify(performed.written, kinds);
    if (this.#tools.signal.aborted) return;
    for (const failure of await findDuplicates(this.#tools, this.#world, performed.written))
      this.#fail(failure);
    for (const failure of performed.unanswered) this.#noteUnanswered(failure);
  }

  /** No reading shows that what is never read is gone: its delete was answered, and that is all that will be known. */
  async #forgetUnread(written: readonly DecidedWrite[]): Promise<void> {
    const gone = written.filter(
      ({ operation, address, fp }) =>
        operation === 'delete' && this.#observed.byAddress[address]?.bound[fp]?.status === 'unread',
    );
    if (gone.length === 0) return;
    await this.#record(
      gone.map(({ address, fp }) => ({ type: 'forget', address, fp, reason: 'it was deleted' })),
    );
  }

  /** One more try is worth it once it is known that nothing happened; a service that never answers is not asked for ever. */
  #noteUnanswered(failure: Failure): void {
    this.#unanswered.set(failure.line, [...(this.#unanswered.get(failure.line) ?? []), failure]);
  }

  #isGivenUp(line: string): boolean {
    const failures = this.#unanswered.get(line) ?? [];
    const last = failures.at(-1);
    if (last === undefined || failures.length < MOST_UNANSWERED) return false;
    this.#fail(last);
    return true;
  }

  /** Reads back what was written until it shows, within the bound on stale reads. */
  async #verify(written: readonly DecidedWrite[], kinds: ReadonlySet<string>): Promise<void> {
    const { clock, desired, signal } = this.#tools;
    const bound = desired.environment.limits.staleReadSeconds * 1000;
    let waited = 0;
    for (let delay = 500; ; delay = Math.min(delay * 2, 8000)) {
      const failures = this.#mismatches(written);
      if (failures.length === 0) return;
      if (waited >= bound || signal.aborted) {
        for (const failure of failures) this.#fail(failure);
        return;
      }
      await clock.sleep(delay, signal).catch(() => undefined);
      waited += delay;
      this.#observed = await this.#tools.observeAgain(this.#state, this.#observed, kinds);
    }
  }

  #mismatches(written: readonly DecidedWrite[]): readonly Failure[] {
    const kept = written.filter(({ operation }) => operation !== 'delete').map(({ address }) => address);
    const open = this.#tools.verifyChanges(this.#world, kept);
    return written.flatMap((write): readonly Failure[] => {
      const reading = this.#observed.byAddress[write.address]?.bound[write.fp]?.status;
      const differing = open.get(write.address);
      const isOpen = write.operation === 'delete' ? reading === 'present' : differing !== undefined;
      return isOpen ? [mismatch(write, reading, differing ?? [])] : [];
    });
  }

  /** What went wrong first is what is told of a line. */
  #fail(failure: Failure): void {
    if (this.#held.has(failure.line)) return;
    this.#failures.push(failure);
    this.#held.add(failure.line);
  }

  outcome(): ApplyOutcome {
    return {
      state: this.#state,
      observed: this.#observed,
      failures: this.#failures,
      waiting: this.#waiting,
      interrupted: this.#tools.signal.aborted,
    };
  }
}

/** One line for the history: what a group of transitions is about. */
function describe(transitions: readonly Transition[]): string {
  const about = new Set<Address>();
  for (const transition of transitions) {
    if ('address' in transition) about.add(transition.address);
    else if ('line' in transition) about.add(transition.line);
    else if ('handoff' in transition) about.add(transition.handoff.address);
  }
  return `settle ${[...about].sort().join(', ')}`;
}

/** What is said of a write that was accepted and does not show. */
function mismatch(
  { line, title, operation }: DecidedWrite,
  reading: Reading['status'] | undefined,
  open: readonly OpenAttribute[],
): Failure {
  if (operation === 'delete') {
    const message = 'the deletion was accepted, and it is still there';
    return { line, title, message, hint: 'Run apply again.' };
  }
  if (reading === 'unreadable' || reading === 'absent') {
    const what = reading === 'absent' ? 'reading it back does not show it' : 'it could not be read back';
    const hint = 'Run apply again: it reads before it writes anything.';
    return { line, title, message: `the ${operation} was accepted, and ${what}`, hint };
  }
  const paths = open.map(({ path }) => path).join(', ');
  const message = `the ${operation} was accepted, and reading it back shows other values for ${paths}`;
  return { line, title, message, hint: 'Run plan to see both values; Adobe may not keep what was sent.' };
}
