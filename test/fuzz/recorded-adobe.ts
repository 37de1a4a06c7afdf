import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  AuthorizedApi,
  RateLimiters,
  Redactor,
  systemClock,
  TokenSource,
  Transport,
} from '../../runner/host/index.ts';
import type { Clock, Desired, Observed, RemoteKinds, State } from '../../runner/model/index.ts';
import { observe } from '../../runner/observe/index.ts';
import { CjaClient, cjaRemotes } from '../../runner/providers/cja/index.ts';
import { customerAiRemotes } from '../../runner/providers/customer-ai/index.ts';
import { PlatformClient, platformRemotes } from '../../runner/providers/platform/index.ts';
import type { RecordedWorld } from './corpus.ts';
import { KINDS, readDesired } from './product.ts';
import { type RecordedAnswer, recordingKey } from './recording.ts';

/** Answers requests with what was recorded, or with what a test puts in its place. */
export class RecordedAdobe {
  readonly #answers: Readonly<Record<string, RecordedAnswer>>;
  readonly #server: Server;
  /** Answers in the place of recorded ones, by key; `*` stands for every request but that for a token. */
  replaced: ReadonlyMap<string, ReplacedAnswer> = new Map();

  constructor(answers: Readonly<Record<string, RecordedAnswer>>) {
    this.#answers = answers;
    this.#server = createServer((request, response) => this.#answer(request, response));
  }

  async open(): Promise<void> {
    await new Promise<void>((done) => this.#server.listen(0, '127.0.0.1', done));
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((done) => this.#server.close(done));
  }

  #answer(request: IncomingMessage, response: ServerResponse): void {
    request.resume();
    const key = recordingKey(request.method ?? 'GET', request.url ?? '/');
    const every = key.includes('/ims/token/') ? undefined : this.replaced.get('*');
    const replaced = this.replaced.get(key) ?? every;
    const recorded = this.#answers[key];
    const { status, headers } = replaced ?? recorded ?? NOT_FOUND;
    const body = replaced?.body ?? Buffer.from((recorded ?? NOT_FOUND).body.replaceAll('{origin}', this.url));
    response.writeHead(status, headers);
    response.end(body);
  }
}

/** An answer whose body need not be text. */
export interface ReplacedAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

const NOT_FOUND: RecordedAnswer = {
  status: 404,
  headers: { 'content-type': 'application/json' },
  body: '{"errorCode":"resource_not_found","errorDescription":"Not found"}',
};

/** Waiting costs nothing. */
const IMPATIENT: Clock = { now: () => systemClock.now(), sleep: async () => await Promise.resolve() };

/** The clients and remote kinds over one server, as `cli/compose.ts` makes them. */
export interface Connected {
  readonly transport: Transport;
  readonly platform: PlatformClient;
  readonly cja: CjaClient;
  readonly remotes: RemoteKinds;
}

/** Connects to a server; what is only read can do no harm, and one repeat shows what repeats do. */
export function connect(url: string): Connected {
  const redactor = new Redactor();
  const transport = new Transport({
    apis: { ims: { baseUrl: url }, platform: { baseUrl: url }, cja: { baseUrl: url } },
    account: 'demo-client',
    access: 'read-write',
    clock: IMPATIENT,
    random: () => 0,
    redactor,
    limiters: new RateLimiters(IMPATIENT),
    userAgent: 'cai-fuzz',
    retry: { attempts: 2 },
  });
  const credentials = { clientId: 'demo-client', clientSecret: 'demo-secret' };
  const tokens = new TokenSource({ transport, clock: IMPATIENT, redactor, credentials });
  const organizationId = 'LUMA0123456789ABCDEF0000@AdobeOrg';
  const shared = { transport, tokens, clientId: 'demo-client', organizationId };
  const platform = new PlatformClient(new AuthorizedApi({ ...shared, api: 'platform', sandbox: 'prod' }));
  const cja = new CjaClient(new AuthorizedApi({ ...shared, api: 'cja' }));
  const exports = {
    pull: async () => undefined,
    move: async () => {},
    remove: async () => {},
    read: async () => undefined,
  };
  const remotes = new Map([
    ...platformRemotes(platform, { exports }),
    ...customerAiRemotes(platform),
    ...cjaRemotes(cja, { organizationId }),
  ]);
  return { transport, platform, cja, remotes };
}

/** Observes everything through given remotes. */
export async function observeAll(remotes: RemoteKinds, desired: Desired, state: State): Promise<Observed> {
  return await observe(
    { desired, state, depth: 'full', observedAt: '2026-11-26T12:00:00.000Z' },
    { kinds: KINDS, remotes, emit: () => {}, requests: () => ({}) },
  );
}

/** What an observation of a recorded world finds, undisturbed. */
export async function observeRecorded(
  world: RecordedWorld,
): Promise<{ readonly desired: Desired; readonly state: State; readonly observed: Observed }> {
  const desired = await readDesired();
  const adobe = new RecordedAdobe(world.answers);
  await adobe.open();
  const { transport, remotes } = connect(adobe.url);
  try {
    return { desired, state: world.state, observed: await observeAll(remotes, desired, world.state) };
  } finally {
    await transport.close();
    await adobe.close();
  }
}
