import type {
  Address,
  AttributePath,
  Clock,
  DecidedWrite,
  Desired,
  EventSink,
  Lock,
  Observed,
  OpenAttribute,
  Readiness,
  RemoteKinds,
  RemoteObject,
  State,
  Transition,
  Values,
} from '../model/index.ts';

/** A world as apply knows it: enough to ask the functions that decide. */
export interface ApplyWorld {
  readonly desired: Desired;
  readonly observed: Observed;
  readonly state: State;
}

/** What apply is given. It decides nothing itself: `reconcile` and `decide` do, and both are pure. */
export interface ApplyTools {
  readonly lock: Lock;
  readonly desired: Desired;
  readonly remotes: RemoteKinds;
  readonly clock: Clock;
  /** The time by Adobe's clock, as the last answers showed it. */
  readonly serverNow: () => Date;
  readonly newId: () => string;
  readonly emit: EventSink;
  readonly signal: AbortSignal;
  readonly reconcile: (world: ApplyWorld) => readonly Transition[];
  readonly decide: (
    world: ApplyWorld,
    held: ReadonlySet<string>,
  ) => {
    readonly transitions: readonly Transition[];
    readonly writes: readonly DecidedWrite[];
    readonly waiting: readonly {
      readonly manifest: string;
      readonly line: string;
      readonly readiness: Readiness;
    }[];
  };
  readonly verifyChanges: (
    world: ApplyWorld,
    addresses: readonly Address[],
  ) => ReadonlyMap<Address, readonly OpenAttribute[]>;
  /** In what a remote resource differs from what was sent; empty where it holds exactly that. */
  readonly differencesFrom: (
    world: ApplyWorld,
    address: Address,
    payload: Values,
    object: RemoteObject,
  ) => readonly AttributePath[];
  /** Reads some kinds again, and whatever is observed after them. */
  readonly observeAgain: (state: State, earlier: Observed, kinds: ReadonlySet<string>) => Promise<Observed>;
}

/** A change that was tried and did not succeed in this run. */
export interface Failure {
  readonly line: string;
  readonly title: string;
  readonly message: string;
  readonly hint?: string;
}

/** How an apply ended. */
export interface ApplyOutcome {
  readonly state: State;
  readonly observed: Observed;
  readonly failures: readonly Failure[];
  readonly waiting: readonly {
    readonly manifest: string;
    readonly line: string;
    readonly readiness: Readiness;
  }[];
  readonly interrupted: boolean;
}
