import type { Manifest } from './manifest.ts';
import type { Change, Plan } from './plan.ts';

/**
 * What a pull request changes in one environment: the lines that differ between the plan of its base and the plan of its
 * head, on one observation. Whatever else the plan of the head says is shown, and is not reviewed here.
 */
export interface Review {
  readonly environment: string;
  /** The plan of the head; diagnostics, open handoffs and what the apply costs are taken from it. */
  readonly plan: Plan;
  /** What a reviewer approves. Empty where the pull request changes nothing here. */
  readonly manifest: Manifest;
  /** One change for each line of the manifest, in the order of the plan; a `hold` where the head has nothing left to do. */
  readonly changes: readonly Change[];
  /** What the pull request asks for and a rule forbids: in no manifest, and blocks its verdict. */
  readonly forbidden: readonly Change[];
  /** Changes of the plan that this pull request does not make: accepted earlier and still open, or made in Adobe by others. */
  readonly others: readonly Change[];
  /** Set where the environment's brake needs an acknowledgement of the digest. */
  readonly brake?: string;
  /** API requests and minutes that carrying out the manifest will take. */
  readonly apply: { readonly requests: number; readonly minutes: number };
}

/** Why a pull request may be merged, or must not be. */
export interface ReviewVerdict {
  readonly state: 'success' | 'failure';
  /** One line, at most 140 characters. */
  readonly text: string;
}
