import { type AuthorizedApi, asMembers, makeAnswerError, readNumber, readText } from '../../../host/index.ts';

/** Where the interactive interface of Query Service is, and the credentials of this moment (facts §7). */
export interface QueryServiceConnection {
  readonly host: string;
  readonly port: number;
  /** `prod:all`. */
  readonly database: string;
  /** The id of the organization. */
  readonly user: string;
  /** The access token itself; it expires with it. */
  readonly password: string;
}

const PATH = '/data/foundation/query/connection_parameters';

/** Asks where Query Service is reached; nothing of the answer may be guessed. */
export async function readQueryServiceConnection(
  api: AuthorizedApi,
  signal?: AbortSignal,
): Promise<QueryServiceConnection> {
  const answer = await api.request({
    operation: 'query-service.connection',
    method: 'GET',
    path: PATH,
    headers: { accept: 'application/json' },
    signal,
  });
  const body = asMembers(answer.body);
  const host = readText(body, 'host');
  const port = readNumber(body, 'port');
  const database = readText(body, 'dbName');
  const user = readText(body, 'username');
  const password = readText(body, 'token');
  if (host && port && database && user && password) return { host, port, database, user, password };
  throw makeAnswerError(
    { api: 'platform', path: PATH, answer },
    'it lacks host, port, dbName, username or token',
  );
}
