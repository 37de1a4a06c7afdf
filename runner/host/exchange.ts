import type { IncomingHttpHeaders } from 'node:http';
import type { Readable } from 'node:stream';
import { type Dispatcher, request } from 'undici';
import { withShownId } from './service-error.ts';

/**
 * Receives the bytes of an answer, in order; on a retry they begin again. What it returns is waited for before more come; nothing means
 * that more may come at once.
 */
export type BodySink = (chunk: Uint8Array) => Promise<void> | undefined;

/** Head of an answer: headers by lower-case name. The id of the request, which is there to be shown, holds no secret. */
export interface AnswerHead {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
}

/** One request as it goes over the wire. */
export interface WireRequest {
  readonly dispatcher: Dispatcher;
  readonly url: string;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | undefined;
  /** Longest body that is kept in memory. */
  readonly maxBytes: number;
  /** Time limit until the head of the answer. */
  readonly firstByteMs: number;
  /** Time limit for the whole body. */
  readonly bodyMs: number;
  readonly signal?: AbortSignal | undefined;
  /** Takes the body of a successful answer instead of memory. */
  readonly openSink?: ((head: AnswerHead) => BodySink) | undefined;
  /** Takes secrets out of a text that is shown. */
  readonly redact: (text: string) => string;
}

/** Why there is no complete answer. */
export type ExchangeFailure =
  | 'unreachable'
  | 'untrusted'
  | 'timeout'
  | 'connection-refused'
  | 'connection-lost'
  | 'answer-too-large'
  | 'interrupted'
  | 'sink-failed';

/** What came of one request. A failure after the head keeps the head's status. */
export type Exchange =
  | { readonly kind: 'answer'; readonly head: AnswerHead; readonly text: string }
  | {
      readonly kind: 'failure';
      readonly failure: ExchangeFailure;
      readonly cause: unknown;
      readonly head?: AnswerHead;
    };

const MISSING_HOST: ReadonlySet<string> = new Set(['ENOTFOUND', 'EAI_NONAME']);

/** Sends one request, once, and reads its whole answer. Never throws: a failure is a value. */
export async function exchange(wire: WireRequest): Promise<Exchange> {
  const limit = new AbortController();
  const onAbort = (): void => limit.abort(new InterruptedExchange());
  if (wire.signal?.aborted === true) onAbort();
  wire.signal?.addEventListener('abort', onAbort, { once: true });
  let head: AnswerHead | undefined;
  let timer = setTimeout(() => limit.abort(new SlowAnswer('no answer began in time')), wire.firstByteMs);
  try {
    const answer = await request(wire.url, {
      dispatcher: wire.dispatcher,
      method: wire.method as Dispatcher.HttpMethod,
      headers: wire.headers,
      body: wire.body ?? null,
      signal: limit.signal,
    });
    head = { status: answer.statusCode, headers: withShownId(flatten(answer.headers), wire.redact) };
    clearTimeout(timer);
    timer = setTimeout(() => limit.abort(new SlowAnswer('the body took too long')), wire.bodyMs);
    return { kind: 'answer', head, text: await readBody(wire, head, answer.body) };
  } catch (cause) {
    const failure = classify(cause);
    return head === undefined
      ? { kind: 'failure', failure, cause }
      : { kind: 'failure', failure, cause, head };
  } finally {
    clearTimeout(timer);
    wire.signal?.removeEventListener('abort', onAbort);
  }
}

async function readBody(wire: WireRequest, head: AnswerHead, body: Readable): Promise<string> {
  const sink = head.status >= 200 && head.status < 300 ? wire.openSink?.(head) : undefined;
  if (sink !== undefined) {
    await drain(body, sink);
    return '';
  }
  const chunks: Uint8Array[] = [];
  let length = 0;
  // Leaving the loop destroys the body, and with it the connection.
  for await (const chunk of body as AsyncIterable<Uint8Array>) {
    if (length + chunk.byteLength > wire.maxBytes) throw new LargeBody();
    chunks.push(chunk);
    length += chunk.byteLength;
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** By events and not by a loop: a score file comes in tens of thousands of chunks, and few of them have to be waited for. */
async function drain(body: Readable, sink: BodySink): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const refuse = (error: unknown): void => {
      reject(new SinkFailure(error));
      // Destroying the body closes its connection.
      body.destroy();
    };
    let waiting: Promise<void> | undefined;
    body.on('data', (chunk: Uint8Array) => {
      waiting = sink(chunk);
      if (waiting === undefined) return;
      body.pause();
      waiting.then(() => body.resume(), refuse);
    });
    // A body that has come whole ends although it is paused: what was done with its last bytes is still to be waited for.
    body.once('end', () => void Promise.resolve(waiting).then(resolve, refuse));
    body.once('error', reject);
  });
}

function flatten(headers: IncomingHttpHeaders): Record<string, string> {
  const flat: [string, string][] = [];
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined) flat.push([name.toLowerCase(), Array.isArray(value) ? value.join(', ') : value]);
  }
  return Object.fromEntries(flat);
}

function classify(cause: unknown): ExchangeFailure {
  if (cause instanceof InterruptedExchange) return 'interrupted';
  if (cause instanceof SlowAnswer) return 'timeout';
  if (cause instanceof LargeBody) return 'answer-too-large';
  if (cause instanceof SinkFailure) return 'sink-failed';
  const code = getCode(cause);
  if (MISSING_HOST.has(code)) return 'unreachable';
  if (/^(?:ERR_TLS_|CERT_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_|HOSTNAME_MISMATCH)/.test(code))
    return 'untrusted';
  if (code === 'ECONNREFUSED') return 'connection-refused';
  return /TIMEOUT|ETIMEDOUT/.test(code) ? 'timeout' : 'connection-lost';
}

/** The code of a network error, also from inside an AggregateError. */
export function getCode(cause: unknown): string {
  if (typeof cause !== 'object' || cause === null || !('code' in cause)) return '';
  return typeof cause.code === 'string' ? cause.code : '';
}

class InterruptedExchange extends Error {}
class SlowAnswer extends Error {}
class LargeBody extends Error {
  override readonly message = 'the body is larger than allowed';
}

/** The bytes came, but could not be stored. */
export class SinkFailure extends Error {
  constructor(cause: unknown) {
    super('the bytes could not be stored', { cause });
  }
}
