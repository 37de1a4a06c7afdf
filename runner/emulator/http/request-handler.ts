import { randomUUID, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { checkOrigin, checkReach } from '../console/check-origin.ts';
import { renderErrorPage } from '../console/error-page.ts';
import type { ApiRequest, Context, Reply } from '../context.ts';
import type { StrictMode } from '../contract/strict-mode.ts';
import { answerUnderFaults, combineFaults } from '../faults/answer-under-faults.ts';
import { deliver, pause, type RenderedReply } from '../faults/deliver.ts';
import type { FaultInjector } from '../faults/fault-injector.ts';
import { writeJson } from '../respell/respell-object.ts';
import type { Actor } from '../world/types.ts';
import { ApiError, type ApiName, isOwnInterface, renderError, renderGatewayError } from './api-error.ts';
import { checkGateway, type Headers } from './gateway.ts';
import { checkHost } from './host-header.ts';
import { OPERATOR, parseActor } from './parse-actor.ts';
import type { RateLimiter } from './rate-limit.ts';
import type { RouteMatch, Router } from './router.ts';
import { StoredBytes } from './stored-bytes.ts';

/** What a test that counts requests wants to know. */
export interface RequestRecord {
  readonly method: string;
  readonly path: string;
  readonly query: string;
  readonly status: number;
  /** The `Range` header, where it has one. */
  readonly range?: string;
  /** Names of the faults that struck it. */
  readonly faults: readonly string[];
  /** Real time in Unix ms. */
  readonly at: number;
}

/** What the server needs beside the world. */
interface ServerParts {
  readonly context: Context;
  readonly router: Router;
  readonly faults: FaultInjector;
  readonly isWithinRate: RateLimiter;
  /** Brings the world up to the clock: due runs, finished backfills. */
  readonly advance: (context: Context) => void;
  readonly record: (record: RequestRecord) => void;
  /** Absent unless the emulator is strict. */
  readonly strict: StrictMode | undefined;
}

/** Answers one HTTP request. */
export async function handleRequest(
  parts: ServerParts,
  incoming: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { context } = parts;
  const url = new URL(incoming.url ?? '/', 'http://emulator');
  const method = incoming.method ?? 'GET';
  const requestId = getHeader(incoming.headers['x-request-id']) ?? randomUUID();
  const match = parts.router(method, url.pathname);
  const body = await readBody(incoming);
  const headers = flattenHeaders(incoming);
  parts.faults.late.run(context.getNow());
  const strikes = combineFaults(parts.faults.draw(match));
  if (strikes.staleSeconds > 0) parts.faults.makeStale(context, strikes.staleSeconds);
  const request = { method, url, headers, body };
  const carryOut = (): Reply => {
    const given = answer(parts, match, { ...request, requestId });
    return parts.strict?.judge(match, request, given) ?? given;
  };
  if (strikes.ending?.kind === 'late')
    parts.faults.late.add(context.getNow() + strikes.endingSeconds * 1000, carryOut);
  const judge = (injected: Reply): Reply => parts.strict?.judgeInjected(match, request, injected) ?? injected;
  const reply = answerUnderFaults(strikes, { context, api: match.api, answer: carryOut, judge });
  const latencyMs = isOwnInterface(match.api) ? 0 : context.options.latencyMs + strikes.slowMs;
  await pause(response, latencyMs);
  const at = context.options.now();
  const { status } = reply;
  const { range } = headers;
  parts.record({
    method,
    path: url.pathname,
    query: url.search,
    status,
    ...(range === undefined ? {} : { range }),
    faults: strikes.names,
    at,
  });
  response.sendDate = false;
  const now = context.getNow() + strikes.skewMs;
  await deliver(response, renderReply(reply, { requestId, method, now }), strikes);
}

interface Arrival {
  readonly headers: Headers;
  readonly url: URL;
  readonly method: string;
  readonly requestId: string;
  readonly body: Buffer;
}

function answer(parts: ServerParts, match: RouteMatch, arrival: Arrival): Reply {
  const { context } = parts;
  const { headers } = arrival;
  try {
    checkHost(context.options.host, headers.host);
    const admitted = admit(parts, match, arrival);
    if ('refusal' in admitted) return admitted.refusal;
    const sandboxName = checkSandbox(context, match, headers);
    if (!match.route) throw createRouteError(match, arrival.method, arrival.url.pathname);
    parts.advance(context);
    const request: ApiRequest = {
      method: arrival.method,
      path: arrival.url.pathname,
      params: match.params,
      query: arrival.url.searchParams,
      headers,
      body: arrival.body,
      origin: `http://${headers.host ?? 'localhost'}`,
      requestId: arrival.requestId,
      user: admitted.user,
      sandboxName,
    };
    return match.route.handle(parts.faults.getContext(context, match), request);
  } catch (error) {
    return renderFailure(context, { api: match.api, path: arrival.url.pathname }, error);
  }
}

function admit(
  parts: ServerParts,
  match: RouteMatch,
  { method, headers }: Arrival,
): { user: Actor } | { refusal: Reply } {
  const { context } = parts;
  if (match.api === 'console') {
    checkReach(context.options.host);
    checkOrigin(method, headers);
    return { user: OPERATOR };
  }
  if (match.api === 'control') {
    if (!isControlToken(context.options.controlToken, headers.authorization)) {
      throw new ApiError(401, 'unauthorized', 'Send "Authorization: Bearer TOKEN" with the control token.');
    }
    return { user: OPERATOR };
  }
  if (match.api === 'ims' || match.api === 'unknown') return { user: parseActor('nobody@luma.example') };
  const checked = checkGateway(context.options, context.world.seed, headers);
  if ('refusal' in checked) return checked;
  const { userId, userName, email } = checked.credential;
  if (match.api === 'cja' && !parts.isWithinRate(userId)) {
    return { refusal: renderGatewayError(429, '429050', 'Too many requests') };
  }
  return { user: { id: userId, name: userName, email } };
}

/** `x-sandbox-name` is required on every platform API but sandbox management (facts §0.3). */
function checkSandbox(context: Context, match: RouteMatch, headers: Headers): string {
  if (match.api !== 'platform' && match.api !== 'registry') return '';
  if (match.route?.path.startsWith('/data/foundation/sandbox-management')) return '';
  const name = headers['x-sandbox-name'];
  if (!name) throw new ApiError(400, 'XDM-0400-400', 'Bad request: header x-sandbox-name is required');
  if (!context.world.sandboxes.some((sandbox) => sandbox.name === name)) {
    throw new ApiError(403, 'XDM-0403-403', `Forbidden: sandbox ${name} does not exist or is not accessible`);
  }
  return name;
}

function createRouteError(match: RouteMatch, method: string, path: string): ApiError {
  if (match.methods.length > 0) {
    return new ApiError(
      405,
      'method_not_allowed',
      `Method not allowed: ${method} is not supported for ${path}`,
    );
  }
  return new ApiError(404, 'resource_not_found', `Not found: ${path}`);
}

function renderFailure(
  context: Context,
  { api, path }: { readonly api: ApiName; readonly path: string },
  error: unknown,
): Reply {
  const known =
    error instanceof ApiError
      ? error
      : new ApiError(
          500,
          'unexpected_error',
          `Internal error: ${error instanceof Error ? error.message : 'unknown'}`,
        );
  if (api === 'console') return renderErrorPage(context, known);
  const reply = renderError(api, known, context.getNow());
  // Catalog and Data Access document no error body at all (facts §0.5).
  const isBare =
    /^\/data\/foundation\/(catalog|export)\//.test(path) &&
    context.respelling.choose('platform.errorBody', [true, false]) === false;
  return isBare ? { status: reply.status } : reply;
}

function renderReply(
  reply: Reply,
  meta: { readonly requestId: string; readonly method: string; readonly now: number },
): RenderedReply {
  const headers: Record<string, string> = {
    'x-request-id': meta.requestId,
    date: new Date(meta.now).toUTCString(),
    ...reply.headers,
  };
  const bytes = renderBody(reply.body, headers);
  headers['content-length'] ??= String(bytes.length);
  return { status: reply.status, headers, bytes: meta.method === 'HEAD' ? undefined : bytes };
}

function renderBody(body: unknown, headers: Record<string, string>): Buffer | StoredBytes {
  if (body === undefined) return Buffer.alloc(0);
  if (body instanceof StoredBytes) return body;
  if (body instanceof Uint8Array) return Buffer.from(body.buffer, body.byteOffset, body.byteLength);
  headers['content-type'] ??= 'application/json';
  return Buffer.from(writeJson(body));
}

async function readBody(incoming: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk);
  return Buffer.concat(chunks);
}

function flattenHeaders(incoming: IncomingMessage): Headers {
  return Object.fromEntries(
    Object.entries(incoming.headers).map(([name, value]) => [name, getHeader(value)]),
  );
}

function getHeader(value: string | string[] | undefined): string | undefined {
  return Array.isArray(value) ? value[0] : value;
}

function isControlToken(expected: string, authorization: string | undefined): boolean {
  const given = Buffer.from(authorization ?? '');
  const wanted = Buffer.from(`Bearer ${expected}`);
  return given.length === wanted.length && timingSafeEqual(given, wanted);
}
