import { type Reply, renderRefusal } from './routes/call.ts';
import type { World } from './world.ts';

/** What goes wrong with the next requests of an operation. */
export interface Fault {
  /** Method and template as GitHub's file has them, or `*` for all. */
  readonly operation: string;
  /** How many requests it strikes. @default 1 */
  readonly times?: number;
  /** How many go well before. @default 0 */
  readonly after?: number;
  /** Whether what was asked for happens all the same. @default false */
  readonly hasEffect?: boolean;
  /** Undefined: the connection is closed without any answer. */
  readonly answer: Reply | undefined;
}

/** Reads of an operation that are answered from how things were. */
interface StaleReads {
  readonly operation: string;
  readonly world: World;
  left: number;
}

interface LiveFault {
  readonly fault: Fault;
  after: number;
  left: number;
}

/** The faults that are switched on. */
export class Faults {
  #faults: LiveFault[] = [];
  #stale: StaleReads[] = [];

  add(fault: Fault): void {
    this.#faults.push({ fault, after: fault.after ?? 0, left: fault.times ?? 1 });
  }

  addStale(operation: string, reads: number, world: World): void {
    this.#stale.push({ operation, world: structuredClone(world), left: reads });
  }

  /** The fault that strikes this request. */
  take(operation: string): Fault | undefined {
    for (const live of this.#faults) {
      if (live.left === 0 || (live.fault.operation !== '*' && live.fault.operation !== operation)) continue;
      if (live.after > 0) {
        live.after -= 1;
        continue;
      }
      live.left -= 1;
      return live.fault;
    }
    return undefined;
  }

  /** The world that this read is answered from, where that is an old one. */
  takeStaleWorld(operation: string): World | undefined {
    const stale = this.#stale.find((one) => one.operation === operation && one.left > 0);
    if (stale === undefined) return undefined;
    stale.left -= 1;
    return stale.world;
  }
}

/** No more requests until `resetAt`. */
export function replyPrimaryLimit(resetAt: Date, status: 403 | 429 = 403): Reply {
  const reset = String(Math.ceil(resetAt.getTime() / 1000));
  const headers = { 'x-ratelimit-limit': '5000', 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': reset };
  return { ...renderRefusal(status, 'API rate limit exceeded for installation ID 1.'), headers };
}

/** Too many at once; GitHub does not always say for how long. */
export function replySecondaryLimit(retryAfterSeconds?: number): Reply {
  const message = 'You have exceeded a secondary rate limit. Please wait a few minutes before you try again.';
  const headers = retryAfterSeconds === undefined ? {} : { 'retry-after': String(retryAfterSeconds) };
  return { ...renderRefusal(403, message), headers };
}
