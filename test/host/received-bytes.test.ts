import { createHash } from 'node:crypto';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { setImmediate } from 'node:timers/promises';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { ApiRequest } from '../../runner/host/index.ts';
import { makeTransport } from './transport-setup.ts';

/** More than several reads of a connection hold. */
const BODY = Buffer.from(Array.from({ length: 3_000_000 }, (_, index) => (index * 7 + (index >> 8)) % 251));

/** Answers every request with a head that comes in the given pieces, then the body; connections are kept. */
class PiecewiseServer {
  readonly #sockets = new Set<Socket>();
  readonly #server: Server;

  private constructor(makeHead: (request: number) => readonly string[]) {
    let requests = 0;
    this.#server = createServer((socket) => {
      this.#sockets.add(socket.setNoDelay().on('error', () => {}));
      let received = '';
      let sending = Promise.resolve();
      socket.setEncoding('latin1').on('data', (text: string) => {
        received += text;
        if (!received.endsWith('\r\n\r\n')) return;
        received = '';
        const pieces = makeHead(requests++);
        sending = sending.then(async () => await send(socket, pieces));
      });
    });
  }

  static async start(makeHead: (request: number) => readonly string[]): Promise<PiecewiseServer> {
    const server = new PiecewiseServer(makeHead);
    await new Promise<void>((done) => server.#server.listen(0, '127.0.0.1', done));
    return server;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    await new Promise<void>((done) => this.#server.close(() => done()));
  }
}

/** Each piece leaves in a packet of its own, and the client has read it before the next one comes. */
async function send(socket: Socket, pieces: readonly string[]): Promise<void> {
  for (const piece of pieces) {
    await new Promise<void>((done) => socket.write(piece, () => done()));
    for (let turn = 0; turn < 20; turn += 1) await setImmediate();
  }
  socket.write(BODY);
}

const makeHead = (request: number): readonly string[] => [
  `HTTP/1.1 200 OK\r\nx-request-id: request-${request}\r\nx-long: ${'l'.repeat(500)}\r\nx-sp`,
  `lit: split-${request}\r\n`,
  `content-length: ${BODY.byteLength}\r\n\r\n`,
];

let server: PiecewiseServer;
beforeEach(async () => {
  server = await PiecewiseServer.start(makeHead);
});
afterEach(async () => await server.stop());

const GET: ApiRequest = { api: 'cja', operation: 'test.get', method: 'GET', path: '/x' };
const hash = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

it.each(['at once', 'after a wait'])(
  'are those that were sent, where many come over few connections and are taken %s',
  async (how) => {
    const { transport } = makeTransport(server.url);
    try {
      const found = await Promise.all(
        Array.from({ length: 40 }, async () => {
          const received = createHash('sha256');
          const { headers } = await transport.request({
            ...GET,
            openSink: () => (chunk) => {
              received.update(chunk);
              return how === 'at once' ? undefined : setImmediate();
            },
          });
          return { split: headers['x-split'], id: headers['x-request-id'], body: received.digest('hex') };
        }),
      );
      expect(new Set(found.map(({ body }) => body))).toEqual(new Set([hash(BODY)]));
      expect(new Set(found.map(({ id }) => id)).size).toBe(40);
      for (const { split, id } of found) expect(split).toBe(id?.replace('request', 'split'));
    } finally {
      await transport.close();
    }
  },
);
