import type { ApiRequest, Context, Reply } from '../context.ts';
import type { Route } from '../http/router.ts';
import { createHexId } from '../world/create-id.ts';
import { recordAudit } from '../world/record-audit.ts';
import { readControlBody } from './control-request.ts';
import { readString } from './read-fields.ts';

/** Segments, made and shared as in the segment builder. */
export const segmentControlRoutes: readonly Route[] = [
  { method: 'POST', path: '/control/segments', handle: makeSegment },
];

function makeSegment(context: Context, request: ApiRequest): Reply {
  const { body, by } = readControlBody(request);
  const name = readString(body, 'name');
  const { world } = context;
  const segment = { id: `s300000022_${createHexId(world, 'segment')}`, name, owner: by };
  world.segments = [...(world.segments ?? []), segment];
  recordAudit(world, {
    at: context.getNow(),
    action: 'CREATE',
    description: `Segment "${name}" was created`,
    user: by,
    component: { id: segment.id, type: 'FILTER', name },
  });
  context.store.save();
  return { status: 201, body: { id: segment.id, name } };
}
