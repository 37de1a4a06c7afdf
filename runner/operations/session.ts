import type {
  Backend,
  Clock,
  DesiredResource,
  EventSink,
  InputReader,
  KindRegistry,
  RemoteKinds,
  ScoreBatchSync,
  SqlEngine,
  State,
} from '../model/index.ts';
import type { ScoreBatches } from '../scores/index.ts';

/** Looks at the world that are to see the same one. */
export interface SharedReads {
  share<T>(work: () => Promise<T>): Promise<T>;
  forget(): void;
}

/** Everything from the outside that an operation on one environment is given. Constructed by `cli/compose.ts` alone. */
export interface Session {
  readonly kinds: KindRegistry;
  /** On a transport that refuses to write, unless the operation applies. */
  readonly remotes: RemoteKinds;
  /** Reads what the preflight judges. */
  readonly inputs: InputReader;
  readonly reads: SharedReads;
  readonly backend: Backend;
  readonly clock: Clock;
  /** Adobe's time, as its last answers showed it. */
  readonly serverNow: () => Date;
  /** Requests sent so far, by API. */
  readonly requests: () => Readonly<Record<string, number>>;
  readonly newId: () => string;
  readonly emit: EventSink;
  readonly signal: AbortSignal;
  /** Who acts: the login that ran the command. */
  readonly by: string;
  readonly scores: {
    /** Where score files come from, for people. */
    readonly source: string;
    /** Fetches the score batches that are missing on disk. */
    readonly sync: ScoreBatchSync;
    /** Opens the batches of a score dataset for reading; or says why they cannot be read yet. */
    readonly open: (
      state: State,
      dataset: DesiredResource,
    ) => Promise<ScoreBatches | { readonly unread: string }>;
    /** The engine that reads rows where they are in Adobe; absent where only downloaded files are read. */
    readonly openRemoteEngine: () => SqlEngine | undefined;
  };
  /** Closes connections, so that the process can end. */
  readonly close: () => Promise<void>;
}
