import { ProviderError, type RequestOutcome } from '../model/index.ts';
import { formatRequestId, getRequestId } from './service-error.ts';
import type { AnswerHead } from './wire-request.ts';

/** The call whose answer is not what it should be. */
export interface AnsweredCall {
  readonly api: string;
  readonly path: string;
  /** @default 'GET' */
  readonly method?: string;
  /** For a write that the service said was a success. @default 'rejected', as for everything that only reads */
  readonly outcome?: RequestOutcome;
  /** The answer itself, or the last one of several: its status and request id are what Adobe's support asks for. */
  readonly answer?: AnswerHead | undefined;
}

/** The error for a successful answer that cannot be understood. */
export function makeAnswerError(call: AnsweredCall, what: string, hint?: string): ProviderError {
  const { answer } = call;
  const method = call.method ?? 'GET';
  const requestId = answer === undefined ? undefined : getRequestId(answer.headers);
  const said = answer === undefined ? 'was answered' : `answered ${answer.status}`;
  return new ProviderError({
    code: 'answer-unreadable',
    message: `${call.api}: ${method} ${call.path} ${said}, but ${what}${formatRequestId(requestId)}`,
    hint: hint ?? 'Adobe may have changed the answer. Please report this message.',
    method,
    path: call.path,
    outcome: call.outcome ?? 'rejected',
    retryable: false,
    status: answer?.status,
    requestId,
  });
}

/** Whether the service itself says that there is no such resource. A gateway's page does not say that (its code is `gateway-page`). */
export function isAbsent(error: unknown): boolean {
  return error instanceof ProviderError && error.code === 'not-found';
}
