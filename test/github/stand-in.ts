import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Fault, Faults } from './faults.ts';
import { findGitHubFile, GitHubContract } from './github-contract.ts';
import type { Places } from './render/places.ts';
import { RepositoryDriver } from './repository-driver.ts';
import { Refusal, type Reply, renderRefusal } from './routes/call.ts';
import { findRoute, ROUTES } from './routes/index.ts';
import { makeWorld } from './world.ts';

/** How a stand-in is set up. */
export interface StandInOptions {
  readonly owner?: string;
  readonly repo?: string;
  /** `/api/v3` makes it a GitHub Enterprise Server. @default '' */
  readonly prefix?: string;
  /** Checks every exchange. @default one of its own, where GitHub's file is found */
  readonly contract?: GitHubContract;
}

/** A request that came, and what became of it. */
export interface RecordedRequest {
  /** Method and template; the path itself where nothing is served. */
  readonly operation: string;
  readonly path: string;
  readonly query: string;
  readonly userAgent: string;
  /** Undefined where the connection was closed instead of an answer. */
  readonly status: number | undefined;
}

/** The token of a workflow in the stand-in's repository. */
export const WORKFLOW_TOKEN = 'ghs_0123456789abcdefghijklmnopqrstuvwxyz';
/** Whoever uses it. */
export const WORKFLOW_LOGIN = 'github-actions[bot]';

/** GitHub over real HTTP, for one repository, as far as the runner uses it, and held to GitHub's own description of its API. */
export class GitHubStandIn extends RepositoryDriver {
  readonly requests: RecordedRequest[] = [];
  readonly contract: GitHubContract | undefined;
  readonly #faults = new Faults();
  readonly #tokens = new Map([[WORKFLOW_TOKEN, WORKFLOW_LOGIN]]);
  readonly #prefix: string;
  readonly #server: Server;

  private constructor(options: StandInOptions) {
    super(makeWorld(options.owner ?? 'luma', options.repo ?? 'pipelines'));
    const file = findGitHubFile();
    this.contract = options.contract ?? (file === undefined ? undefined : new GitHubContract(file));
    this.#prefix = options.prefix ?? '';
    this.#server = createServer((request, response) => {
      void this.#serve(request, response);
    });
  }

  static async start(options: StandInOptions = {}): Promise<GitHubStandIn> {
    const standIn = new GitHubStandIn(options);
    await new Promise<void>((resolve) => standIn.#server.listen(0, '127.0.0.1', resolve));
    return standIn;
  }

  /** What `GITHUB_API_URL` would be. */
  get apiUrl(): string {
    return `${this.serverUrl}${this.#prefix}`;
  }

  /** What `GITHUB_SERVER_URL` would be. */
  get serverUrl(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** A token of a person, who may ask who they are. */
  addToken(token: string, login: string): void {
    this.#tokens.set(token, login);
  }

  /** Switches a fault on. */
  fail(fault: Fault): void {
    this.#faults.add(fault);
  }

  /** From here on, the next reads of an operation are answered from how things are now. */
  serveStale(operation: string, reads: number): void {
    this.#faults.addStale(operation, reads, this.world);
  }

  countRequests(operation: string): number {
    return this.requests.filter((request) => request.operation === operation).length;
  }

  /** Stops, and fails where anything that was said breaks GitHub's description. */
  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
    const broken = this.contract?.getViolations() ?? [];
    if (broken.length > 0) throw new Error(`GitHub's description was broken:\n  ${broken.join('\n  ')}`);
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const bytes = Buffer.concat(chunks);
    const url = new URL(request.url ?? '/', this.serverUrl);
    const method = request.method ?? 'GET';
    const path = url.pathname.startsWith(this.#prefix)
      ? url.pathname.slice(this.#prefix.length)
      : url.pathname;
    const found = url.pathname.startsWith(this.#prefix) ? findRoute(method, path) : undefined;
    const operation = found?.route ?? `${method} ${path}`;
    const fault = this.#faults.take(operation);
    const reply = this.#answer({ fault, found, url, bytes, request, operation });
    this.requests.push({
      operation,
      path: url.pathname,
      query: url.search,
      userAgent: request.headers['user-agent'] ?? '',
      status: reply?.status,
    });
    if (reply === undefined) return void request.socket.destroy();
    const headers = this.#makeHeaders(reply);
    this.contract?.check({
      method,
      path,
      query: url.searchParams,
      requestHeaders: toTexts(request.headers),
      requestBody: bytes,
      status: reply.status,
      answerHeaders: headers,
      answer: reply.body === undefined ? undefined : JSON.parse(JSON.stringify(reply.body)),
    });
    response.writeHead(reply.status, headers);
    response.end(reply.body === undefined ? undefined : JSON.stringify(reply.body));
  }

  /** Undefined: no answer at all. */
  #answer(given: {
    readonly fault: Fault | undefined;
    readonly found: ReturnType<typeof findRoute>;
    readonly url: URL;
    readonly bytes: Buffer;
    readonly request: IncomingMessage;
    readonly operation: string;
  }): Reply | undefined {
    const { fault, found, url, bytes, request, operation } = given;
    if (fault !== undefined && fault.hasEffect !== true) return fault.answer;
    const reply = this.#handle(found, {
      url,
      bytes,
      authorization: request.headers.authorization,
      operation,
    });
    return fault === undefined ? reply : fault.answer;
  }

  #handle(
    found: ReturnType<typeof findRoute>,
    given: {
      readonly url: URL;
      readonly bytes: Buffer;
      readonly authorization: string | undefined;
      readonly operation: string;
    },
  ): Reply {
    const login = this.#tokens.get((given.authorization ?? '').replace(/^(?:token|Bearer) /iu, ''));
    if (login === undefined) return renderRefusal(401, 'Bad credentials');
    const { values } = found ?? {};
    const isHere =
      values?.owner === undefined || (values.owner === this.world.owner && values.repo === this.world.repo);
    const handler = found && isHere ? ROUTES[found.route] : undefined;
    if (values === undefined || handler === undefined) return renderRefusal(404, 'Not Found');
    const world = this.#faults.takeStaleWorld(given.operation) ?? this.world;
    const places: Places = { api: this.apiUrl, html: this.serverUrl };
    const isInstallation = login.endsWith('[bot]');
    try {
      const body = given.bytes.length === 0 ? {} : JSON.parse(given.bytes.toString('utf8'));
      return handler({ world, places, url: given.url, values, body, login, isInstallation });
    } catch (error) {
      if (error instanceof Refusal) return renderRefusal(error.status, error.message, error.errors);
      throw error;
    }
  }

  #makeHeaders(reply: Reply): Record<string, string> {
    const count = this.requests.length;
    return {
      ...(reply.body === undefined ? {} : { 'content-type': 'application/json; charset=utf-8' }),
      date: new Date(this.world.time).toUTCString(),
      'x-github-request-id': `STAND:IN:${count}`,
      'x-github-media-type': 'github.v3; format=json',
      'x-ratelimit-limit': '5000',
      'x-ratelimit-remaining': String(5000 - count),
      'x-ratelimit-used': String(count),
      'x-ratelimit-reset': String(Math.floor(this.world.time / 1000) + 3600),
      'x-ratelimit-resource': 'core',
      ...reply.headers,
    };
  }
}

function toTexts(headers: IncomingMessage['headers']): Readonly<Record<string, string | undefined>> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]));
}
