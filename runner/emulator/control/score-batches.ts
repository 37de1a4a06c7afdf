import type { ApiRequest, Context, Reply } from '../context.ts';
import { listScoreFormats, openScoreDataset, type ScoreFormat } from '../customer-ai/score-datasets.ts';
import { SCORE_FLAWS } from '../customer-ai/score-flaws.ts';
import {
  getMissingBytes,
  type LoadRequest,
  SMALL_ROWS,
  writeLoadBatch,
} from '../customer-ai/write-load-batch.ts';
import { ApiError } from '../http/api-error.ts';
import type { Route } from '../http/router.ts';
import type { JsonObject } from '../respell/respell-object.ts';
import type { WorldBatch, WorldInstance } from '../world/types.ts';
import { readControlBody } from './control-request.ts';
import { findInstance } from './find-instance.ts';
import { readChoice, readChoices, readInteger, refuse } from './read-fields.ts';

const BASE = '/control/instances/{instanceId}/score-batches';
const MAX_ROWS = 100_000_000;
const MAX_PARTS = 1000;

/** Batches of scores of any size, which no model made: for load, and to see what bad ones do. */
export const scoreBatchRoutes: readonly Route[] = [
  { method: 'GET', path: BASE, handle: listScoreBatches },
  { method: 'POST', path: BASE, handle: postScoreBatches },
];

function listScoreBatches(context: Context, request: ApiRequest): Reply {
  const instance = findInstance(context, request);
  const ids = [instance.profileDatasetId, instance.eventDatasetId];
  const batches = context.world.batches.filter(({ datasetId }) => ids.includes(datasetId));
  return { status: 200, body: batches.map((batch) => present(instance, batch)) };
}

/** `{rows, parts, format, flaws, shift}`: one batch for each format of the instance, or for the named one. */
function postScoreBatches(context: Context, request: ApiRequest): Reply {
  const instance = findInstance(context, request);
  const { body } = readControlBody(request);
  const rows = readInteger(body, 'rows', { min: 1, fallback: 10_000 });
  if (rows > MAX_ROWS) refuse('rows', `at most ${MAX_ROWS}`);
  const parts = readInteger(body, 'parts', { min: 1, fallback: 4 });
  if (parts > Math.min(MAX_PARTS, rows)) refuse('parts', `at most ${MAX_PARTS}, and a row for each`);
  const flaws = readChoices(body, 'flaws', SCORE_FLAWS);
  const shift = readShift(body);
  const formats = readFormats(instance, body);
  const isLarge = rows > SMALL_ROWS;
  if (isLarge && formats.length > 1)
    refuse('format', `profile or event: more than ${SMALL_ROWS} rows are written one batch at a time`);
  if (isLarge && context.loads.isBusy)
    throw new ApiError(409, 'conflict', 'another large batch is being written');
  const missing = getMissingBytes(context, rows * formats.length);
  if (missing > 0) refuse('rows', `fewer: ${Math.ceil(missing / 1e6)} MB more are needed on the disk`);
  const at = context.getNow();
  const batches = formats.map((format) => {
    const dataset = openScoreDataset(context, instance, { format, at });
    const load: LoadRequest = { instance, dataset, format, rows, parts, flaws, shift };
    return present(instance, writeLoadBatch(context, load));
  });
  context.store.save();
  return { status: isLarge ? 202 : 201, body: batches };
}

function readFormats(instance: WorldInstance, body: JsonObject): readonly ScoreFormat[] {
  const formats = listScoreFormats(instance);
  return body.format === undefined ? formats : [readChoice(body, 'format', formats)];
}

/** How far all scores are moved: up by a share of what is missing to 100, or down by a share of what is there. */
function readShift({ shift }: JsonObject): number | undefined {
  if (shift === undefined || shift === null) return undefined;
  if (typeof shift === 'number' && shift >= -1 && shift <= 1) return shift;
  return refuse('shift', 'a number from -1 to 1');
}

function present(instance: WorldInstance, batch: WorldBatch): JsonObject {
  return {
    id: batch.id,
    datasetId: batch.datasetId,
    format: batch.datasetId === instance.eventDatasetId ? 'event' : 'profile',
    status: batch.status,
    records: batch.records,
    createdAt: new Date(batch.createdAt).toISOString(),
    files: batch.files,
    ...(batch.error === undefined ? {} : { error: batch.error }),
  };
}
