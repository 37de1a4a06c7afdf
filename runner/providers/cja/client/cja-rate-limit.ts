import type { RateLimit } from '../../../host/index.ts';

/**
 * 12 requests in 6 s for each user, enforced with 429050 (facts §0.6). The window is a little longer than Adobe's, since requests
 * that left 6 s apart may arrive closer together. Few at once, so that few are refused together when another tool uses the same account.
 */
export const CJA_RATE_LIMIT: RateLimit = { rule: { starts: 12, windowMs: 6250 }, concurrency: 4 };
