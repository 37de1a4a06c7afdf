import type { Address, Fingerprint, ObjectAddress } from './address.ts';
import type { Attestation, Equivalence, Handoff } from './handoff.ts';
import type { AcceptedManifest } from './manifest.ts';
import type { ScoreCheck } from './score-check.ts';
import type { AttributePath, Values } from './values.ts';

/**
 * `pending`: asked for or begun, not there yet. `current`: the object of the address. `retired`: replaced, still there.
 * `abandoned`: begun for a change that was given up, and still there.
 */
export type ObjectStatus = 'pending' | 'current' | 'retired' | 'abandoned';

/** One object of an address that the runner made, had made, or bound. */
export interface BoundObject {
  readonly fp: Fingerprint;
  readonly status: ObjectStatus;
  readonly ids: Readonly<Record<string, string>>;
  /** ISO time at which its id became known; reads may lag behind that for a while. */
  readonly boundAt?: string;
  /** Canonical values that were last applied; empty while pending. */
  readonly applied: Values;
  readonly attestations: Readonly<Record<AttributePath, Attestation>>;
  readonly equivalences: Readonly<Record<AttributePath, Equivalence>>;
  /** Every title that a handoff or a write asked for, oldest first. */
  readonly titles: readonly string[];
  /** Ids that were there before this object was asked for: none of them is its own. */
  readonly baseline: readonly string[];
  readonly dependsOn: readonly Address[];
  /** `modifiedAt` of the remote resource when it was last read in full, where the kind has such a time. */
  readonly seenModifiedAt?: string;
}

/** What the runner knows of one address. */
export interface ResourceState {
  readonly kind: string;
  readonly title: string;
  readonly objects: readonly BoundObject[];
  /** How many objects with a base fingerprint existed and are no longer current. */
  readonly past: Readonly<Record<string, number>>;
  /** `lifecycle.allowDelete` as an earlier apply recorded it. */
  readonly allowDelete: boolean;
}

/** A write that was begun; without a result, nobody knows whether it happened. */
export interface Intent {
  readonly id: string;
  readonly manifest: string;
  readonly line: Address | ObjectAddress;
  readonly address: Address;
  readonly fp: Fingerprint;
  readonly operation: 'create' | 'update' | 'delete';
  /** What is sent, canonical. A look-up compares with this, never with today's desired. */
  readonly payload: Values;
  readonly title: string;
  /** The remote id that is written to; absent for a create. */
  readonly target?: string;
  /** What the resource stands on, so that it is known also where YAML no longer says so when the write is recovered. */
  readonly dependsOn?: readonly Address[];
  /** ISO time by the server's clock, from which a create may have taken effect. */
  readonly since: string;
}

/** All that is kept between runs. No customer data, no secret. */
export interface State {
  readonly formatVersion: 1;
  readonly environment: string;
  /** Identifies this state through its whole life. */
  readonly lineage: string;
  /** Counts transitions groups; rises with every write. */
  readonly serial: number;
  readonly resources: Readonly<Record<Address, ResourceState>>;
  readonly manifests: readonly AcceptedManifest[];
  readonly handoffs: Readonly<Record<ObjectAddress, Handoff>>;
  readonly intents: readonly Intent[];
  /** The newest commit of the base branch whose reviewed manifests were accepted; absent where no forge is at work. */
  readonly appliedCommit?: string;
  /** What was found in the batches of a score dataset, newest batch first, at most 20; the gates of a plan read the first. */
  readonly scoreChecks?: Readonly<Record<Address, readonly ScoreCheck[]>>;
}

/** A state that knows nothing. */
export function emptyState(environment: string, lineage: string): State {
  return {
    formatVersion: 1,
    environment,
    lineage,
    serial: 0,
    resources: {},
    manifests: [],
    handoffs: {},
    intents: [],
  };
}

/** The current object of an address, if there is one. */
export function currentObject(state: State, address: Address): BoundObject | undefined {
  return state.resources[address]?.objects.find((object) => object.status === 'current');
}

/** One object of an address by its fingerprint. */
export function boundObject(state: State, address: Address, fp: Fingerprint): BoundObject | undefined {
  return state.resources[address]?.objects.find((object) => object.fp === fp);
}

/** The base of a fingerprint, without `#n`. */
export function baseOf(fp: Fingerprint): string {
  const at = fp.indexOf('#');
  return at < 0 ? fp : fp.slice(0, at);
}

/** An object that state does not know yet: nothing applied, nothing attested. */
export function unboundObject(fp: Fingerprint): BoundObject {
  return {
    fp,
    status: 'pending',
    ids: {},
    applied: {},
    attestations: {},
    equivalences: {},
    titles: [],
    baseline: [],
    dependsOn: [],
  };
}
