import type { RateLimit } from '../options.ts';

/** Says whether one more request of an account fits into the window. */
export type RateLimiter = (accountId: string) => boolean;

/**
 * CJA's sliding window per user (facts §0.6). It counts in real time, not by the emulator's clock: moving
 * the clock a day ahead must not pardon a client that is too fast.
 */
export function createRateLimiter(limit: RateLimit | 'off', now: () => number): RateLimiter {
  if (limit === 'off') return () => true;
  const windows = new Map<string, number[]>();
  return (accountId) => {
    const oldest = now() - limit.seconds * 1000;
    const recent = (windows.get(accountId) ?? []).filter((at) => at > oldest);
    windows.set(accountId, recent);
    if (recent.length >= limit.requests) return false;
    recent.push(now());
    return true;
  };
}
