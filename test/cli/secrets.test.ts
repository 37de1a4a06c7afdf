import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ContractReport, ControlClient } from '../../runner/emulator/index.ts';
import type { HandoffView, State } from '../../runner/model/index.ts';
import { assertKept, STRICT_ARGS } from '../contracts/strict.ts';
import { GitHubStandIn } from '../github/stand-in.ts';
import { type CliResult, type StartedCommand, startCommand } from '../operator/command.ts';
import { EchoingAdobe, type EchoMode } from '../operator/echoing-adobe.ts';
import { SecretSearch } from '../operator/search-secrets.ts';

const SECRETS = {
  clientSecret: 'p8e-canary+Secret/with=odd&"chars',
  accessToken: 'canaryToken.0123456789~abcdefghijkl',
  githubToken: 'ghp_CanaryCanaryCanaryCanaryCanary42',
  proxyPassword: 'prOxy-canary-PassW0rd!',
  controlToken: 'c0ntrolCanary_xyzzyQuuxWibble',
};

const ENVIRONMENT = 'pipelines/environments/demo.yaml';
const VIEW = 'account-upgrade/data-view/account-upgrade';

/** Stands for the number of the pull request, which is known only once it is there. */
const PULL_REQUEST = 'PULL-REQUEST';

/** Every command in a form that succeeds or fails, without a placeholder. */
const COMMANDS: readonly (readonly string[])[] = [
  ['validate'],
  ['validate', '--json'],
  ['doctor'],
  ['doctor', '--json'],
  ['fmt'],
  ['fmt', '--check', '--json'],
  ['validate', '--format', 'github'],
  ['validate', '--format', 'sarif'],
  ['explain'],
  ['completion', 'bash'],
  ['graph'],
  ['graph', '--json'],
  ['explain', 'spec.customerAi.goal', '--json'],
  ['plan'],
  ['plan', '--json'],
  ['plan', '--format', 'md'],
  ['plan', '--target', VIEW],
  ['plan', '--out', 'plan.json', '--detailed-exitcode'],
  ['show', 'plan.json'],
  ['show', 'plan.json', '--json'],
  ['show', 'plan.json', '--format', 'md'],
  ['apply'],
  ['apply', 'plan.json'],
  ['apply', '--yes', '--json'],
  ['inputs', 'check'],
  ['inputs', 'check', 'account-upgrade', '--json'],
  ['import', 'data-view', 'dv_000000000000000000000000'],
  ['import', 'data-view', 'dv_000000000000000000000000', '--json'],
  ['import', 'connection', 'dg_00000000-0000-0000-0000-000000000000', '--stdout'],
  ['drift', '--full'],
  ['drift', '--json'],
  ['handoffs', 'list'],
  ['handoffs', 'list', '--json'],
  ['handoffs', 'show'],
  ['handoffs', 'show', '--format', 'md'],
  ['handoffs', 'decline', 'account-upgrade/connection/none', '--reason', 'no'],
  ['handoffs', 'attest', 'account-upgrade/connection/none@abc'],
  ['scores', 'pull'],
  ['scores', 'pull', '--json'],
  ['scores', 'profile', '--json'],
  ['scores', 'check'],
  ['scores', 'check', '--format', 'md'],
  ['scores', 'report', '--json'],
  ['state', 'list'],
  ['state', 'list', '--json'],
  ['state', 'show', VIEW],
  ['state', 'history'],
  ['state', 'unlock'],
  ['state', 'mv', VIEW, 'account-upgrade/data-view/other'],
  ['state', 'rebuild'],
  ['state', 'rebuild', '--add-missing', '--yes', '--json'],
  ['ci', 'plan', '--pull-request', PULL_REQUEST],
  ['ci', 'apply'],
  ['ci', 'resume'],
  ['ci', 'drift', '--full'],
  ['ci', 'handoffs'],
  ['ci', 'comment'],
];

/** Commands that have commands. */
const GROUPS = ['import', 'inputs', 'handoffs', 'scores', 'state', 'ci'];

/** Whatever is asked of Adobe is asked in these while Adobe repeats all that it was sent. */
const ASKING = ['doctor', 'plan', 'apply', 'import', 'drift', 'inputs', 'handoffs', 'scores', 'ci'];

/**
 * No secret leaves the process but to Adobe: every command, in success and failure, against an Adobe that repeats what it was sent,
 * and every byte that was written anywhere. `npx vitest run test/cli/secrets.test.ts` prints the figures.
 */
describe('secrets', () => {
  let folder = '';
  let emulator: StartedCommand;
  let adobe: EchoingAdobe;
  let control: ControlClient;
  let proxy: Server;
  let github: GitHubStandIn;
  let pullRequest = 0;
  const search = new SecretSearch(SECRETS);
  const run = new Set<string>();
  let commands = 0;

  const repository = (): string => join(folder, 'repository');
  const variables = (): Record<string, string> => ({
    CAI_DEMO_CLIENT_ID: 'demo-client',
    CAI_DEMO_CLIENT_SECRET: SECRETS.clientSecret,
    CAI_DEMO_ORG_ID: 'LUMA0123456789ABCDEF0000@AdobeOrg',
    GITHUB_TOKEN: SECRETS.githubToken,
    GITHUB_REPOSITORY: 'luma/pipelines',
    GITHUB_API_URL: github.apiUrl,
    GITHUB_SERVER_URL: github.serverUrl,
    GITHUB_STEP_SUMMARY: join(folder, 'summary.md'),
    GITHUB_EVENT_NAME: 'issue_comment',
    GITHUB_EVENT_PATH: join(folder, 'event.json'),
    HTTP_PROXY: proxyUrl(),
    HTTPS_PROXY: proxyUrl(),
    HOME: join(folder, 'home'),
    TMPDIR: join(folder, 'tmp'),
    DEBUG: '*',
    NODE_DEBUG: 'undici',
  });
  const proxyUrl = (): string =>
    `http://ada:${encodeURIComponent(SECRETS.proxyPassword)}@127.0.0.1:${(proxy.address() as AddressInfo).port}`;

  async function cli(args: readonly string[], more: Record<string, string> = {}): Promise<CliResult> {
    const cwd = args[0] === 'init' ? folder : repository();
    const named = args.map((arg) => (arg === PULL_REQUEST ? String(pullRequest) : arg));
    const result = await startCommand(named, { cwd, variables: { ...variables(), ...more } }).ended;
    commands += 1;
    run.add(args.slice(0, GROUPS.includes(args[0] ?? '') ? 2 : 1).join(' '));
    search.search(`stdout of ${args.join(' ')} in mode ${adobe.mode}`, result.stdout);
    search.search(`stderr of ${args.join(' ')} in mode ${adobe.mode}`, result.stderr);
    expect(result.stderr).not.toContain('cai has a bug');
    return result;
  }

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'cai-'));
    for (const name of ['home', 'tmp']) await mkdir(join(folder, name));
    proxy = await openRefusingProxy();
    github = await openGitHub(folder);
    const world = join(folder, 'world');
    const args = [
      '--port',
      '0',
      '--world',
      world,
      '--rate-limit',
      'off',
      '--control-token',
      SECRETS.controlToken,
      ...STRICT_ARGS,
    ];
    emulator = startCommand(['emulator', ...args, '--json'], { cwd: folder, variables: variables() });
    const { url } = JSON.parse(await firstLine(emulator));
    control = new ControlClient({ url, controlToken: SECRETS.controlToken });
    adobe = await EchoingAdobe.open(url, SECRETS);
    run.add('emulator');
    await cli(['init', 'repository']);
    const path = join(repository(), ENVIRONMENT);
    const text = (await readFile(path, 'utf8')).replaceAll('http://127.0.0.1:4410', adobe.url);
    await writeFile(
      path,
      text.replace(
        'spec:\n',
        'spec:\n  limits: { requests: 1000, windowSeconds: 1, gatewaySeconds: 1, staleReadSeconds: 1 }\n',
      ),
    );
    pullRequest = await proposeChange(folder, github);
  });

  afterAll(async () => {
    emulator.child.kill('SIGTERM');
    await emulator.ended;
    await adobe.close();
    await github.stop();
    await new Promise((done) => proxy.close(done));
    await rm(folder, { recursive: true, force: true });
  });

  it('are in nothing that any command writes, whatever Adobe does', { timeout: 600_000 }, async () => {
    const cycle = async (mode: EchoMode, chosen: readonly (readonly string[])[]): Promise<void> => {
      adobe.mode = mode;
      for (const command of chosen) await cli(command);
      await search.searchFolder(repository());
    };
    await cycle('pass', COMMANDS);
    const open = JSON.parse((await cli(['handoffs', 'show', '--json'])).stdout) as {
      handoffs: HandoffView[];
    };
    const [view] = open.handoffs;
    expect(view).toBeDefined();
    await cli(['handoffs', 'attest', `${view?.address}@${view?.fingerprint}`]);
    const asking = COMMANDS.filter(([name = '']) => ASKING.includes(name));
    await cycle('json', asking);
    await cycle('token', [['plan'], ['apply', '--json'], ['handoffs', 'list']]);
    const few = [
      ['plan', '--json'],
      ['apply', '--yes'],
    ];
    for (const mode of ['html', 'cut', 'headers', 'odd'] as const) await cycle(mode, few);
    await cycle('busy', [['plan']]);
    await cycle('pass', [['plan', '--env', 'other']]);
    for (const command of few) await cli(command, { CAI_DEMO_CLIENT_SECRET: `${SECRETS.clientSecret}x` });
    await throughProxy([['plan', '--json']]);
    await cli(['destroy', '--yes']);
    await search.searchFolder(folder);
    const state = JSON.parse((await cli(['state', 'list', '--json'])).stdout) as State;
    expect(state.serial).toBeGreaterThan(0);
    expect(run).toEqual(new Set(await listCommands()));
    const written = [...github.world.issues.values(), ...github.world.comments.values()];
    expect(written.length).toBeGreaterThan(2);
    search.search('what was written on the forge', JSON.stringify(written));

    // Where the control token must be: in the handle of the emulator, for this user alone, and where it was printed.
    const handle = join(folder, 'world', 'emulator.json');
    const isHandle = ({ secret, where }: { secret: string; where: string }): boolean =>
      secret === 'controlToken' && where === handle;
    expect(search.hits.some(isHandle)).toBe(true);
    expect((await stat(handle)).mode & 0o777).toBe(0o600);
    const hits = search.hits.filter((hit) => !isHandle(hit));
    console.log(`${commands} commands run, ${search.bytes} bytes searched, ${hits.length} hits`);
    expect(hits).toEqual([]);
    const report = STRICT_ARGS.length === 0 ? undefined : await control.get<ContractReport>('contract');
    assertKept(report, { allowsRefused: false });
  });

  /** An Adobe that is only reached through the proxy, which refuses and repeats what it was sent. */
  async function throughProxy(chosen: readonly (readonly string[])[]): Promise<void> {
    const path = join(repository(), ENVIRONMENT);
    const near = await readFile(path, 'utf8');
    await writeFile(path, near.replaceAll(adobe.url, 'https://adobe.invalid'));
    for (const command of chosen) await cli(command);
    await writeFile(path, near);
  }

  /** Names of all commands, as the help tells them. */
  async function listCommands(): Promise<readonly string[]> {
    const namesIn = async (...args: readonly string[]): Promise<readonly string[]> => {
      const { stdout } = await startCommand([...args, '--help'], { cwd: folder }).ended;
      const [listed = ''] = stdout.slice(stdout.indexOf('Commands:')).split('\n\n');
      return [...listed.matchAll(/^ {2}([a-z][a-z-]*)/gmu)]
        .map(([, name = '']) => name)
        .filter((name) => name !== 'help');
    };
    const names: string[] = [];
    for (const name of await namesIn()) {
      if (!GROUPS.includes(name)) names.push(name);
      else names.push(...(await namesIn(name)).map((verb) => `${name} ${verb}`));
    }
    return names;
  }
});

/** A forge, and the event of a comment on it that answers a handoff. */
async function openGitHub(folder: string): Promise<GitHubStandIn> {
  const github = await GitHubStandIn.start();
  github.addToken(SECRETS.githubToken, 'cai-bot');
  github.setPermission('ada', 'write');
  const { number } = github.openPullRequest();
  const body = '/cai attest account-upgrade/connection/none@abc123';
  const id = github.comment(number, 'ada', body);
  const comment = { id, body, user: { login: 'ada' }, author_association: 'MEMBER' };
  const event = { action: 'created', issue: { number, pull_request: {} }, comment };
  await writeFile(join(folder, 'event.json'), JSON.stringify(event));
  return github;
}

async function openRefusingProxy(): Promise<Server> {
  const server = createServer((socket) => {
    socket.on('error', () => socket.destroy());
    socket.once('data', (head) => {
      const said = head.toString('latin1').replaceAll(/\r\n/gu, ' ');
      const { proxyPassword } = SECRETS;
      socket.end(
        `HTTP/1.1 407 ${said}\r\nx-request-id: ${proxyPassword}\r\ncontent-length: ${said.length}\r\n\r\n${said}`,
      );
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return server;
}

async function firstLine({ child }: StartedCommand): Promise<string> {
  if (child.stdout === null) throw new Error('the emulator has no stdout');
  for await (const line of createInterface({ input: child.stdout })) return line;
  throw new Error('the emulator ended before it was ready');
}

/** The repository gets a history and a remote, and somebody proposes a change to it. */
async function proposeChange(folder: string, github: GitHubStandIn): Promise<number> {
  const repository = join(folder, 'repository');
  const git = async (...args: readonly string[]): Promise<string> => {
    const user = ['-c', 'user.name=Ada', '-c', 'user.email=ada@example.com'];
    const env = { PATH: process.env.PATH, HOME: folder };
    const { stdout } = await promisify(execFile)('git', [...user, ...args], { cwd: repository, env });
    return stdout.trim();
  };
  await git('init', '--quiet', '--initial-branch=main');
  await git('init', '--quiet', '--bare', join(folder, 'remote.git'));
  await git('remote', 'add', 'origin', join(folder, 'remote.git'));
  const commit = async (branch: string): Promise<string> => {
    await git('add', '.');
    await git('commit', '--quiet', '-m', branch);
    await git('push', '--quiet', 'origin', `HEAD:refs/heads/${branch}`);
    return github.addCommit(await git('rev-parse', 'HEAD'));
  };
  const baseCommit = await commit('main');
  await git('checkout', '--quiet', '-b', 'change');
  const file = join(repository, 'pipelines/account-upgrade.yaml');
  await writeFile(file, (await readFile(file, 'utf8')).replace('Upgrade scores beside', 'Scores beside'));
  const headCommit = await commit('change');
  await git('checkout', '--quiet', 'main');
  return github.openPullRequest({ head: 'change', headCommit, baseCommit }).number;
}
