import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { answerRequest, makeHeaders } from './answer-request.ts';
import { type Fault, Faults } from './faults.ts';
import { findGitHubFile, GitHubContract } from './github-contract.ts';
import { PullRequestDriver } from './pull-request-driver.ts';
import { type Reply, renderRefusal } from './routes/call.ts';
import { findRoute } from './routes/index.ts';
import { lacksRight, type TokenRights } from './token-rights.ts';
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
export class GitHubStandIn extends PullRequestDriver {
  readonly requests: RecordedRequest[] = [];
  readonly contract: GitHubContract | undefined;
  readonly #faults = new Faults();
  readonly #tokens = new Map([[WORKFLOW_TOKEN, WORKFLOW_LOGIN]]);
  /** Of tokens that may not everything. */
  readonly #rights = new Map<string, TokenRights>();
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

  /** A token of a workflow's job, which may what its `permissions:` say. */
  addJobToken(token: string, rights: TokenRights): void {
    this.#tokens.set(token, WORKFLOW_LOGIN);
    this.#rights.set(token, rights);
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
    const world = this.#faults.takeStaleWorld(operation) ?? this.world;
    const token = (request.headers.authorization ?? '').replace(/^(?:token|Bearer) /iu, '');
    const login = this.#tokens.get(token);
    const rights = this.#rights.get(token);
    const isDenied = found !== undefined && rights !== undefined && lacksRight(found.route, rights);
    const places = { api: this.apiUrl, html: this.serverUrl };
    const isStruck = fault !== undefined && fault.hasEffect !== true;
    const answer = (): Reply =>
      isDenied
        ? renderRefusal(403, 'Resource not accessible by integration')
        : answerRequest({ world, places, url, found, bytes, login });
    const done = isStruck ? undefined : answer();
    const reply = fault === undefined ? done : fault.answer;
    this.requests.push({
      operation,
      path: url.pathname,
      query: url.search,
      userAgent: request.headers['user-agent'] ?? '',
      status: reply?.status,
    });
    if (reply === undefined) return void request.socket.destroy();
    const headers = makeHeaders(reply, { time: this.world.time, count: this.requests.length });
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
}

function toTexts(headers: IncomingMessage['headers']): Readonly<Record<string, string | undefined>> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]));
}
