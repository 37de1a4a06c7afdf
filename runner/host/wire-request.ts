import type { Dispatcher } from 'undici';
import type { ExchangeFailure } from './exchange-failure.ts';

/**
 * Receives the bytes of an answer, in order; on a retry they begin again. They hold only until it returns. What it returns is waited for
 * before more come; nothing means that more may come at once.
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
  /** Called just before the first byte is written to the connection. */
  readonly onStart: () => void;
  /** Takes the body of a successful answer instead of memory. */
  readonly openSink?: ((head: AnswerHead) => BodySink) | undefined;
  /** Takes secrets out of a text that is shown. */
  readonly redact: (text: string) => string;
}

/** What came of one request. A failure after the head keeps the head's status. */
export type Exchange =
  | { readonly kind: 'answer'; readonly head: AnswerHead; readonly text: string }
  | {
      readonly kind: 'failure';
      readonly failure: ExchangeFailure;
      readonly cause: unknown;
      readonly head?: AnswerHead;
    };
