import type { ApiRequest, Context, Reply } from '../context.ts';
import { startRun } from '../customer-ai/advance-world.ts';
import { getAvailableDays, getRequiredDays } from '../customer-ai/history-rule.ts';
import { RUN_ERRORS } from '../customer-ai/run-errors.ts';
import { makeScoreDatasetName } from '../customer-ai/score-datasets.ts';
import { SCORE_FLAWS } from '../customer-ai/score-flaws.ts';
import { ApiError } from '../http/api-error.ts';
import type { Route } from '../http/router.ts';
import type { JsonObject } from '../respell/respell-object.ts';
import { createLetters, createUuid } from '../world/create-id.ts';
import type { Actor, InstanceSettings, WorldInstance } from '../world/types.ts';
import { readControlBody } from './control-request.ts';
import { deleteDataset } from './delete-dataset.ts';
import { findInstance } from './find-instance.ts';
import { readChoices, readString, refuse } from './read-fields.ts';
import { readInstanceSettings, readSchedule } from './read-instance.ts';

const BASE = '/control/instances';

/** What a person does in the Customer AI UI; there is no public API for any of it (facts §3.1). */
export const instanceRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: BASE,
    handle: (context) => answer(context.world.instances.map((one) => present(context, one))),
  },
  { method: 'POST', path: BASE, handle: postInstance },
  {
    method: 'GET',
    path: `${BASE}/{instanceId}`,
    handle: (context, request) => answer(present(context, findInstance(context, request))),
  },
  { method: 'PATCH', path: `${BASE}/{instanceId}`, handle: patchInstance },
  { method: 'DELETE', path: `${BASE}/{instanceId}`, handle: removeInstance },
  { method: 'POST', path: `${BASE}/{instanceId}/clone`, handle: cloneInstance },
  {
    method: 'GET',
    path: `${BASE}/{instanceId}/runs`,
    handle: (context, request) => answer(findInstance(context, request).runs.map(presentRun)),
  },
  { method: 'POST', path: `${BASE}/{instanceId}/runs`, handle: postRun },
];

function answer(body: unknown, status = 200): Reply {
  return { status, body };
}

function postInstance(context: Context, request: ApiRequest): Reply {
  const { body, by } = readControlBody(request);
  const sandboxName = readString(body, 'sandboxName', 'prod');
  const instance = addInstance(context, readInstanceSettings(context.world, sandboxName, body), {
    sandboxName,
    by,
  });
  return answer(present(context, instance), 201);
}

/** Finish: the instance exists and its first run starts at once (facts §3.3). */
function addInstance(
  context: Context,
  settings: InstanceSettings,
  { sandboxName, by }: { sandboxName: string; by: Actor },
): WorldInstance {
  const { world } = context;
  const now = context.getNow();
  const instance: WorldInstance = {
    id: createUuid(world, 'instance'),
    sandboxName,
    // Letters only and not the name (facts §2.6): clients must discover it.
    instanceKey: `${settings.name.replaceAll(/[^A-Za-z]/g, '')}${createLetters(world, 'instanceKey', 6)}`,
    titleSuffix: String(13_000 + world.idCounter),
    settings,
    createdAt: now,
    createdBy: by.email,
    updatedAt: now,
    profileDatasetId: null,
    eventDatasetId: null,
    runs: [],
  };
  world.instances.push(instance);
  startRun(context, instance, { trigger: 'finish', at: now, failWith: null });
  context.store.save();
  return instance;
}

const EDITABLE = ['name', 'description', 'schedule'];

/** Only name, description and scoring frequency can be edited (facts §3.3). */
function patchInstance(context: Context, request: ApiRequest): Reply {
  const instance = findInstance(context, request);
  const { body } = readControlBody(request);
  const fixed = Object.keys(body).find((name) => !EDITABLE.includes(name));
  if (fixed) refuse(fixed, `${EDITABLE.join(', ')} only: everything else needs a clone`);
  const { settings } = instance;
  settings.name = readString(body, 'name', settings.name);
  settings.description = readString(body, 'description', settings.description);
  if ('schedule' in body) settings.schedule = readSchedule(body);
  instance.updatedAt = context.getNow();
  if ('name' in body && context.respelling.choose('instance.renameDatasets', [true, false]))
    renameDatasets(context, instance);
  context.store.save();
  return answer(present(context, instance));
}

/** Whether a rename reaches the datasets is not certain (facts §3.4). */
function renameDatasets(context: Context, instance: WorldInstance): void {
  for (const dataset of context.world.datasets) {
    if (dataset.id === instance.profileDatasetId) {
      dataset.name = makeScoreDatasetName(context, instance.settings.name, 'profile');
    } else if (dataset.id === instance.eventDatasetId) {
      dataset.name = makeScoreDatasetName(context, instance.settings.name, 'event');
    }
  }
}

/** Deletes the instance, its runs and its output datasets (facts §3.3). */
function removeInstance(context: Context, request: ApiRequest): Reply {
  const instance = findInstance(context, request);
  const { world } = context;
  world.instances = world.instances.filter((candidate) => candidate !== instance);
  for (const id of [instance.profileDatasetId, instance.eventDatasetId]) {
    if (id !== null) deleteDataset(context, id);
  }
  context.store.save();
  return answer({ deleted: instance.id });
}

/** Copies the whole setup; members of the body replace those of the original. */
function cloneInstance(context: Context, request: ApiRequest): Reply {
  const source = findInstance(context, request);
  const { body, by } = readControlBody(request);
  const { settings, sandboxName } = source;
  const original: JsonObject = {
    ...structuredClone(settings),
    name: `${settings.name} (Clone)`,
    datasets: settings.datasets.map(({ datasetId, ...rest }) => ({ id: datasetId, ...rest })),
  };
  const clone = readInstanceSettings(context.world, sandboxName, { ...original, ...body });
  return answer(present(context, addInstance(context, clone, { sandboxName, by })), 201);
}

/** Starts a run by hand; `fail` makes it end with that error code, `flaws` make its scores bad. */
function postRun(context: Context, request: ApiRequest): Reply {
  const instance = findInstance(context, request);
  const { body } = readControlBody(request);
  const fail = body.fail ?? null;
  if (fail !== null && (typeof fail !== 'number' || !(fail in RUN_ERRORS)))
    refuse('fail', Object.keys(RUN_ERRORS).join(', '));
  if (instance.runs.some((run) => run.status === 'running')) {
    throw new ApiError(409, 'conflict', 'a run of this instance is in progress');
  }
  const failWith = typeof fail === 'number' ? fail : null;
  const flaws = readChoices(body, 'flaws', SCORE_FLAWS);
  const run = startRun(context, instance, { trigger: 'manual', at: context.getNow(), failWith, flaws });
  context.store.save();
  return answer(presentRun(run), 201);
}

function present(context: Context, instance: WorldInstance): JsonObject {
  const { settings, profileDatasetId, eventDatasetId, runs } = instance;
  const { world } = context;
  const datasets = settings.datasets.map(({ datasetId, ...rest }) => {
    const name = world.datasets.find((dataset) => dataset.id === datasetId)?.name ?? null;
    return { id: datasetId, name, ...rest };
  });
  const inputs = world.datasets.filter(({ id }) => datasets.some((dataset) => dataset.id === id));
  return {
    id: instance.id,
    sandboxName: instance.sandboxName,
    ...settings,
    datasets,
    instanceKey: instance.instanceKey,
    createdBy: instance.createdBy,
    createdAt: new Date(instance.createdAt).toISOString(),
    updatedAt: new Date(instance.updatedAt).toISOString(),
    history: {
      requiredDays: getRequiredDays(settings),
      availableDays: getAvailableDays(inputs, context.getNow()),
    },
    profileDatasetId,
    eventDatasetId,
    lastRun: runs.at(-1) ? presentRun(runs.at(-1) as WorldInstance['runs'][number]) : null,
  };
}

function presentRun(run: WorldInstance['runs'][number]): JsonObject {
  const { startedAt, dueAt, failWith: _failWith, ...rest } = run;
  return { ...rest, startedAt: new Date(startedAt).toISOString(), dueAt: new Date(dueAt).toISOString() };
}
