import type { ApiRequest, Context, Reply } from '../context.ts';
import { ApiError } from '../http/api-error.ts';
import { readJsonObject } from '../http/read-json.ts';
import { readList } from '../http/read-number.ts';
import type { Route } from '../http/router.ts';
import type { JsonObject } from '../respell/respell-object.ts';
import type { WorldAnnotation } from '../world/types.ts';
import {
  changeAnnotation,
  createAnnotation,
  deleteAnnotation,
  overlayAnnotation,
} from './change-annotation.ts';
import { formatCjaDate, makeCjaPage } from './cja-page.ts';

const ONE = '/annotations/{annotationId}';

/** CJA annotations, which only Adobe's guide has (facts §6.5). */
export const annotationRoutes: readonly Route[] = [
  { method: 'GET', path: '/annotations', handle: listAnnotations },
  { method: 'POST', path: '/annotations', handle: postAnnotation },
  { method: 'GET', path: ONE, handle: readAnnotation },
  { method: 'PUT', path: ONE, handle: putAnnotation },
  { method: 'DELETE', path: ONE, handle: removeAnnotation },
];

/** What each expansion adds to the bare id. */
const PARTS: Readonly<Record<string, (annotation: WorldAnnotation) => JsonObject>> = {
  name: ({ fields }) => ({ name: fields.name }),
  description: ({ fields }) => ({ description: fields.description }),
  dataId: ({ fields }) => ({ dataId: fields.dataId }),
  dateRange: ({ fields }) => ({ dateRange: fields.dateRange }),
  color: ({ fields }) => ({ color: fields.color }),
  applyToAllReports: ({ fields }) => ({ applyToAllReports: fields.applyToAllReports }),
  scope: ({ fields }) => ({ scope: structuredClone(fields.scope) }),
  owner: ({ owner }) => ({ owner: { id: owner.id } }),
  createdDate: ({ createdAt }) => ({ createdDate: formatCjaDate(createdAt) }),
  modifiedDate: ({ modifiedAt }) => ({ modifiedDate: formatCjaDate(modifiedAt) }),
};

/** One's own, unless `includeType` says more: a technical account sees little by default (facts §6). */
function listAnnotations(context: Context, request: ApiRequest): Reply {
  const { query } = request;
  const includeType = readList(query, 'includeType');
  const includesOthers = includeType.includes('shared') || includeType.includes('all');
  const found = (context.world.annotations ?? []).filter(
    ({ owner, isDeleted }) => !isDeleted && (includesOthers || owner.id === request.user.id),
  );
  const present = (annotation: WorldAnnotation): JsonObject => presentAnnotation(request, annotation);
  return { status: 200, body: makeCjaPage(context, request, { items: found, present, defaultLimit: 10 }) };
}

function readAnnotation(context: Context, request: ApiRequest): Reply {
  return { status: 200, body: presentAnnotation(request, find(context, request)) };
}

function postAnnotation(context: Context, request: ApiRequest): Reply {
  const fields = overlayAnnotation(context, {}, readJsonObject(request, 'invalid_json_input'));
  const annotation = createAnnotation(context, fields, request.user);
  return { status: 200, body: presentAnnotation(request, annotation) };
}

function putAnnotation(context: Context, request: ApiRequest): Reply {
  const annotation = find(context, request);
  const fields = overlayAnnotation(context, annotation.fields, readJsonObject(request, 'invalid_json_input'));
  changeAnnotation(context, annotation, { fields, user: request.user });
  return { status: 200, body: presentAnnotation(request, annotation) };
}

function removeAnnotation(context: Context, request: ApiRequest): Reply {
  deleteAnnotation(context, find(context, request), request.user);
  return { status: 200, body: { result: 'success', message: 'Annotation deleted' } };
}

/** Also one that was deleted. */
function find(context: Context, request: ApiRequest): WorldAnnotation {
  const id = request.params.annotationId ?? '';
  const annotation = (context.world.annotations ?? []).find((candidate) => candidate.id === id);
  if (!annotation) throw new ApiError(404, 'resource_not_found', `Annotation not found: ${id}`);
  return annotation;
}

/** `{id}`, and what was asked for; after writes too. */
function presentAnnotation(request: ApiRequest, annotation: WorldAnnotation): JsonObject {
  const parts = readList(request.query, 'expansion').map((name) =>
    Object.hasOwn(PARTS, name) ? PARTS[name]?.(annotation) : undefined,
  );
  return Object.assign({ id: annotation.id }, ...parts);
}
