import { createServer } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { ScriptedServer } from './scripted-server.ts';
import { makeTransport } from './transport-setup.ts';

const tunnels: string[] = [];
let target: ScriptedServer;
const sockets = new Set<Socket>();
const proxy = createServer().on('connect', (request, client: Socket) => {
  tunnels.push(request.url ?? '');
  const upstream = connect(Number(new URL(target.url).port), '127.0.0.1', () => {
    client.write('HTTP/1.1 200 Connection Established\r\n\r\n');
    upstream.pipe(client).pipe(upstream);
  });
  for (const socket of [client, upstream]) {
    sockets.add(socket);
    socket.on('error', () => socket.destroy());
  }
});

beforeEach(async () => {
  target = await ScriptedServer.start();
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
});
afterEach(async () => {
  for (const socket of sockets) socket.destroy();
  await new Promise((resolve) => proxy.close(resolve));
  await target.stop();
});

const GET = { api: 'cja', operation: 'test', method: 'GET', path: '/data/x' } as const;

it('a proxy is used where it is given, never for loopback, and its password stays secret', async () => {
  const httpProxy = `http://me:pass%20word@127.0.0.1:${(proxy.address() as AddressInfo).port}`;
  target.answer({ body: { ok: true } });
  const remote = makeTransport('http://cja.example', { allowPlainHttp: true, proxy: { httpProxy } });
  expect((await remote.transport.request(GET)).body).toEqual({ ok: true });
  await remote.transport.request({ ...GET, method: 'POST', json: {} });
  expect(tunnels).toEqual(['cja.example:80', 'cja.example:80']);
  expect(remote.redactor.redact('pass word, pass%20word')).toBe('[redacted], [redacted]');

  const local = makeTransport(target.url, { proxy: { httpProxy } });
  await local.transport.request(GET);
  expect(tunnels).toHaveLength(2);
  await Promise.all([remote.transport.close(), local.transport.close()]);
});

it('a proxy that refuses the tunnel means that nothing was sent', async () => {
  const refusing = createServer().on('connect', (_request, client: Socket) =>
    client.end('HTTP/1.1 403 Forbidden\r\n\r\n'),
  );
  await new Promise<void>((resolve) => refusing.listen(0, '127.0.0.1', resolve));
  const httpProxy = `http://127.0.0.1:${(refusing.address() as AddressInfo).port}`;
  const { transport } = makeTransport('http://cja.example', {
    allowPlainHttp: true,
    proxy: { httpProxy },
    retry: { attempts: 1 },
  });
  await expect(transport.request({ ...GET, method: 'POST', json: {} })).rejects.toMatchObject({
    outcome: 'not-sent',
  });
  await transport.close();
  await new Promise((resolve) => refusing.close(resolve));
});
