import { createServer } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { expect, it } from 'vitest';
import { Redactor } from '../../runner/host/index.ts';
import { WORKFLOW_TOKEN } from '../github/stand-in.ts';
import { catchError, openForge } from './github-setup.ts';

it('GitHub is reached through the proxy that is given, whose password is in no error', async () => {
  const tunnels: (string | undefined)[] = [];
  const proxy = createServer().on('connect', (request, client: Socket) => {
    tunnels.push(request.url);
    client.end('HTTP/1.1 403 Forbidden\r\n\r\n');
  });
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
  const httpsProxy = `http://me:proxypassword@127.0.0.1:${(proxy.address() as AddressInfo).port}`;
  const world = { owner: 'luma', repo: 'pipelines' };
  const redactor = new Redactor();
  const forge = await openForge(
    { apiUrl: 'https://git.luma.example/api/v3', world: world as never },
    { proxy: { httpsProxy }, redactor },
  );
  const error = await catchError(forge.getPullRequest(1));
  expect(new Set(tunnels)).toEqual(new Set(['git.luma.example:443']));
  expect(error).toMatchObject({ code: 'forge-connection-lost' });
  expect(`${error.stack} ${error.hint}`).not.toMatch(new RegExp(`proxypassword|${WORKFLOW_TOKEN}`, 'u'));
  expect(redactor.redact('proxypassword')).toBe('[redacted]');
  await forge.close();
  await new Promise((resolve) => proxy.close(resolve));
});
