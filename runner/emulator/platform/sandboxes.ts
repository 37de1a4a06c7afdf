import type { ApiRequest, Context, Reply } from '../context.ts';
import { ApiError } from '../http/api-error.ts';
import type { Route } from '../http/router.ts';
import type { JsonObject } from '../respell/respell-object.ts';
import type { World } from '../world/types.ts';

const BASE = '/data/foundation/sandbox-management';

/** Sandbox management: what exists and is accessible; resetting and creating are not served. */
export const sandboxRoutes: readonly Route[] = [
  { method: 'GET', path: `${BASE}/`, handle: listAccessible },
  { method: 'GET', path: `${BASE}/sandboxes`, handle: listAll },
  { method: 'GET', path: `${BASE}/sandboxes/{sandboxName}`, handle: readSandbox },
];

function listAccessible(context: Context, request: ApiRequest): Reply {
  assertAccept(request);
  return answerList(context, request, (sandbox) => presentSandbox(context.world, sandbox));
}

function listAll(context: Context, request: ApiRequest): Reply {
  return answerList(context, request, (sandbox) => ({
    id: sandbox.id,
    ...presentSandbox(context.world, sandbox),
  }));
}

function readSandbox(context: Context, request: ApiRequest): Reply {
  assertAccept(request);
  const sandbox = context.world.sandboxes.find(({ name }) => name === request.params.sandboxName);
  if (!sandbox) throw new ApiError(404, 'not_found', `Not found: no sandbox ${request.params.sandboxName}`);
  const body = { id: sandbox.id, ...presentSandbox(context.world, sandbox) };
  return { status: 200, body: context.respelling.apply('sandbox', sandbox.name, body) };
}

type Sandbox = World['sandboxes'][number];

function answerList(context: Context, request: ApiRequest, present: (sandbox: Sandbox) => JsonObject): Reply {
  const sandboxes = context.world.sandboxes.map((sandbox) =>
    context.respelling.apply('sandbox', sandbox.name, present(sandbox)),
  );
  const page = { href: `${request.origin}${request.path}?limit={limit}&offset={offset}`, templated: true };
  return {
    status: 200,
    body: { sandboxes, _page: { limit: 200, count: sandboxes.length }, _links: { page } },
  };
}

function presentSandbox(world: World, sandbox: Sandbox): JsonObject {
  const createdDate = `${new Date(world.createdAt).toISOString().slice(0, 19)}Z`;
  return {
    name: sandbox.name,
    title: sandbox.title,
    state: 'active',
    type: sandbox.type,
    region: 'VA7',
    isDefault: sandbox.isDefault,
    etag: 1,
    createdDate,
    lastModifiedDate: createdDate,
    createdBy: 'admin@luma.example',
    modifiedBy: 'admin@luma.example',
  };
}

/** `Accept` is required here (facts §0.3). */
function assertAccept(request: ApiRequest): void {
  if (!request.headers.accept)
    throw new ApiError(400, 'bad_request', 'Bad request: header Accept is required');
}
