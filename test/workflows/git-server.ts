import { spawn } from 'node:child_process';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What a token may do with the repository. */
export type GitAccess = 'none' | 'read' | 'write';

/**
 * GitHub's git over HTTP, for one bare repository: reads with a token that may read its contents, pushes with one that may write them.
 * Git itself answers, by its own CGI program.
 */
export class GitServer {
  readonly #repository: string;
  readonly #name: string;
  readonly #tokens = new Map<string, GitAccess>();
  readonly #server: Server;

  private constructor(repository: string, name: string) {
    this.#repository = repository;
    this.#name = name;
    this.#server = createServer((request, response) => this.#serve(request, response));
  }

  /** Serves a bare repository as OWNER/NAME. */
  static async start(repository: string, name: string): Promise<GitServer> {
    const server = new GitServer(repository, name);
    await new Promise<void>((resolve) => server.#server.listen(0, '127.0.0.1', resolve));
    return server;
  }

  /** What `GITHUB_SERVER_URL` would be. */
  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  addToken(token: string, access: GitAccess): void {
    this.#tokens.set(token, access);
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #serve(request: IncomingMessage, response: ServerResponse): void {
    const url = new URL(request.url ?? '/', this.url);
    const path = new RegExp(`^/${this.#name}(?:\\.git)?(/.*)$`).exec(url.pathname)?.[1];
    const access = this.#tokens.get(readToken(request.headers.authorization ?? ''));
    const isPush = url.pathname.endsWith('/git-receive-pack') || url.search.includes('git-receive-pack');
    if (access === undefined) {
      response.writeHead(401, { 'www-authenticate': 'Basic realm="GitHub"' }).end();
    } else if (path === undefined || access === 'none') {
      response.writeHead(404).end('Repository not found.');
    } else if (isPush && access !== 'write') {
      response.writeHead(403).end(`Permission to ${this.#name}.git denied to github-actions[bot].`);
    } else {
      this.#answer(request, response, { path, query: url.search.slice(1) });
    }
  }

  #answer(
    request: IncomingMessage,
    response: ServerResponse,
    { path, query }: { readonly path: string; readonly query: string },
  ): void {
    const { PATH = '' } = process.env;
    const cgi = spawn('git', ['http-backend'], {
      env: {
        PATH,
        GIT_HTTP_EXPORT_ALL: '1',
        PATH_TRANSLATED: `${this.#repository}${path}`,
        QUERY_STRING: query,
        REQUEST_METHOD: request.method,
        CONTENT_TYPE: request.headers['content-type'] ?? '',
        HTTP_CONTENT_ENCODING: request.headers['content-encoding'] ?? '',
        GIT_PROTOCOL: String(request.headers['git-protocol'] ?? ''),
        REMOTE_USER: 'github-actions[bot]',
        REMOTE_ADDR: '127.0.0.1',
      },
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    // Who is gone takes no answer.
    cgi.stdin.on('error', () => request.unpipe(cgi.stdin));
    request.pipe(cgi.stdin);
    const chunks: Buffer[] = [];
    cgi.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
    cgi.once('close', () => sendCgi(Buffer.concat(chunks), response));
  }
}

/** The password of `x-access-token`, as checkouts and people send it. */
function readToken(authorization: string): string {
  const encoded = /^basic (\S+)$/i.exec(authorization)?.[1] ?? '';
  return Buffer.from(encoded, 'base64').toString().split(':')[1] ?? '';
}

/** Headers, an empty line, a body. */
function sendCgi(answer: Buffer, response: ServerResponse): void {
  const end = answer.indexOf('\r\n\r\n');
  if (end < 0) return void response.writeHead(500).end();
  const lines = answer.subarray(0, end).toString().split('\r\n');
  const headers = Object.fromEntries(lines.map((line) => line.split(': ') as [string, string]));
  const { Status: status = '200', ...others } = headers;
  response.writeHead(Number(status.slice(0, 3)), others).end(answer.subarray(end + 4));
}
