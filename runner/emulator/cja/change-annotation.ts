import type { Context } from '../context.ts';
import { ApiError } from '../http/api-error.ts';
import { isJsonObject } from '../http/read-json.ts';
import type { JsonObject } from '../respell/respell-object.ts';
import { createHexId } from '../world/create-id.ts';
import { recordAudit } from '../world/record-audit.ts';
import type { Actor, AnnotationFields, WorldAnnotation } from '../world/types.ts';

const REQUIRED = ['name', 'dataId', 'dateRange', 'color'] as const;
const LOCAL_TIME = String.raw`\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,3})?`;
const DATE_RANGE = new RegExp(`^${LOCAL_TIME}/${LOCAL_TIME}$`);

/** Lays a body over fields: only what it names changes; refuses what Adobe's guide does not allow (facts §6.5). */
export function overlayAnnotation(
  context: Context,
  fields: Partial<AnnotationFields>,
  body: JsonObject,
): AnnotationFields {
  const all: JsonObject = { description: '', applyToAllReports: false, scope: {}, ...fields, ...body };
  for (const name of REQUIRED) {
    if (typeof all[name] !== 'string' || all[name] === '') throw refuse(`${name} is required`);
  }
  const { name, description, dataId, dateRange, color, applyToAllReports, scope } = all;
  if (String(name).length > 100) throw refuse('name is longer than 100 characters');
  if (typeof description !== 'string' || description.length > 250)
    throw refuse('description is no text of at most 250 characters');
  if (!DATE_RANGE.test(String(dateRange))) throw refuse('dateRange is not two local times joined by /');
  const [from = '', to = ''] = String(dateRange).split('/');
  if (from > to) throw refuse('dateRange ends before it begins');
  if (!/^STANDARD[1-9]$/.test(String(color))) throw refuse('color is none of STANDARD1 to STANDARD9');
  if (!context.world.dataViews.some(({ id, isDeleted }) => id === dataId && !isDeleted))
    throw new ApiError(404, 'resource_not_found', `Data view not found: ${String(dataId)}`);
  const listOf = (member: string): JsonObject[] => {
    const list = isJsonObject(scope) ? (scope[member] ?? []) : [];
    if (Array.isArray(list) && list.every(isJsonObject)) return list;
    throw refuse(`scope.${member} is not a list of objects`);
  };
  return {
    name: String(name),
    description,
    dataId: String(dataId),
    dateRange: String(dateRange),
    color: String(color),
    applyToAllReports: applyToAllReports === true,
    scope: { metrics: listOf('metrics'), filters: listOf('filters') },
  };
}

/** Adds an annotation; the caller owns it. */
export function createAnnotation(context: Context, fields: AnnotationFields, user: Actor): WorldAnnotation {
  const { world } = context;
  const now = context.getNow();
  const id = createHexId(world, 'annotation');
  const annotation = { id, fields, owner: user, createdAt: now, modifiedAt: now, isDeleted: false };
  world.annotations = [...(world.annotations ?? []), annotation];
  finish(context, annotation, { action: 'CREATE', user });
  return annotation;
}

/** Replaces the writable fields. */
export function changeAnnotation(
  context: Context,
  annotation: WorldAnnotation,
  { fields, user }: { fields: AnnotationFields; user: Actor },
): void {
  annotation.fields = fields;
  finish(context, annotation, { action: 'EDIT', user });
}

/** Hides an annotation from lists; it can still be read by its id (facts §6.5). */
export function deleteAnnotation(context: Context, annotation: WorldAnnotation, user: Actor): void {
  annotation.isDeleted = true;
  finish(context, annotation, { action: 'DELETE', user });
}

function finish(
  context: Context,
  annotation: WorldAnnotation,
  { action, user }: { action: 'CREATE' | 'EDIT' | 'DELETE'; user: Actor },
): void {
  const { id, fields } = annotation;
  annotation.modifiedAt = context.getNow();
  const verb = { CREATE: 'created', EDIT: 'edited', DELETE: 'deleted' }[action];
  recordAudit(context.world, {
    at: context.getNow(),
    action,
    description: `Annotation "${fields.name}" was ${verb}`,
    user,
    component: { id, type: 'ANNOTATION', name: fields.name },
  });
  context.store.save();
}

function refuse(message: string): ApiError {
  return new ApiError(400, 'invalid_data', message);
}
