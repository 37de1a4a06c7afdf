import {
  changeAnnotation,
  createAnnotation,
  deleteAnnotation,
  overlayAnnotation,
} from '../cja/change-annotation.ts';
import type { ApiRequest, Context, Reply } from '../context.ts';
import { ApiError } from '../http/api-error.ts';
import type { Route } from '../http/router.ts';
import type { JsonObject } from '../respell/respell-object.ts';
import type { WorldAnnotation } from '../world/types.ts';
import { readControlBody } from './control-request.ts';

const BASE = '/control/annotations';

/** What a person, or a colleague behind our back, does to annotations in Workspace. */
export const annotationControlRoutes: readonly Route[] = [
  { method: 'GET', path: BASE, handle: listAnnotations },
  { method: 'POST', path: BASE, handle: postAnnotation },
  { method: 'PATCH', path: `${BASE}/{annotationId}`, handle: patchAnnotation },
  { method: 'DELETE', path: `${BASE}/{annotationId}`, handle: removeAnnotation },
];

function listAnnotations({ world }: Context): Reply {
  return { status: 200, body: (world.annotations ?? []).map(present) };
}

function postAnnotation(context: Context, request: ApiRequest): Reply {
  const { body, by } = readControlBody(request);
  return {
    status: 201,
    body: present(createAnnotation(context, overlayAnnotation(context, {}, body), by)),
  };
}

function patchAnnotation(context: Context, request: ApiRequest): Reply {
  const annotation = find(context, request);
  const { body, by } = readControlBody(request);
  const fields = overlayAnnotation(context, annotation.fields, body);
  changeAnnotation(context, annotation, { fields, user: by });
  return { status: 200, body: present(annotation) };
}

function removeAnnotation(context: Context, request: ApiRequest): Reply {
  const annotation = find(context, request);
  deleteAnnotation(context, annotation, readControlBody(request).by);
  return { status: 200, body: { deleted: annotation.id } };
}

function find({ world }: Context, request: ApiRequest): WorldAnnotation {
  const id = request.params.annotationId ?? '';
  const annotation = (world.annotations ?? []).find((candidate) => candidate.id === id);
  if (!annotation) throw new ApiError(404, 'not_found', `there is no annotation ${id}`);
  return annotation;
}

function present({ id, fields, owner, isDeleted }: WorldAnnotation): JsonObject {
  return { id, ...fields, owner: owner.email, isDeleted };
}
