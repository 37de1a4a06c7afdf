import type { Address } from './address.ts';
import type { State } from './state.ts';
import type { Transition } from './transition.ts';

/** Who holds a lock, for the one who is refused. */
export interface LockHolder {
  readonly operation: string;
  readonly by: string;
  readonly host: string;
  readonly pid: number;
  readonly since: string;
}

/** One group of transitions, for whoever asks what happened. */
export interface HistoryEntry {
  readonly serial: number;
  readonly at: string;
  readonly by: string;
  readonly message: string;
  readonly addresses: readonly Address[];
  /** Where it stands in the history of a repository. */
  readonly commit?: string;
}

/** Where state, journal and lock of one environment live. Planning reads and never locks. */
export interface Backend {
  /** State with the journal folded in; the empty state where there is none yet. */
  read(): Promise<State>;
  /** Takes the lock or throws `LockHeldError`; a lock whose holder is dead is taken over. */
  lock(operation: string, by: string): Promise<Lock>;
  /** Who holds the lock now. */
  holder(): Promise<LockHolder | undefined>;
  /** Removes a lock by force: for a person who knows that its holder is gone. */
  unlock(): Promise<void>;
  /** The last entries, newest first. Throws `no-history` where the backend keeps none. */
  history(limit: number): Promise<readonly HistoryEntry[]>;
}

/** The right to change state. */
export interface Lock {
  readonly state: State;
  /** Makes transitions durable, then returns the state after them. Nothing is done in the outside world before this resolves. */
  append(transitions: readonly Transition[], message: string): Promise<State>;
  release(): Promise<void>;
}
