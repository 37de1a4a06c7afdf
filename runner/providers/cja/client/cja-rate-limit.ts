import type { RateLimit } from '../../../host/index.ts';

/** Few at once, so that few are refused together when another tool uses the same account. */
const FEWEST_AT_ONCE = 4;

/** What the way to Adobe may take longer for one request than for another. */
const MARGIN_MS = 250;

/** How long an answer may take before requests under way keep others from starting, at the pace that is allowed. */
const ANSWER_SECONDS = 0.1;

/**
 * The limit of Customer Journey Analytics: `requests` in `windowSeconds` for each user, by default Adobe's 12 in 6 s, enforced with
 * 429050 (facts §0.6). The window is a little longer than Adobe's, since requests that left 6 s apart may arrive closer together.
 */
export function makeCjaRateLimit({
  requests,
  windowSeconds,
}: {
  readonly requests: number;
  readonly windowSeconds: number;
}): RateLimit {
  const atPace = Math.ceil((requests / windowSeconds) * ANSWER_SECONDS);
  return {
    rule: { starts: requests, windowMs: windowSeconds * 1000 + MARGIN_MS },
    concurrency: Math.max(FEWEST_AT_ONCE, atPace),
  };
}
