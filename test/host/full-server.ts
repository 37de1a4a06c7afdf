import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { Worker } from 'node:worker_threads';

/** Listens, says where, and never comes to accept anybody. */
const LISTENER = `
  const { parentPort } = require('node:worker_threads');
  const server = require('node:net').createServer();
  server.listen({ port: 0, host: '127.0.0.1', backlog: 1 }, () => {
    parentPort.postMessage(server.address().port);
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
  });
`;
/** More than a queue of one holds. */
const WAITING = 8;

/** A host that takes no connection: it listens, but those who wait already fill its queue. */
export class FullServer {
  readonly #port: number;
  readonly #listener: Worker;
  readonly #waiting: readonly Socket[];

  private constructor(port: number, listener: Worker, waiting: readonly Socket[]) {
    this.#port = port;
    this.#listener = listener;
    this.#waiting = waiting;
  }

  static async start(): Promise<FullServer> {
    const listener = new Worker(LISTENER, { eval: true });
    const [port] = (await once(listener, 'message')) as [number];
    const waiting = Array.from({ length: WAITING }, () =>
      connect(port, '127.0.0.1').on('error', () => undefined),
    );
    await Promise.any(waiting.map(async (socket) => await once(socket, 'connect')));
    return new FullServer(port, listener, waiting);
  }

  get url(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  async stop(): Promise<void> {
    for (const socket of this.#waiting) socket.destroy();
    await this.#listener.terminate();
  }
}
