import type { AnswerHead, BodySink } from './wire-request.ts';

/** Lists become one comma-separated parameter (Adobe's specs: `style: form, explode: false`). */
export type QueryValue = string | number | boolean | readonly string[] | undefined;

/** Parameters in order; a name may come twice. Undefined values are left out. */
export type Query = readonly (readonly [name: string, value: QueryValue])[];

/** One call of an API. */
export interface ApiRequest {
  /** Name of the API, as the transport was told. */
  readonly api: string;
  /** Name of the operation, for statistics and traces: `data-view.list`. */
  readonly operation: string;
  readonly method: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Relative to the API's base URL; ids in it went through `toPathSegment`. */
  readonly path: string;
  readonly query?: Query;
  readonly headers?: Readonly<Record<string, string>>;
  /** Headers that are asked for anew before every try, such as a token's. */
  readonly authorize?: () => Promise<Readonly<Record<string, string>>>;
  readonly json?: unknown;
  readonly form?: Readonly<Record<string, string>>;
  /** The answer has to hold a token; every other is freed of our own. @default false */
  readonly answersWithToken?: boolean;
  readonly signal?: AbortSignal | undefined;
  /** Longest answer in bytes. @default the transport's */
  readonly maxBytes?: number;
  /** Time limit for the whole body. @default the transport's */
  readonly bodyMs?: number;
  /** Takes the bytes of a successful answer; they are then neither kept nor parsed. */
  readonly openSink?: (head: AnswerHead) => BodySink;
}

/** A successful answer (2xx). */
export interface ApiAnswer extends AnswerHead {
  /** Parsed JSON; undefined when the body was empty or went into a sink. */
  readonly body: unknown;
}

/** Path and query of a request as they go over the wire. */
export function toTarget(path: string, query: Query = []): string {
  const parts: string[] = [];
  for (const [name, value] of query) {
    if (value === undefined) continue;
    const text =
      typeof value === 'object' ? value.map(encodeURIComponent).join(',') : encodeURIComponent(String(value));
    parts.push(`${encodeURIComponent(name)}=${text}`);
  }
  if (parts.length === 0) return path;
  return `${path}${path.includes('?') ? '&' : '?'}${parts.join('&')}`;
}
