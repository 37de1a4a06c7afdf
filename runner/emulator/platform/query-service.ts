import type { ApiRequest, Context, Reply } from '../context.ts';
import { ApiError } from '../http/api-error.ts';
import type { Route } from '../http/router.ts';

/** Query Service: where its interactive interface is. Statements are answered by that server, which is none of ours. */
export const queryServiceRoutes: readonly Route[] = [
  { method: 'GET', path: '/data/foundation/query/connection_parameters', handle: readConnectionParameters },
];

function readConnectionParameters({ world }: Context, request: ApiRequest): Reply {
  if (world.queryService === undefined) {
    throw new ApiError(401, 'unauthorized', 'Unauthorized: this organization has no Query Service');
  }
  const { host, port, username, token } = world.queryService;
  const body = {
    host,
    port,
    dbName: `${request.headers['x-sandbox-name'] ?? 'prod'}:all`,
    username,
    token,
    compressedToken: token,
    websoketHost: host,
    version: 1,
  };
  return { status: 200, body };
}
