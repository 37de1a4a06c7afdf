import type { ApiRequest, Context, Reply } from '../context.ts';
import { ApiError } from '../http/api-error.ts';
import type { Route } from '../http/router.ts';
import { listParts, makePartName, readPartBytes } from '../platform/batch-parts.ts';
import type { JsonObject } from '../respell/respell-object.ts';
import { createDataset } from '../world/create-dataset.ts';
import { createBatchId } from '../world/create-id.ts';
import { getBatches } from '../world/daily-batches.ts';
import { makeDailyRows } from '../world/daily-rows.ts';
import { type DatasetKind, STANDARD_FIELDS } from '../world/standard-fields.ts';
import type { WorldBatch, WorldDataset } from '../world/types.ts';
import { writeParquet } from '../world/write-parquet.ts';
import type { LeafType } from '../world/xdm-node.ts';
import { readControlBody } from './control-request.ts';
import { deleteDataset } from './delete-dataset.ts';
import {
  readBoolean,
  readChoice,
  readInteger,
  readOptionalObject,
  readString,
  readStrings,
  refuse,
} from './read-fields.ts';

const BASE = '/control/datasets';
const KINDS: readonly DatasetKind[] = [
  'analyticsConnector',
  'audienceManagerConnector',
  'experienceEvent',
  'consumerExperienceEvent',
  'profile',
  'lookup',
];

/** What a data engineer does to datasets. */
export const datasetControlRoutes: readonly Route[] = [
  { method: 'GET', path: BASE, handle: (context) => ({ status: 200, body: listDatasets(context) }) },
  { method: 'POST', path: BASE, handle: postDataset },
  { method: 'PATCH', path: `${BASE}/{datasetId}`, handle: patchDataset },
  { method: 'DELETE', path: `${BASE}/{datasetId}`, handle: removeDataset },
  { method: 'POST', path: `${BASE}/{datasetId}/batches`, handle: postBatch },
];

/** All datasets with what tells them apart; for `GET /control/world` too. */
export function listDatasets(context: Context): JsonObject[] {
  return context.world.datasets.map((dataset) => present(context, dataset));
}

function postDataset(context: Context, request: ApiRequest): Reply {
  const { body } = readControlBody(request);
  const kind = readChoice(body, 'kind', KINDS);
  const hasIdentity = 'identityMap' in STANDARD_FIELDS[kind];
  const dataset = createDataset(context.world, {
    name: readString(body, 'name'),
    description: readString(body, 'description', ''),
    kind,
    sandboxName: readString(body, 'sandboxName', 'prod'),
    identityNamespace: hasIdentity ? readString(body, 'identityNamespace', 'ECID') : null,
    identityField: readString(body, 'identityField', 'identityMap'),
    historyDays: readInteger(body, 'historyDays', { min: 0, fallback: 150 }),
    recordsPerDay: readInteger(body, 'recordsPerDay', { min: 1, fallback: 100 }),
    createdAt: context.getNow(),
    fields: readLeafTypes(body),
    withoutFields: readStrings(body, 'withoutFields'),
  });
  context.store.save();
  return { status: 201, body: present(context, dataset) };
}

const LEAF_TYPES = ['string', 'number', 'integer', 'boolean', 'date-time', 'identityMap'] as const;

/** `{"_luma.visits": "integer"}`. */
function readLeafTypes(body: JsonObject): Record<string, LeafType> {
  const fields = readOptionalObject(body, 'fields') ?? {};
  return Object.fromEntries(Object.keys(fields).map((path) => [path, readChoice(fields, path, LEAF_TYPES)]));
}

/** `{"web.webPageDetails.URL": ["C9"]}`. */
function readFieldLabels(body: JsonObject): Record<string, string[]> {
  const fields = readOptionalObject(body, 'fieldLabels') ?? {};
  return Object.fromEntries(Object.keys(fields).map((path) => [path, readStrings(fields, path)]));
}

/**
 * Renames, describes, stops the daily feed (`feedStopped: true`), sets Catalog's `state`, or data usage labels: `labels` of the
 * dataset, `fieldLabels` by path.
 */
function patchDataset(context: Context, request: ApiRequest): Reply {
  const dataset = find(context, request);
  const { body } = readControlBody(request);
  dataset.name = readString(body, 'name', dataset.name);
  dataset.description = readString(body, 'description', dataset.description);
  if ('state' in body) dataset.state = readString(body, 'state');
  if ('labels' in body) dataset.labels = readStrings(body, 'labels');
  if ('fieldLabels' in body) dataset.fieldLabels = readFieldLabels(body);
  const now = context.getNow();
  if ('feedStopped' in body && dataset.feed) {
    const until = readBoolean(body, 'feedStopped', false) ? now : null;
    const changed = { ...dataset, feed: { ...dataset.feed, until } };
    context.world.datasets = context.world.datasets.map((candidate) =>
      candidate === dataset ? changed : candidate,
    );
    changed.updatedAt = now;
  } else dataset.updatedAt = now;
  context.store.save();
  return { status: 200, body: present(context, find(context, request)) };
}

function removeDataset(context: Context, request: ApiRequest): Reply {
  const dataset = find(context, request);
  deleteDataset(context, dataset.id);
  context.store.save();
  return { status: 200, body: { deleted: dataset.id } };
}

/** Adds a batch now: `{status, records, replaces}`. A score dataset gets the rows of its newest one again. */
function postBatch(context: Context, request: ApiRequest): Reply {
  const dataset = find(context, request);
  const { body } = readControlBody(request);
  const now = context.getNow();
  const status = readChoice(body, 'status', ['success', 'failed', 'processing'], 'success');
  const replaces = readStrings(body, 'replaces');
  const batch: WorldBatch = {
    id: createBatchId(context.world, now),
    datasetId: dataset.id,
    status,
    createdAt: now,
    completedAt: now,
    records: status === 'success' ? readInteger(body, 'records', { min: 1, fallback: 100 }) : 0,
    createdClient: dataset.createdClient,
    replaces,
    files: [],
  };
  const stored = status === 'success' ? storeParts(context, dataset, batch) : batch;
  context.world.batches.push(stored);
  context.store.save();
  return { status: 201, body: { id: stored.id, status, records: stored.records, files: stored.files } };
}

function storeParts(context: Context, dataset: WorldDataset, batch: WorldBatch): WorldBatch {
  const { world, store } = context;
  const newest = getBatches(world, dataset, context.getNow()).findLast(
    (candidate) => candidate.files.length > 0,
  );
  if (dataset.instanceId !== null && newest) {
    const files = listParts(context, newest).map((part, index) => {
      const file = { name: makePartName(batch.id, index), length: part.length, records: part.records };
      store.writePart(batch.id, file, readPartBytes(context, newest, part));
      return file;
    });
    return { ...batch, files, records: newest.records };
  }
  const schema = world.schemas.find(({ id }) => id === dataset.schemaId);
  if (!schema) return refuse('dataset', 'a dataset with a schema');
  const bytes = writeParquet(schema.properties, makeDailyRows(world.seed, { dataset, schema, batch }));
  const file = { name: makePartName(batch.id, 0), length: bytes.length, records: batch.records };
  store.writePart(batch.id, file, bytes);
  return { ...batch, files: [file] };
}

function find(context: Context, request: ApiRequest): WorldDataset {
  const dataset = context.world.datasets.find(({ id }) => id === request.params.datasetId);
  if (!dataset) throw new ApiError(404, 'not_found', `there is no dataset ${request.params.datasetId}`);
  return dataset;
}

function present(context: Context, dataset: WorldDataset): JsonObject {
  const schema = context.world.schemas.find(({ id }) => id === dataset.schemaId);
  const batches = getBatches(context.world, dataset, context.getNow());
  return {
    id: dataset.id,
    sandboxName: dataset.sandboxName,
    name: dataset.name,
    description: dataset.description,
    schemaId: dataset.schemaId,
    schemaTitle: schema?.title ?? null,
    classId: schema?.classId ?? null,
    tags: dataset.tags,
    instanceId: dataset.instanceId,
    batches: batches.length,
    lastBatchId: batches.at(-1)?.id ?? null,
  };
}
