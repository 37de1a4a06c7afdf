import type { ProxySettings, Redactor, TimeLimits } from '../host/index.ts';
import type { Clock } from '../model/index.ts';

/** The name of a repository. */
export interface RepositoryName {
  readonly owner: string;
  readonly repo: string;
}

/** How fast the client may be, and how long it waits. */
export interface ForgePace {
  /** Keeps the pauses between writes that GitHub asks for, and waits for its limits. @default true */
  readonly isThrottled?: boolean;
  /** Longest wait of one request for limits; beyond it comes an error that says until when. @default 120 */
  readonly longestWaitSeconds?: number;
  /** What a second of waiting takes; less in tests. @default 1000 */
  readonly secondMs?: number;
}

/** What a GitHub forge is made of. */
export interface GitHubForgeOptions {
  readonly repository: RepositoryName;
  /** Sent to the API's origin only, and taken out of every text. */
  readonly token: string;
  /** `https://api.github.com`, or `https://HOST/api/v3` of GitHub Enterprise Server. */
  readonly apiUrl: string;
  /** Under which the token writes, where that is known; asked for otherwise. */
  readonly login?: string;
  readonly userAgent: string;
  readonly redactor: Redactor;
  readonly clock: Clock;
  readonly proxy?: ProxySettings;
  readonly timeLimits?: Partial<TimeLimits>;
  readonly pace?: ForgePace;
}
