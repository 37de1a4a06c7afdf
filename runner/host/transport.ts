import { InternalError, type ProviderError } from '../model/index.ts';
import { type ApiBase, getLinkPath, parseApiBase } from './api-origin.ts';
import { type ApiAnswer, type ApiRequest, toTarget } from './api-request.ts';
import { exchange } from './exchange.ts';
import { LazyDispatchers } from './lazy-dispatchers.ts';
import { type FailedRequest, makeFailureError } from './provider-failure.ts';
import { getProxyPasswords } from './proxy-passwords.ts';
import type { RateLimiter } from './rate-limiter.ts';
import { assertAccess, isReading } from './read-only-access.ts';
import { RequestCounts, type TransportStats } from './request-counts.ts';
import { DEFAULT_RETRY_POLICY, type RetryPolicy } from './retry-delay.ts';
import { ServerTimes } from './server-times.ts';
import { getRequestId } from './service-error.ts';
import {
  DEFAULT_MAX_BYTES,
  DEFAULT_TIME_LIMITS,
  type TimeLimits,
  type TransportOptions,
} from './transport-options.ts';
import { getPause, judgeTry, readRetryAfter, type Try } from './verdict.ts';

interface Api extends ApiBase {
  readonly limiter: RateLimiter;
}

interface Position {
  readonly attempt: number;
  /** Without query. */
  readonly path: string;
}

interface TimedTry extends Try {
  readonly startedAt: number;
}

/**
 * The only way to a remote service. What it guarantees:
 *
 * - requests, and with them the token, go to the configured origins only;
 * - a read-only transport sends nothing that could change anything;
 * - what only reads is repeated after 429, 5xx and network failures; a write is repeated only when it is known that nothing
 *   happened, and otherwise ends in a `ProviderError` with `outcome: 'unknown'`;
 * - every error says method, path and request id, and holds no secret.
 */
export class Transport {
  readonly #options: TransportOptions;
  readonly #apis: ReadonlyMap<string, Api>;
  readonly #dispatchers: LazyDispatchers;
  readonly #limits: TimeLimits;
  readonly #policy: RetryPolicy;
  readonly #counts = new RequestCounts();
  readonly #times: ServerTimes;

  constructor(options: TransportOptions) {
    this.#options = options;
    this.#limits = { ...DEFAULT_TIME_LIMITS, ...options.timeLimits };
    this.#policy = { ...DEFAULT_RETRY_POLICY, ...options.retry };
    this.#times = new ServerTimes(options.clock);
    this.#apis = new Map(
      Object.entries(options.apis).map(([name, settings]) => {
        const base = parseApiBase(name, settings.baseUrl, options.allowPlainHttp ?? false);
        const key = { api: name, origin: base.origin, account: options.account };
        return [name, { ...base, limiter: options.limiters.get(key, settings.limit ?? {}) }];
      }),
    );
    options.redactor.register(...getProxyPasswords(options.proxy));
    this.#dispatchers = new LazyDispatchers({ ...this.#limits, proxy: options.proxy, connections: 32 });
  }

  /** Sends a request, again where that is safe. Resolves with a success (2xx), rejects with a `ProviderError`. */
  async request(call: ApiRequest): Promise<ApiAnswer> {
    const api = this.#getApi(call.api);
    const [path = ''] = call.path.split('?');
    assertPlainPath(call.path);
    assertAccess(this.#options.access, call.method, path);
    for (let attempt = 1; ; attempt += 1) {
      const at = { attempt, path };
      const tried = await this.#try(api, call, at);
      const verdict = judgeTry(tried, this.#describe(call, at), this.#options.clock.now());
      const pauseMs = getPause(verdict, attempt, { policy: this.#policy, random: this.#options.random });
      this.#announce(call, tried, { ...at, pauseMs });
      if (verdict.kind === 'answer') return verdict.answer;
      if (pauseMs === undefined) throw verdict.error;
      await this.#options.clock.sleep(pauseMs, call.signal).catch((cause: unknown) => {
        throw this.#interrupt(call, at, cause);
      });
    }
  }

  /** The path of a link that an API returned; refuses links that lead away from the API. */
  getLinkPath(api: string, href: string): string {
    return getLinkPath(this.#getApi(api), href);
  }

  /** The API's own time now, going by its last answer. */
  getServerTime(api: string): Date | undefined {
    return this.#times.getServerTime(this.#getApi(api).origin);
  }

  /** Requests sent so far. */
  getStats(): TransportStats {
    return this.#counts.getStats();
  }

  /** Closes all connections. */
  async close(): Promise<void> {
    await this.#dispatchers.close();
  }

  #getApi(name: string): Api {
    const api = this.#apis.get(name);
    if (api === undefined) throw new InternalError({ message: `No base URL was given for the API ${name}` });
    return api;
  }

  async #try(api: Api, call: ApiRequest, at: Position): Promise<TimedTry> {
    const authorization = (await call.authorize?.()) ?? {};
    const turn = await api.limiter.takeTurn(call.signal).catch((cause: unknown) => {
      throw this.#interrupt(call, at, cause);
    });
    try {
      this.#counts.countRequest(call.api, call.operation, at.attempt);
      const tried = await this.#send(api, call, { path: at.path, authorization });
      const { head } = tried.result;
      if (head !== undefined) this.#times.record(api.origin, head.headers);
      if (head?.status === 429) {
        const asked = readRetryAfter(head.headers, this.#options.clock.now());
        // What is too long to be waited for ends this request, and must not hold back the others either.
        const isWaitedFor = asked !== undefined && asked <= this.#policy.maxRetryAfterMs;
        this.#counts.countThrottled();
        api.limiter.reportRefusal({
          startedAt: turn.startedAt,
          retryAfterMs: isWaitedFor ? asked : undefined,
        });
      }
      return { ...tried, startedAt: turn.startedAt };
    } finally {
      turn.release();
    }
  }

  async #send(
    api: Api,
    call: ApiRequest,
    given: { readonly path: string; readonly authorization: Readonly<Record<string, string>> },
  ): Promise<Try> {
    let isSent = false;
    const reads = isReading(call.method, given.path);
    const onStart = (): void => {
      isSent = true;
    };
    const body = encodeBody(call);
    const result = await exchange({
      dispatcher: await this.#dispatchers.select({ origin: api.origin, isReading: reads }),
      url: `${api.origin}${api.prefix}${toTarget(call.path, call.query)}`,
      method: call.method,
      headers: {
        accept: 'application/json',
        'user-agent': this.#options.userAgent,
        ...body.headers,
        ...call.headers,
        ...given.authorization,
      },
      body: body.text,
      maxBytes: call.maxBytes ?? this.#options.maxBytes ?? DEFAULT_MAX_BYTES,
      firstByteMs: this.#limits.firstByteMs,
      bodyMs: call.bodyMs ?? this.#limits.bodyMs,
      signal: call.signal,
      onStart,
      openSink: call.openSink,
      redact: (text) => this.#options.redactor.redact(text),
    });
    return { result, isSent, isReading: reads, answersWithToken: call.answersWithToken ?? false };
  }

  #describe(call: ApiRequest, at: Position): Omit<FailedRequest, 'outcome'> {
    return {
      api: call.api,
      origin: this.#getApi(call.api).origin,
      method: call.method,
      path: at.path,
      attempts: at.attempt,
      redactor: this.#options.redactor,
      variables: this.#options.credentialVariables,
    };
  }

  #interrupt(call: ApiRequest, at: Position, cause: unknown): ProviderError {
    return makeFailureError({ ...this.#describe(call, at), outcome: 'not-sent' }, 'interrupted', cause);
  }

  #announce(
    call: ApiRequest,
    tried: TimedTry,
    at: Position & { readonly pauseMs: number | undefined },
  ): void {
    if (this.#options.onEvent === undefined) return;
    const { result } = tried;
    const requestId = result.head && getRequestId(result.head.headers);
    this.#options.onEvent({
      api: call.api,
      operation: call.operation,
      method: call.method,
      path: this.#options.redactor.redact(at.path),
      attempt: at.attempt,
      result: result.kind === 'answer' ? result.head.status : result.failure,
      ...(requestId === undefined ? {} : { requestId }),
      milliseconds: this.#options.clock.now().getTime() - tried.startedAt,
      ...(at.pauseMs === undefined ? {} : { pauseMs: at.pauseMs }),
    });
  }
}

function encodeBody(call: ApiRequest): {
  readonly text?: string;
  readonly headers: Readonly<Record<string, string>>;
} {
  if (call.form !== undefined) {
    return {
      text: new URLSearchParams(call.form).toString(),
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    };
  }
  if (call.json === undefined) return { headers: {} };
  return { text: JSON.stringify(call.json), headers: { 'content-type': 'application/json' } };
}

/** What is checked must be what is sent: a path that a URL parser would change is a mistake of the caller. */
function assertPlainPath(target: string): void {
  const base = 'https://host.invalid';
  const parsed = URL.canParse(base + target) ? new URL(base + target) : undefined;
  if (
    !target.startsWith('/') ||
    target.startsWith('//') ||
    parsed === undefined ||
    parsed.origin !== base ||
    parsed.pathname + parsed.search !== target
  ) {
    throw new InternalError({
      code: 'unsafe-path',
      message: `Not a plain path of a URL: ${JSON.stringify(target)}`,
    });
  }
}
