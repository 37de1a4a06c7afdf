/** How often and how long to try again. */
export interface RetryPolicy {
  /** Requests in all, the first included. @default 6 */
  readonly attempts: number;
  /** Upper bound of the first pause; doubled by each further one. @default 500 */
  readonly baseMs: number;
  /** Upper bound of any pause. @default 20 000 */
  readonly maxMs: number;
  /** A `Retry-After` beyond this ends the request with an error instead. @default 120 000 */
  readonly maxRetryAfterMs: number;
}

/** Used where nothing else is given. Adobe documents no figures (facts §0.6). */
export const DEFAULT_RETRY_POLICY: RetryPolicy = {
  attempts: 6,
  baseMs: 500,
  maxMs: 20_000,
  maxRetryAfterMs: 120_000,
};

/** Full jitter: anything between nothing and the exponential bound, so that clients that failed together do not return together. */
export function getJitteredDelay(policy: RetryPolicy, attempt: number, random: () => number): number {
  return Math.floor(random() * Math.min(policy.maxMs, policy.baseMs * 2 ** Math.min(attempt - 1, 30)));
}

/**
 * Milliseconds that a `Retry-After` header asks for; undefined when there is none that can be read. Adobe mentions the header
 * nowhere (facts §0.6): honoured in both forms, never required.
 *
 * @param serverNow time of the answer by the server's own clock (its `Date`), so that a wrong clock here does not matter
 */
export function parseRetryAfter(header: string | undefined, serverNow: Date): number | undefined {
  const text = header?.trim();
  if (text === undefined || text === '') return undefined;
  if (/^\d{1,9}(?:\.\d{1,3})?$/.test(text)) return Math.ceil(Number(text) * 1000);
  if (!/^[A-Za-z]{3,9},? /.test(text)) return undefined;
  const at = Date.parse(text);
  return Number.isNaN(at) ? undefined : Math.max(0, at - serverNow.getTime());
}
