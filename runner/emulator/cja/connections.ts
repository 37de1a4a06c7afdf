import type { ApiRequest, Context, Reply } from '../context.ts';
import { ApiError } from '../http/api-error.ts';
import { readList } from '../http/read-number.ts';
import type { Route } from '../http/router.ts';
import type { WorldConnection } from '../world/types.ts';
import { makeCjaPage, sortForCja } from './cja-page.ts';
import { findConnection, removeIdPrefix } from './connection-id.ts';
import { DATA_SOURCE_TYPES } from './data-source-types.ts';
import { presentBackfills, presentConnection } from './present-connection.ts';

/** CJA connections: read only, as in reality (facts §4.1); any other verb is a 405. */
export const connectionRoutes: readonly Route[] = [
  { method: 'GET', path: '/data/connections', handle: listConnections },
  { method: 'GET', path: '/data/connections/search', handle: searchConnections },
  { method: 'GET', path: '/data/connections/configurationSettings', handle: readConfigurationSettings },
  { method: 'GET', path: '/data/connections/{connectionId}', handle: readConnection },
  {
    method: 'GET',
    path: '/data/connections/{connectionId}/datasets/{datasetId}/backfills',
    handle: listBackfills,
  },
];

function listConnections(context: Context, request: ApiRequest): Reply {
  const { query } = request;
  const ids = readList(query, 'connectionIds').map(removeIdPrefix);
  const dataSetIds = readList(query, 'dataSetIds');
  const after = query.get('filterByModifiedAfter');
  const found = context.world.connections.filter(
    (connection) =>
      (ids.length === 0 || ids.includes(connection.uuid)) &&
      (dataSetIds.length === 0 ||
        connection.dataSets.some(({ dataSetId }) => dataSetIds.includes(dataSetId))) &&
      isInSandbox(context, connection, query) &&
      (after === null || connection.modifiedAt > Date.parse(after)),
  );
  return answerPage(context, request, { found, isSingle: false });
}

function searchConnections(context: Context, request: ApiRequest): Reply {
  const text = (request.query.get('query') ?? '').toLowerCase();
  const found = context.world.connections.filter(
    ({ name, uuid }) => name.toLowerCase().includes(text) || `dg_${uuid}`.includes(text),
  );
  return answerPage(context, request, { found, isSingle: true });
}

function readConnection(context: Context, request: ApiRequest): Reply {
  const connection = getConnection(context, request);
  const expansion = readList(request.query, 'expansion');
  return { status: 200, body: presentConnection(context, connection, { expansion, isSingle: true }) };
}

function listBackfills(context: Context, request: ApiRequest): Reply {
  const connection = getConnection(context, request);
  const dataSet = connection.dataSets.find(({ dataSetId }) => dataSetId === request.params.datasetId);
  if (!dataSet)
    throw new ApiError(
      404,
      'resource_not_found',
      `Dataset not found in connection: ${request.params.datasetId}`,
    );
  const wanted = readList(request.query, 'includeStatus').map(
    (status) => STATUS_BY_FILTER[status] ?? [status],
  );
  const backfills = presentBackfills(context, dataSet).filter(
    ({ status }) => wanted.length === 0 || wanted.flat().includes(String(status)),
  );
  return { status: 200, body: backfills };
}

const STATUS_BY_FILTER: Readonly<Record<string, string[]>> = {
  inProgress: ['IN_PROGRESS', 'IN_QUEUE'],
  completed: ['COMPLETED'],
  failed: ['FAILED'],
};

function readConfigurationSettings(): Reply {
  return {
    status: 200,
    body: { dataSourceTypes: DATA_SOURCE_TYPES.map((type) => ({ ...type, description: '' })) },
  };
}

function answerPage(
  context: Context,
  request: ApiRequest,
  { found, isSingle }: { found: readonly WorldConnection[]; isSingle: boolean },
): Reply {
  const expansion = readList(request.query, 'expansion');
  const sorted = sortForCja(
    found.map((connection) => ({ connection, id: connection.uuid, modifiedAt: connection.modifiedAt })),
    request.query,
  );
  const body = makeCjaPage(context, request, {
    items: sorted,
    present: ({ connection }) => presentConnection(context, connection, { expansion, isSingle }),
    defaultLimit: 10,
  });
  return { status: 200, body };
}

function getConnection(context: Context, request: ApiRequest): WorldConnection {
  const id = request.params.connectionId ?? '';
  const connection = findConnection(context.world, id);
  if (!connection) throw new ApiError(404, 'resource_not_found', `Connection not found: ${id}`);
  return connection;
}

function isInSandbox(context: Context, connection: WorldConnection, query: URLSearchParams): boolean {
  const name = query.get('sandboxName');
  const id = query.get('sandboxId');
  const sandbox = context.world.sandboxes.find((candidate) => candidate.name === connection.sandboxName);
  return (name === null || name === connection.sandboxName) && (id === null || id === sandbox?.id);
}
