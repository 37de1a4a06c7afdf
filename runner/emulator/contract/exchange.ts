/** A request and its answer, as they went over the wire. */
export interface Exchange {
  readonly method: string;
  /** As sent, without the query. */
  readonly path: string;
  readonly query: URLSearchParams;
  /** Names in lower case. */
  readonly requestHeaders: Readonly<Record<string, string | undefined>>;
  readonly requestBody: Uint8Array;
  readonly status: number;
  readonly answerHeaders: Readonly<Record<string, string>>;
  /** Parsed JSON; undefined when there is none. */
  readonly answer: unknown;
}

/** `application/json; charset=utf-8` → `application/json`. */
export function getMediaType(contentType: string | undefined): string {
  return (contentType ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
}
