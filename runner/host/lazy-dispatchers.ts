import type { Dispatcher } from 'undici';
import type { ConnectionOptions, Dispatchers } from './dispatchers.ts';

/** Connections whose library is loaded with the first request: it is most of what a command without one would load. */
export class LazyDispatchers {
  readonly #options: ConnectionOptions;
  #made: Promise<Dispatchers> | undefined;

  constructor(options: ConnectionOptions) {
    this.#options = options;
  }

  /** The connection for a request. */
  async select(request: Parameters<Dispatchers['select']>[0]): Promise<Dispatcher> {
    this.#made ??= import('./dispatchers.ts').then(({ makeDispatchers }) => makeDispatchers(this.#options));
    return (await this.#made).select(request);
  }

  async close(): Promise<void> {
    await (await this.#made)?.close();
  }
}
