import type { Socket } from 'node:net';
import { buildConnector } from 'undici';

/** What a connection receives at once: fewer, larger reads than the 64 KiB that Node takes by itself. */
const BUFFER_BYTES = 256 * 1024;
/** The largest head of an answer that undici takes. */
const HEAD_BYTES = 16 * 1024;

/**
 * Connections that receive into one buffer each, again and again. Node makes a new buffer for each 64 KiB that come, and collecting
 * those costs a download more than its network and its disk do together.
 *
 * So bytes of a body hold only until they were taken: who keeps them, copies them. Short reads are copied here, because undici keeps the
 * beginning of a head until its end has come, and a read that is longer than the largest head has the end of one in it.
 */
export function oneBufferConnector(options: buildConnector.BuildOptions): buildConnector.connector {
  return (target, callback) => {
    let socket: Socket | undefined;
    const onread = {
      buffer: Buffer.allocUnsafeSlow(BUFFER_BYTES),
      callback: (bytes: number, buffer: Uint8Array): boolean => {
        const received = buffer.subarray(0, bytes);
        socket?.push(bytes > HEAD_BYTES ? received : Buffer.from(received));
        // Nothing more comes into the buffer before this was taken out of the socket.
        return false;
      },
    };
    const connect = buildConnector({ ...options, onread } as buildConnector.BuildOptions);
    connect(target, (...result) => {
      socket = result[1] ?? undefined;
      callback(...result);
    });
  };
}
