import type { ApiRequest, Context, Reply } from '../context.ts';
import { ApiError } from '../http/api-error.ts';
import { readNumber } from '../http/read-number.ts';
import type { Route } from '../http/router.ts';
import type { JsonObject } from '../respell/respell-object.ts';
import { getHexDigest } from '../seeded-random.ts';
import { getBatch } from '../world/daily-batches.ts';
import type { WorldBatch } from '../world/types.ts';
import { type BatchPart, listParts, openPart } from './batch-parts.ts';
import { answerBytes } from './byte-range.ts';

const BASE = '/data/foundation/export';

/** Data Access: files of a batch and their bytes (facts §1.5). */
export const dataAccessRoutes: readonly Route[] = [
  { method: 'GET', path: `${BASE}/batches/{batchId}/files`, handle: listBatchFiles },
  { method: 'GET', path: `${BASE}/files/{dataSetFileId}`, handle: readFile },
  { method: 'HEAD', path: `${BASE}/files/{dataSetFileId}`, handle: readFile },
];

function listBatchFiles(context: Context, request: ApiRequest): Reply {
  const batch = findBatch(context, request.params.batchId ?? '');
  const parts = listParts(context, batch);
  const entry = makeEntry(context, request, { batch, id: `${batch.id}-1`, parts });
  return answerPage(context, request, { items: [entry], names: [`${batch.id}-1`] });
}

/** The parts behind an entry, or with `path` the bytes of one. */
function readFile(context: Context, request: ApiRequest): Reply {
  const id = request.params.dataSetFileId ?? '';
  const match = /^(.+?)-1(?:-(\d+))?$/.exec(id);
  if (!match) throw new ApiError(404, 'not_found', `Not found: no file ${id}`);
  const batch = findBatch(context, match[1] ?? '');
  const all = listParts(context, batch);
  const parts = match[2] === undefined ? all : all.slice(Number(match[2]), Number(match[2]) + 1);
  const path = request.query.get('path');
  if (path !== null) {
    const part = parts.find((candidate) => candidate.name === path);
    if (!part) throw new ApiError(404, 'not_found', `Not found: no file ${path} in ${id}`);
    const isCapped = context.respelling.choose('dataAccess.shortRanges', [false, true]);
    return answerBytes(request, openPart(context, batch, part), isCapped ? 65_536 : Number.POSITIVE_INFINITY);
  }
  if (request.method === 'HEAD') throw new ApiError(400, 'bad_request', 'Bad request: path is required');
  // A folder may hold entries again instead of files (facts §1.5).
  const isNested = match[2] === undefined && context.respelling.choose('dataAccess.nested', [false, true]);
  const items = parts.map((part, index) =>
    isNested
      ? makeEntry(context, request, { batch, id: `${id}-${index}`, parts: [part] })
      : makeFile(context, request, { id, part }),
  );
  const names = parts.map((part, index) => (isNested ? `${id}-${index}` : part.name));
  return answerPage(context, request, { items, names });
}

function findBatch(context: Context, batchId: string): WorldBatch {
  const batch = getBatch(context.world, batchId, context.getNow());
  if (!batch) throw new ApiError(404, 'not_found', `Not found: no batch ${batchId}`);
  return batch;
}

/** Times, counts and sizes are strings here, unlike in Catalog. */
function makeEntry(
  context: Context,
  request: ApiRequest,
  { batch, id, parts }: { batch: WorldBatch; id: string; parts: readonly BatchPart[] },
): JsonObject {
  const entry = {
    dataSetFileId: id,
    dataSetViewId: getHexDigest(`${context.world.seed}/view/${batch.datasetId}`, 24),
    version: '1.0.0',
    created: String(batch.createdAt),
    updated: String(batch.completedAt),
    records: String(parts.reduce((sum, part) => sum + part.records, 0)),
    size: String(parts.reduce((sum, part) => sum + part.length, 0)),
    // False in Adobe's own samples of good batches.
    isValid: false,
    _links: { self: { href: `${request.origin}${BASE}/files/${id}` } },
  };
  return context.respelling.apply('fileEntry', id, entry);
}

function makeFile(
  context: Context,
  request: ApiRequest,
  { id, part }: { id: string; part: BatchPart },
): JsonObject {
  const href = `${request.origin}${BASE}/files/${id}?path=${encodeURIComponent(part.name)}`;
  const file = { name: part.name, length: String(part.length), _links: { self: { href } } };
  return context.respelling.apply('fileEntry', part.name, file);
}

/** `start` is an index or, for some clients, a name: links say which, and both are understood. */
function answerPage(
  context: Context,
  request: ApiRequest,
  { items, names }: { items: JsonObject[]; names: string[] },
): Reply {
  const limit = readNumber(request.query, 'limit', { fallback: 100, min: 1, max: 100 });
  const text = request.query.get('start') ?? '0';
  const start = /^\d+$/.test(text) ? Number(text) : Math.max(0, names.indexOf(text));
  const page = items.slice(start, start + limit);
  const next = start + limit;
  const marker =
    context.respelling.choose('dataAccess.start', ['index', 'name']) === 'name' ? names[next] : next;
  const self = `${request.origin}${request.path}`;
  const count = context.respelling.choose('dataAccess.count', [page.length, items.length]);
  return {
    status: 200,
    body: {
      data: page,
      _page: { limit, count },
      _links: {
        ...(next < items.length
          ? { next: { href: `${self}?start=${encodeURIComponent(String(marker))}&limit=${limit}` } }
          : {}),
        page: { href: `${self}?start={start}&limit={limit}`, templated: true },
      },
    },
  };
}
