/** How an answer goes wrong, instead of being sent as it is. */
export type Ending =
  | { readonly kind: 'status'; readonly status: number; readonly retryAfter?: 'seconds' | 'date' }
  | { readonly kind: 'expired' | 'reset' | 'late' | 'lost' | 'stall' | 'cut' };

/** One kind of fault: what it does, and what its value means. */
export interface FaultKind {
  readonly name: string;
  /** One line for people. */
  readonly says: string;
  /** Seconds; absent where the fault has no value. */
  readonly value?: { readonly fallback: number; readonly min: number };
  /** Absent: the answer is sent as it is. */
  readonly ending?: Ending;
  /** Whether the request takes effect first. */
  readonly hasEffect: boolean;
  /** Changes something about how a write is carried out: means nothing for a read. */
  readonly isForWrites?: boolean;
}

const STATUSES = [500, 502, 503, 504] as const;

/** Every fault that the emulator can inject, by name. */
export const FAULT_KINDS: readonly FaultKind[] = [
  {
    name: '429',
    says: 'too many requests, without Retry-After',
    ending: { kind: 'status', status: 429 },
    hasEffect: false,
  },
  {
    name: '429+seconds',
    says: 'too many requests, with Retry-After in seconds',
    value: { fallback: 2, min: 0 },
    ending: { kind: 'status', status: 429, retryAfter: 'seconds' },
    hasEffect: false,
  },
  {
    name: '429+date',
    says: 'too many requests, with Retry-After as an HTTP date',
    value: { fallback: 2, min: 0 },
    ending: { kind: 'status', status: 429, retryAfter: 'date' },
    hasEffect: false,
  },
  ...STATUSES.map(
    (status): FaultKind => ({
      name: String(status),
      says: `a ${status}; the request had no effect`,
      ending: { kind: 'status', status },
      hasEffect: false,
    }),
  ),
  ...STATUSES.map(
    (status): FaultKind => ({
      name: `${status}+effect`,
      says: `a ${status}, though the request took effect`,
      ending: { kind: 'status', status },
      hasEffect: true,
      isForWrites: true,
    }),
  ),
  {
    name: 'reset',
    says: 'the connection is reset; the request had no effect',
    ending: { kind: 'reset' },
    hasEffect: false,
  },
  {
    name: 'reset+effect',
    says: 'the request takes effect, then the connection is reset',
    ending: { kind: 'reset' },
    hasEffect: true,
    isForWrites: true,
  },
  {
    name: 'late',
    says: 'the connection is reset at once, and the request takes effect so many seconds later',
    value: { fallback: 5, min: 0 },
    ending: { kind: 'late' },
    hasEffect: false,
    isForWrites: true,
  },
  {
    name: 'lost',
    says: 'the request takes effect, then silence for so many seconds, then a reset',
    value: { fallback: 75, min: 0 },
    ending: { kind: 'lost' },
    hasEffect: true,
  },
  {
    name: 'slow',
    says: 'so many seconds pass before the first byte',
    value: { fallback: 2, min: 0 },
    hasEffect: true,
  },
  {
    name: 'stall',
    says: 'half of the body, then silence for so many seconds, then a reset',
    value: { fallback: 40, min: 0 },
    ending: { kind: 'stall' },
    hasEffect: true,
  },
  {
    name: 'cut',
    says: 'half of the body under a head that fits it',
    ending: { kind: 'cut' },
    hasEffect: true,
  },
  {
    name: 'expired',
    says: 'a 401 as for an expired token; the request had no effect',
    ending: { kind: 'expired' },
    hasEffect: false,
  },
  {
    name: 'skew',
    says: 'the Date header is off by so many seconds, which may be negative',
    value: { fallback: 90, min: Number.NEGATIVE_INFINITY },
    hasEffect: true,
  },
  {
    name: 'stale',
    says: 'for so many seconds, CJA answers reads as before this write',
    value: { fallback: 3, min: 0 },
    hasEffect: true,
    isForWrites: true,
  },
  {
    name: 'twice',
    says: 'the request takes effect twice, as when a proxy sends it again',
    hasEffect: true,
    isForWrites: true,
  },
];

/** A fault with its value. */
export interface Fault {
  readonly kind: FaultKind;
  /** Seconds; the kind's own where none was given. */
  readonly seconds: number;
}

/** The name that stands for one of all faults at random. */
export const MIXED = 'mixed';

/** What `mixed` draws from, with silences that are short enough to wait for. */
const MIXED_SECONDS: Readonly<Record<string, number>> = {
  late: 0.5,
  lost: 1,
  slow: 1,
  stall: 1,
  stale: 1,
  '429+date': 1,
  '429+seconds': 1,
};

/** One of all faults that mean something for such a request. */
export function pickMixed(
  request: { readonly api: string; readonly isWrite: boolean },
  uniform: number,
): Fault {
  const fitting = FAULT_KINDS.filter(
    ({ name, isForWrites }) =>
      (request.isWrite || isForWrites !== true) && (request.api !== 'ims' || name !== 'expired'),
  );
  const kind = fitting[Math.floor(uniform * fitting.length)] as FaultKind;
  return { kind, seconds: MIXED_SECONDS[kind.name] ?? kind.value?.fallback ?? 0 };
}
