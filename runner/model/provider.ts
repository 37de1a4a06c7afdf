import type { Address } from './address.ts';
import type { PulledScores } from './apply-summary.ts';
import type { Desired, DesiredResource } from './desired.ts';
import type { Diagnostic } from './diagnostic.ts';
import type { FoundResource } from './import.ts';
import type { Observation, RemoteObject } from './observed.ts';
import type { Intent, State } from './state.ts';
import type { Values } from './values.ts';

/** What a kind is asked to read. */
export interface ObserveRequest {
  readonly desired: Desired;
  readonly state: State;
  /** The addresses of this kind that are desired or in state, sorted. */
  readonly addresses: readonly Address[];
  /** What kinds before this one have found. */
  readonly earlier: Readonly<Record<Address, Observation>>;
  /** `full` also reads what nothing suggests has changed. */
  readonly depth: 'needed' | 'full';
  readonly observedAt: string;
  readonly signal?: AbortSignal;
}

/** What a kind has read. */
export interface ObserveResult {
  readonly byAddress: Readonly<Record<Address, Observation>>;
  /** Only from the kind that reads score datasets. */
  readonly scoreDatasets?: readonly string[];
}

/** One write. `values` are those of `desired` with every reference replaced by the remote id that it stands for. */
export interface WriteRequest {
  readonly address: Address;
  readonly desired: DesiredResource;
  readonly values: Values;
  /** The remote resource that is written to; absent for a create. */
  readonly target?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
}

/** Who changed something, and when. */
export interface LastChange {
  readonly by: string;
  readonly at: string;
}

/**
 * The remote side of a kind: thin calls, no decision. It must read in bulk, must never report `absent` where a read
 * failed, must not log, and must not know the plan. Writes may throw a `ProviderError`, whose `outcome` says whether
 * anything may have happened.
 */
export interface RemoteKind {
  observe(request: ObserveRequest): Promise<ObserveResult>;
  /** One remote resource by its id, to be written as YAML; undefined when Adobe says that there is none. */
  readOne?(id: string, signal: AbortSignal): Promise<FoundResource | undefined>;
  create?(request: WriteRequest): Promise<{ readonly ids: Readonly<Record<string, string>> }>;
  update?(request: WriteRequest): Promise<void>;
  /** Deletes by id; deleting what is gone is a success. */
  remove?(request: {
    readonly address: Address;
    readonly target: Readonly<Record<string, string>>;
  }): Promise<void>;
  /**
   * After a create without an answer: everything of ours that was created since, and whatever bears its title, read
   * freshly. The caller judges; bound ones are left out there.
   */
  findCreated?(intent: Intent): Promise<readonly RemoteObject[]>;
  /**
   * After creates that were answered: for each of them, everything that stands where it put something, for a request may be
   * delivered twice.
   */
  findBeside?(made: readonly WriteRequest[]): Promise<readonly (readonly RemoteObject[])[]>;
  /** Who changed a remote resource last, and when, where audit logs tell. */
  lastChange?(target: Readonly<Record<string, string>>): Promise<LastChange | undefined>;
  /** Asks Adobe whether a value would be accepted; writes nothing. */
  validate?(request: WriteRequest): Promise<readonly Diagnostic[]>;
}

/** Remote kinds by slug. */
export type RemoteKinds = ReadonlyMap<string, RemoteKind>;

/**
 * Reads score files; how they come (Data Access, a folder of an export destination) is its own affair. It must not write, and
 * must not decide what is fetched.
 */
export interface ScoreSource {
  /** Where the files come from, for people: it stands in the manifest of an export. No secret. */
  readonly label: string;
  /** Successful batches of a dataset, newest first, replaced ones dropped. */
  listBatches(datasetId: string, limit: number, signal?: AbortSignal): Promise<readonly ScoreBatch[]>;
  /** The files of a batch, each with its size. */
  listParts(batch: ScoreBatchKey, signal?: AbortSignal): Promise<readonly ScorePart[]>;
  /**
   * Streams bytes of a part to a sink. It may deliver fewer bytes than were asked for, or others as well: the sink takes what
   * it needs. Resolves when the answer has ended.
   */
  readRange(range: ScoreRange, sink: ScoreSink): Promise<{ readonly totalBytes?: number }>;
}

/** What names a batch. */
export interface ScoreBatchKey {
  readonly datasetId: string;
  readonly batchId: string;
}

/** Bytes of a part that are wanted. */
export interface ScoreRange {
  readonly part: ScorePart;
  /** Place of the first byte. */
  readonly start: number;
  /** Exclusive. */
  readonly end: number;
  readonly signal?: AbortSignal | undefined;
}

/** Takes the bytes of an answer, in order. */
export interface ScoreSink {
  /** An answer begins; its first byte has this place in the part. After a lost connection another one may begin. */
  begin(place: number): void;
  /** The next bytes; they hold only until this returns. What it returns is to be waited for before more come. */
  take(bytes: Uint8Array): Promise<void> | undefined;
}

export interface ScoreBatch {
  readonly id: string;
  readonly completedAt: string;
  /** Rows that the batch record claims; absent where the producer says nothing. */
  readonly rows?: number;
  /** Batches that this one replaces: they must not be counted beside it. */
  readonly replaces?: readonly string[];
}

/** One file of a batch, as its source lists it. */
export interface ScorePart {
  /** What the source finds the file by, together with its name. */
  readonly fileId: string;
  readonly name: string;
  readonly bytes: number;
}

/** Fetches for every score export of a state what is missing on disk, and says what came, also where nothing did. Batches are data, never a change or drift. */
export type ScoreBatchSync = (
  state: State,
  desired: Desired,
  signal: AbortSignal,
) => Promise<readonly PulledScores[]>;
