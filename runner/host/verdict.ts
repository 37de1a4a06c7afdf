import type { ProviderError } from '../model/index.ts';
import type { ApiAnswer } from './api-request.ts';
import { type ExchangeFailure, SinkFailure } from './exchange-failure.ts';
import { asMembers } from './members.ts';
import {
  type FailedRequest,
  makeFailureError,
  makeStatusError,
  makeUnreadableError,
} from './provider-failure.ts';
import type { Redactor } from './redact.ts';
import { getJitteredDelay, parseRetryAfter, type RetryPolicy } from './retry-delay.ts';
import type { Exchange } from './wire-request.ts';

/** One try: what came back, and whether any byte of the request had left. */
export interface Try {
  readonly result: Exchange;
  readonly isSent: boolean;
  /** Whether the request changes nothing at the service. */
  readonly isReading: boolean;
  /** Whether the answer has to hold a token. */
  readonly answersWithToken: boolean;
}

/** What follows from a try: the answer, or an error and whether the same request may be sent again. */
export type Verdict =
  | { readonly kind: 'answer'; readonly answer: ApiAnswer }
  | {
      readonly kind: 'error';
      readonly error: ProviderError;
      readonly mayRetry: boolean;
      readonly retryAfterMs?: number | undefined;
      /** Where fewer tries are worth it than the policy allows. */
      readonly atMost?: number;
    };

/** Nobody listens there, or names are not looked up: that seldom changes within seconds, and whoever waits should hear of it. */
const FEWER_TRIES: ReadonlySet<ExchangeFailure> = new Set(['connection-refused', 'lookup-failed']);
const FEW = 3;

/** Failures that may pass by themselves. */
const PASSING: ReadonlySet<ExchangeFailure> = new Set([
  'timeout',
  'lookup-failed',
  'connection-refused',
  'connection-lost',
]);

const STATUS_WORTH_RETRYING: ReadonlySet<number> = new Set([408, 429, 500, 502, 503, 504]);

/**
 * Judges a try. The one rule that matters: a write goes again only when it is known that nothing happened (nothing was sent, or
 * 429). Everything else that is not an answer leaves a write's outcome `unknown`: a 5xx may come after the effect, and so may a
 * success whose body is cut off.
 */
export function judgeTry(tried: Try, about: Omit<FailedRequest, 'outcome'>, now: Date): Verdict {
  const { result, isReading } = tried;
  const doubtful = { ...about, outcome: isReading ? 'rejected' : 'unknown' } as const;
  if (result.kind === 'failure') {
    if (result.cause instanceof SinkFailure) throw result.cause.cause;
    const isPassing = PASSING.has(result.failure);
    const failed = tried.isSent ? doubtful : ({ ...about, outcome: 'not-sent' } as const);
    const error = makeFailureError(failed, result.failure, result.cause);
    const atMost = FEWER_TRIES.has(result.failure) ? { atMost: FEW } : {};
    return { kind: 'error', error, mayRetry: isPassing && (isReading || !tried.isSent), ...atMost };
  }
  const { head, text } = result;
  if (head.status >= 200 && head.status < 300) return readSuccess(result, doubtful, tried);
  const isRefused = head.status === 429 || (head.status < 500 && head.status !== 408);
  const retryAfterMs = readRetryAfter(head.headers, now);
  const error = makeStatusError(
    isRefused ? { ...about, outcome: 'rejected' } : doubtful,
    head,
    text,
    retryAfterMs,
  );
  const mayRetry = STATUS_WORTH_RETRYING.has(head.status) && (isReading || isRefused);
  return { kind: 'error', error, mayRetry, retryAfterMs };
}

/** The pause before the next try; undefined when there is to be none. */
export function getPause(
  verdict: Verdict,
  attempt: number,
  retry: { policy: RetryPolicy; random: () => number },
): number | undefined {
  if (verdict.kind === 'answer' || !verdict.mayRetry) return undefined;
  if (attempt >= Math.min(retry.policy.attempts, verdict.atMost ?? Number.POSITIVE_INFINITY))
    return undefined;
  const jittered = getJitteredDelay(retry.policy, attempt, retry.random);
  if (verdict.retryAfterMs === undefined) return jittered;
  return verdict.retryAfterMs > retry.policy.maxRetryAfterMs ? undefined : verdict.retryAfterMs + jittered;
}

/** What `Retry-After` asks for, by the server's own clock where it tells it. */
export function readRetryAfter(headers: Readonly<Record<string, string>>, now: Date): number | undefined {
  const date = Date.parse(headers.date ?? '');
  return parseRetryAfter(headers['retry-after'], Number.isNaN(date) ? now : new Date(date));
}

function readSuccess(result: Exchange & { kind: 'answer' }, failed: FailedRequest, tried: Try): Verdict {
  const text = result.text.trim();
  if (text === '') return { kind: 'answer', answer: { ...result.head, body: undefined } };
  try {
    const body: unknown = tried.answersWithToken
      ? JSON.parse(text)
      : parseWithoutCredentials(text, failed.redactor);
    return { kind: 'answer', answer: { ...result.head, body } };
  } catch {
    const error = makeUnreadableError(failed, result.head, 'its body is not complete JSON');
    return { kind: 'error', error, mayRetry: tried.isReading };
  }
}

/** A server that sends our credentials back as data must not get them into plans and messages. Nothing else is changed. */
function parseWithoutCredentials(text: string, redactor: Redactor): unknown {
  return JSON.parse(text, (_name, value: unknown) => {
    if (typeof value === 'string') return redactor.redactData(value);
    const members = asMembers(value);
    if (members === undefined || Object.keys(members).every((name) => redactor.redactData(name) === name))
      return value;
    return Object.fromEntries(
      Object.entries(members).map(([name, member]) => [redactor.redactData(name), member]),
    );
  });
}
