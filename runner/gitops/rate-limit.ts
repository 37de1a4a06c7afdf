import { type Members, readMember, readText } from '../host/index.ts';

/** Waits in all for one request, when nothing else is said: GitHub's secondary limits end within a minute or two. */
export const LONGEST_WAIT_SECONDS = 120;

/** The head of a refusal, as far as limits are concerned. */
export interface Refusal {
  readonly status: number;
  readonly headers: Members;
  /** What GitHub says. */
  readonly message: string;
}

/** With a clock that is ahead of GitHub's every wait would seem to be over already. */
const MOST_WAITS = 5;

interface Waited {
  readonly seconds: number;
  readonly times: number;
}

/** Decides whether a request waits until GitHub takes it again: as long as its waits together stay within the bound. */
export class WaitBudget {
  readonly #longestSeconds: number;
  readonly #waited = new WeakMap<object, Waited>();

  constructor(longestSeconds: number) {
    this.#longestSeconds = longestSeconds;
  }

  /** @param request the same object for all tries of a request */
  allows(seconds: number, request: object): boolean {
    const { seconds: before, times } = this.#waited.get(request) ?? { seconds: 0, times: 0 };
    const total = before + seconds;
    if (total > this.#longestSeconds || times >= MOST_WAITS) return false;
    this.#waited.set(request, { seconds: total, times: times + 1 });
    return true;
  }
}

/** Whether GitHub refuses because there were too many requests, and not because something is forbidden. */
export function isThrottled({ status, headers, message }: Refusal): boolean {
  if (status === 429) return true;
  if (status !== 403) return false;
  const isUsedUp = readText(headers, 'x-ratelimit-remaining') === '0';
  return isUsedUp || readMember(headers, 'retry-after') !== undefined || /\bsecondary rate\b/i.test(message);
}

/** When GitHub takes requests again, by its own clock; undefined where it does not say. */
export function readLimitEnd({ headers }: Pick<Refusal, 'headers'>, now: Date): Date | undefined {
  const pause = readText(headers, 'retry-after');
  if (pause !== undefined && /^\d{1,7}$/.test(pause)) {
    const answered = Date.parse(readText(headers, 'date') ?? '');
    return new Date((Number.isNaN(answered) ? now.getTime() : answered) + Number(pause) * 1000);
  }
  const reset = readText(headers, 'x-ratelimit-reset');
  return reset !== undefined && /^\d{1,12}$/.test(reset) ? new Date(Number(reset) * 1000) : undefined;
}
