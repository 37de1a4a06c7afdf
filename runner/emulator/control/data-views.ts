import {
  addDataView,
  changeDataView,
  createDataView,
  deleteDataView,
  touchDataView,
} from '../cja/change-data-view.ts';
import { addIdPrefix, findConnection } from '../cja/connection-id.ts';
import { makeDefaultFields, overlayFields, validateDataView } from '../cja/data-view-body.ts';
import { fillComponent } from '../cja/fill-component.ts';
import { makeStandardComponents } from '../cja/standard-components.ts';
import type { ApiRequest, Context, Reply } from '../context.ts';
import { ApiError } from '../http/api-error.ts';
import type { Route } from '../http/router.ts';
import type { JsonObject } from '../respell/respell-object.ts';
import type { DataViewFields, WorldComponent, WorldDataView } from '../world/types.ts';
import { readControlBody } from './control-request.ts';
import { readInteger, readObjects, readString, readStrings, refuse } from './read-fields.ts';

const BASE = '/control/dataviews';

/** What a person, or a colleague behind our back, does to data views in CJA's UI (facts §5.4). */
export const dataViewControlRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: BASE,
    handle: (context) => ({ status: 200, body: context.world.dataViews.map(present) }),
  },
  { method: 'POST', path: BASE, handle: postDataView },
  {
    method: 'GET',
    path: `${BASE}/{dataViewId}`,
    handle: (context, request) => ({ status: 200, body: present(find(context, request)) }),
  },
  { method: 'PATCH', path: `${BASE}/{dataViewId}`, handle: patchDataView },
  { method: 'DELETE', path: `${BASE}/{dataViewId}`, handle: removeDataView },
  { method: 'GET', path: `${BASE}/{dataViewId}/components`, handle: readComponents },
  { method: 'PUT', path: `${BASE}/{dataViewId}/components`, handle: putComponents },
  { method: 'GET', path: `${BASE}/{dataViewId}/access`, handle: readAccess },
  { method: 'PUT', path: `${BASE}/{dataViewId}/access`, handle: putAccess },
  { method: 'POST', path: '/control/bulk/dataviews', handle: postBulk },
];

function postDataView(context: Context, request: ApiRequest): Reply {
  const { body, by } = readControlBody(request);
  const dataView = createDataView(context, readFields(context, makeDefaultFields(), body), by);
  return { status: 201, body: present(dataView) };
}

function patchDataView(context: Context, request: ApiRequest): Reply {
  const dataView = find(context, request);
  const { body, by } = readControlBody(request);
  changeDataView(context, dataView, { fields: readFields(context, dataView.fields, body), user: by });
  return { status: 200, body: present(dataView) };
}

function removeDataView(context: Context, request: ApiRequest): Reply {
  const dataView = find(context, request);
  deleteDataView(context, dataView, readControlBody(request).by);
  return { status: 200, body: { deleted: dataView.id } };
}

function readComponents(context: Context, request: ApiRequest): Reply {
  const { dimensions, metrics } = find(context, request);
  return { status: 200, body: { dimensions, metrics } };
}

/** Replaces the lists that are given; standard components are always there. */
function putComponents(context: Context, request: ApiRequest): Reply {
  const dataView = find(context, request);
  const { body, by } = readControlBody(request);
  const standard = makeStandardComponents();
  const lists = (['dimensions', 'metrics'] as const).map((kind) => {
    const wanted = readObjects(body, kind).map((entry) =>
      fillComponent(context, dataView, { kind, body: entry }),
    );
    assertUnique(wanted, kind);
    const kept = standard[kind].filter((component) => !wanted.some(({ id }) => id === component.id));
    return kind in body ? [...kept, ...wanted] : dataView[kind];
  });
  dataView.dimensions = lists[0] ?? [];
  dataView.metrics = lists[1] ?? [];
  const { modifiedAt, modifiedBy } = dataView;
  touchDataView(context, dataView, by);
  // Whether an edit of components moves the date of the view is not known (design §6).
  if (!context.respelling.choose('components.moveModified', [true, false])) {
    Object.assign(dataView, { modifiedAt, modifiedBy });
  }
  return readComponents(context, request);
}

function assertUnique(components: readonly WorldComponent[], kind: string): void {
  if (new Set(components.map(({ id }) => id)).size < components.length)
    refuse(kind, 'every component id once');
}

/** No public API reads this back; it is kept so that the operator can see it. */
function readAccess(context: Context, request: ApiRequest): Reply {
  return { status: 200, body: { productProfiles: find(context, request).productProfiles } };
}

function putAccess(context: Context, request: ApiRequest): Reply {
  const dataView = find(context, request);
  dataView.productProfiles = readStrings(readControlBody(request).body, 'productProfiles');
  context.store.save();
  return readAccess(context, request);
}

/** Many data views at once, for load tests. */
function postBulk(context: Context, request: ApiRequest): Reply {
  const { body, by } = readControlBody(request);
  const connection = findConnection(context.world, readString(body, 'connectionId'));
  if (!connection)
    throw new ApiError(404, 'not_found', `there is no connection ${String(body.connectionId)}`);
  const count = readInteger(body, 'count', { min: 1 });
  const prefix = readString(body, 'namePrefix', 'Load test');
  const ids = Array.from({ length: count }, (_, index) => {
    const fields: DataViewFields = {
      ...makeDefaultFields(),
      name: `${prefix} ${String(index + 1).padStart(5, '0')}`,
      parentDataGroupId: addIdPrefix(connection.uuid),
      timezoneDesignator: readString(body, 'timezoneDesignator', 'Europe/Lisbon'),
    };
    return addDataView(context, fields, by).id;
  });
  context.store.save();
  return { status: 201, body: { created: ids.length, ids } };
}

function readFields(context: Context, before: DataViewFields, body: JsonObject): DataViewFields {
  const fields = overlayFields(before, body);
  const message = validateDataView(context, fields);
  if (message) throw new ApiError(400, 'bad_request', message.trim());
  return fields;
}

function find(context: Context, request: ApiRequest): WorldDataView {
  const dataView = context.world.dataViews.find(({ id }) => id === request.params.dataViewId);
  if (!dataView) throw new ApiError(404, 'not_found', `there is no data view ${request.params.dataViewId}`);
  return dataView;
}

function present(dataView: WorldDataView): JsonObject {
  const { fields, createdAt, modifiedAt, ...rest } = dataView;
  return {
    ...rest,
    ...fields,
    createdDate: new Date(createdAt).toISOString(),
    modifiedDate: new Date(modifiedAt).toISOString(),
  };
}
