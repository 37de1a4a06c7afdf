import type { Address, ObjectAddress } from './address.ts';
import type { Diagnostic } from './diagnostic.ts';
import type { HandoffPurpose } from './handoff.ts';
import type { JsonValue } from './json.ts';
import type { Mode } from './kind.ts';
import type { Action, Manifest } from './manifest.ts';
import type { AttributePath } from './values.ts';

/** Whether a change can be done now. Never part of a digest. */
export type Readiness =
  | { readonly status: 'ready' }
  | { readonly status: 'awaiting'; readonly reason: string }
  | { readonly status: 'blocked'; readonly reason: string; readonly by: BlockedBy };

/** What blocks: a rule ends the command with exit code 4; the others are waited for. */
export type BlockedBy = 'change' | 'handoff' | 'check' | 'gate' | 'rule' | 'unreadable';

/** One attribute that differs. Absent values are those that one side does not have. */
export interface AttributeDiff {
  readonly path: AttributePath;
  readonly before?: JsonValue;
  readonly after?: JsonValue;
  /** `unknown`: no API shows it and nobody has attested it for this object. */
  readonly knowledge: 'observed' | 'attested' | 'unknown';
}

/** One entry of a plan. */
export interface Change {
  readonly address: Address | ObjectAddress;
  readonly kind: string;
  readonly mode: Mode;
  readonly title: string;
  readonly action: Action;
  readonly before: string;
  readonly after: string;
  readonly readiness: Readiness;
  readonly diff: readonly AttributeDiff[];
  /** True where something that people use goes: a delete, a replace, a re-ingestion. Set apart in every rendering. */
  readonly destructive: boolean;
  /** The accepted manifest whose open line this is; absent for a change that nobody has accepted. */
  readonly manifest?: string;
  /** Set where YAML asks what it asked before, and the remote resource has changed. */
  readonly drift: boolean;
  readonly changedBy?: string;
  readonly changedAt?: string;
  /** API requests that the change will take. */
  readonly requests: number;
  /** What a reviewer should know beside it: `validated at apply`. */
  readonly note?: string;
}

/** How sure the runner is of a resource that needs no change. */
export type ResourceStatus = 'verified' | 'verified+attested' | 'attested' | 'not-visible-yet' | 'awaiting';

/** A resource that a plan says nothing about, with how sure the runner is of it. */
export interface ResourceSummary {
  readonly address: Address;
  readonly kind: string;
  readonly mode: Mode;
  readonly title: string;
  readonly status: ResourceStatus;
  readonly watched: boolean;
  readonly note?: string;
}

/** An open handoff as plans and summaries mention it. */
export interface HandoffSummary {
  readonly address: Address;
  readonly object: ObjectAddress;
  readonly purpose: HandoffPurpose;
  readonly title: string;
  /** What `attest ADDRESS@…` must name. */
  readonly fingerprint: string;
  readonly openAttributes: number;
  readonly waitsFor?: string;
}

/** A comparison that a person declared wrong; shown in every plan. */
export interface EquivalenceSummary {
  readonly address: Address;
  readonly path: AttributePath;
  readonly reason: string;
  readonly by: string;
}

/** A replaced object that still exists. */
export interface RetiredSummary {
  readonly object: ObjectAddress;
  readonly title: string;
  readonly deletable: boolean;
}

/** What a partial plan was asked for, and how many changes it leaves out. */
export interface PartialPlan {
  readonly targets: readonly Address[];
  readonly leftOut: number;
}

/** The ordered set of changes, and all that a reviewer needs beside them. Serialisable; the same input gives the same bytes. */
export interface Plan {
  readonly formatVersion: 1;
  readonly environment: string;
  readonly sandbox: string;
  /** Where the APIs are; an environment on this machine is an emulator, and every heading says so. */
  readonly endpoint: string;
  readonly observedAt: string;
  readonly stateLineage: string;
  readonly stateSerial: number;
  readonly changes: readonly Change[];
  /** Lines of changes that no accepted manifest holds yet: what an apply would ask about. */
  readonly manifest: Manifest;
  readonly resources: readonly ResourceSummary[];
  readonly handoffs: readonly HandoffSummary[];
  readonly equivalences: readonly EquivalenceSummary[];
  readonly retired: readonly RetiredSummary[];
  readonly diagnostics: readonly Diagnostic[];
  /** Set where only some addresses were asked for: the plan is about them and what they depend on, and an apply of it accepts no more; it goes on
   * with what was accepted before all the same. */
  readonly partial?: PartialPlan;
  /** Set where the environment's brake needs `--acknowledge DIGEST`. */
  readonly brake?: string;
  readonly requests: {
    readonly plan: Readonly<Record<string, number>>;
    readonly apply: number;
    readonly applyMinutes: number;
  };
}
