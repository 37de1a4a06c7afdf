import { createServer, type IncomingMessage, request, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** One request that came to the gate. */
export interface GateRequest {
  /** Counted from 0. */
  readonly index: number;
  readonly method: string;
  /** Without query. */
  readonly path: string;
  readonly body: string;
}

/** An answer in place of the service's. */
export interface GateAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/** What a test does to requests on their way. Whoever throws takes the request away: its connection is cut. */
export interface GateRules {
  /** Before the service sees it. */
  arriving?(request: GateRequest): Promise<void> | void;
  /** An answer in place of the service, which never sees the request. */
  refusing?(request: GateRequest): GateAnswer | undefined;
  /** How often the service gets it; the last answer goes on. Once where absent. */
  copies?(request: GateRequest): number;
  /** When the service has done it, before its answer goes on. */
  answering?(request: GateRequest): Promise<void> | void;
}

/** A door in front of the emulator: it counts who passes, and a test may hold or cut any request at either side. */
export class Gate {
  readonly requests: GateRequest[] = [];
  rules: GateRules = {};
  #target: URL;
  readonly #server: Server;

  private constructor(target: string) {
    this.#target = new URL(target);
    this.#server = createServer((incoming, response) => {
      this.#pass(incoming, response).catch(() => response.socket?.destroy());
    });
  }

  static async open(target: string): Promise<Gate> {
    const gate = new Gate(target);
    await new Promise<void>((done) => gate.#server.listen(0, '127.0.0.1', done));
    return gate;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** From here on requests go to another service. */
  leadTo(target: string): void {
    this.#target = new URL(target);
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((done) => this.#server.close(done));
  }

  async #pass(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await readAll(incoming);
    const [path = '/'] = (incoming.url ?? '/').split('?');
    const index = this.requests.length;
    const seen = { index, method: incoming.method ?? 'GET', path, body: body.toString('utf8') };
    this.requests.push(seen);
    const { rules } = this;
    await rules.arriving?.(seen);
    const refusal = rules.refusing?.(seen);
    if (refusal !== undefined) {
      response.writeHead(refusal.status, refusal.headers);
      response.end(refusal.body);
      return;
    }
    for (let more = (rules.copies?.(seen) ?? 1) - 1; more > 0; more -= 1)
      await readAll(await this.#forward(incoming, body));
    const answer = await this.#forward(incoming, body);
    const bytes = await readAll(answer);
    await rules.answering?.(seen);
    response.sendDate = false;
    response.writeHead(answer.statusCode ?? 502, answer.headers);
    response.end(bytes);
  }

  /** The host stays the one that was asked, so that links in answers lead through here again. */
  async #forward(incoming: IncomingMessage, body: Buffer): Promise<IncomingMessage> {
    const { hostname, port } = this.#target;
    const { method, headers, url: path } = incoming;
    return await new Promise((resolve, reject) => {
      const sent = request({ hostname, port, method, headers, path, agent: false }, resolve);
      sent.once('error', reject);
      sent.end(body);
    });
  }
}

async function readAll(stream: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
