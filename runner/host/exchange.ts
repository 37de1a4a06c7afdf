import type { IncomingHttpHeaders } from 'node:http';
import type { Dispatcher } from 'undici';
import { classify, InterruptedExchange, LargeBody, SinkFailure, SlowAnswer } from './exchange-failure.ts';
import { withShownId } from './service-error.ts';
import type { AnswerHead, BodySink, Exchange, WireRequest } from './wire-request.ts';

/** Sends one request, once, and reads its whole answer. Never throws: a failure is a value. */
export async function exchange(wire: WireRequest): Promise<Exchange> {
  return await new Promise((settle) => {
    const reader = new AnswerReader(wire, settle);
    if (wire.signal?.aborted === true) reader.interrupt();
    else reader.send();
  });
}

/**
 * One request and its answer, by the events of undici. No stream lies between: a score file comes in tens of thousands of chunks, and what
 * a stream does for each of them costs more than the network.
 */
class AnswerReader implements Dispatcher.DispatchHandler {
  readonly #wire: WireRequest;
  readonly #settle: (exchange: Exchange) => void;
  #controller: Dispatcher.DispatchController | undefined;
  #head: AnswerHead | undefined;
  #sink: BodySink | undefined;
  /** What the sink does with the last chunk. */
  #waiting: Promise<void> | undefined;
  #chunks: Uint8Array[] = [];
  #length = 0;
  #timer: NodeJS.Timeout | undefined;
  #failure: { readonly cause: unknown } | undefined;

  constructor(wire: WireRequest, settle: (exchange: Exchange) => void) {
    this.#wire = wire;
    this.#settle = settle;
  }

  send(): void {
    const { dispatcher, url, method, headers, body, firstByteMs, signal } = this.#wire;
    signal?.addEventListener('abort', this.interrupt, { once: true });
    this.#limit(firstByteMs, 'no answer began in time');
    try {
      const { origin, pathname, search } = new URL(url);
      const target = { origin, path: pathname + search, method: method as Dispatcher.HttpMethod };
      dispatcher.dispatch({ ...target, headers, body: body ?? null }, this);
    } catch (error) {
      this.#fail(error);
    }
  }

  readonly interrupt = (): void => this.#fail(new InterruptedExchange());

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller;
    // It may have failed while it waited for a connection: then nothing is sent.
    if (this.#failure !== undefined) this.#stop(this.#failure.cause);
    else this.#wire.onStart();
  }

  onResponseStart(
    _controller: Dispatcher.DispatchController,
    status: number,
    headers: IncomingHttpHeaders,
  ): void {
    // 1xx: the head of the answer itself is still to come.
    if (status < 200 || this.#failure !== undefined) return;
    const { redact, bodyMs, openSink } = this.#wire;
    this.#head = { status, headers: withShownId(flatten(headers), redact) };
    this.#limit(bodyMs, 'the body took too long');
    try {
      if (status < 300) this.#sink = openSink?.(this.#head);
    } catch (error) {
      this.#fail(error);
    }
  }

  onResponseData(controller: Dispatcher.DispatchController, chunk: Uint8Array): void {
    // After a pause undici may give a chunk of nothing, and would again and again to whoever pauses for it.
    if (this.#failure !== undefined || chunk.byteLength === 0) return;
    if (this.#sink === undefined) {
      this.#length += chunk.byteLength;
      this.#chunks.push(Buffer.from(chunk));
      if (this.#length > this.#wire.maxBytes) this.#fail(new LargeBody());
      return;
    }
    try {
      const waiting = this.#sink(chunk);
      this.#waiting = waiting;
      if (waiting === undefined) return;
      controller.pause();
      waiting.then(() => controller.resume(), this.#refuse);
    } catch (error) {
      this.#refuse(error);
    }
  }

  onResponseEnd(): void {
    // What is done with the last bytes is still to be waited for.
    void Promise.resolve(this.#waiting).then(() => this.#finish(), this.#refuse);
  }

  onResponseError(_controller: Dispatcher.DispatchController, error: Error): void {
    this.#fail(error);
  }

  readonly #refuse = (error: unknown): void => this.#fail(new SinkFailure(error));

  #limit(milliseconds: number, message: string): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#fail(new SlowAnswer(message)), milliseconds);
  }

  #finish(): void {
    const head = this.#head;
    if (this.#failure !== undefined || head === undefined) return;
    this.#end();
    this.#settle({ kind: 'answer', head, text: Buffer.concat(this.#chunks).toString('utf8') });
  }

  /** The first failure counts. The connection is closed with it, and a sink that is busy with the last bytes is waited for. */
  #fail(cause: unknown): void {
    if (this.#failure !== undefined) return;
    this.#failure = { cause };
    this.#end();
    const head = this.#head === undefined ? {} : { head: this.#head };
    const exchange: Exchange = { kind: 'failure', failure: classify(cause), cause, ...head };
    const settle = (): void => this.#settle(exchange);
    void Promise.resolve(this.#waiting).then(settle, settle);
    this.#stop(cause);
  }

  #stop(cause: unknown): void {
    this.#controller?.abort(cause instanceof Error ? cause : new Error('stopped', { cause }));
  }

  #end(): void {
    clearTimeout(this.#timer);
    this.#wire.signal?.removeEventListener('abort', this.interrupt);
  }
}

function flatten(headers: IncomingHttpHeaders): Record<string, string> {
  const flat: [string, string][] = [];
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined) flat.push([name.toLowerCase(), Array.isArray(value) ? value.join(', ') : value]);
  }
  return Object.fromEntries(flat);
}
