import { getBackfillStatus } from '../cja/backfill-status.ts';
import { addIdPrefix, findConnection } from '../cja/connection-id.ts';
import type { ApiRequest, Context, Reply } from '../context.ts';
import { ApiError } from '../http/api-error.ts';
import type { Route } from '../http/router.ts';
import type { JsonObject } from '../respell/respell-object.ts';
import { createUuid } from '../world/create-id.ts';
import { recordAudit } from '../world/record-audit.ts';
import type { Actor, BackfillStatus, WorldConnection } from '../world/types.ts';
import { readControlBody } from './control-request.ts';
import { readConnectionDatasets } from './read-connection.ts';
import { readChoice, readString, readStrings, readTexts, refuse } from './read-fields.ts';

const BASE = '/control/connections';

/** What a person does in CJA's connection editor (facts §4.2); the public API can only read it. */
export const connectionControlRoutes: readonly Route[] = [
  { method: 'GET', path: BASE, handle: listConnections },
  { method: 'POST', path: BASE, handle: postConnection },
  { method: 'GET', path: `${BASE}/{connectionId}`, handle: getOne },
  { method: 'PATCH', path: `${BASE}/{connectionId}`, handle: patchConnection },
  { method: 'DELETE', path: `${BASE}/{connectionId}`, handle: removeConnection },
  { method: 'PATCH', path: `${BASE}/{connectionId}/datasets/{datasetId}/backfills`, handle: patchBackfills },
];

function listConnections(context: Context): Reply {
  return { status: 200, body: context.world.connections.map((connection) => present(context, connection)) };
}

function getOne(context: Context, request: ApiRequest): Reply {
  return { status: 200, body: present(context, find(context, request)) };
}

function postConnection(context: Context, request: ApiRequest): Reply {
  const { body, by } = readControlBody(request);
  const { world } = context;
  const sandboxName = readString(body, 'sandboxName', 'prod');
  if (!world.sandboxes.some(({ name }) => name === sandboxName)) refuse('sandboxName', 'an existing sandbox');
  const now = context.getNow();
  const connection: WorldConnection = {
    uuid: createUuid(world, 'connection'),
    name: readName(context, body),
    description: readString(body, 'description', ''),
    tags: readStrings(body, 'tags'),
    sandboxName,
    primaryIdType: readString(body, 'primaryIdType', 'person'),
    dataRetentionMonths: readRetention(body),
    createdAt: now,
    modifiedAt: now,
    modifiedBy: by.id,
    owner: by,
    dataSets: readConnectionDatasets(context, body, { sandboxName, before: [] }),
    hiddenSettings: readTexts(body, 'hiddenSettings'),
  };
  world.connections.push(connection);
  audit(context, connection, { action: 'CREATE', user: by });
  return { status: 201, body: present(context, connection) };
}

/** Sandbox and primary id type cannot be changed after saving (facts §4.2). */
function patchConnection(context: Context, request: ApiRequest): Reply {
  const connection = find(context, request);
  const { body, by } = readControlBody(request);
  if (readString(body, 'sandboxName', connection.sandboxName) !== connection.sandboxName) {
    refuse('sandboxName', 'no change: the sandbox of a connection is fixed');
  }
  if (readString(body, 'primaryIdType', connection.primaryIdType) !== connection.primaryIdType) {
    refuse('primaryIdType', 'no change: the primary ID is fixed once datasets exist');
  }
  const { sandboxName, dataSets: before } = connection;
  const dataSets =
    'dataSets' in body ? readConnectionDatasets(context, body, { sandboxName, before }) : before;
  if ('name' in body) connection.name = readName(context, body, connection);
  connection.description = readString(body, 'description', connection.description);
  if ('tags' in body) connection.tags = readStrings(body, 'tags');
  if ('dataRetentionMonths' in body) connection.dataRetentionMonths = readRetention(body);
  connection.dataSets = dataSets;
  connection.hiddenSettings = readTexts(body, 'hiddenSettings', connection.hiddenSettings);
  connection.modifiedAt = context.getNow();
  connection.modifiedBy = by.id;
  audit(context, connection, { action: 'EDIT', user: by });
  return { status: 200, body: present(context, connection) };
}

function removeConnection(context: Context, request: ApiRequest): Reply {
  const connection = find(context, request);
  const { by } = readControlBody(request);
  context.world.connections = context.world.connections.filter((candidate) => candidate !== connection);
  audit(context, connection, { action: 'DELETE', user: by });
  return { status: 200, body: { deleted: addIdPrefix(connection.uuid) } };
}

const STATUSES: readonly BackfillStatus[] = ['COMPLETED', 'FAILED', 'IN_PROGRESS', 'IN_QUEUE'];

/** Forces a state on the backfills of one dataset; `{"status": null}` lets the clock decide again. */
function patchBackfills(context: Context, request: ApiRequest): Reply {
  const connection = find(context, request);
  const { body } = readControlBody(request);
  const dataSet = connection.dataSets.find(({ dataSetId }) => dataSetId === request.params.datasetId);
  if (!dataSet)
    throw new ApiError(404, 'not_found', `the connection has no dataset ${request.params.datasetId}`);
  const status = body.status === null ? null : readChoice(body, 'status', STATUSES);
  for (const backfill of dataSet.backfills) backfill.forcedStatus = status;
  context.store.save();
  return { status: 200, body: present(context, connection) };
}

function find(context: Context, request: ApiRequest): WorldConnection {
  const connection = findConnection(context.world, request.params.connectionId ?? '');
  if (!connection)
    throw new ApiError(404, 'not_found', `there is no connection ${request.params.connectionId}`);
  return connection;
}

/** Names are unique and at most 500 characters long (facts §4.2). */
function readName(context: Context, body: JsonObject, own?: WorldConnection): string {
  const name = readString(body, 'name');
  if (name.length > 500) refuse('name', 'at most 500 characters');
  if (context.world.connections.some((connection) => connection.name === name && connection !== own)) {
    refuse('name', 'a name that no other connection has');
  }
  return name;
}

function readRetention(body: JsonObject): number | null {
  const months = body.dataRetentionMonths ?? null;
  if (months === null || (typeof months === 'number' && Number.isInteger(months) && months > 0))
    return months;
  return refuse('dataRetentionMonths', 'a number of months, or null for off');
}

function audit(
  context: Context,
  connection: WorldConnection,
  { action, user }: { action: 'CREATE' | 'EDIT' | 'DELETE'; user: Actor },
): void {
  const verb = { CREATE: 'created', EDIT: 'edited', DELETE: 'deleted' }[action];
  recordAudit(context.world, {
    at: context.getNow(),
    action,
    description: `Connection "${connection.name}" was ${verb}`,
    user,
    component: { id: addIdPrefix(connection.uuid), type: 'CONNECTION', name: connection.name },
  });
  context.store.save();
}

function present(context: Context, connection: WorldConnection): JsonObject {
  const { uuid, createdAt, modifiedAt, dataSets, ...rest } = connection;
  return {
    id: addIdPrefix(uuid),
    ...rest,
    createdDate: new Date(createdAt).toISOString(),
    modifiedDate: new Date(modifiedAt).toISOString(),
    dataSets: dataSets.map(({ backfills, ...dataSet }) => ({
      ...dataSet,
      name: context.world.datasets.find(({ id }) => id === dataSet.dataSetId)?.name ?? null,
      backfills: backfills.map((backfill) => ({
        id: backfill.id,
        status: getBackfillStatus(backfill, context.getNow()),
      })),
    })),
  };
}
