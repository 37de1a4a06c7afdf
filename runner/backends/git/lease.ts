import type { ProcessMark } from '../../host/index.ts';
import {
  checkShape,
  countShape,
  type LockHolder,
  objectOf,
  oneOf,
  optional,
  type Shape,
  textShape,
  timeShape,
} from '../../model/index.ts';
import { processMarkShape } from '../dead-holder.ts';

/** The right to write, with an end to it: as it stands on the remote, apart from the history. */
export interface Lease extends LockHolder {
  readonly formatVersion: 1;
  /** Random; tells one run from another. */
  readonly id: string;
  /** What tells the holder's process from others; where it is known to be dead nobody waits for it. */
  readonly process?: ProcessMark;
  readonly renewedAt: string;
  readonly seconds: number;
  /** Serial of the state that was written last, and its commit: a branch that is not there was changed by hand. */
  readonly serial: number;
  readonly commit: string;
  /** When it was given back; a lease that was is kept, for what it says of the state. */
  readonly releasedAt?: string;
}

/** How long a lease is good for without a word of its holder. */
export const LEASE_SECONDS = 300;

/** Clocks differ: so much longer nobody takes over. */
const GRACE_SECONDS = 60;

const leaseShape: Shape<Lease> = objectOf<Lease>({
  formatVersion: oneOf(1),
  id: textShape,
  operation: textShape,
  by: textShape,
  host: textShape,
  pid: countShape,
  process: optional(processMarkShape),
  since: timeShape,
  renewedAt: timeShape,
  seconds: countShape,
  serial: countShape,
  commit: textShape,
  releasedAt: optional(timeShape),
});

/** Reads a lease; undefined where the text is none. */
export function parseLease(text: string): Lease | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return checkShape(leaseShape, value) === undefined ? (value as Lease) : undefined;
  } catch {
    return undefined;
  }
}

export function formatLease(lease: Lease): string {
  return `${JSON.stringify(lease, null, 2)}\n`;
}

/** Whether somebody may take it: it was given back, or nothing was heard of its holder for long enough. */
export function isFree(lease: Lease, now: Date): boolean {
  return lease.releasedAt !== undefined || ageMs(lease, now) > (lease.seconds + GRACE_SECONDS) * 1000;
}

/** When its holder must have renewed it, or stop. */
export function writableUntil(lease: Lease): Date {
  return new Date(Date.parse(lease.renewedAt) + (lease.seconds * 1000) / 2);
}

/** Milliseconds since it was renewed. */
export function ageMs(lease: Lease, now: Date): number {
  return now.getTime() - Date.parse(lease.renewedAt);
}

/** What a lease says of its holder. */
export function holderOf({ operation, by, host, pid, since }: Lease): LockHolder {
  return { operation, by, host, pid, since };
}
