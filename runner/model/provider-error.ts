import { RunnerError, type RunnerErrorOptions } from './runner-error.ts';

/**
 * What is known about the effect of a request that failed.
 *
 * - `not-sent`: nothing left this machine, so nothing happened.
 * - `rejected`: it is known that the service did nothing: it said so, or the request only reads, whatever became of it.
 * - `unknown`: it may have happened; a write must be looked up before it is tried again (design §7).
 */
export type RequestOutcome = 'not-sent' | 'rejected' | 'unknown';

/** What a {@link ProviderError} is made of. */
export interface ProviderErrorOptions extends RunnerErrorOptions {
  readonly method: string;
  /** Path of the URL, without its query. */
  readonly path: string;
  readonly outcome: RequestOutcome;
  /** True when the same request may succeed later, unchanged. */
  readonly retryable: boolean;
  readonly status?: number | undefined;
  readonly requestId?: string | undefined;
  /** The service's own error code (`error_code`, `errorCode` or the last part of `type`). */
  readonly serviceCode?: string | undefined;
}

/** A request to a remote service that did not end in a usable answer. */
export class ProviderError extends RunnerError {
  override readonly name = 'ProviderError';
  readonly method: string;
  readonly path: string;
  readonly outcome: RequestOutcome;
  readonly retryable: boolean;
  readonly status?: number;
  readonly requestId?: string;
  readonly serviceCode?: string;

  constructor(options: ProviderErrorOptions) {
    super(options);
    this.method = options.method;
    this.path = options.path;
    this.outcome = options.outcome;
    this.retryable = options.retryable;
    if (options.status !== undefined) this.status = options.status;
    if (options.requestId !== undefined) this.requestId = options.requestId;
    if (options.serviceCode !== undefined) this.serviceCode = options.serviceCode;
  }
}
