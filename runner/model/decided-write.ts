import type { Address, ObjectAddress } from './address.ts';
import type { DesiredResource } from './desired.ts';
import type { Values } from './values.ts';

/** A write that an open line authorises now: what planning decides and apply executes. */
export interface DecidedWrite {
  readonly manifest: string;
  readonly line: Address | ObjectAddress;
  readonly operation: 'create' | 'update' | 'delete';
  readonly address: Address;
  readonly fp: string;
  readonly title: string;
  /** Canonical values that are sent. */
  readonly payload: Values;
  /** Absent for a delete. */
  readonly desired: DesiredResource | undefined;
  /** `address` to the remote id that a reference to it stands for. */
  readonly remoteIds: Readonly<Record<Address, string>>;
  /** Remote ids of what is written to; absent for a create. */
  readonly target: Readonly<Record<string, string>> | undefined;
}
