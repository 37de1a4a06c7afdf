import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Scripted, ScriptedServer } from '../host/scripted-server.ts';
import { startCommand } from '../operator/command.ts';
import type { GateAnswer, GateRequest } from '../operator/gate.ts';
import { dataView, ENVIRONMENT, PIPELINE, prepareConnection, Site, withDataViews } from '../operator/site.ts';

const ID = 'b7c1d2e3-request-id';
const HEADERS = { 'x-request-id': ID };

const REFUSAL: GateAnswer = {
  status: 403,
  headers: { ...HEADERS, 'content-type': 'application/json' },
  body: Buffer.from('{"error_code":"403004","message":"No"}'),
};

/** Every form of an answer that is not what was asked for (facts §0.5), with the status that must be named. */
const ANSWERS: readonly (readonly [string, Scripted])[] = [
  [
    'the gateway',
    { status: 403, headers: HEADERS, body: { error_code: '403003', message: 'Api Key is invalid' } },
  ],
  [
    'a platform service',
    { status: 400, headers: HEADERS, body: { type: '/placeholder', title: 'BadRequestError', status: 400 } },
  ],
  [
    'a platform service with its id in the report',
    {
      status: 403,
      body: {
        type: 'http://ns.adobe.com/aep/errors/XDM-1012-403',
        title: 'Forbidden',
        status: 403,
        report: { registryRequestId: ID },
      },
    },
  ],
  ['CJA', { status: 400, body: { errorCode: 'invalid_parameters', errorDescription: 'No', errorId: ID } }],
  ['a service without a body', { status: 403, headers: HEADERS }],
  ['a page of the gateway', { status: 404, headers: HEADERS, body: '<html><title>Not Found</title></html>' }],
  ['a success that is no map', { status: 200, headers: HEADERS, body: '"text"' }],
];

/** Whatever fails at Adobe, a user can give its support what it asks for. */
describe('an error of the command', () => {
  let folder: string;
  let repository: string;
  let server: ScriptedServer;

  beforeAll(async () => {
    server = await ScriptedServer.start();
    folder = await mkdtemp(join(tmpdir(), 'cai-failures-'));
    repository = join(folder, 'repository');
    await startCommand(['init', 'repository'], { cwd: folder }).ended;
    const file = join(repository, 'pipelines/environments/demo.yaml');
    const text = await readFile(file, 'utf8');
    await writeFile(file, text.replaceAll(/http:\/\/127\.0\.0\.1:\d+/g, server.url));
  });

  afterAll(async () => {
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  });

  async function plan(): Promise<string> {
    const { stdout, stderr, code } = await startCommand(['plan'], { cwd: repository }).ended;
    expect(code).not.toBe(0);
    return `${stdout}${stderr}`.replaceAll(/\s+/g, ' ');
  }

  it.each(ANSWERS)('from %s names method, path, status and request id', async (_who, answer) => {
    server.answerBy(({ url }) =>
      url.startsWith('/ims/') ? { body: { access_token: 'token-0123456789', expires_in: 86_399 } } : answer,
    );
    const text = await plan();
    const paths = server.seen.map(({ url }) => url.split('?')[0] ?? '');
    expect(paths.some((path) => path !== '/ims/token/v3' && text.includes(`GET ${path}`))).toBe(true);
    expect(text).toContain(`answered ${answer.status}`);
    expect(text).toContain(ID);
  });

  it.each([
    { status: 401, headers: HEADERS, body: { error: 'invalid_client' } },
    { status: 200, headers: HEADERS, body: { token: 'none' } },
  ])('of the token service names them too', async (answer) => {
    server.answerBy(() => answer);
    const text = await plan();
    expect(text).toContain('POST /ims/token/v3');
    expect(text).toContain(`answered ${answer.status}`);
    expect(text).toContain(ID);
  });
});

/** Every command that talks to Adobe, and what it asks of it that is refused. */
describe('a command that Adobe refuses', () => {
  let prepared = '';
  let site: Site;

  beforeAll(async () => {
    prepared = await prepareConnection(dataView('first', 'First'));
    site = await Site.open(prepared);
  });

  afterAll(async () => {
    await site.close();
    await rm(prepared, { recursive: true, force: true });
  });

  /** Runs a command while some requests are refused; what it says must lead Adobe's support to the first of them. */
  async function expectTraced(
    isRefused: (request: GateRequest) => boolean,
    ...args: readonly string[]
  ): Promise<void> {
    const refused: GateRequest[] = [];
    site.gate.rules = {
      refusing: (request) => {
        if (!isRefused(request)) return undefined;
        refused.push(request);
        return REFUSAL;
      },
    };
    const { stdout, stderr, code } = await site.cli(...args);
    site.gate.rules = {};
    const said = `${stdout}${stderr}`.replaceAll(/\s+/g, ' ');
    expect(code).not.toBe(0);
    expect(said).toContain(`${refused[0]?.method} ${refused[0]?.path}`);
    expect(said).toContain('answered 403');
    expect(said).toContain(ID);
  }

  const isView = ({ path }: GateRequest): boolean => path.startsWith('/data/dataviews');

  it.each([
    [['plan']],
    [['plan', '--json']],
    [['apply', '--yes']],
    [['destroy', '--yes']],
    [['drift']],
    [['handoffs', 'list']],
    [['handoffs', 'show']],
    [['handoffs', 'attest', 'account-upgrade/connection/scores@abc']],
    [['handoffs', 'decline', 'account-upgrade/connection/scores@abc', '--reason', 'no']],
  ])('names method, path, status and request id of its first read: %j', async (args) => {
    // What newer scores there are is asked by an apply first; it goes on without an answer, and says so at its end.
    const isOther = (path: string) => path === '/ims/token/v3' || path.endsWith('/catalog/batches');
    await expectTraced(({ path }) => !isOther(path), ...args);
  });

  it.each([[['plan']], [['apply', '--yes']], [['drift']]])(
    'names them of the one read of several that failed: %j',
    async (args) => {
      await expectTraced((request) => isView(request) && request.method === 'GET', ...args);
    },
  );

  it('names them of a create, of an update and of a deletion', async () => {
    const isWrite = (method: string) => (request: GateRequest) =>
      isView(request) && request.method === method && !request.path.endsWith('/validate');
    await expectTraced(isWrite('POST'), 'apply', '--yes');
    await site.cli('apply', '--yes');
    await site.edit(PIPELINE, (text) => withDataViews(text, dataView('first', 'First', 'Changed')));
    await expectTraced(isWrite('PUT'), 'apply', '--yes');
    await site.edit(ENVIRONMENT, (text) =>
      text.replace('spec:\n', "spec:\n  allowDelete: ['account-upgrade/data-view/*']\n"),
    );
    await expectTraced(isWrite('DELETE'), 'destroy', '--yes');
  });
});
