import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';

/** One answer, or something worse than an answer. */
export interface Scripted {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array | object;
  /** Close the connection when the request was read, without an answer. */
  readonly reset?: boolean;
  /** Send the head and this much of the body, then close. */
  readonly cutAfter?: number;
  /** Never answer. */
  readonly hang?: boolean;
  /** Send the head, then nothing. */
  readonly stall?: boolean;
}

/** A request as the server saw it. */
export interface Seen {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
  /** The client's end of the connection: the same for requests that share one. */
  readonly port: number | undefined;
}

/** Answers from a script, one after another, the last one for ever; or from a function. */
export class ScriptedServer {
  readonly seen: Seen[] = [];
  readonly #sockets = new Set<Socket>();
  readonly #server = createServer((request, response) => void this.#serve(request, response));
  #script: (seen: Seen, index: number) => Scripted = () => ({ status: 500 });

  static async start(): Promise<ScriptedServer> {
    const server = new ScriptedServer();
    server.#server.on('connection', (socket: Socket) => {
      server.#sockets.add(socket);
      socket.on('close', () => server.#sockets.delete(socket));
    });
    await new Promise<void>((resolve) => server.#server.listen(0, '127.0.0.1', resolve));
    return server;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  answer(...script: readonly Scripted[]): void {
    const start = this.seen.length;
    this.#script = (_seen, index) => script[Math.min(index - start, script.length - 1)] ?? { status: 500 };
  }

  answerBy(script: (seen: Seen, index: number) => Scripted): void {
    this.#script = script;
  }

  async stop(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    await new Promise<void>((resolve) => this.#server.close(() => resolve()));
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const seen = {
      method: request.method ?? '',
      url: request.url ?? '',
      headers: request.headers,
      body: Buffer.concat(chunks).toString('utf8'),
      port: request.socket.remotePort,
    };
    const index = this.seen.push(seen) - 1;
    const scripted = this.#script(seen, index);
    if (scripted.reset === true) request.socket.destroy();
    else if (scripted.hang !== true) send(response, scripted);
  }
}

function send(response: ServerResponse, scripted: Scripted): void {
  const { body = '' } = scripted;
  const bytes =
    typeof body === 'string' || body instanceof Uint8Array
      ? Buffer.from(body)
      : Buffer.from(JSON.stringify(body));
  const isJson = typeof body === 'object' && !(body instanceof Uint8Array);
  response.writeHead(scripted.status ?? 200, {
    ...(isJson ? { 'content-type': 'application/json' } : {}),
    'content-length': String(bytes.byteLength),
    ...scripted.headers,
  });
  if (scripted.stall === true) response.flushHeaders();
  else if (scripted.cutAfter !== undefined)
    response.write(bytes.subarray(0, scripted.cutAfter), () => response.destroy());
  else response.end(bytes);
}
