import type { Address, Fingerprint } from './address.ts';
import type { JsonValue } from './json.ts';
import type { AttributePath } from './values.ts';

/** Why a person is asked. `undo`: what was begun for a change that is no longer wanted. `overdue`: a run that left no trace. */
export type HandoffPurpose = 'create' | 'update' | 'replace' | 'adopt' | 'delete' | 'undo' | 'overdue';

/** One thing to do in Adobe's UI, as data: every rendering comes from this. */
export interface GuidedStep {
  /** Where: `Customer AI › Create instance › Define goal`. */
  readonly screen: string;
  readonly act: 'open' | 'set' | 'add' | 'remove' | 'rename' | 'delete' | 'save' | 'check';
  /** The control's label as Adobe prints it. */
  readonly label: string;
  /** What to enter or choose, as a person types it. */
  readonly value?: string;
  readonly why?: string;
  /** What Adobe re-ingests, deletes or breaks because of this step. */
  readonly consequence?: string;
  /** The attributes that the step settles. */
  readonly paths: readonly AttributePath[];
  /** The API field that reads it back; absent where no API shows it. */
  readonly readBack?: string;
  /** To be done even where Adobe shows it as asked now, since an earlier step takes it away. */
  readonly anew?: boolean;
}

/** An open guided step: it belongs to an address and to one object of it. At most one is open for each object. */
export interface Handoff {
  readonly address: Address;
  readonly fp: Fingerprint;
  readonly purpose: HandoffPurpose;
  readonly phase: 'rename' | 'main';
  /** What is asked for, canonical; compared with what is live at each apply. */
  readonly asked: Readonly<Record<AttributePath, JsonValue>>;
  /** The manifest whose line it serves; absent while it is orphaned, undone or overdue. */
  readonly manifest?: string;
  readonly title: string;
  /** Ids of score datasets that were there before: what turns up afterwards is new. */
  readonly baseline: readonly string[];
  readonly openedAt: string;
  /** When it was last asked for something else than before; absent while it asks what it asked when it was opened. */
  readonly askedAt?: string;
  /** For `undo`: the title to restore, where a rename had been asked. */
  readonly restoreTitle?: string;
}

/** A person's word for one attribute of one object. */
export interface Attestation {
  readonly value: JsonValue;
  readonly by: string;
  /** True where nobody checked who `by` is (`--as NAME`). */
  readonly asserted: boolean;
  readonly at: string;
}

/** `this desired and this observed value count as equal`: a comparison that a person declared wrong, with the reason. */
export interface Equivalence {
  readonly desired: JsonValue;
  readonly observed: JsonValue;
  readonly reason: string;
  readonly by: string;
  readonly asserted: boolean;
  readonly at: string;
}

/** Pseudo-paths for what is done rather than set; they never collide with an attribute, which holds no colon. */
export const STEP_RENAMED = 'step:renamed';
export const STEP_DELETED = 'step:deleted';
export const STEP_UNDONE = 'step:undone';
/** Answers an overdue run: the instance was deleted. */
export const STEP_GONE = 'step:gone';
/** Value of an undo's answer that says that nothing had been begun: what was bound meanwhile is not ours. */
export const NOT_BEGUN = 'not-begun';
