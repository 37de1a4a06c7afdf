import { createServer, type IncomingMessage, request, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What only a secret may know, and what the emulator knows in its place. */
export interface Canaries {
  readonly clientSecret: string;
  readonly accessToken: string;
}

/** How every API but the token service answers; `token` is the token service that refuses. */
export type EchoMode = 'pass' | 'token' | 'json' | 'html' | 'cut' | 'headers' | 'busy' | 'odd';

/**
 * Adobe with secrets that can be searched for: it takes a canary client secret, gives out a canary token, and passes requests
 * on to an emulator. In the other modes it does the worst that servers do: it repeats in its errors all that it was sent.
 */
export class EchoingAdobe {
  mode: EchoMode = 'pass';
  readonly #target: URL;
  readonly #canaries: Canaries;
  readonly #server: Server;
  #realToken = '';

  private constructor(target: string, canaries: Canaries) {
    this.#target = new URL(target);
    this.#canaries = canaries;
    this.#server = createServer((incoming, response) => {
      this.#serve(incoming, response).catch(() => response.destroy());
    });
  }

  static async open(target: string, canaries: Canaries): Promise<EchoingAdobe> {
    const adobe = new EchoingAdobe(target, canaries);
    await new Promise<void>((done) => adobe.#server.listen(0, '127.0.0.1', done));
    return adobe;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((done) => this.#server.close(done));
  }

  async #serve(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = (await readAll(incoming)).toString('utf8');
    const isToken = incoming.url?.startsWith('/ims/token/') === true;
    if (isToken ? this.mode === 'token' : this.mode !== 'pass' && this.mode !== 'token') {
      echo(this.mode, incoming, body, response);
      return;
    }
    const answer = await this.#forward(incoming, this.#toReal(body));
    const bytes = await readAll(answer);
    response.writeHead(answer.statusCode ?? 502, {
      'content-type': answer.headers['content-type'] ?? '',
      ...rangeOf(answer),
    });
    response.end(isToken ? this.#keepToken(bytes.toString('utf8')) : bytes);
  }

  #toReal(body: string): string {
    const form = new URLSearchParams(body);
    if (form.get('client_secret') !== this.#canaries.clientSecret) return body;
    form.set('client_secret', 'demo-secret');
    return form.toString();
  }

  #keepToken(text: string): string {
    const answer: { access_token?: string } = JSON.parse(text);
    if (answer.access_token === undefined) return text;
    this.#realToken = answer.access_token;
    return JSON.stringify({ ...answer, access_token: this.#canaries.accessToken });
  }

  async #forward(incoming: IncomingMessage, body: string): Promise<IncomingMessage> {
    const { hostname, port } = this.#target;
    const headers = { ...incoming.headers, 'content-length': String(Buffer.byteLength(body)) };
    if (headers.authorization === `Bearer ${this.#canaries.accessToken}`)
      headers.authorization = `Bearer ${this.#realToken}`;
    return await new Promise((resolve, reject) => {
      const { method, url: path } = incoming;
      const sent = request({ hostname, port, method, headers, path, agent: false }, resolve);
      sent.once('error', reject);
      sent.end(body);
    });
  }
}

function rangeOf(answer: IncomingMessage): Record<string, string> {
  const range = answer.headers['content-range'];
  return range === undefined ? {} : { 'content-range': range };
}

/** Repeats the request in an error: as JSON of both of Adobe's kinds, as a page, where a message is cut, or in headers. */
function echo(mode: EchoMode, incoming: IncomingMessage, body: string, response: ServerResponse): void {
  const said = `${JSON.stringify(incoming.headers)} ${incoming.headers.authorization ?? ''} ${body} ${decodeURIComponent(body)}`;
  const json = { 'content-type': 'application/json' };
  const bare = `${incoming.headers.authorization?.slice('Bearer '.length) ?? ''}${new URLSearchParams(body).get('client_secret') ?? ''}`;
  const answers: Readonly<Record<EchoMode, readonly [number, Record<string, string>, string]>> = {
    pass: [500, {}, ''],
    token: [400, json, JSON.stringify({ error: bare, error_description: said })],
    json: [
      403,
      json,
      JSON.stringify({ error_code: bare, message: said, title: said, errorDescription: said }),
    ],
    html: [400, { 'content-type': 'text/html' }, `<html><title>${said}</title>${said}</html>`],
    cut: [400, json, JSON.stringify({ message: `${'x'.repeat(390)}${bare}`, errorCode: said })],
    headers: [
      403,
      { ...json, 'x-request-id': bare, 'x-adobe-request-id': said, location: `http://localhost/?${bare}` },
      '{}',
    ],
    busy: [503, { ...json, 'x-request-id': bare, 'retry-after': '0' }, JSON.stringify({ message: said })],
    odd: [
      200,
      { ...json, 'x-request-id': bare, 'content-type': `text/${bare}` },
      JSON.stringify({ [bare]: said, [said]: bare }),
    ],
  };
  const [status, headers, text] = answers[mode];
  response.writeHead(status, headers);
  response.end(text);
}

async function readAll(stream: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
