/** How many requests really went out. */
export interface TransportStats {
  /** By API; retries count, since they cost the same. */
  readonly byApi: Readonly<Record<string, number>>;
  readonly byOperation: Readonly<Record<string, number>>;
  /** Requests beyond the first of their call. */
  readonly retried: number;
  /** Answers 429. */
  readonly throttled: number;
}

/** Counts the requests of one transport. */
export class RequestCounts {
  readonly #byApi = new Map<string, number>();
  readonly #byOperation = new Map<string, number>();
  #retried = 0;
  #throttled = 0;

  countRequest(api: string, operation: string, attempt: number): void {
    this.#byApi.set(api, (this.#byApi.get(api) ?? 0) + 1);
    this.#byOperation.set(operation, (this.#byOperation.get(operation) ?? 0) + 1);
    if (attempt > 1) this.#retried += 1;
  }

  countThrottled(): void {
    this.#throttled += 1;
  }

  getStats(): TransportStats {
    return {
      byApi: Object.fromEntries(this.#byApi),
      byOperation: Object.fromEntries(this.#byOperation),
      retried: this.#retried,
      throttled: this.#throttled,
    };
  }
}
