import type { ApiRequest, Context, Reply } from '../context.ts';
import { DEMO_ORG_ID } from '../credentials.ts';
import { ApiError } from '../http/api-error.ts';
import { readList, readNumber } from '../http/read-number.ts';
import type { Route } from '../http/router.ts';
import type { JsonObject } from '../respell/respell-object.ts';
import { getHexDigest } from '../seeded-random.ts';
import { getBatch, getBatches } from '../world/daily-batches.ts';
import type { WorldBatch, WorldDataset } from '../world/types.ts';
import { buildCatalogFilter, sortByOrder } from './catalog-filter.ts';

const BASE = '/data/foundation/catalog';

/** Catalog: datasets and batches, answers keyed by id (facts §1.3, §1.4). */
export const catalogRoutes: readonly Route[] = [
  { method: 'GET', path: `${BASE}/dataSets`, handle: listDatasets },
  { method: 'GET', path: `${BASE}/dataSets/{datasetId}`, handle: readDataset },
  { method: 'GET', path: `${BASE}/batches`, handle: listBatches },
  { method: 'GET', path: `${BASE}/batches/{batchId}`, handle: readBatch },
];

const DATASET_FIELDS = [
  'name',
  'description',
  'createdClient',
  'createdUser',
  'updatedUser',
  'version',
  'created',
  'updated',
];
const BATCH_FIELDS = [
  'status',
  'createdClient',
  'createdUser',
  'updatedUser',
  'version',
  'created',
  'updated',
  'externalId',
];

function listDatasets(context: Context, request: ApiRequest): Reply {
  const datasets = context.world.datasets.filter((dataset) => dataset.sandboxName === request.sandboxName);
  const entries = datasets.map((dataset) => ({ id: dataset.id, ...presentDataset(context, dataset) }));
  return answerList(context, request, { entries, fields: DATASET_FIELDS, kind: 'dataset' });
}

function readDataset(context: Context, request: ApiRequest): Reply {
  const id = request.params.datasetId ?? '';
  const dataset = context.world.datasets.find(
    (candidate) => candidate.id === id && candidate.sandboxName === request.sandboxName,
  );
  if (!dataset)
    throw new ApiError(404, 'not_found', `Not found: no dataset ${id} in sandbox ${request.sandboxName}`);
  const entries = [{ id, ...presentDataset(context, dataset) }];
  return { status: 200, body: keyById(context, request, { entries, kind: 'dataset' }) };
}

function listBatches(context: Context, request: ApiRequest): Reply {
  const { query } = request;
  const wanted = readList(query, 'dataSet');
  const now = context.getNow();
  const entries = context.world.datasets
    .filter((dataset) => dataset.sandboxName === request.sandboxName)
    .filter((dataset) => wanted.length === 0 || wanted.includes(dataset.id))
    .flatMap((dataset) => getBatches(context.world, dataset, now))
    .filter((batch) => isInWindow(batch.createdAt, query, 'created'))
    .map((batch) => ({ id: batch.id, ...presentBatch(batch) }));
  return answerList(context, request, { entries, fields: BATCH_FIELDS, kind: 'batch' });
}

function readBatch(context: Context, request: ApiRequest): Reply {
  const id = request.params.batchId ?? '';
  const batch = getBatch(context.world, id, context.getNow());
  if (!batch) throw new ApiError(404, 'not_found', `Not found: no batch ${id}`);
  const entries = [{ id, ...presentBatch(batch) }];
  return { status: 200, body: keyById(context, request, { entries, kind: 'batch' }) };
}

interface Listing {
  readonly entries: JsonObject[];
  readonly fields: readonly string[];
  readonly kind: 'dataset' | 'batch';
}

/** Pages by `limit` and `start`; nothing in the body says whether there is more (facts §0.7). */
function answerList(context: Context, request: ApiRequest, { entries, fields, kind }: Listing): Reply {
  const limit = readNumber(request.query, 'limit', { fallback: 20, min: 1, max: 100 });
  const start = readNumber(request.query, 'start', { fallback: 0, min: 0, max: Number.MAX_SAFE_INTEGER });
  const passes = buildCatalogFilter(request.query, fields);
  const found = sortByOrder(entries.filter(passes), request.query);
  return {
    status: 200,
    body: keyById(context, request, { entries: found.slice(start, start + limit), kind }),
  };
}

function keyById(
  context: Context,
  request: ApiRequest,
  { entries, kind }: Omit<Listing, 'fields'>,
): JsonObject {
  const wanted = readList(request.query, 'properties');
  const pairs = entries.map(({ id, ...object }) => {
    const picked =
      wanted.length === 0
        ? object
        : Object.fromEntries(Object.entries(object).filter(([name]) => wanted.includes(name)));
    return [String(id), context.respelling.apply(kind, String(id), picked)];
  });
  return Object.fromEntries(pairs);
}

function isInWindow(at: number, query: URLSearchParams, field: string): boolean {
  const after = query.get(`${field}After`);
  const before = query.get(`${field}Before`);
  return (after === null || at > Number(after)) && (before === null || at < Number(before));
}

function presentDataset(context: Context, dataset: WorldDataset): JsonObject {
  const { world } = context;
  const batches = getBatches(world, dataset, context.getNow());
  const last = batches.at(-1);
  const lastSuccess = batches.findLast((batch) => batch.status === 'success');
  const lastFailed = batches.findLast((batch) => batch.status === 'failed');
  const schema = world.schemas.find((candidate) => candidate.id === dataset.schemaId);
  const viewId = getHexDigest(`${world.seed}/view/${dataset.id}`, 24);
  return {
    name: dataset.name,
    description: dataset.description,
    tags: dataset.tags,
    imsOrg: DEMO_ORG_ID,
    version: '1.0.4',
    created: dataset.createdAt,
    updated: Math.max(dataset.updatedAt, last?.completedAt ?? 0),
    createdClient: dataset.createdClient,
    createdUser: `${dataset.createdClient}@AdobeID`,
    updatedUser: `${dataset.createdClient}@AdobeID`,
    viewId,
    files: `@/dataSets/${dataset.id}/views/${viewId}/files`,
    fileDescription: { format: 'parquet' },
    schemaRef: { id: dataset.schemaId, contentType: 'application/vnd.adobe.xed+json;version=1' },
    // Not in the published answer, but sent (facts §1.3).
    state: dataset.state ?? 'DRAFT',
    classification: { dataBehavior: schema?.classId.endsWith('experienceevent') ? 'time-series' : 'record' },
    sandboxId: world.sandboxes.find((sandbox) => sandbox.name === dataset.sandboxName)?.id,
    ...(last ? { lastBatchId: last.id, lastBatchStatus: last.status } : {}),
    ...(lastSuccess ? { lastSuccessfulBatch: lastSuccess.id } : {}),
    ...(lastFailed ? { lastFailedBatch: lastFailed.id } : {}),
  };
}

function presentBatch(batch: WorldBatch): JsonObject {
  const byteSize = batch.files.reduce((sum, file) => sum + file.length, 0);
  return {
    status: batch.status,
    created: batch.createdAt,
    started: batch.createdAt,
    completed: batch.completedAt,
    updated: batch.completedAt,
    imsOrg: DEMO_ORG_ID,
    version: '1.0.5',
    createdClient: batch.createdClient,
    createdUser: `${batch.createdClient}@AdobeID`,
    updatedUser: `${batch.createdClient}@AdobeID`,
    externalId: '',
    relatedObjects: [{ type: 'dataSet', id: batch.datasetId }],
    inputFormat: { format: 'parquet' },
    tags: { acp_buffered_flag: ['false'] },
    errors: batch.error === undefined ? [] : [{ code: 'unknown', rows: [], description: batch.error }],
    // In seconds, unlike every other time of a batch (facts §8.17).
    ...(batch.dataFrom === undefined || batch.dataUntil === undefined
      ? {}
      : {
          availableDates: {
            startDate: Math.floor(batch.dataFrom / 1000),
            endDate: Math.floor(batch.dataUntil / 1000),
          },
        }),
    metrics: {
      outputRecordCount: batch.records,
      outputFileCount: Math.max(1, batch.files.length),
      partitionCount: Math.max(1, batch.files.length),
      startTime: batch.createdAt,
      endTime: batch.completedAt,
      ...(byteSize > 0 ? { outputByteSize: byteSize } : {}),
    },
    ...(batch.replaces.length > 0
      ? {
          replay: {
            predecessors: [...batch.replaces],
            predecessorListingType: 'IMMEDIATE',
            reason: `Replacing for ${new Date(batch.createdAt).toISOString().slice(0, 10)}`,
          },
        }
      : {}),
  };
}
