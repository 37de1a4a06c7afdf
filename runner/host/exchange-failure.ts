/** Why there is no complete answer. */
export type ExchangeFailure =
  | 'unreachable'
  | 'lookup-failed'
  | 'untrusted'
  | 'timeout'
  | 'connection-refused'
  | 'connection-lost'
  | 'answer-too-large'
  | 'interrupted'
  | 'sink-failed';

const MISSING_HOST: ReadonlySet<string> = new Set(['ENOTFOUND', 'EAI_NONAME']);

/** What a cause counts as. */
export function classify(cause: unknown): ExchangeFailure {
  if (cause instanceof InterruptedExchange) return 'interrupted';
  if (cause instanceof SlowAnswer) return 'timeout';
  if (cause instanceof LargeBody) return 'answer-too-large';
  if (cause instanceof SinkFailure) return 'sink-failed';
  const code = getCode(cause);
  if (code === 'EAI_AGAIN') return 'lookup-failed';
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

/** The caller wants no answer any more. */
export class InterruptedExchange extends Error {}
/** A time limit has passed. */
export class SlowAnswer extends Error {}
/** More came than may be kept in memory. */
export class LargeBody extends Error {
  override readonly message = 'the body is larger than allowed';
}

/** The bytes came, but could not be stored. */
export class SinkFailure extends Error {
  constructor(cause: unknown) {
    super('the bytes could not be stored', { cause });
  }
}
