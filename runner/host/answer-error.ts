import { ProviderError, type RequestOutcome } from '../model/index.ts';

/** The call whose answer is not what it should be. */
export interface AnsweredCall {
  readonly api: string;
  readonly path: string;
  /** @default 'GET' */
  readonly method?: string;
  /** For a write that the service said was a success. @default 'rejected', as for everything that only reads */
  readonly outcome?: RequestOutcome;
}

/** The error for a successful answer that cannot be understood. */
export function makeAnswerError(call: AnsweredCall, what: string, hint?: string): ProviderError {
  const method = call.method ?? 'GET';
  return new ProviderError({
    code: 'answer-unreadable',
    message: `${call.api}: ${method} ${call.path} was answered, but ${what}`,
    hint: hint ?? 'Adobe may have changed the answer. Please report this message.',
    method,
    path: call.path,
    outcome: call.outcome ?? 'rejected',
    retryable: false,
  });
}

/** Whether the service itself says that there is no such resource. A gateway's page does not say that (its code is `gateway-page`). */
export function isAbsent(error: unknown): boolean {
  return error instanceof ProviderError && error.code === 'not-found';
}
