import type { ServerResponse } from 'node:http';
import { StoredBytes } from '../http/stored-bytes.ts';
import type { Strikes } from './answer-under-faults.ts';

/** An answer as it goes over the wire. */
export interface RenderedReply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly bytes: Buffer | StoredBytes | undefined;
}

/** Sends an answer, or what its faults leave of it. */
export async function deliver(
  response: ServerResponse,
  { status, headers, bytes }: RenderedReply,
  { ending, endingSeconds }: Pick<Strikes, 'ending' | 'endingSeconds'>,
): Promise<void> {
  const half = bytes?.subarray(0, Math.floor(bytes.length / 2));
  switch (ending?.kind) {
    case 'reset':
    case 'late':
      reset(response);
      return;
    case 'lost':
      await silence(response, endingSeconds);
      return;
    case 'stall':
      response.writeHead(status, headers);
      if (half instanceof StoredBytes) await half.writeTo(response);
      else response.write(half?.length ? half : ' ');
      await silence(response, endingSeconds);
      return;
    case 'cut':
      response.writeHead(status, { ...headers, 'content-length': String(half?.length ?? 0) });
      await end(response, half);
      return;
    default:
      response.writeHead(status, headers);
      await end(response, bytes);
  }
}

async function end(response: ServerResponse, bytes: Buffer | StoredBytes | undefined): Promise<void> {
  if (!(bytes instanceof StoredBytes)) {
    response.end(bytes);
    return;
  }
  await bytes.writeTo(response);
  response.end();
}

/** Lets time pass, but no longer than the client waits. */
export async function pause(response: ServerResponse, milliseconds: number): Promise<void> {
  if (milliseconds <= 0 || response.destroyed) return;
  await new Promise<void>((done) => {
    const timer = setTimeout(done, milliseconds);
    response.once('close', () => {
      clearTimeout(timer);
      done();
    });
  });
}

async function silence(response: ServerResponse, seconds: number): Promise<void> {
  await pause(response, seconds * 1000);
  reset(response);
}

function reset(response: ServerResponse): void {
  response.socket?.resetAndDestroy();
}
