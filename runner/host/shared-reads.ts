import { type ApiAnswer, type ApiRequest, toTarget } from './api-request.ts';

/**
 * Keeps the answers of reads while somebody looks at the world more than once, so that every look sees the same world and
 * costs its requests once. Outside of `share` nothing is kept.
 */
export class SharedReads {
  #answers: Map<string, Promise<ApiAnswer>> | undefined;

  /** Equal reads within `work` are sent once. */
  async share<T>(work: () => Promise<T>): Promise<T> {
    this.#answers = new Map();
    try {
      return await work();
    } finally {
      this.#answers = undefined;
    }
  }

  /** What was read so far is doubtful: the next look reads anew. */
  forget(): void {
    this.#answers?.clear();
  }

  /** The kept answer to an equal read, else what `send` brings. A read that failed is kept too: it failed for every look. */
  async request(call: ApiRequest, send: () => Promise<ApiAnswer>): Promise<ApiAnswer> {
    if (this.#answers === undefined || call.method !== 'GET' || call.openSink !== undefined)
      return await send();
    const key = JSON.stringify([call.api, toTarget(call.path, call.query), call.headers ?? {}]);
    const known = this.#answers.get(key);
    if (known !== undefined) return await known;
    const answer = send();
    this.#answers.set(key, answer);
    return await answer;
  }
}
