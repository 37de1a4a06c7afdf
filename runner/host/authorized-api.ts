import { ProviderError } from '../model/index.ts';
import type { ApiAnswer, ApiRequest } from './api-request.ts';
import type { SharedReads } from './shared-reads.ts';
import type { TokenSource } from './token-source.ts';
import type { Transport } from './transport.ts';

/** A call without what the API itself adds. */
export type ApiCall = Omit<ApiRequest, 'api' | 'authorize'>;

/** What an authorized API is made of. */
export interface AuthorizedApiOptions {
  readonly transport: Transport;
  readonly tokens: TokenSource;
  /** Looks that share what they read. @default every read is sent */
  readonly reads?: SharedReads;
  /** Name of the API, as the transport was told. */
  readonly api: string;
  readonly clientId: string;
  /** `…@AdobeOrg` */
  readonly organizationId: string;
  /** Experience Platform only; Customer Journey Analytics has no sandbox header (facts §0.3). */
  readonly sandbox?: string;
}

/** One of Adobe's APIs with its headers and token (facts §0.3). Clients are built on this. */
export class AuthorizedApi {
  readonly #options: AuthorizedApiOptions;

  constructor(options: AuthorizedApiOptions) {
    this.#options = options;
  }

  /** Sends a call. A token that the service refuses (401) is replaced once: a refusal did nothing, so writes too go again. */
  async request(call: ApiCall): Promise<ApiAnswer> {
    const { reads, api } = this.#options;
    const send = async (): Promise<ApiAnswer> => await this.#send(call);
    return reads === undefined ? await send() : await reads.request({ ...call, api }, send);
  }

  async #send(call: ApiCall): Promise<ApiAnswer> {
    let used = '';
    const send = async (): Promise<ApiAnswer> =>
      await this.#options.transport.request({
        ...call,
        api: this.#options.api,
        authorize: async () => {
          used = await this.#options.tokens.getToken();
          return this.#makeHeaders(used);
        },
      });
    try {
      return await send();
    } catch (error) {
      if (!(error instanceof ProviderError) || error.status !== 401 || used === '') throw error;
      await this.#options.tokens.rejectToken(used);
      return await send();
    }
  }

  /** The path of a link in an answer of this API; refuses links that lead away from it. */
  getLinkPath(href: string): string {
    return this.#options.transport.getLinkPath(this.#options.api, href);
  }

  /** The API's own time now, going by its last answer. */
  getServerTime(): Date | undefined {
    return this.#options.transport.getServerTime(this.#options.api);
  }

  #makeHeaders(token: string): Record<string, string> {
    const { clientId, organizationId, sandbox } = this.#options;
    return {
      authorization: `Bearer ${token}`,
      'x-api-key': clientId,
      'x-gw-ims-org-id': organizationId,
      ...(sandbox === undefined ? {} : { 'x-sandbox-name': sandbox.toLowerCase() }),
    };
  }
}
