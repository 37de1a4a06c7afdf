import { Agent, type Dispatcher, EnvHttpProxyAgent } from 'undici';
import { isLoopback } from './api-origin.ts';
import { oneBufferConnector } from './one-buffer-connector.ts';

/** Proxy settings, as in the usual variables but given: nothing here reads the environment. */
export interface ProxySettings {
  readonly httpProxy?: string | undefined;
  readonly httpsProxy?: string | undefined;
  readonly noProxy?: string | undefined;
}

/** How connections are made. */
export interface ConnectionOptions {
  readonly proxy?: ProxySettings | undefined;
  readonly connectMs: number;
  /** Longest silence inside a body. */
  readonly silenceMs: number;
  /** Connections to one host. */
  readonly connections: number;
}

/** The connections of one transport. */
export interface Dispatchers {
  /** The one for a request. */
  select(request: { readonly origin: string; readonly isReading: boolean }): Dispatcher;
  close(): Promise<void>;
}

/**
 * Reads share connections that are kept alive. Each write gets a connection of its own: a kept one may be closed by the other
 * side at the moment of sending, which cannot be told from a write whose answer was lost.
 *
 * Loopback never goes through a proxy. Certificates are always checked, whatever the environment of the process says.
 */
export function makeDispatchers(options: ConnectionOptions): Dispatchers {
  const shared = {
    connections: options.connections,
    connectTimeout: options.connectMs,
    // The time to the first byte is limited in exchange.ts: undici's own timer is coarse.
    headersTimeout: 0,
    bodyTimeout: options.silenceMs,
    connect: { rejectUnauthorized: true, timeout: options.connectMs },
    requestTls: { rejectUnauthorized: true, timeout: options.connectMs },
    proxyTls: { rejectUnauthorized: true, timeout: options.connectMs },
    // Empty instead of absent: undici would fall back to the variables of the process.
    httpProxy: options.proxy?.httpProxy ?? '',
    httpsProxy: options.proxy?.httpsProxy ?? '',
    noProxy: options.proxy?.noProxy ?? '',
  };
  const { requestTls, proxyTls, httpProxy, httpsProxy, noProxy, ...direct } = shared;
  const proxied = { ...direct, requestTls, proxyTls, httpProxy, httpsProxy, noProxy };
  const received = { ...direct, connect: oneBufferConnector(direct.connect) };
  const reads = { direct: new Agent(received), proxied: new EnvHttpProxyAgent(proxied) };
  const writes = {
    direct: new Agent({ ...direct, pipelining: 0 }),
    proxied: new EnvHttpProxyAgent({ ...proxied, pipelining: 0 }),
  };
  return {
    select: ({ origin, isReading }) => {
      const pair = isReading ? reads : writes;
      return isLoopback(new URL(origin).hostname) ? pair.direct : pair.proxied;
    },
    close: async () => {
      await Promise.all([reads, writes].flatMap((pair) => [pair.direct.destroy(), pair.proxied.destroy()]));
    },
  };
}
