/** What a service allows: so many starts in any window of that length. */
export interface RateRule {
  readonly starts: number;
  readonly windowMs: number;
  /** How many may start at once; the rest of the window's starts are spread. All of a burst are refused where another client ate the
   * allowance, so it is small. @default a sixth of `starts`, rounded up */
  readonly burst?: number;
  /** After a 429 one start is given back each time this has passed; doubled by every further 429. @default 10 windows */
  readonly recoverEveryMs?: number;
}

/** Memory of a sliding window. A value: every function here returns a new one, times are milliseconds. */
export interface RateWindow {
  readonly rule: RateRule;
  /** Starts inside the last window, oldest first. */
  readonly starts: readonly number[];
  /** Starts allowed now; `rule.starts` halved by 429s, recovering by one at a time. */
  readonly allowed: number;
  /** When the spread of starts is next even again (GCRA's theoretical arrival time). */
  readonly evenAt: number;
  readonly heldUntil: number;
  readonly lastCutAt: number;
  /** Whether `allowed` is more than at the last cut: the recovery has tried a step. */
  readonly isRaised: boolean;
  readonly recoverAt: number;
  readonly recoverEveryMs: number;
}

/** A refusal by the service: when the refused request started, and how long the service asks to wait. */
export interface Refusal {
  readonly startedAt: number;
  readonly retryAfterMs?: number | undefined;
}

const SLOWEST_RECOVERY_FACTOR = 8;

/** A window in which nothing has happened yet. */
export function makeRateWindow(rule: RateRule): RateWindow {
  return {
    rule,
    starts: [],
    allowed: rule.starts,
    evenAt: Number.NEGATIVE_INFINITY,
    heldUntil: Number.NEGATIVE_INFINITY,
    lastCutAt: Number.NEGATIVE_INFINITY,
    isRaised: false,
    recoverAt: Number.POSITIVE_INFINITY,
    recoverEveryMs: rule.recoverEveryMs ?? rule.windowMs * 10,
  };
}

/** The earliest time, not before `now`, at which the next request may start. */
export function getEarliestStart(window: RateWindow, now: number): number {
  const current = recover(window, now);
  const { starts, allowed, rule } = current;
  const oldestThatCounts = starts[starts.length - allowed];
  const byWindow = oldestThatCounts === undefined ? now : oldestThatCounts + rule.windowMs;
  const byPace = current.evenAt - (getBurst(current) - 1) * (rule.windowMs / allowed);
  // Never more than one window away: a clock that was set back must not stop everything.
  return Math.max(now, Math.min(now + rule.windowMs, Math.max(byWindow, byPace)), current.heldUntil);
}

/** The window after a request started. */
export function recordStart(window: RateWindow, now: number): RateWindow {
  const current = recover(window, now);
  const { rule } = current;
  return {
    ...current,
    starts: [...current.starts.filter((start) => start > now - rule.windowMs), now],
    evenAt: Math.max(current.evenAt, now) + rule.windowMs / current.allowed,
  };
}

/**
 * The window after the service refused a request (429): half the starts, spread evenly, and nothing before `Retry-After`.
 * Requests that were under way together are one refusal: those that started before the last cut do not cut again.
 */
export function recordRefusal(window: RateWindow, now: number, refusal: Refusal): RateWindow {
  const current = recover(window, now);
  const held = Math.max(current.heldUntil, now + (refusal.retryAfterMs ?? 0));
  if (refusal.startedAt <= current.lastCutAt) return { ...current, heldUntil: held };
  const base = current.rule.recoverEveryMs ?? current.rule.windowMs * 10;
  const isFirst = current.lastCutAt === Number.NEGATIVE_INFINITY;
  const recoverEveryMs = isFirst
    ? base
    : Math.min(current.recoverEveryMs * 2, base * SLOWEST_RECOVERY_FACTOR);
  // A step of the recovery that is refused is taken back; what is refused at its own pace is halved.
  const fewer = current.isRaised ? current.allowed - 1 : Math.floor(current.allowed / 2);
  const allowed = Math.max(1, fewer);
  return {
    ...current,
    allowed,
    isRaised: false,
    heldUntil: held,
    lastCutAt: now,
    recoverEveryMs,
    recoverAt: now + recoverEveryMs,
    evenAt: Math.max(current.evenAt, now + current.rule.windowMs / allowed),
  };
}

/** While anything is held back, starts are spread evenly; at full allowance a burst may go first. */
function getBurst(window: RateWindow): number {
  if (window.allowed < window.rule.starts) return 1;
  return window.rule.burst ?? Math.ceil(window.rule.starts / 6);
}

function recover(window: RateWindow, now: number): RateWindow {
  if (now < window.recoverAt) return window;
  const steps = Math.floor((now - window.recoverAt) / window.recoverEveryMs) + 1;
  const allowed = Math.min(window.rule.starts, window.allowed + steps);
  const isFull = allowed === window.rule.starts;
  return {
    ...window,
    allowed,
    isRaised: !isFull,
    recoverAt: isFull ? Number.POSITIVE_INFINITY : window.recoverAt + steps * window.recoverEveryMs,
    lastCutAt: isFull ? Number.NEGATIVE_INFINITY : window.lastCutAt,
  };
}
