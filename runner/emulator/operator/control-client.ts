/** The emulator's control API: what a person does in Adobe's UI. */
export class ControlClient {
  readonly #url: string;
  readonly #token: string;

  constructor(emulator: { readonly url: string; readonly controlToken: string }) {
    this.#url = emulator.url;
    this.#token = emulator.controlToken;
  }

  async get<T = Json>(path: string): Promise<T> {
    return await this.#send<T>('GET', path);
  }

  async post<T = Json>(path: string, body: unknown): Promise<T> {
    return await this.#send<T>('POST', path, body);
  }

  async patch<T = Json>(path: string, body: unknown): Promise<T> {
    return await this.#send<T>('PATCH', path, body);
  }

  async put<T = Json>(path: string, body: unknown): Promise<T> {
    return await this.#send<T>('PUT', path, body);
  }

  async delete(path: string): Promise<void> {
    await this.#send('DELETE', path);
  }

  async #send<T>(method: string, path: string, body?: unknown): Promise<T> {
    const answer = await fetch(`${this.#url}/control/${path}`, {
      method,
      headers: { authorization: `Bearer ${this.#token}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} control/${path}: ${answer.status} ${text}`);
    return (text === '' ? {} : JSON.parse(text)) as T;
  }
}

/** Whatever an answer holds; tests look at what they need. */
export type Json = Record<string, unknown>;
