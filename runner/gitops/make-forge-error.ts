import {
  asMembers,
  type Members,
  type Redactor,
  readMember,
  readNumber,
  readObject,
  readObjects,
  readText,
  toPlainText,
} from '../host/index.ts';
import { ProviderError, RunnerError } from '../model/index.ts';
import { ForgeError } from './forge-error.ts';
import { FORGE_OPERATIONS, type ForgeOperationName } from './operations.ts';
import { isThrottled, type Refusal, readLimitEnd } from './rate-limit.ts';

/** The request that failed, as far as messages need it. */
export interface FailedOperation {
  readonly operation: ForgeOperationName;
  /** What it was about, ` #12` or ` of abc1234`; empty where the operation says all. */
  readonly target: string;
  readonly redactor: Redactor;
  readonly now: Date;
}

/** The error for whatever octokit throws. It keeps none of it as its cause: that holds the whole request. */
export function makeForgeError(failed: FailedOperation, thrown: unknown): RunnerError {
  const cause = thrown instanceof Error ? thrown.cause : undefined;
  if (cause instanceof ProviderError) return makeUnansweredError(failed, cause);
  if (cause instanceof RunnerError) return cause;
  const answer = readObject(asMembers(thrown), 'response');
  return answer === undefined
    ? makeUnreadableError(failed, describe(failed, thrown))
    : makeRefusedError(failed, answer);
}

/** The error for an answer that is a success and not what the operation answers with. */
export function makeUnreadableError(failed: FailedOperation, why: string, headers?: Members): ForgeError {
  const requestId = readRequestId(failed, headers);
  return new ForgeError({
    code: 'forge-answer-unreadable',
    message: `${begin(failed)}: the answer cannot be read: ${why}${formatId(requestId)}`,
    hint: 'A proxy or a login page may stand in between. Check GITHUB_API_URL and the network.',
    operation: failed.operation,
    isPassing: true,
    requestId,
  });
}

const MAY_HAVE_HAPPENED = 'It may have taken effect nevertheless. Run the same command again.';
const CHECK_NETWORK =
  'Check GITHUB_API_URL, the network and the proxy settings, then run the same command again.';

function makeUnansweredError(failed: FailedOperation, cause: ProviderError): ForgeError {
  const isUnknown = cause.outcome === 'unknown';
  return new ForgeError({
    code: `forge-${cause.code}`,
    message: `${begin(failed)}: ${cause.message}`,
    hint: isUnknown ? MAY_HAVE_HAPPENED : cause.code === 'untrusted' ? cause.hint : CHECK_NETWORK,
    exitCode: cause.exitCode,
    operation: failed.operation,
    isPassing: cause.retryable,
  });
}

/** The error for an answer with a status, headers and a body that is not a success. */
export function makeRefusedError(failed: FailedOperation, answer: Members): ForgeError {
  const status = readNumber(answer, 'status') ?? 0;
  const headers = readObject(answer, 'headers') ?? {};
  const data = asMembers(readMember(answer, 'data'));
  const refusal = { status, headers, message: readMessage(data) };
  const requestId = readRequestId(failed, headers);
  const said = toPlainText(failed.redactor.redact(refusal.message));
  return new ForgeError({
    code: isThrottled(refusal) ? 'forge-throttled' : getCode(status),
    message: `${begin(failed)}: GitHub answered ${status}${said === '' ? '' : `: ${said}`}${formatId(requestId)}`,
    hint: getHint(failed, refusal),
    operation: failed.operation,
    isPassing: status >= 500,
    status,
    requestId,
    invalidFields: (readObjects(data, 'errors') ?? []).flatMap((one) => readText(one, 'field') ?? []),
  });
}

function getCode(status: number): string {
  const known: Readonly<Record<number, string>> = {
    401: 'forge-unauthorized',
    403: 'forge-forbidden',
    404: 'forge-not-found',
    409: 'forge-conflict',
  };
  if (status < 400) return 'forge-moved';
  return known[status] ?? (status >= 500 ? 'forge-failed' : 'forge-rejected');
}

function getHint({ operation, now }: FailedOperation, refusal: Refusal): string | undefined {
  const { status } = refusal;
  if (isThrottled(refusal)) {
    const end = readLimitEnd(refusal, now);
    return end === undefined
      ? 'GitHub asks for fewer requests and does not say until when. Try again in some minutes.'
      : `GitHub takes requests of this token again from ${end.toISOString()}. Run the same command again then.`;
  }
  if (status === 401) {
    return 'The token is wrong or has expired. In a workflow, pass the job’s own token to the step as GITHUB_TOKEN.';
  }
  if (status === 403 || status === 404) return getPermissionHint(operation, status);
  if (status < 400) return 'The repository was renamed or moved. Use its present name.';
  if (status === 409) return 'Something else changed it at the same time. Run the same command again.';
  return status >= 500
    ? 'This is a failure at GitHub. Try again; if it stays, give GitHub the request id.'
    : undefined;
}

function getPermissionHint(operation: ForgeOperationName, status: number): string {
  const { permissions } = FORGE_OPERATIONS[operation];
  const absent = status === 404 ? 'If it exists, the token may not see it. ' : '';
  if (permissions.length === 0) return `${absent}The token must be one of this repository.`;
  const lines = permissions.map((line) => `\`${line}\``).join(' or ');
  return `${absent}In a workflow this needs ${lines} under \`permissions:\`; another token needs the same right.`;
}

/** `Validation Failed` says nothing without its list. */
function readMessage(body: Members | undefined): string {
  // A page of a gateway or a proxy: its markup tells nobody anything.
  if (body === undefined) return '';
  const details = (readObjects(body, 'errors') ?? []).map(
    (one) =>
      readText(one, 'message') ??
      ['resource', 'field', 'code'].map((name) => readText(one, name) ?? '').join(' '),
  );
  return [readText(body, 'message') ?? '', ...details].filter((text) => text.trim() !== '').join(': ');
}

function begin({ operation, target, redactor }: FailedOperation): string {
  return toPlainText(redactor.redact(`Could not ${FORGE_OPERATIONS[operation].doing}${target}`));
}

function describe({ redactor }: FailedOperation, thrown: unknown): string {
  return toPlainText(redactor.redact(thrown instanceof Error ? thrown.message : String(thrown)));
}

function readRequestId({ redactor }: FailedOperation, headers: Members | undefined): string | undefined {
  const id = readText(headers, 'x-github-request-id');
  return id === undefined || id.trim() === '' ? undefined : toPlainText(redactor.redact(id));
}

function formatId(requestId: string | undefined): string {
  return requestId === undefined ? '' : `; request id ${requestId}`;
}
