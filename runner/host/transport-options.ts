import type { Clock } from '../model/index.ts';
import type { ProxySettings } from './dispatchers.ts';
import type { RateLimit } from './rate-limiter.ts';
import type { RateLimiters } from './rate-limiters.ts';
import type { Access } from './read-only-access.ts';
import type { Redactor } from './redact.ts';
import type { RetryPolicy } from './retry-delay.ts';
import type { CredentialVariables } from './service-hint.ts';

/** Time limits. They run on real time; only pauses between tries and turns run on the clock. */
export interface TimeLimits {
  /** @default 10 000 */
  readonly connectMs: number;
  /** From the request until the head of its answer; above the 60 s of Adobe's gateway (facts §0.6). @default 70 000 */
  readonly firstByteMs: number;
  /** Longest silence inside a body. @default 30 000 */
  readonly silenceMs: number;
  /** The whole body. @default 120 000 */
  readonly bodyMs: number;
}

/** Used where nothing else is given. */
export const DEFAULT_TIME_LIMITS: TimeLimits = {
  connectMs: 10_000,
  firstByteMs: 70_000,
  silenceMs: 30_000,
  bodyMs: 120_000,
};

/** Longest answer that is kept in memory: 64 MiB. */
export const DEFAULT_MAX_BYTES = 64 * 1024 * 1024;

/** One API that a transport may talk to. */
export interface ApiSettings {
  readonly baseUrl: string;
  readonly limit?: RateLimit;
}

/** One request that went out, for logs and traces. Nothing in it is secret. */
export interface TransportEvent {
  readonly api: string;
  readonly operation: string;
  readonly method: string;
  /** Without query. */
  readonly path: string;
  readonly attempt: number;
  /** Status of the answer, or the name of the failure. */
  readonly result: number | string;
  readonly requestId?: string;
  readonly milliseconds: number;
  /** The pause before the next try; absent when there is none. */
  readonly pauseMs?: number;
}

/** What a transport is made of. */
export interface TransportOptions {
  /** APIs by name: `ims`, `platform`, `cja`. */
  readonly apis: Readonly<Record<string, ApiSettings>>;
  /** The technical account (its client id), for whose budget the requests count. */
  readonly account: string;
  readonly access: Access;
  readonly clock: Clock;
  /** Uniform in [0, 1). */
  readonly random: () => number;
  readonly redactor: Redactor;
  /** What hints call the variables with the credentials; the endings of their names where absent. */
  readonly credentialVariables?: CredentialVariables;
  readonly limiters: RateLimiters;
  readonly userAgent: string;
  readonly allowPlainHttp?: boolean;
  readonly proxy?: ProxySettings;
  readonly timeLimits?: Partial<TimeLimits>;
  readonly retry?: Partial<RetryPolicy>;
  readonly maxBytes?: number;
  readonly onEvent?: (event: TransportEvent) => void;
}
