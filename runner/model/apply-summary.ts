import type { Address, ObjectAddress } from './address.ts';
import type { Mode } from './kind.ts';
import type { LineAction } from './manifest.ts';
import type { EquivalenceSummary, HandoffSummary, Plan, Readiness } from './plan.ts';

/** What became of one line of an accepted manifest. */
export interface LineResult {
  readonly address: Address | ObjectAddress;
  readonly action: LineAction;
  readonly mode: Mode;
  readonly title: string;
  /** Why it was refused or superseded; how sure a done one is: `verified`, `attested by Jane`. */
  readonly reason?: string;
}

/** A change that was tried and did not succeed; its line stays open. */
export interface FailedLine extends LineResult {
  readonly message: string;
  readonly hint?: string;
}

/** A line that stays open because it cannot be done yet. */
export interface WaitingLine extends LineResult {
  readonly readiness: Readiness;
  /** ISO times, where they are known: since when it is waited for, and until when that is usual. */
  readonly since?: string;
  readonly until?: string;
}

/** Score files that were fetched for one score export. */
export interface PulledScores {
  readonly address: Address;
  /** Its folder, relative to the one that the runner was started in. */
  readonly folder?: string;
  readonly batches: number;
  readonly files: number;
  readonly bytes: number;
}

/** How one download of scores ended. */
export interface ScorePull {
  readonly environment: string;
  /** Where the files came from. */
  readonly source: string;
  /** All exports that were asked for and can be filled, also those of which nothing was missing. */
  readonly exports: readonly PulledScores[];
  /** Exports whose dataset is not there yet. */
  readonly waiting: readonly Address[];
}

/** What became of one accepted manifest: every line of it, whenever it was closed. */
export interface ManifestSummary {
  readonly id: string;
  readonly digest: string;
  readonly acceptedBy: string;
  readonly acceptedIn?: string;
  readonly done: readonly LineResult[];
  readonly failed: readonly FailedLine[];
  readonly refused: readonly LineResult[];
  readonly superseded: readonly LineResult[];
  readonly waiting: readonly WaitingLine[];
}

/** How one apply ended, for people and programs. Plain data; every line stands in exactly one list. */
export interface ApplySummary {
  readonly verb: 'apply' | 'destroy';
  readonly environment: string;
  readonly sandbox: string;
  readonly endpoint: string;
  readonly done: readonly LineResult[];
  readonly failed: readonly FailedLine[];
  readonly refused: readonly LineResult[];
  readonly superseded: readonly LineResult[];
  readonly waiting: readonly WaitingLine[];
  /** The manifests that this apply accepted or had lines to do of, oldest first. */
  readonly manifests: readonly ManifestSummary[];
  /** All handoffs that are open now. */
  readonly handoffs: readonly HandoffSummary[];
  /** Those of them that this apply opened. */
  readonly opened: readonly ObjectAddress[];
  readonly pulled: readonly PulledScores[];
  readonly equivalences: readonly EquivalenceSummary[];
  /** Stopped by a signal: nothing new was started, and what was in flight is recorded. */
  readonly interrupted: boolean;
  /** What a plan says afterwards, where one was made. */
  readonly plan?: Plan;
}
