import { spawn } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A real PostgreSQL that runs for one test file. */
export interface TestPostgres {
  readonly host: string;
  readonly port: number;
  /** Named as Query Service names its databases, `{sandbox}:all` (facts §7). */
  readonly database: string;
  readonly user: string;
  readonly password: string;
  /** PEM of the self-signed certificate: TLS is checked against it, for `localhost` and 127.0.0.1. Only TLS is accepted over TCP. */
  readonly certificate: string;
  /** Folder of the unix socket, for a client on the same machine and without TLS. */
  readonly socketFolder: string;
  /** Ends the server, waits for it, and removes its folder. */
  stop(): Promise<void>;
}

/** Where Debian's packages put their programs, one folder for each major version. */
const DEBIAN_FOLDER = '/usr/lib/postgresql';
const DATABASE = 'prod:all';
const USER = 'cai';
const PASSWORD = 'password-of-the-tests';
/** The user of Debian's package; PostgreSQL refuses to run as root. */
const SERVICE_USER = 'postgres';

/**
 * Starts a PostgreSQL in a temporary folder, as an unprivileged user, with TLS and a password.
 *
 * @throws when no PostgreSQL is installed, or with what its own programs said
 */
export async function startPostgres(): Promise<TestPostgres> {
  const programs = findPrograms();
  const account = await findAccount();
  const folder = mkdtempSync(join(tmpdir(), 'cai-postgres-'));
  if (account !== undefined) chownSync(folder, account.uid, account.gid);
  try {
    const setUp: SetUp = { programs, folder, account, port: await findPort() };
    await makeCluster(setUp);
    const server = await startServer(setUp);
    return {
      host: '127.0.0.1',
      port: setUp.port,
      database: DATABASE,
      user: USER,
      password: PASSWORD,
      certificate: readFileSync(join(folder, 'server.crt'), 'utf8'),
      socketFolder: folder,
      stop: async () => {
        await server.stop();
        rmSync(folder, { recursive: true, force: true });
      },
    };
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    throw error;
  }
}

interface Account {
  readonly uid: number;
  readonly gid: number;
}

interface SetUp {
  readonly programs: string;
  readonly folder: string;
  /** Whom to run as; undefined: oneself. */
  readonly account: Account | undefined;
  readonly port: number;
}

function findPrograms(): string {
  const versions = existsSync(DEBIAN_FOLDER) ? readdirSync(DEBIAN_FOLDER) : [];
  const [newest] = versions
    .filter((version) => existsSync(join(DEBIAN_FOLDER, version, 'bin', 'initdb')))
    .sort((left, right) => Number(right) - Number(left));
  if (newest === undefined) {
    throw new Error(
      `These tests need a real PostgreSQL, and ${DEBIAN_FOLDER}/*/bin/initdb does not exist. Install it: apt-get install postgresql`,
    );
  }
  return join(DEBIAN_FOLDER, newest, 'bin');
}

async function findAccount(): Promise<Account | undefined> {
  if (process.getuid?.() !== 0) return undefined;
  const readId = async (flag: string): Promise<number> => {
    try {
      return Number(await run({ program: 'id', words: [flag, SERVICE_USER] }));
    } catch (cause) {
      throw new Error(
        `The tests run as root, PostgreSQL refuses to, and there is no user ${SERVICE_USER} to run it as. Debian's package makes it: apt-get install postgresql`,
        { cause },
      );
    }
  };
  return { uid: await readId('-u'), gid: await readId('-g') };
}

/** A port that was free a moment ago. */
async function findPort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve, reject) => {
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', resolve);
  });
  const { port } = probe.address() as AddressInfo;
  await new Promise((resolve) => probe.close(resolve));
  return port;
}

/** Data folder, certificate and settings. */
async function makeCluster({ programs, folder, account }: SetUp): Promise<void> {
  const data = join(folder, 'data');
  const passwordFile = join(folder, 'password');
  writeOwned(account, passwordFile, PASSWORD);
  await run({
    program: join(programs, 'initdb'),
    words: [
      ...['--pgdata', data, '--username', USER, '--pwfile', passwordFile, '--encoding', 'UTF8'],
      ...['--locale', 'C', '--auth-host', 'scram-sha-256', '--auth-local', 'trust', '--no-sync'],
    ],
    account,
    folder,
  });
  await run({
    program: 'openssl',
    words: [
      ...['req', '-new', '-x509', '-nodes', '-newkey', 'rsa:2048', '-days', '2', '-subj', '/CN=localhost'],
      ...['-addext', 'subjectAltName=DNS:localhost,IP:127.0.0.1'],
      ...['-keyout', join(folder, 'server.key'), '-out', join(folder, 'server.crt')],
    ],
    account,
    folder,
  });
  // TCP without TLS is refused, as Query Service refuses it (facts §7).
  writeOwned(
    account,
    join(data, 'pg_hba.conf'),
    ['local all all trust', 'hostssl all all 127.0.0.1/32 scram-sha-256', ''].join('\n'),
  );
}

function writeOwned(account: Account | undefined, path: string, text: string): void {
  writeFileSync(path, text, { mode: 0o600 });
  chmodSync(path, 0o600);
  if (account !== undefined) chownSync(path, account.uid, account.gid);
}

interface Server {
  stop(): Promise<void>;
}

/** Runs the server as a child, and makes the database once it answers. */
async function startServer({ programs, folder, account, port }: SetUp): Promise<Server> {
  const settings = {
    port: String(port),
    listen_addresses: '127.0.0.1',
    unix_socket_directories: folder,
    ssl: 'on',
    ssl_cert_file: join(folder, 'server.crt'),
    ssl_key_file: join(folder, 'server.key'),
    fsync: 'off',
    max_connections: '20',
    shared_buffers: '32MB',
  };
  const words = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const child = spawn(join(programs, 'postgres'), ['-D', join(folder, 'data'), ...words], {
    cwd: folder,
    env: QUIET,
    stdio: ['ignore', 'ignore', 'pipe'],
    ...account,
  });
  let said = '';
  const ended = new Promise<void>((resolve) => {
    child.once('error', (error) => {
      said += error.message;
      resolve();
    });
    child.once('exit', () => resolve());
  });
  await new Promise<void>((resolve, reject) => {
    child.stderr.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      if (said.includes('database system is ready to accept connections')) resolve();
    });
    void ended.then(() => reject(new Error(`PostgreSQL did not start. It said:\n${said}`)));
  });
  // A test that dies leaves no server.
  const kill = (): void => void child.kill('SIGQUIT');
  process.once('exit', kill);
  const stop = async (): Promise<void> => {
    process.removeListener('exit', kill);
    // SIGINT is PostgreSQL's fast shutdown: it ends open sessions instead of waiting for them.
    child.kill('SIGINT');
    await ended;
  };
  try {
    const create = `CREATE DATABASE "${DATABASE}"`;
    const place = ['-h', folder, '-p', String(port), '-U', USER, '-d', 'postgres'];
    await run({
      program: join(programs, 'psql'),
      words: [...place, '-q', '-X', '-c', create],
      account,
      folder,
    });
  } catch (error) {
    await stop();
    throw error;
  }
  return { stop };
}

/** English messages, in the server's words and in ours. */
const QUIET = { PATH: process.env.PATH ?? '', LC_ALL: 'C' };

interface ProgramRun {
  readonly program: string;
  readonly words: readonly string[];
  readonly account?: Account | undefined;
  readonly folder?: string;
}

/** Runs one program, and answers what it prints. */
async function run({ program, words, account, folder }: ProgramRun): Promise<string> {
  const child = spawn(program, words, {
    env: QUIET,
    stdio: ['ignore', 'pipe', 'pipe'],
    ...(folder === undefined ? {} : { cwd: folder }),
    ...account,
  });
  let printed = '';
  let complaint = '';
  child.stdout.on('data', (chunk: Buffer) => {
    printed += chunk.toString();
  });
  child.stderr.on('data', (chunk: Buffer) => {
    complaint += chunk.toString();
  });
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  if (code !== 0) throw new Error(`${program} ended with ${code}:\n${complaint}${printed}`);
  return printed.trim();
}
