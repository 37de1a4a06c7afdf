import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type CliResult, startCommand } from '../operator/command.ts';

const ENVIRONMENT = 'pipelines/environments/demo.yaml';
const TALKING: readonly (readonly string[])[] = [
  ['plan'],
  ['apply', '--yes'],
  ['drift'],
  ['handoffs', 'list'],
  ['destroy', '--yes'],
];

/** A real server with a certificate that nobody signed: what a stranger in between can offer. */
describe('a server whose certificate is not trusted', () => {
  let repository = '';
  let server: Server;
  let requests = 0;
  const certificate = (): string => join(repository, 'certificate.pem');

  beforeAll(async () => {
    repository = await mkdtemp(join(tmpdir(), 'cai-'));
    expect((await startCommand(['init', '.'], { cwd: repository }).ended).code).toBe(0);
    const key = join(repository, 'key.pem');
    const args = ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-subj', '/CN=localhost'];
    const names = ['-addext', 'subjectAltName=DNS:localhost', '-keyout', key, '-out', certificate()];
    await promisify(execFile)('openssl', [...args, ...names]);
    server = createServer(
      { key: await readFile(key), cert: await readFile(certificate()) },
      (_request, response) => {
        requests += 1;
        response.writeHead(403, { 'content-type': 'application/json' }).end('{"message":"seen"}');
      },
    );
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    await pointAt(`https://localhost:${(server.address() as AddressInfo).port}`);
  });

  afterAll(async () => {
    server.closeAllConnections();
    await new Promise((done) => server.close(done));
    await rm(repository, { recursive: true, force: true });
  });

  async function pointAt(url: string): Promise<void> {
    const file = join(repository, ENVIRONMENT);
    const text = await readFile(file, 'utf8');
    await writeFile(file, text.replaceAll(/https?:\/\/[\w.]+:\d+/g, url));
  }

  async function cli(
    args: readonly string[],
    variables: Readonly<Record<string, string>> = {},
  ): Promise<CliResult> {
    return await startCommand(args, { cwd: repository, variables }).ended;
  }

  it('is sent nothing', async () => {
    const { code, stderr } = await cli(['plan']);
    expect(code).toBe(1);
    expect(stderr).toContain('error[untrusted]');
    expect(requests).toBe(0);
  });

  it('is sent nothing where the environment says not to check: every command refuses, and says why', async () => {
    for (const args of TALKING) {
      const { code, stdout, stderr } = await cli(args, { NODE_TLS_REJECT_UNAUTHORIZED: '0' });
      expect(code).toBe(1);
      expect(stdout).toBe('');
      expect(stderr).toContain('error[tls-unchecked]');
      expect(stderr).toContain('NODE_EXTRA_CA_CERTS');
    }
    expect(requests).toBe(0);
  });

  it('is talked to once its certificate is given to Node', async () => {
    const { code, stderr } = await cli(['plan'], { NODE_EXTRA_CA_CERTS: certificate() });
    expect(code).toBe(1);
    expect(stderr).toContain('error[forbidden]');
    expect(requests).toBeGreaterThan(0);
  });

  it('is not got around by plain HTTP to another machine', async () => {
    await pointAt('http://adobe.example');
    const { code, stderr } = await cli(['plan']);
    expect(code).toBe(1);
    expect(stderr).toMatch(/error\[(?:plain-http|wrong-format)\]/u);
  });
});
