import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LocalBackend } from '../../runner/backends/index.ts';
import type { Variables } from '../../runner/cli/io.ts';
import { ControlClient, type RunningEmulator, startEmulator } from '../../runner/emulator/index.ts';
import { systemClock } from '../../runner/host/index.ts';
import type { CommandReadiness, DoctorCheck, DoctorReport } from '../../runner/model/index.ts';
import { closeStrictly, STRICT } from '../contracts/strict.ts';
import { GitHubStandIn } from '../github/stand-in.ts';
import type { CliResult } from '../operator/command.ts';
import { findFreePort } from '../operator/free-port.ts';
import { Gate, type GateAnswer, type GateRequest } from '../operator/gate.ts';
import { runInside } from '../operator/inside.ts';

const ENVIRONMENT = 'pipelines/environments/demo.yaml';
const CREDENTIALS = {
  CAI_DEMO_CLIENT_ID: 'demo-client',
  CAI_DEMO_CLIENT_SECRET: 'demo-secret',
  CAI_DEMO_ORG_ID: 'LUMA0123456789ABCDEF0000@AdobeOrg',
};

const refusal = (status: number, body: object): GateAnswer => ({
  status,
  headers: { 'content-type': 'application/json' },
  body: Buffer.from(JSON.stringify(body)),
});

describe('cai doctor', () => {
  let folder = '';
  let emulator: RunningEmulator;
  let gate: Gate;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'cai-doctor-'));
    emulator = await startEmulator({ world: join(folder, 'world'), port: 0, rateLimit: 'off', ...STRICT });
    gate = await Gate.open(emulator.url);
    await inside(folder, ['init', 'repository']);
  });

  afterAll(async () => {
    await gate.close();
    await closeStrictly(emulator, { allowsRefused: true });
    await rm(folder, { recursive: true, force: true });
  });

  async function inside(cwd: string, args: readonly string[], variables: Variables = {}): Promise<CliResult> {
    return await runInside(args, cwd, systemClock, variables);
  }

  /** A copy of the repository whose environment is real, as far as the runner can tell. */
  async function repositoryOf(change: (text: string) => string = (text) => text): Promise<string> {
    const own = await mkdtemp(join(folder, 'own-'));
    await cp(join(folder, 'repository'), own, { recursive: true });
    const file = join(own, ENVIRONMENT);
    const text = (await readFile(file, 'utf8'))
      .replaceAll('http://127.0.0.1:4410', gate.url)
      .replace(/^ {2}emulator: .*$/m, '');
    await writeFile(file, change(text));
    return own;
  }

  async function examine(cwd: string, variables: Variables = CREDENTIALS) {
    const { code, stdout } = await inside(cwd, ['doctor', '--json'], variables);
    const report = JSON.parse(stdout) as DoctorReport;
    const check = (id: string): DoctorCheck | undefined => report.checks.find((one) => one.id === id);
    const command = (name: string): CommandReadiness | undefined =>
      report.commands.find((one) => one.command === name);
    return { code, report, check, command };
  }

  it('finds everything in order, and writes nothing anywhere', async () => {
    const own = await repositoryOf();
    const before = await readdir(own, { recursive: true });
    gate.requests.length = 0;
    const { code, report, command } = await examine(own);
    expect(code).toBe(0);
    const found = report.checks.map(({ id, status }) => `${id}: ${status}`);
    for (const id of [
      'node',
      'token',
      'scopes',
      'reach-cja',
      'sandbox',
      'tenant',
      'view-datasets',
      'connections',
    ])
      expect(found).toContain(`${id}: ok`);
    expect(found.filter((text) => /: (?:problem|warning)$/.test(text))).toEqual([]);
    expect(command('cai plan')).toEqual({ command: 'cai plan', lacks: [], unsure: [] });
    expect(command('cai apply')?.unsure).toEqual(['writing']);
    const sent = gate.requests.filter(({ method, path }) => method !== 'GET' && path !== '/ims/token/v3');
    expect(sent).toEqual([]);
    expect(emulator.getContractReport()?.refusedRequests ?? []).toEqual([]);
    expect(await readdir(own, { recursive: true })).toEqual(before);
  });

  it('says the same as text, with a line for each command', async () => {
    const { code, stdout } = await inside(await repositoryOf(), ['doctor', '--env', 'demo'], CREDENTIALS);
    expect(code).toBe(0);
    expect(stdout).toContain('  ok           Sandbox: prod is there\n');
    expect(stdout).toMatch(/^ {2}cai plan +has what it needs$/m);
    expect(stdout).toContain('0 problems, 0 warnings');
    expect(stdout).not.toContain('demo-secret');
    expect(stdout).not.toContain('demo-client');
  });

  it('names each credential that is missing or cannot be right, and no value', async () => {
    const own = await repositoryOf();
    const none = await examine(own, {});
    expect(none.code).toBe(1);
    for (const id of ['client-id', 'client-secret', 'organization-id'])
      expect(none.check(id)).toMatchObject({ status: 'problem', code: 'missing-credentials' });
    expect(none.check('token')?.status).toBe('not-checked');
    expect(none.check('reach-cja')?.status).toBe('ok');
    expect(none.command('cai plan')?.lacks).toContain('client-secret');
    expect(none.command('cai state')?.lacks).toEqual([]);
    const odd = await inside(own, ['doctor', '--json'], {
      CAI_DEMO_CLIENT_ID: '"quoted-value"',
      CAI_DEMO_CLIENT_SECRET: 'secret-with-end\n',
      CAI_DEMO_ORG_ID: 'no-organization',
    });
    const { checks } = JSON.parse(odd.stdout) as DoctorReport;
    const flaws = checks.filter(({ area, status }) => area === 'credentials' && status === 'problem');
    expect(flaws).toHaveLength(3);
    expect(odd.stdout).toContain('does not end in @AdobeOrg');
    for (const value of ['quoted-value', 'secret-with-end', 'no-organization'])
      expect(odd.stdout).not.toContain(value);
  });

  it('uses the credentials of the emulator where the environment names one and none is set', async () => {
    const own = await repositoryOf((text) => text.replace('spec:\n', 'spec:\n  emulator: { port: 4410 }\n'));
    const { code, check } = await examine(own, {});
    expect(code).toBe(0);
    expect(check('client-id')?.found).toContain('emulator');
  });

  it('says that Adobe does not accept a wrong secret, and that the services answer all the same', async () => {
    const secret = 'a-secret-that-is-wrong';
    const { code, check, report, command } = await examine(await repositoryOf(), {
      ...CREDENTIALS,
      CAI_DEMO_CLIENT_SECRET: secret,
    });
    expect(code).toBe(1);
    expect(check('token')).toMatchObject({ status: 'problem', code: 'unauthorized' });
    expect(check('token')?.hint).toContain('CAI_DEMO_CLIENT_SECRET');
    expect(check('rights')?.status).toBe('not-checked');
    expect(check('reach-platform')?.status).toBe('ok');
    expect(command('cai apply')?.lacks).toEqual(['token']);
    expect(JSON.stringify(report)).not.toContain(secret);
  });

  it('says which scope is missing: where Adobe refuses it, and where the token lacks it', async () => {
    const own = await repositoryOf();
    const isToken = ({ path }: GateRequest): boolean => path === '/ims/token/v3';
    const refused = refusal(400, { error: 'invalid_scope', error_description: 'unknown scope' });
    const first = await refusing((request) => (isToken(request) ? refused : undefined), own);
    expect(first.code).toBe(1);
    expect(first.check('token')?.found).toContain('invalid_scope');
    expect(first.check('token')?.hint).toContain('scopes');
    const payload = Buffer.from(JSON.stringify({ scope: 'openid,session' })).toString('base64url');
    const narrow = refusal(200, { access_token: `aGVhZA.${payload}.c2lnbg`, expires_in: 86_399 });
    const second = await refusing((request) => (isToken(request) ? narrow : undefined), own);
    expect(second.check('scopes')).toMatchObject({ status: 'problem' });
    expect(second.check('scopes')?.found).toContain('read_organizations');
    expect(second.check('scopes')?.found).not.toContain('openid');
  });

  it.each([
    ['nowhere', 'It sees: prod, dev'],
    ['Dev-Title', 'It sees: prod, dev'],
  ])('says which sandboxes there are where %s is none of them', async (name, said) => {
    const { code, check, command } = await examine(
      await repositoryOf((text) => text.replace('sandbox: prod', `sandbox: ${name}`)),
    );
    expect(code).toBe(1);
    expect(check('sandbox')).toMatchObject({ status: 'problem', right: expect.stringContaining('sandbox') });
    expect(check('sandbox')?.hint).toContain(said);
    expect(check('view-datasets')?.status).toBe('not-checked');
    expect(check('connections')?.status).toBe('ok');
    expect(command('cai inputs check')?.lacks).toEqual(['sandbox']);
  });

  it.each([
    ['/data/foundation/catalog/dataSets', 'view-datasets', 'View Datasets', 'cai scores pull'],
    ['/data/foundation/schemaregistry/tenant/descriptors', 'view-schemas', 'View Schemas', 'cai plan'],
    ['/data/connections', 'connections', 'Customer Journey Analytics', 'cai plan'],
    ['/data/dataviews', 'data-views', 'Customer Journey Analytics', 'cai apply'],
  ])('names the right that is missing where %s is refused', async (path, id, right, name) => {
    const answer = refusal(403, { error_code: '403004', message: 'No' });
    const { code, check, command } = await refusing(
      (request) => (request.path === path ? answer : undefined),
      await repositoryOf(),
    );
    expect(code).toBe(1);
    expect(check(id)).toMatchObject({
      status: 'problem',
      code: 'forbidden',
      right: expect.stringContaining(right),
    });
    expect(command(name)?.lacks).toContain(id);
  });

  it('takes audit logs that may not be read for a warning', async () => {
    const answer = refusal(403, { errorCode: 'insufficient_access', errorDescription: 'No' });
    const { code, check, command } = await refusing(
      ({ path }) => (path.startsWith('/auditlogs') ? answer : undefined),
      await repositoryOf(),
    );
    expect(code).toBe(0);
    expect(check('audit-logs')).toMatchObject({
      status: 'warning',
      right: expect.stringContaining('Audit Logs'),
    });
    expect(command('cai drift')).toMatchObject({ lacks: [], unsure: ['audit-logs'] });
  });

  it.each([
    [-20, 'ok', 0],
    [90, 'warning', 0],
    [-4000, 'problem', 1],
  ])('a clock that is %i seconds off is %s', async (seconds, status, exitCode) => {
    const control = new ControlClient(emulator);
    await control.put('faults', { faults: `all:always:skew=${seconds}` });
    const { code, check } = await examine(await repositoryOf());
    await control.delete('faults');
    expect(code).toBe(exitCode);
    expect(check('clock')).toMatchObject({ status });
    expect(check('clock')?.found).toContain(seconds > 0 ? 'behind' : 'ahead of');
  });

  it('says of each service that it is not reached where nobody answers', async () => {
    const port = await findFreePort();
    const elsewhere = (text: string): string => text.replaceAll(gate.url, `http://127.0.0.1:${port}`);
    const { code, check } = await examine(await repositoryOf(elsewhere));
    expect(code).toBe(1);
    for (const id of ['token', 'reach-platform', 'reach-cja'])
      expect(check(id)).toMatchObject({ status: 'problem', code: 'connection-refused' });
    expect(check('clock')?.status).toBe('not-checked');
    const demo = await examine(join(folder, 'repository'), {});
    expect(demo.check('reach-cja')?.hint).toContain('cai emulator');
  });

  it('says when one service alone is not reached', async () => {
    const port = await findFreePort();
    const change = (text: string): string =>
      text.replace(`cja: ${gate.url}`, `cja: http://127.0.0.1:${port}`);
    const { code, check, command } = await examine(await repositoryOf(change));
    expect(code).toBe(1);
    expect(check('reach-cja')?.status).toBe('problem');
    expect(check('connections')?.status).toBe('not-checked');
    expect(check('view-datasets')?.status).toBe('ok');
    expect(command('cai inputs check')?.lacks).toEqual([]);
  });

  it('sends nothing where certificates would not be checked, or a proxy is no URL', async () => {
    const own = await repositoryOf();
    for (const [id, variables] of [
      ['tls', { NODE_TLS_REJECT_UNAUTHORIZED: '0' }],
      ['proxy', { HTTPS_PROXY: 'not a url' }],
    ] as const) {
      gate.requests.length = 0;
      const { code, check } = await examine(own, { ...CREDENTIALS, ...variables });
      expect(code).toBe(1);
      expect(check(id)?.status).toBe('problem');
      expect(check('token')?.status).toBe('not-checked');
      expect(gate.requests).toEqual([]);
    }
  });

  it('tells which proxy is used, and no password', async () => {
    const { check } = await examine(await repositoryOf(), {
      ...CREDENTIALS,
      HTTPS_PROXY: 'http://ada:pass-of-ada@proxy.example:3128',
      NO_PROXY: 'internal.example',
    });
    expect(check('proxy')).toMatchObject({
      status: 'ok',
      found: expect.stringContaining('proxy.example:3128'),
    });
    expect(check('proxy')?.found).not.toContain('ada');
  });

  it('finds wrong base URLs, and asks nobody', async () => {
    const change = (text: string): string => text.replaceAll(gate.url, 'http://adobe.example');
    const { code, check } = await examine(await repositoryOf(change));
    expect(code).toBe(1);
    expect(check('base-urls')).toMatchObject({ status: 'problem', code: 'plain-http' });
  });

  it('says who holds the lock, and which writes were cut off', async () => {
    const own = await repositoryOf();
    const backend = new LocalBackend({
      folder: join(own, '.cai/state/demo'),
      environment: 'demo',
      clock: systemClock,
    });
    const lock = await backend.lock('apply', 'Bo Busy');
    await lock.append([{ type: 'begin', intent: INTENT }], 'begin');
    const { code, check } = await examine(own);
    await lock.release();
    expect(code).toBe(0);
    expect(check('lock')).toMatchObject({ status: 'warning', found: expect.stringContaining('Bo Busy') });
    expect(check('state')).toMatchObject({
      status: 'warning',
      found: expect.stringContaining('1 write has'),
    });
  });

  it('says that a state is damaged, and which commands that stops', async () => {
    const own = await repositoryOf();
    await mkdir(join(own, '.cai/state/demo'), { recursive: true });
    await writeFile(join(own, '.cai/state/demo/state.json'), '{');
    const { code, check, command } = await examine(own);
    expect(code).toBe(1);
    expect(check('state')?.status).toBe('problem');
    expect(check('lock')?.status).toBe('not-checked');
    expect(command('cai state')?.lacks).toEqual(['state']);
    expect(command('cai validate')?.lacks).toEqual([]);
  });

  it('finds the state of a remote that is not there', async () => {
    const own = await repositoryOf((text) => text.replace(/^ {2}state: .*$/m, '  state: { backend: git }'));
    const { code, check } = await examine(own);
    expect(code).toBe(1);
    expect(check('state')).toMatchObject({ status: 'problem', code: expect.stringContaining('git') });
  });

  it('goes on where other YAML has errors, and where schemas are old', async () => {
    const own = await repositoryOf();
    const pipeline = join(own, 'pipelines/account-upgrade.yaml');
    await writeFile(pipeline, (await readFile(pipeline, 'utf8')).replace('kind: Pipeline', 'kind: Pipelin'));
    await writeFile(join(own, 'schemas/environment.schema.json'), '{}');
    const { code, check, command } = await examine(own);
    expect(code).toBe(1);
    expect(check('yaml')).toMatchObject({ status: 'problem', hint: expect.stringContaining('cai validate') });
    expect(check('schemas')).toMatchObject({
      status: 'warning',
      found: expect.stringContaining('environment.schema.json'),
    });
    expect(check('connections')?.status).toBe('ok');
    expect(command('cai plan')?.lacks).toEqual(['yaml']);
  });

  it('asks GitHub where it is used, by reads alone', async () => {
    const own = await repositoryOf();
    const github = await GitHubStandIn.start();
    const token = 'ghp_0123456789abcdefghijklmnopqrstuvwxyz';
    github.addToken(token, 'ada');
    const workflow = {
      ...CREDENTIALS,
      GITHUB_ACTIONS: 'true',
      GITHUB_REPOSITORY: 'luma/pipelines',
      GITHUB_API_URL: github.apiUrl,
      GITHUB_SERVER_URL: github.serverUrl,
    };
    const without = await examine(own, workflow);
    expect(without.check('github')).toMatchObject({ status: 'problem', code: 'forge-token' });
    expect(without.command('cai ci')?.lacks).toEqual(['github']);
    const good = await examine(own, { ...workflow, GITHUB_TOKEN: token });
    expect(good.check('github')).toMatchObject({ status: 'ok', found: expect.stringContaining('as ada') });
    const wrong = await examine(own, {
      ...workflow,
      GITHUB_TOKEN: 'ghp_wrongwrongwrongwrongwrongwrongwrong',
    });
    expect(wrong.check('github')?.status).toBe('problem');
    expect(github.requests.every(({ operation }) => operation.startsWith('GET '))).toBe(true);
    await github.stop();
  });

  it('ends as other commands where the environment is not there', async () => {
    const { code, stderr } = await inside(await repositoryOf(), ['doctor', '--env', 'other']);
    expect(code).toBe(1);
    expect(stderr).toContain('There are: demo.');
  });

  /** Examines while the gate gives other answers. */
  async function refusing(rule: (request: GateRequest) => GateAnswer | undefined, cwd: string) {
    gate.rules = { refusing: rule };
    try {
      return await examine(cwd);
    } finally {
      gate.rules = {};
    }
  }
});

const INTENT = {
  id: 'i1',
  manifest: 'm1',
  line: 'account-upgrade/data-view/account-upgrade',
  address: 'account-upgrade/data-view/account-upgrade',
  fp: 'ab12cd34',
  operation: 'create',
  payload: {},
  title: 'Account upgrade',
  since: '2026-11-02T09:00:00.000Z',
} as const;
