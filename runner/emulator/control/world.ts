import type { ApiRequest, Context, Reply } from '../context.ts';
import { DEMO_ORG_ID } from '../credentials.ts';
import { advanceWorld } from '../customer-ai/advance-world.ts';
import type { Route } from '../http/router.ts';
import { readControlBody } from './control-request.ts';
import { listDatasets } from './datasets.ts';
import { refuse } from './read-fields.ts';

/** The clock, and the world at a glance. */
export const worldRoutes: readonly Route[] = [
  { method: 'GET', path: '/control/world', handle: readWorldSummary },
  { method: 'GET', path: '/control/clock', handle: readClock },
  { method: 'POST', path: '/control/clock', handle: moveClock },
];

function readWorldSummary(context: Context): Reply {
  const { world } = context;
  return {
    status: 200,
    body: {
      seed: world.seed,
      now: new Date(context.getNow()).toISOString(),
      orgId: DEMO_ORG_ID,
      tenant: `_${world.tenant}`,
      sandboxes: world.sandboxes,
      datasets: listDatasets(context),
      instances: world.instances.map((instance) => ({
        id: instance.id,
        name: instance.settings.name,
        instanceKey: instance.instanceKey,
        sandboxName: instance.sandboxName,
        profileDatasetId: instance.profileDatasetId,
        eventDatasetId: instance.eventDatasetId,
        lastRunStatus: instance.runs.at(-1)?.status ?? null,
        lastRunError: instance.runs.at(-1)?.errorCode ?? null,
      })),
      connections: world.connections.map(({ uuid, name, sandboxName, dataSets }) => ({
        id: `dg_${uuid}`,
        name,
        sandboxName,
        dataSetIds: dataSets.map(({ dataSetId }) => dataSetId),
      })),
      dataViews: world.dataViews.map(({ id, fields, isDeleted, productProfiles, owner }) => ({
        id,
        name: fields.name,
        parentDataGroupId: fields.parentDataGroupId,
        isDeleted,
        owner: owner.email,
        productProfiles,
      })),
      auditRecords: world.audit.length,
    },
  };
}

function readClock(context: Context): Reply {
  const { world } = context;
  return {
    status: 200,
    body: { now: new Date(context.getNow()).toISOString(), offsetSeconds: world.clockOffsetMs / 1000 },
  };
}

/** Moves the clock ahead; what became due on the way has happened when the answer comes. */
function moveClock(context: Context, request: ApiRequest): Reply {
  const { advanceSeconds } = readControlBody(request).body;
  if (typeof advanceSeconds !== 'number' || !Number.isFinite(advanceSeconds) || advanceSeconds < 0) {
    return refuse('advanceSeconds', 'a number of seconds; the clock only goes forward');
  }
  context.world.clockOffsetMs += Math.round(advanceSeconds * 1000);
  context.store.save();
  advanceWorld(context);
  return readClock(context);
}
