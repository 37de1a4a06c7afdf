import type { Address, Fingerprint } from './address.ts';
import type { Diagnostic } from './diagnostic.ts';
import type { AttributePath, Values } from './values.ts';

/** One remote resource as read: visible attributes only, ids as tokens. */
export interface RemoteObject {
  /** All ids by which it is known; `id` is the one that others refer to, in the id space of its kind. */
  readonly ids: Readonly<Record<string, string>>;
  readonly title: string;
  /** What Adobe's UI calls it, where that is more than its title: the dataset `Customer AI Scores - TITLE`. */
  readonly shownAs?: string;
  readonly values: Values;
  /** Attribute patterns that will be visible once a scoring run succeeded. */
  readonly pending: readonly AttributePath[];
  readonly conditions: Readonly<Record<string, Condition>>;
  readonly createdAt?: string;
  readonly modifiedAt?: string;
  readonly modifiedBy?: string;
}

/** Something about a resource that others wait for, and that is no attribute: the backfill of a connection. */
export interface Condition {
  readonly status: 'ok' | 'pending' | 'failed';
  readonly reason: string;
}

/** The outcome of reading one object. A doubtful read is `unreadable`, never `absent`; `unread` was not needed. */
export type Reading =
  | { readonly status: 'present'; readonly object: RemoteObject }
  | { readonly status: 'absent' }
  | { readonly status: 'unreadable'; readonly diagnostic: Diagnostic }
  | { readonly status: 'unread' };

/** What was read for one address. */
export interface Observation {
  /** For each object that state knows of this address. */
  readonly bound: Readonly<Record<Fingerprint, Reading>>;
  /** Remote resources that carry the address's natural key, or one of the titles asked for, and that state does not know. */
  readonly candidates: readonly RemoteObject[];
  /** Set where the address as a whole could not be read. */
  readonly unreadable?: Diagnostic;
  /** A run that is due by now and has left no trace: what Adobe may have reported, and since when. */
  readonly overdue?: { readonly since: string; readonly reason: string };
  /** Why an observed resource is not there yet, where that is known: `awaiting the first scoring run`. */
  readonly awaiting?: string;
}

/** Everything that was read, at one time. */
export interface Observed {
  /** ISO time of the reading: an input of the plan, since the planner reads no clock. */
  readonly observedAt: string;
  readonly byAddress: Readonly<Record<Address, Observation>>;
  /** Requests that the reading took, by API. */
  readonly requests: Readonly<Record<string, number>>;
  /** Every dataset id that carried the name of a score dataset, for the note that a handoff takes. */
  readonly scoreDatasets: readonly string[];
}
