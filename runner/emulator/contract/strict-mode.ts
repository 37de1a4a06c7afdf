import type { Reply } from '../context.ts';
import { isOwnInterface, renderError } from '../http/api-error.ts';
import type { Headers } from '../http/gateway.ts';
import type { RouteMatch } from '../http/router.ts';
import { StoredBytes } from '../http/stored-bytes.ts';
import { writeJson } from '../respell/respell-object.ts';
import { ContractCheck, type ContractReport } from './contract-check.ts';
import { findContractFolder } from './contract-files.ts';
import { Contracts } from './contracts.ts';
import type { Exchange } from './exchange.ts';

/** Opens the contracts of a folder; undefined when they are not there. */
export function openContracts(folder: string): Contracts | undefined {
  const found = findContractFolder(folder);
  return found === undefined ? undefined : new Contracts(found);
}

/** A request as it came. */
export interface StrictRequest {
  readonly method: string;
  readonly url: URL;
  readonly headers: Headers;
  readonly body: Buffer;
}

/** What the server does with every exchange when it is strict. */
export interface StrictMode {
  /** The reply itself; or a 500 that names what is wrong with it or its request. */
  judge(match: RouteMatch, request: StrictRequest, reply: Reply): Reply;
  /** The same for what a fault put in the place of an answer. A status that no contract has for the operation is not judged. */
  judgeInjected(match: RouteMatch, request: StrictRequest, reply: Reply): Reply;
  getReport(): ContractReport;
}

/** Makes the strict mode of one emulator. `say` gets one line for each violation. */
export function createStrictMode(
  contracts: Contracts,
  { isRespelling, say }: { readonly isRespelling: boolean; readonly say: (line: string) => void },
): StrictMode {
  const check = new ContractCheck(contracts, isRespelling);
  const judge: StrictMode['judge'] = (match, request, reply) => {
    if (isOwnInterface(match.api)) return reply;
    const violations = check.check(toExchange(request, reply));
    for (const violation of violations) say(`contract violation: ${violation}`);
    const [first] = violations;
    if (first === undefined) return reply;
    const more = violations.length > 1 ? ` (and ${violations.length - 1} more)` : '';
    const error = { status: 500, code: 'unexpected_error', message: `contract violation: ${first}${more}` };
    return renderError(match.api, error, Date.now());
  };
  return {
    judge,
    judgeInjected: (match, request, reply) =>
      check.hasStatus(toExchange(request, reply)) ? judge(match, request, reply) : reply,
    getReport: () => check.getReport(),
  };
}

function toExchange(request: StrictRequest, reply: Reply): Exchange {
  const { method, url, headers, body } = request;
  const isJson =
    reply.body !== undefined && !(reply.body instanceof Uint8Array) && !(reply.body instanceof StoredBytes);
  return {
    method,
    path: url.pathname,
    query: url.searchParams,
    requestHeaders: headers,
    requestBody: body,
    status: reply.status,
    answerHeaders: { ...(isJson ? { 'content-type': 'application/json' } : {}), ...reply.headers },
    // What counts is what is sent: members that are undefined are not.
    answer: isJson ? JSON.parse(writeJson(reply.body)) : undefined,
  };
}
