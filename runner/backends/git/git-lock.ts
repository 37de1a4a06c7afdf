import type { Clock, Lock, RunnerError, State, Transition } from '../../model/index.ts';
import {
  explainFailure,
  type Meaning,
  NOT_RECORDED,
  PERHAPS_RECORDED,
  RECORDED,
} from '../explain-failure.ts';
import { foldJournal, type JournalEntry, makeEntry } from '../journal-entry.ts';
import { lockLost, makeLostError } from '../lock-errors.ts';
import { makeEntryText } from './commit-text.ts';
import { ageMs, isFree, type Lease, writableUntil } from './lease.ts';
import type { LeaseStore } from './lease-store.ts';
import type { ObjectStore } from './object-store.ts';
import type { Persistence, Publication, RefUpdate, RemoteRefs } from './remote-refs.ts';
import { type BranchState, ENTRY_FILE, STATE_FILE } from './state-branch.ts';

/** Does something again and again, without keeping the process alive; returns what stops it. */
export type Every = (ms: number, work: () => void) => () => void;

/** What a holder has: the state, and the lease that says so, each as it is on the remote. */
export interface Holding extends BranchState {
  readonly lease: Lease;
  readonly leaseCommit: string;
}

/** What a lock works with. */
export interface GitLockOptions {
  readonly environment: string;
  readonly branch: string;
  readonly clock: Clock;
  readonly every: Every;
  readonly store: ObjectStore;
  readonly leases: LeaseStore;
  readonly refs: RemoteRefs;
}

const ATTEMPTS = 4;
/** While nothing else is written. */
const RENEW_EVERY_MS = 60_000;

/**
 * A lease that is held. Every push moves the lease from exactly what this holder made it last: once somebody else has
 * taken it, nothing of this holder is accepted any more, whatever its clock says.
 */
export class GitLock implements Lock {
  readonly #options: GitLockOptions;
  readonly #stop: () => void;
  #holding: Holding;
  /** What was pushed without an answer: it may be there. */
  #unanswered: Holding | undefined;
  /** Why nothing may be written any more. */
  #ended: RunnerError | undefined;
  /** The lease is ours although nothing may be written: the branch was changed by hand. */
  #keepsLease = false;
  #hasFailed = false;
  #turn: Promise<unknown> = Promise.resolve();

  constructor(options: GitLockOptions, holding: Holding) {
    this.#options = options;
    this.#holding = holding;
    // A renewal that fails is tried again next time; whoever writes then hears of it.
    this.#stop = options.every(
      RENEW_EVERY_MS,
      () => void this.#inTurn(() => this.#renew()).catch(() => undefined),
    );
  }

  get state(): State {
    return this.#holding.state;
  }

  async append(transitions: readonly Transition[], message: string): Promise<State> {
    return await this.#inTurn(async () => {
      const next = await this.#makeNext(transitions, message).catch((error: unknown) => {
        throw this.#fail(error, NOT_RECORDED);
      });
      const { tip } = this.#holding;
      const publication = await this.#push(next, [{ ref: 'tip', from: tip, to: next.tip }]);
      if (publication.outcome === 'failed') {
        throw this.#fail(publication.error, publication.isKnown ? NOT_RECORDED : PERHAPS_RECORDED);
      }
      if (publication.outcome === 'moved') await this.#assertRecorded(next);
      return this.#holding.state;
    });
  }

  async release(): Promise<void> {
    this.#stop();
    await this.#inTurn(async () => {
      if (this.#ended !== undefined && !this.#keepsLease) return;
      const publication = await this.#giveBack();
      this.#keepsLease = false;
      this.#ended = makeLostError(undefined);
      // Where a step could not be recorded that was said already, and is not to be hidden behind its consequences.
      if (publication.outcome === 'failed' && !this.#hasFailed) {
        throw explainFailure(publication.error, RECORDED);
      }
    });
  }

  async #giveBack(): Promise<Publication> {
    try {
      await this.#settle();
      if (this.#ended !== undefined && !this.#keepsLease) return { outcome: 'moved' };
      const releasedAt = this.#options.clock.now().toISOString();
      return await this.#push(await this.#withLease(this.#holding, { releasedAt }), []);
    } catch (error) {
      return { outcome: 'failed', error, isKnown: false };
    }
  }

  /** One thing after the other: each push begins where the one before ended. */
  async #inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
    const mine = this.#turn.then(work);
    this.#turn = mine.catch(() => undefined);
    return await mine;
  }

  /** At half its lease a holder must have heard from the remote again before it writes. */
  async #assertWritable(): Promise<void> {
    await this.#settle();
    if (this.#ended !== undefined) throw this.#ended;
    if (this.#options.clock.now() < writableUntil(this.#holding.lease)) return;
    const publication = await this.#pushRenewal(ATTEMPTS);
    if (publication.outcome === 'moved') throw await this.#lose();
    if (publication.outcome === 'failed') throw publication.error;
  }

  /** Why a step was not recorded; that the lock is lost says so itself. */
  #fail(error: unknown, meaning: Meaning): unknown {
    if (error === this.#ended) return error;
    this.#hasFailed = true;
    return explainFailure(error, meaning);
  }

  async #renew(): Promise<void> {
    const { clock } = this.#options;
    if (this.#ended !== undefined || ageMs(this.#holding.lease, clock.now()) < RENEW_EVERY_MS / 2) return;
    await this.#settle();
    const publication = await this.#pushRenewal(1);
    if (publication.outcome === 'moved') await this.#lose();
  }

  async #pushRenewal(attempts: number): Promise<Publication> {
    return await this.#push(await this.#withLease(this.#holding, {}), [], attempts);
  }

  /** Moves the lease, and what else is to be moved with it. */
  async #push(next: Holding, updates: readonly RefUpdate[], attempts = ATTEMPTS): Promise<Publication> {
    const { refs } = this.#options;
    const lease: RefUpdate = { ref: 'lease', from: this.#holding.leaseCommit, to: next.leaseCommit };
    const persistence: Persistence = { attempts, until: writableUntil(next.lease) };
    const publication = await refs.publish([...updates, lease], persistence);
    if (publication.outcome === 'done') this.#holding = next;
    if (publication.outcome === 'failed' && !publication.isKnown) this.#unanswered = next;
    return publication;
  }

  /** Finds out what became of a push without an answer, before anything is built on it. */
  async #settle(): Promise<void> {
    const unanswered = this.#unanswered;
    if (unanswered === undefined || this.#ended !== undefined) return;
    const { lease } = await this.#options.refs.look();
    if (lease === unanswered.leaseCommit) this.#holding = unanswered;
    this.#unanswered = undefined;
    if (lease !== this.#holding.leaseCommit) await this.#lose();
  }

  /** Throws where a step that somebody else came before is not in the history. */
  async #assertRecorded(next: Holding): Promise<void> {
    try {
      if (!(await this.#isRecorded(next))) throw await this.#lose();
    } catch (error) {
      throw this.#fail(error, PERHAPS_RECORDED);
    }
  }

  /** Whether a step is in the history although the lease has gone on: it was accepted, and then somebody took over. */
  async #isRecorded(next: Holding): Promise<boolean> {
    const { refs, store } = this.#options;
    const { tip, lease } = await refs.look();
    if (tip === undefined || lease === this.#holding.leaseCommit) return false;
    if (!(await store.has(tip))) await refs.fetch(['tip']);
    if (!(await store.has(tip)) || !(await store.isAncestor(next.tip, tip))) return false;
    this.#holding = next;
    await this.#lose();
    return true;
  }

  /** Remembers that the lock is lost, and says to whom. */
  async #lose(): Promise<RunnerError> {
    this.#stop();
    const { refs, leases, clock, branch } = this.#options;
    const sight = await refs.look();
    if (sight.lease === this.#holding.leaseCommit) {
      this.#keepsLease = true;
      this.#ended = lockLost(`branch ${branch} was changed by somebody who does not hold the lock`);
      return this.#ended;
    }
    const lease = sight.lease === undefined ? undefined : await leases.read(sight.lease);
    const successor = lease === undefined || isFree(lease, clock.now()) ? undefined : lease;
    this.#ended = makeLostError(successor);
    return this.#ended;
  }

  async #makeNext(transitions: readonly Transition[], message: string): Promise<Holding> {
    await this.#assertWritable();
    const { environment, clock, store } = this.#options;
    const { state, hash, tip, lease } = this.#holding;
    const at = clock.now();
    const { by } = lease;
    const made = makeEntry({
      serial: state.serial + 1,
      at: at.toISOString(),
      by,
      message,
      transitions,
      previous: hash,
    });
    const text = `${JSON.stringify(made, null, 2)}\n`;
    // What is written is what counts: the state is made from the entry as it will be read.
    const entry = JSON.parse(text) as JournalEntry;
    const next = foldJournal(state, [entry]);
    const commit = await store.writeCommit({
      files: { [STATE_FILE]: `${JSON.stringify(next, null, 2)}\n`, [ENTRY_FILE]: text },
      message: makeEntryText(environment, entry, lease),
      identity: { by, at },
      parent: tip,
    });
    return await this.#withLease({ ...this.#holding, state: next, hash: entry.hash, tip: commit }, {});
  }

  /** The same with a lease that is renewed now. */
  async #withLease(holding: Holding, change: Partial<Lease>): Promise<Holding> {
    const { clock, leases } = this.#options;
    const lease: Lease = {
      ...holding.lease,
      renewedAt: clock.now().toISOString(),
      serial: holding.state.serial,
      commit: holding.tip,
      ...change,
    };
    return { ...holding, lease, leaseCommit: await leases.write(lease) };
  }
}
