import type { ApiRequest, Context, Reply } from '../context.ts';
import { ApiError } from '../http/api-error.ts';
import { readList } from '../http/read-number.ts';
import type { Route } from '../http/router.ts';
import type { JsonObject } from '../respell/respell-object.ts';
import type { WorldComponent } from '../world/types.ts';
import { makeCjaPage } from './cja-page.ts';

const BASE = '/data/dataviews/{dataViewId}';

/** Dimensions and metrics of a data view: readable, not writable (facts §5.4). */
export const componentRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: `${BASE}/dimensions`,
    handle: (context, request) => list(context, request, 'dimensions'),
  },
  {
    method: 'GET',
    path: `${BASE}/dimensions/{componentId}`,
    handle: (context, request) => read(context, request, 'dimensions'),
  },
  { method: 'GET', path: `${BASE}/metrics`, handle: (context, request) => list(context, request, 'metrics') },
  {
    method: 'GET',
    path: `${BASE}/metrics/{componentId}`,
    handle: (context, request) => read(context, request, 'metrics'),
  },
];

type Kind = 'dimensions' | 'metrics';

/** Sent without being asked for (facts §5.4). */
const ALWAYS = ['name', 'dataSetType', 'sourceFieldType', 'hasData'];

/** Expansions whose field has another name, or that bring nothing in an emulator. */
const EXPANSION_FIELDS: Readonly<Record<string, string>> = { usageSummaryWithRelevancyScore: 'usageSummary' };

/**
 * The specification has no paging parameters here although answers are pages (facts §5.4, §8.15): everything
 * fits on the first one, and a client that pages anyway is served.
 */
function list(context: Context, request: ApiRequest, kind: Kind): Reply {
  const expansion = readList(request.query, 'expansion');
  const isHiddenIncluded = readList(request.query, 'includeType').includes('hidden');
  const components = getComponents(context, request, kind).filter(
    (component) => isHiddenIncluded || component.hidden !== true,
  );
  const place = request.params.dataViewId ?? '';
  const present = (component: WorldComponent): JsonObject =>
    presentComponent(context, component, { expansion, place });
  const isBare = context.respelling.choose('components.bareArray', [false, true]);
  if (isBare) return { status: 200, body: components.map(present) };
  return {
    status: 200,
    body: makeCjaPage(context, request, { items: components, present, defaultLimit: 1000 }),
  };
}

/** One component; the id in the path has no prefix. */
function read(context: Context, request: ApiRequest, kind: Kind): Reply {
  const id = request.params.componentId ?? '';
  const fullId = `${kind === 'dimensions' ? 'variables' : 'metrics'}/${id}`;
  const component = getComponents(context, request, kind).find((candidate) => candidate.id === fullId);
  if (!component) throw new ApiError(404, 'resource_not_found', `Component not found: ${id}`);
  const expansion = readList(request.query, 'expansion');
  const place = request.params.dataViewId ?? '';
  return { status: 200, body: presentComponent(context, component, { expansion, place }) };
}

function getComponents(context: Context, request: ApiRequest, kind: Kind): WorldComponent[] {
  const dataView = context.world.dataViews.find(({ id }) => id === request.params.dataViewId);
  if (!dataView || dataView.isDeleted) {
    throw new ApiError(404, 'resource_not_found', `Data view not found: ${request.params.dataViewId}`);
  }
  return dataView[kind];
}

function presentComponent(
  context: Context,
  component: WorldComponent,
  { expansion, place }: { expansion: readonly string[]; place: string },
): JsonObject {
  const body: JsonObject = { id: component.id };
  const all: JsonObject = { ...OPTIONAL_FIELDS, ...component };
  for (const name of [...ALWAYS, ...expansion]) {
    const field = EXPANSION_FIELDS[name] ?? name;
    if (Object.hasOwn(all, field) && all[field] !== undefined) body[field] = all[field];
  }
  return context.respelling.apply('component', `${place}/${component.id}`, body);
}

/** What the service answers for settings that nobody touched. */
const OPTIONAL_FIELDS: JsonObject = {
  description: '',
  approved: false,
  favorite: false,
  tags: [],
  usageSummary: {},
  segmentable: true,
  required: false,
  hideFromReporting: false,
  hidden: false,
  hasData: true,
  fromGlobalLookup: false,
  multiValued: false,
};
