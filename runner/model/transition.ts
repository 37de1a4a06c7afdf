import type { Address, Fingerprint, ObjectAddress } from './address.ts';
import type { Equivalence, Handoff } from './handoff.ts';
import type { JsonValue } from './json.ts';
import type { LineStatus, Manifest } from './manifest.ts';
import type { Move } from './move.ts';
import type { ScoreCheck } from './score-check.ts';
import type { Intent, ObjectStatus } from './state.ts';
import type { AttributePath, Values } from './values.ts';

/** Which object of which address, and what it is, where the state does not know it yet. */
export interface ObjectRef {
  readonly address: Address;
  readonly fp: Fingerprint;
}

/** The one way in which state changes. The journal is a list of these; state is their fold. */
export type Transition =
  | {
      readonly type: 'accept-manifest';
      readonly id: string;
      readonly manifest: Manifest;
      readonly acceptedBy: string;
      readonly acceptedIn?: string;
      readonly isDestroy?: boolean;
    }
  | {
      readonly type: 'close-line';
      readonly manifest: string;
      readonly line: Address | ObjectAddress;
      readonly status: Exclude<LineStatus, 'open'>;
      readonly reason: string;
    }
  | { readonly type: 'open-handoff'; readonly handoff: Omit<Handoff, 'openedAt'>; readonly kind: string }
  | { readonly type: 'update-handoff'; readonly object: ObjectAddress; readonly change: Partial<Handoff> }
  | { readonly type: 'orphan-handoff'; readonly object: ObjectAddress }
  | { readonly type: 'close-handoff'; readonly object: ObjectAddress }
  | ({
      readonly type: 'attest';
      readonly values: Readonly<Record<AttributePath, JsonValue>>;
      readonly by: string;
      readonly asserted: boolean;
    } & ObjectRef)
  | ({ readonly type: 'equate'; readonly path: AttributePath } & Omit<Equivalence, 'at'> & ObjectRef)
  | ({
      readonly type: 'bind';
      readonly kind: string;
      readonly title: string;
      readonly status: ObjectStatus;
      readonly ids: Readonly<Record<string, string>>;
      readonly baseline?: readonly string[];
    } & ObjectRef)
  | ({
      readonly type: 'record-applied';
      readonly kind: string;
      readonly title: string;
      readonly applied: Values;
      readonly dependsOn: readonly Address[];
    } & ObjectRef)
  | ({ readonly type: 'unbind' } & ObjectRef)
  | ({ readonly type: 'set-status'; readonly status: ObjectStatus } & ObjectRef)
  | ({ readonly type: 'note-read'; readonly modifiedAt: string } & ObjectRef)
  | ({ readonly type: 'forget'; readonly reason: string } & ObjectRef)
  | { readonly type: 'begin'; readonly intent: Intent }
  | { readonly type: 'end'; readonly intent: string; readonly outcome: string }
  | { readonly type: 'record-allowance'; readonly address: Address; readonly allowDelete: boolean }
  | { readonly type: 'record-commit'; readonly commit: string }
  | { readonly type: 'record-check'; readonly address: Address; readonly check: ScoreCheck }
  | ({ readonly type: 'move' } & Move);

/** When a group of transitions was made. */
export interface TransitionContext {
  readonly at: string;
}

/** One type of transition. */
export type TransitionOf<Type extends Transition['type']> = Extract<Transition, { type: Type }>;
