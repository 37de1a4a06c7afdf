import type { Octokit } from 'octokit';
import type { ApiBase, OwnFetch } from '../host/index.ts';
import type { GitHubForgeOptions } from './forge-options.ts';
import { LONGEST_WAIT_SECONDS, WaitBudget } from './rate-limit.ts';

const RETRIES = 3;
const SECOND_MS = 1000;

/** Loads octokit, which takes a moment, and makes one: it waits for limits within a bound, and prints nothing. */
export async function makeOctokit(
  { token, userAgent, pace = {} }: GitHubForgeOptions,
  { base, fetch }: { readonly base: ApiBase; readonly fetch: OwnFetch['fetch'] },
): Promise<Octokit> {
  const { Octokit: Constructor } = await import('octokit');
  const budget = new WaitBudget(pace.longestWaitSeconds ?? LONGEST_WAIT_SECONDS);
  const onLimit = (seconds: number, request: object): boolean => budget.allows(seconds, request);
  const retryAfterBaseValue = pace.secondMs ?? SECOND_MS;
  return new Constructor({
    auth: token,
    baseUrl: `${base.origin}${base.prefix}`,
    userAgent,
    request: { fetch },
    log: SILENT,
    throttle: {
      enabled: pace.isThrottled ?? true,
      onRateLimit: onLimit,
      onSecondaryRateLimit: onLimit,
      retryAfterBaseValue,
    },
    // The throttling waits for 429; what was refused for good is not asked again.
    retry: {
      retries: RETRIES,
      doNotRetry: [400, 401, 403, 404, 405, 406, 409, 410, 422, 429, 451],
      retryAfterBaseValue,
    },
  });
}

const ignore = (): void => {};
/** What octokit would print goes into errors instead. */
const SILENT = { debug: ignore, info: ignore, warn: ignore, error: ignore };
