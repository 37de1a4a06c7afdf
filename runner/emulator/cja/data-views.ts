import type { ApiRequest, Context, Reply } from '../context.ts';
import { ApiError } from '../http/api-error.ts';
import { readJsonObject } from '../http/read-json.ts';
import { readList } from '../http/read-number.ts';
import type { Route } from '../http/router.ts';
import type { WorldDataView } from '../world/types.ts';
import { changeDataView, copyDataView, createDataView, deleteDataView } from './change-data-view.ts';
import { makeCjaPage, sortForCja } from './cja-page.ts';
import { findConnection, removeIdPrefix } from './connection-id.ts';
import { isSameConnection, makeDefaultFields, overlayFields, validateDataView } from './data-view-body.ts';
import { presentDataView } from './present-data-view.ts';

/** CJA data views, in full (facts §5.1). */
export const dataViewRoutes: readonly Route[] = [
  { method: 'GET', path: '/data/dataviews', handle: listDataViews },
  { method: 'POST', path: '/data/dataviews', handle: postDataView },
  { method: 'POST', path: '/data/dataviews/validate', handle: postValidate },
  { method: 'PUT', path: '/data/dataviews/copy/{dataViewId}', handle: putCopy },
  { method: 'GET', path: '/data/dataviews/{dataViewId}', handle: readDataView },
  { method: 'PUT', path: '/data/dataviews/{dataViewId}', handle: putDataView },
  { method: 'DELETE', path: '/data/dataviews/{dataViewId}', handle: removeDataView },
];

function listDataViews(context: Context, request: ApiRequest): Reply {
  const { query } = request;
  const ids = readList(query, 'dataViewIds');
  const externalIds = readList(query, 'externalIds');
  const externalParentIds = readList(query, 'externalParentIds').map(removeIdPrefix);
  const parent = query.get('parentDataGroupId');
  const includeType = readList(query, 'includeType');
  const isDeletedIncluded = includeType.includes('deleted') || includeType.includes('all');
  const found = context.world.dataViews.filter(
    ({ id, fields, isDeleted }) =>
      (!isDeleted || isDeletedIncluded) &&
      (ids.length === 0 || ids.includes(id)) &&
      (externalIds.length === 0 || externalIds.includes(fields.externalId ?? '')) &&
      (externalParentIds.length === 0 ||
        externalParentIds.includes(removeIdPrefix(fields.parentDataGroupId))) &&
      (parent === null || isSameConnection(parent, fields.parentDataGroupId)),
  );
  const expansion = readList(query, 'expansion');
  const body = makeCjaPage(context, request, {
    items: sortForCja(found, query),
    present: (dataView) => presentDataView(context, dataView, expansion),
    defaultLimit: 10,
  });
  return { status: 200, body };
}

function readDataView(context: Context, request: ApiRequest): Reply {
  const dataView = getDataView(context, request, true);
  return { status: 200, body: presentDataView(context, dataView, readList(request.query, 'expansion')) };
}

function postDataView(context: Context, request: ApiRequest): Reply {
  const body = readJsonObject(request, 'invalid_json_input');
  const fields = overlayFields(makeDefaultFields(), body);
  if (fields.parentDataGroupId !== '' && !findConnection(context.world, fields.parentDataGroupId)) {
    throw new ApiError(404, 'resource_not_found', `Parent connection not found: ${fields.parentDataGroupId}`);
  }
  const message = validateDataView(context, fields);
  if (message) throw new ApiError(400, 'invalid_data', message);
  const dataView = createDataView(context, fields, request.user);
  const status = context.respelling.choose('dataView.createStatus', [200, 201]);
  return { status, body: presentDataView(context, dataView, readList(request.query, 'expansion')) };
}

function putDataView(context: Context, request: ApiRequest): Reply {
  const dataView = getDataView(context, request, false);
  const body = readJsonObject(request, 'invalid_json_input');
  const fields = overlayFields(dataView.fields, body);
  const message = validateDataView(context, fields);
  if (message) throw new ApiError(400, 'invalid_data', message);
  changeDataView(context, dataView, { fields, user: request.user });
  // The trap that facts §5.3 warns of: a server field in the body is taken at its word.
  if (body.isDeleted === true) deleteDataView(context, dataView, request.user);
  return { status: 200, body: presentDataView(context, dataView, readList(request.query, 'expansion')) };
}

function putCopy(context: Context, request: ApiRequest): Reply {
  const copy = copyDataView(context, getDataView(context, request, false), request.user);
  return { status: 200, body: presentDataView(context, copy, readList(request.query, 'expansion')) };
}

function removeDataView(context: Context, request: ApiRequest): Reply {
  deleteDataView(context, getDataView(context, request, false), request.user);
  return { status: 200, body: { result: 'success', message: 'Data view deleted' } };
}

/** Always 200 (facts §5.1). */
function postValidate(context: Context, request: ApiRequest): Reply {
  const message = getValidationMessage(context, request);
  const body = message === undefined ? { valid: true } : { valid: false, message };
  return { status: 200, body: { ...body, validator_version: '1.0.0' } };
}

function getValidationMessage(context: Context, request: ApiRequest): string | undefined {
  try {
    const fields = overlayFields(makeDefaultFields(), readJsonObject(request, 'invalid_json_input'));
    return validateDataView(context, fields);
  } catch (error) {
    if (error instanceof ApiError) return error.message;
    throw error;
  }
}

/** Deletion is soft; whether a deleted view can still be read by id is not certain (facts §5.3). */
function getDataView(context: Context, request: ApiRequest, isRead: boolean): WorldDataView {
  const id = request.params.dataViewId ?? '';
  const dataView = context.world.dataViews.find((candidate) => candidate.id === id);
  const isHidden =
    dataView?.isDeleted && !(isRead && context.respelling.choose('dataView.softDelete', [true, false]));
  if (!dataView || isHidden) throw new ApiError(404, 'resource_not_found', `Data view not found: ${id}`);
  return dataView;
}
