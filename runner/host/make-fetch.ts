import { getLinkPath, parseApiBase } from './api-origin.ts';
import type { ProxySettings } from './dispatchers.ts';
import { exchange } from './exchange.ts';
import { LazyDispatchers } from './lazy-dispatchers.ts';
import { makeFailureError } from './provider-failure.ts';
import { getProxyPasswords } from './proxy-passwords.ts';
import type { Redactor } from './redact.ts';
import { DEFAULT_MAX_BYTES, DEFAULT_TIME_LIMITS, type TimeLimits } from './transport-options.ts';
import type { Exchange } from './wire-request.ts';

/** What a `fetch` is made of. */
export interface FetchOptions {
  /** What messages call the service. */
  readonly name: string;
  /** Requests, and with them the token, go to its origin only. */
  readonly baseUrl: string;
  readonly redactor: Redactor;
  readonly proxy?: ProxySettings | undefined;
  readonly timeLimits?: Partial<TimeLimits> | undefined;
}

/** `fetch` for a library that brings its own client, over the connections of the runner. */
export interface OwnFetch {
  /** Refuses every other place, follows no redirects. A request without a complete answer rejects with a `ProviderError`, which says whether it was sent. */
  readonly fetch: (url: string, init?: RequestInit) => Promise<Response>;
  close(): Promise<void>;
}

/** Statuses whose answers have no body by definition. */
const WITHOUT_BODY: ReadonlySet<number> = new Set([204, 205, 304]);

/**
 * Makes it: Node's own `fetch` knows no proxy variables and follows redirects with whatever it was given.
 *
 * @throws UsageError for a base URL that is none, or that would send the token unencrypted
 */
export function makeFetch(options: FetchOptions): OwnFetch {
  const { name, redactor } = options;
  const base = parseApiBase(name, options.baseUrl, false);
  redactor.register(...getProxyPasswords(options.proxy));
  const limits = { ...DEFAULT_TIME_LIMITS, ...options.timeLimits };
  const dispatchers = new LazyDispatchers({ ...limits, proxy: options.proxy, connections: 16 });
  const send = async (url: string, init: RequestInit = {}): Promise<Response> => {
    const method = init.method ?? 'GET';
    const isReading = method === 'GET' || method === 'HEAD';
    const [path = ''] = getLinkPath(base, url).split('?');
    let isSent = false;
    const onStart = (): void => {
      isSent = true;
    };
    const answer = await exchange({
      ...limits,
      dispatcher: await dispatchers.select({ origin: base.origin, isReading }),
      onStart,
      url,
      method,
      headers: Object.fromEntries(new Headers(init.headers)),
      body: typeof init.body === 'string' ? init.body : undefined,
      maxBytes: DEFAULT_MAX_BYTES,
      signal: init.signal ?? undefined,
      redact: (text) => redactor.redact(text),
    });
    if (answer.kind === 'answer') return toResponse(answer);
    const outcome = !isSent ? 'not-sent' : isReading ? 'rejected' : 'unknown';
    const { origin } = base;
    const failed = { api: name, origin, method, path, outcome, attempts: 1, redactor } as const;
    throw makeFailureError(failed, answer.failure, answer.cause);
  };
  return { fetch: send, close: async () => await dispatchers.close() };
}

function toResponse({ head, text }: Extract<Exchange, { kind: 'answer' }>): Response {
  const body = WITHOUT_BODY.has(head.status) ? null : text;
  return new Response(body, { status: head.status, headers: { ...head.headers } });
}
