import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { lookForProcess, readOwnMark } from '../../host/index.ts';
import {
  type Backend,
  type Clock,
  emptyState,
  type HistoryEntry,
  type Lock,
  type LockHolder,
  type State,
} from '../../model/index.ts';
import { isAtWork, isProvablyDead } from '../dead-holder.ts';
import { explainFailure } from '../explain-failure.ts';
import { CHAIN_START } from '../journal-entry.ts';
import { makeAliveError, makeHeldError } from '../lock-errors.ts';
import { makeFirstText } from './commit-text.ts';
import { type Every, GitLock, type Holding } from './git-lock.ts';
import { GitProgram, type GitProgramOptions } from './git-program.ts';
import { holderOf, isFree, LEASE_SECONDS, type Lease } from './lease.ts';
import { LeaseStore } from './lease-store.ts';
import { ObjectStore } from './object-store.ts';
import { type RefUpdate, RemoteRefs, type Sight } from './remote-refs.ts';
import { makeBusyError, makeRewoundError } from './rewound-error.ts';
import { type BranchState, STATE_FILE, StateBranch } from './state-branch.ts';

/** Where a git backend keeps the state of one environment. */
export interface GitBackendOptions extends GitProgramOptions {
  readonly environment: string;
  readonly clock: Clock;
  /** What renews a lease while nothing else is written. @default a timer that does not keep the process alive */
  readonly every?: Every;
}

/** State and lease as they were at one moment. */
interface Seen {
  readonly sight: Sight;
  readonly held: BranchState | undefined;
  readonly lease: Lease | undefined;
}

/** How often it is looked again where branch and lease do not fit: somebody may be writing. */
const LOOKS = 10;
const LOOK_AGAIN_MS = 500;
/** How often the lock is asked for where somebody else is faster, and gives it back at once. */
const RACES = 5;
const ATTEMPTS = 3;

/**
 * State as a branch of the repository that holds the pipelines: each append is one commit, with the whole state after it and
 * the entry that led there. The lease is a ref apart from it and moves with every push, so that of two writers one is
 * refused. Nothing is touched in the clone but objects, and one private ref with the last commit that was found sound.
 */
export class GitBackend implements Backend {
  readonly #options: GitBackendOptions;
  readonly #store: ObjectStore;
  readonly #refs: RemoteRefs;
  readonly #branch: StateBranch;
  readonly #leases: LeaseStore;

  constructor(options: GitBackendOptions) {
    const { environment, branch, clock, remote } = options;
    const git = new GitProgram(options);
    const names = { tip: `refs/heads/${branch}`, lease: `refs/cai/lease/${environment}` };
    this.#options = options;
    this.#store = new ObjectStore(git);
    this.#refs = new RemoteRefs({ git, clock, remote, names });
    this.#branch = new StateBranch({
      store: this.#store,
      environment,
      branch,
      keptRef: `refs/cai/state/${environment}`,
    });
    this.#leases = new LeaseStore({ store: this.#store, refs: this.#refs, environment, ref: names.lease });
  }

  async read(): Promise<State> {
    return (await this.#see()).held?.state ?? this.#fresh();
  }

  async history(limit: number): Promise<readonly HistoryEntry[]> {
    const { tip } = (await this.#see()).sight;
    return tip === undefined ? [] : await this.#branch.readHistory(tip, limit);
  }

  async holder(): Promise<LockHolder | undefined> {
    const { lease } = await this.#seeLease();
    return lease === undefined || lease.releasedAt !== undefined ? undefined : holderOf(lease);
  }

  /** The lease stays, as one that was given back: what it says of the state is needed. */
  async unlock(): Promise<void> {
    const { clock } = this.#options;
    for (let race = 0; race < RACES; race += 1) {
      const { commit, lease } = await this.#seeLease();
      if (lease === undefined || lease.releasedAt !== undefined) return;
      if (await isAtWork(lease)) throw makeAliveError(holderOf(lease));
      const now = clock.now();
      const to = await this.#leases.write({ ...lease, releasedAt: now.toISOString() });
      if (await this.#publish([{ ref: 'lease', from: commit, to }])) return;
    }
    throw makeBusyError(this.#options.branch);
  }

  async lock(operation: string, by: string): Promise<Lock> {
    const { environment, clock, branch, every = everyOf } = this.#options;
    for (let race = 0; race < RACES; race += 1) {
      const { sight, held, lease } = await this.#see();
      if (lease !== undefined && !isFree(lease, clock.now()) && !(await isAbandoned(lease))) {
        throw makeHeldError(holderOf(lease), environment);
      }
      const holding = await this.#makeHolding({ operation, by }, held);
      const updates: readonly RefUpdate[] = [
        ...(held === undefined ? [{ ref: 'tip', from: undefined, to: holding.tip } as const] : []),
        { ref: 'lease', from: sight.lease, to: holding.leaseCommit },
      ];
      if (!(await this.#publish(updates))) continue;
      const shared = { store: this.#store, leases: this.#leases, refs: this.#refs };
      return new GitLock({ environment, branch, clock, every, ...shared }, holding);
    }
    throw makeBusyError(branch);
  }

  /** Whether it was done; not, where somebody else was faster. Throws where it failed, and says what to do if it did not. */
  async #publish(updates: readonly RefUpdate[]): Promise<boolean> {
    const until = new Date(this.#options.clock.now().getTime() + (LEASE_SECONDS * 1000) / 2);
    const publication = await this.#refs.publish(updates, { attempts: ATTEMPTS, until });
    if (publication.outcome === 'failed') {
      const { error, isKnown } = publication;
      throw isKnown ? error : explainFailure(error, { about: '', hint: this.#perhapsLocked() });
    }
    return publication.outcome === 'done';
  }

  #perhapsLocked(): string {
    return `If the next run finds the lock of this one: cai state unlock --env ${this.#options.environment}`;
  }

  /** Branch and lease that fit. A pair that does not is looked at again: a server moves one ref after the other. */
  async #see(): Promise<Seen> {
    let before: Sight | undefined;
    for (let look = 0; look < LOOKS; look += 1) {
      const sight = await this.#refs.look();
      const seen = await this.#loadSight(sight);
      if (seen !== undefined && (seen.lease === undefined || seen.lease.commit === sight.tip)) return seen;
      if (seen?.lease !== undefined && before?.tip === sight.tip && before?.lease === sight.lease) {
        throw await this.#rewound(sight.tip, seen.lease);
      }
      before = sight;
      await this.#options.clock.sleep(LOOK_AGAIN_MS);
    }
    throw makeBusyError(this.#options.branch);
  }

  /** What the remote showed, brought here; undefined where it has gone on since. */
  async #loadSight(sight: Sight): Promise<Seen | undefined> {
    const { tip } = sight;
    const missing: (keyof Sight)[] = [];
    for (const ref of ['tip', 'lease'] as const) {
      const commit = sight[ref];
      if (commit !== undefined && !(await this.#store.has(commit))) missing.push(ref);
    }
    if (missing.length > 0) await this.#refs.fetch(missing);
    if (tip !== undefined && !(await this.#store.has(tip))) return undefined;
    const lease = sight.lease === undefined ? undefined : await this.#leases.read(sight.lease);
    if (sight.lease !== undefined && lease === undefined) return undefined;
    return { sight, lease, held: tip === undefined ? undefined : await this.#branch.load(tip) };
  }

  async #seeLease(): Promise<{ readonly commit: string | undefined; readonly lease: Lease | undefined }> {
    for (let look = 0; look < LOOKS; look += 1) {
      const { lease: commit } = await this.#refs.look();
      const lease = commit === undefined ? undefined : await this.#leases.read(commit);
      if (commit === undefined || lease !== undefined) return { commit, lease };
    }
    throw makeBusyError(this.#options.branch);
  }

  async #rewound(tip: string | undefined, lease: Lease): Promise<Error> {
    const { branch, remote, environment } = this.#options;
    const isBehind = tip === undefined || !(await this.#store.isAncestor(lease.commit, tip));
    return makeRewoundError({ branch, remote, environment, tip, lease, isBehind });
  }

  /** What this process will hold: the state as it is, or a first commit that gives it its lineage. */
  async #makeHolding(who: Pick<Lease, 'operation' | 'by'>, held: BranchState | undefined): Promise<Holding> {
    const time = this.#options.clock.now().toISOString();
    const mark = await readOwnMark();
    const made: Omit<Lease, 'commit' | 'serial'> = {
      formatVersion: 1,
      id: randomUUID(),
      ...who,
      host: hostname(),
      pid: process.pid,
      ...(mark === undefined ? {} : { process: mark }),
      since: time,
      renewedAt: time,
      seconds: LEASE_SECONDS,
    };
    const branch = held ?? (await this.#begin(made));
    const lease: Lease = { ...made, serial: branch.state.serial, commit: branch.tip };
    return { ...branch, lease, leaseCommit: await this.#leases.write(lease) };
  }

  async #begin(lease: Omit<Lease, 'commit' | 'serial'>): Promise<BranchState> {
    const state = this.#fresh();
    const tip = await this.#store.writeCommit({
      files: { [STATE_FILE]: `${JSON.stringify(state, null, 2)}\n` },
      message: makeFirstText(this.#options.environment, lease),
      identity: { by: lease.by, at: new Date(lease.since) },
    });
    return { state, hash: CHAIN_START, tip };
  }

  #fresh(): State {
    return emptyState(this.#options.environment, randomUUID());
  }
}

/** Whether its holder died on this machine: there is nothing to wait for. */
async function isAbandoned(lease: Lease): Promise<boolean> {
  return isProvablyDead(lease, await lookForProcess(lease.pid));
}

function everyOf(ms: number, work: () => void): () => void {
  const timer = setInterval(work, ms);
  timer.unref();
  return () => clearInterval(timer);
}
