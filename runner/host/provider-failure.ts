import { ProviderError, type RequestOutcome } from '../model/index.ts';
import { type ExchangeFailure, getCode } from './exchange-failure.ts';
import type { Redactor } from './redact.ts';
import { formatRequestId, getRequestId, parseServiceError, toPlainText } from './service-error.ts';
import { type CredentialVariables, getServiceHint } from './service-hint.ts';
import type { AnswerHead } from './wire-request.ts';

/** The request that failed, as far as messages need it. */
export interface FailedRequest {
  readonly api: string;
  /** Where it was sent, such as `https://cja.adobe.io`. */
  readonly origin: string;
  readonly method: string;
  readonly path: string;
  readonly outcome: RequestOutcome;
  readonly attempts: number;
  readonly redactor: Redactor;
  /** What the hints call the variables with the credentials. */
  readonly variables?: CredentialVariables | undefined;
}

interface FailureText {
  readonly code: string;
  readonly what: string;
  /** The host is what is wrong, rather than the request. */
  readonly isAboutHost?: boolean;
  readonly hint?: string;
}

const FAILURE_TEXT: Readonly<Record<ExchangeFailure, FailureText>> = {
  unreachable: {
    code: 'unreachable',
    what: 'there is no host of that name',
    isAboutHost: true,
    hint: 'Check the base URL of the environment, the network and the proxy settings.',
  },
  'lookup-failed': {
    code: 'unreachable',
    what: 'the name of the host could not be looked up',
    isAboutHost: true,
    hint: 'Is this machine online? Check the network and the proxy settings, then try again.',
  },
  untrusted: {
    code: 'untrusted',
    what: 'the certificate of the host is not trusted',
    isAboutHost: true,
    hint: 'If your company inspects TLS, give Node its certificate with NODE_EXTRA_CA_CERTS. Checking cannot be switched off.',
  },
  timeout: {
    code: 'timeout',
    what: 'no complete answer came in time',
    isAboutHost: true,
    hint: 'Check the network and the proxy settings, then try again.',
  },
  'connection-refused': {
    code: 'connection-refused',
    what: 'nobody answers there',
    isAboutHost: true,
    hint: 'Check the base URL of the environment, the network and the proxy settings.',
  },
  'connection-lost': {
    code: 'connection-lost',
    what: 'the connection failed',
    isAboutHost: true,
    hint: 'Check the network and the proxy settings, then try again.',
  },
  'answer-too-large': {
    code: 'answer-too-large',
    what: 'the answer is larger than any that Adobe gives',
    isAboutHost: true,
    hint: 'Check the base URL of the environment: something else may answer there. If it is Adobe, please report this message.',
  },
  interrupted: {
    code: 'interrupted',
    what: 'it was interrupted',
    hint: 'Run the same command again to go on.',
  },
  'sink-failed': { code: 'sink-failed', what: 'the answer could not be stored' },
};

const RETRYABLE: ReadonlySet<ExchangeFailure> = new Set([
  'timeout',
  'lookup-failed',
  'connection-refused',
  'connection-lost',
  'interrupted',
]);

/** The error for a request without a complete answer. */
export function makeFailureError(
  failed: FailedRequest,
  failure: ExchangeFailure,
  cause: unknown,
): ProviderError {
  const known = FAILURE_TEXT[failure];
  const code = getCode(cause);
  const about = [known.isAboutHost === true ? failed.origin : '', code].filter((part) => part !== '');
  return new ProviderError({
    code: known.code,
    message: clean(
      failed,
      `: ${known.what}${about.length === 0 ? '' : ` (${about.join(', ')})`}${countAttempts(failed)}`,
    ),
    hint: withLookUp(failed, known.hint),
    exitCode: failure === 'interrupted' ? 130 : 1,
    method: failed.method,
    path: failed.redactor.redact(failed.path),
    outcome: failed.outcome,
    retryable: RETRYABLE.has(failure),
  });
}

/** The error for an answer that is not a success. */
export function makeStatusError(
  failed: FailedRequest,
  head: AnswerHead,
  text: string,
  retryAfterMs?: number,
): ProviderError {
  const said = parseServiceError(text, head.headers, (said) => failed.redactor.redact(said));
  const about = [
    said.serviceMessage === undefined ? '' : `: ${said.serviceMessage}`,
    countAttempts(failed),
    formatRequestId(said.requestId),
  ].join('');
  const status = said.serviceCode === undefined ? `${head.status}` : `${head.status} ${said.serviceCode}`;
  const wait =
    retryAfterMs === undefined ? '' : ` The service asks to wait ${Math.ceil(retryAfterMs / 1000)} s.`;
  const hint = `${getServiceHint(head.status, said, failed.variables) ?? ''}${wait}`.trim();
  return new ProviderError({
    code: isPage(text) ? 'gateway-page' : getStatusCode(head.status),
    message: clean(failed, ` answered ${status}${about}`),
    hint: withLookUp(failed, hint === '' ? undefined : hint),
    method: failed.method,
    path: failed.redactor.redact(failed.path),
    outcome: failed.outcome,
    retryable: head.status === 408 || head.status === 429 || head.status >= 500,
    status: head.status,
    requestId: said.requestId,
    serviceCode: said.serviceCode,
  });
}

/** The error for a success whose body cannot be read: HTML, cut off, or not what the operation answers with. */
export function makeUnreadableError(failed: FailedRequest, head: AnswerHead, why: string): ProviderError {
  const type = head.headers['content-type'];
  const requestId = getRequestId(head.headers);
  return new ProviderError({
    code: 'answer-unreadable',
    message: clean(
      failed,
      ` answered ${head.status}, but ${why}${type === undefined ? '' : ` (${toPlainText(failed.redactor.redact(type))})`}${countAttempts(failed)}${formatRequestId(requestId)}`,
    ),
    hint: withLookUp(
      failed,
      'A proxy or a login page may stand in between. Check the base URL and the network.',
    ),
    method: failed.method,
    path: failed.redactor.redact(failed.path),
    outcome: failed.outcome,
    retryable: true,
    status: head.status,
    requestId,
  });
}

/** An HTML page comes from a gateway, a proxy or a wrong base URL: its 404 does not mean that a resource is absent. */
function isPage(text: string): boolean {
  return /^\s*</.test(text);
}

/** Stable codes by status. */
function getStatusCode(status: number): string {
  if (status < 400) return 'redirected';
  if (status >= 500) return 'service-failed';
  const known: Readonly<Record<number, string>> = {
    401: 'unauthorized',
    403: 'forbidden',
    404: 'not-found',
    409: 'conflict',
    429: 'throttled',
  };
  return known[status] ?? 'request-rejected';
}

function clean(failed: FailedRequest, text: string): string {
  return failed.redactor.redact(`${failed.api}: ${failed.method} ${failed.path}${text}`);
}

function countAttempts(failed: FailedRequest): string {
  return failed.attempts > 1 ? `, ${failed.attempts} tries` : '';
}

function withLookUp(failed: FailedRequest, hint: string | undefined): string | undefined {
  if (failed.outcome !== 'unknown') return hint;
  return `${hint === undefined ? '' : `${hint} `}It may have taken effect nevertheless: the next apply looks that up before it tries again.`;
}
