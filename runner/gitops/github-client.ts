import type { Octokit } from 'octokit';
import {
  type ApiBase,
  asMembers,
  getLinkPath,
  type Members,
  makeFetch,
  type OwnFetch,
  parseApiBase,
  type Redactor,
  readObject,
  readText,
  toPathSegment,
} from '../host/index.ts';
import type { Clock } from '../model/index.ts';
import { ForgeError } from './forge-error.ts';
import type { GitHubForgeOptions } from './forge-options.ts';
import {
  type FailedOperation,
  makeForgeError,
  makeRefusedError,
  makeUnreadableError,
} from './make-forge-error.ts';
import { makeOctokit } from './make-octokit.ts';
import { MissingMember } from './needed-members.ts';
import { FORGE_OPERATIONS, type ForgeOperationName } from './operations.ts';
import { readNextLink, readObjectsOf } from './read-page.ts';

/** One request: an operation, what fills its path and its body, and how messages call what it is about. */
export interface ForgeRequest {
  readonly operation: ForgeOperationName;
  readonly parameters: Members;
  readonly target: string;
}

interface Answer {
  readonly data: unknown;
  readonly headers: Members;
}

const LARGEST_PAGE = 100;
/** GitHub's lists end far earlier; links that lead in a circle would not. */
const MOST_PAGES = 1000;

/**
 * Requests to one repository. Limits are waited for within a bound; what only reads, and what can be said twice, is repeated
 * after a 5xx or a lost connection; every failure is a `ForgeError`.
 */
export class GitHubClient {
  readonly clock: Clock;
  readonly #octokit: Octokit;
  readonly #own: OwnFetch;
  readonly #base: ApiBase;
  readonly #repository: GitHubForgeOptions['repository'];
  readonly #redactor: Redactor;
  #serverAheadMs = 0;

  private constructor(
    options: GitHubForgeOptions,
    parts: { octokit: Octokit; own: OwnFetch; base: ApiBase },
  ) {
    this.clock = options.clock;
    this.#repository = options.repository;
    this.#redactor = options.redactor;
    this.#octokit = parts.octokit;
    this.#own = parts.own;
    this.#base = parts.base;
  }

  /** Loads octokit and makes the client; sends nothing. */
  static async open(options: GitHubForgeOptions): Promise<GitHubClient> {
    const base = parseApiBase('GitHub', options.apiUrl, false);
    options.redactor.registerCredential(options.token);
    const own = makeFetch({ ...options, name: 'GitHub', baseUrl: options.apiUrl });
    const octokit = await makeOctokit(options, { base, fetch: own.fetch });
    return new GitHubClient(options, { octokit, own, base });
  }

  /** Sends one request whose answer says nothing that is needed. */
  async send(request: ForgeRequest): Promise<void> {
    await this.#start(request);
  }

  /** Sends one request and reads its answer. `read` may throw a `MissingMember`. */
  async read<T>(request: ForgeRequest, read: (answer: Members) => T): Promise<T> {
    const { data } = await this.#start(request);
    const answer = asMembers(data);
    if (answer === undefined) throw this.#makeUnreadableError(request, 'it is not an object');
    return this.#map(request, () => read(answer));
  }

  /** Reads a list: every page of it, or the first alone. Every element is read by `read`, which may throw a `MissingMember`. */
  async readList<T>(
    request: ForgeRequest,
    read: (answer: Members) => T,
    mostPages = MOST_PAGES,
  ): Promise<readonly T[]> {
    const found: T[] = [];
    const parameters = { per_page: LARGEST_PAGE, ...request.parameters };
    let page = await this.#start({ ...request, parameters });
    for (let pages = 1; ; pages += 1) {
      const { data, headers } = page;
      found.push(...this.#map(request, () => readObjectsOf(data).map(read)));
      if (pages === mostPages && mostPages < MOST_PAGES) return found;
      const next = readNextLink(headers);
      if (next === undefined) return found;
      if (pages >= MOST_PAGES) throw this.#makeUnreadableError(request, 'its list has no end');
      page = await this.#send(request, `GET ${getLinkPath(this.#base, next)}`, {});
    }
  }

  /** GitHub's own time now, going by its last answer. */
  getServerTime(): Date {
    return new Date(this.clock.now().getTime() + this.#serverAheadMs);
  }

  /** Closes all connections. */
  async close(): Promise<void> {
    await this.#own.close();
  }

  async #start(request: ForgeRequest): Promise<Answer> {
    const { route } = FORGE_OPERATIONS[request.operation];
    const inRepository = route.includes('{owner}') ? this.#repository : {};
    const parameters: Members = { ...inRepository, ...request.parameters };
    // `..` would lead elsewhere: it is not encoded.
    for (const [, name = ''] of route.matchAll(/\{(\w+)\}/gu)) toPathSegment(String(parameters[name]));
    return await this.#send(request, route, parameters);
  }

  async #send(request: ForgeRequest, route: string, parameters: Members): Promise<Answer> {
    const { isRepeatable } = FORGE_OPERATIONS[request.operation];
    try {
      const answer = await this.#octokit.request(route, {
        ...parameters,
        // Any number but 0 would make octokit repeat what was refused for good, too.
        ...(isRepeatable ? {} : { request: { retries: 0 } }),
      });
      const headers: Members = { ...answer.headers };
      this.#noteServerTime(headers);
      // A redirect of GitHub's has a body, and octokit takes it for a success.
      if (Number(answer.status) >= 300) throw makeRefusedError(this.#describe(request), { ...answer });
      return { data: answer.data as unknown, headers };
    } catch (error) {
      if (error instanceof ForgeError) throw error;
      this.#noteServerTime(readObject(readObject(asMembers(error), 'response'), 'headers'));
      throw makeForgeError(this.#describe(request), error);
    }
  }

  #noteServerTime(headers: Members | undefined): void {
    const time = Date.parse(readText(headers, 'date') ?? '');
    if (!Number.isNaN(time)) this.#serverAheadMs = time - this.clock.now().getTime();
  }

  #map<T>(request: ForgeRequest, read: () => T): T {
    try {
      return read();
    } catch (error) {
      if (error instanceof MissingMember) throw this.#makeUnreadableError(request, error.message);
      throw error;
    }
  }

  #makeUnreadableError(request: ForgeRequest, why: string): ForgeError {
    return makeUnreadableError(this.#describe(request), why);
  }

  #describe({ operation, target }: ForgeRequest): FailedOperation {
    return { operation, target, redactor: this.#redactor, now: this.clock.now() };
  }
}
