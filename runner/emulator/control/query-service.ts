import type { ApiRequest, Context, Reply } from '../context.ts';
import type { Route } from '../http/router.ts';
import { readControlBody } from './control-request.ts';
import { readInteger, readString } from './read-fields.ts';

/** Which server stands in for Query Service: any that speaks the Postgres protocol with TLS. */
export const queryServiceControlRoutes: readonly Route[] = [
  { method: 'PUT', path: '/control/query-service', handle: setQueryService },
];

function setQueryService(context: Context, request: ApiRequest): Reply {
  const { body } = readControlBody(request);
  const queryService = {
    host: readString(body, 'host'),
    port: readInteger(body, 'port', { min: 1 }),
    username: readString(body, 'username'),
    token: readString(body, 'token'),
  };
  context.world.queryService = queryService;
  context.store.save();
  return { status: 200, body: { host: queryService.host, port: queryService.port } };
}
