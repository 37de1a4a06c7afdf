import type { ApiRequest, Context, Reply } from '../context.ts';
import { readList } from '../http/read-number.ts';
import type { Route } from '../http/router.ts';
import type { JsonObject } from '../respell/respell-object.ts';
import type { WorldSegment } from '../world/types.ts';
import { makeCjaPage } from './cja-page.ts';

/** CJA segments: listed, so that data views can name them (facts §6.1); people make them in the UI. */
export const segmentRoutes: readonly Route[] = [{ method: 'GET', path: '/segments', handle: listSegments }];

/** One's own, unless `includeType` says more: a technical account sees little by default (facts §6). */
function listSegments(context: Context, request: ApiRequest): Reply {
  const { query } = request;
  const ids = readList(query, 'filterByIds');
  const name = (query.get('name') ?? '').toLowerCase();
  const includesShared = readList(query, 'includeType').includes('shared');
  const found = (context.world.segments ?? []).filter(
    (segment) =>
      (includesShared || segment.owner.id === request.user.id) &&
      (ids.length === 0 || ids.includes(segment.id)) &&
      segment.name.toLowerCase().includes(name),
  );
  if (query.get('pagination') === 'false') return { status: 200, body: found.map(presentSegment) };
  return {
    status: 200,
    body: makeCjaPage(context, request, { items: found, present: presentSegment, defaultLimit: 10 }),
  };
}

/** No expansion brings the name: it comes unasked (facts §6.1). */
function presentSegment({ id, name }: WorldSegment): JsonObject {
  return { id, name };
}
