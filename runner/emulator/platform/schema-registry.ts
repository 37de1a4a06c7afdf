import type { ApiRequest, Context, Reply } from '../context.ts';
import { DEMO_ORG_ID } from '../credentials.ts';
import { ApiError } from '../http/api-error.ts';
import { readNumber } from '../http/read-number.ts';
import type { Route } from '../http/router.ts';
import type { JsonObject } from '../respell/respell-object.ts';
import type { WorldDescriptor, WorldSchema } from '../world/types.ts';
import { presentSchema, summarizeSchema } from './present-schema.ts';
import { readSchemaAccept } from './schema-accept.ts';

const BASE = '/data/foundation/schemaregistry';

/** Schema Registry: the tenant's schemas and descriptors, read only (facts §2.6). */
export const registrySchemaRoutes: readonly Route[] = [
  { method: 'GET', path: `${BASE}/stats`, handle: readStats },
  { method: 'GET', path: `${BASE}/tenant/schemas`, handle: listSchemas },
  { method: 'GET', path: `${BASE}/tenant/schemas/{schemaId}`, handle: readSchema },
  { method: 'GET', path: `${BASE}/tenant/descriptors`, handle: listDescriptors },
  { method: 'GET', path: `${BASE}/tenant/descriptors/{descriptorId}`, handle: readDescriptor },
];

function readStats(context: Context, request: ApiRequest): Reply {
  const schemas = getSchemas(context, request);
  const recent = [...schemas].sort((first, second) => second.createdAt - first.createdAt).slice(0, 5);
  const classIds = [...new Set(schemas.map((schema) => schema.classId))];
  return {
    status: 200,
    body: {
      imsOrg: DEMO_ORG_ID,
      tenantId: context.world.tenant,
      counts: { schemas: schemas.length, mixins: 4, datatypes: 2, classes: classIds.length, unions: 1 },
      recentlyCreatedResources: recent.map(summarizeSchema),
      recentlyUpdatedResources: recent.map(summarizeSchema),
      classUsage: classIds.map((classId) => {
        const used = schemas.filter((schema) => schema.classId === classId);
        return {
          $id: classId,
          title: classId.split('/').at(-1),
          numberOfSchemas: used.length,
          schemas: used.map((schema) => {
            const { version: _, ...summary } = summarizeSchema(schema);
            return summary;
          }),
        };
      }),
    },
  };
}

function listSchemas(context: Context, request: ApiRequest): Reply {
  const accept = readSchemaAccept(request, false);
  const { query } = request;
  const orderby = query.get('orderby') ?? 'title';
  const limit = readNumber(query, 'limit', { fallback: 300, min: 1, max: 500 });
  const start = query.get('start');
  const rows = getSchemas(context, request)
    .map((schema) => ({ schema, summary: summarizeSchema(schema) }))
    .filter(({ schema }) => query.getAll('property').every((filter) => passesFilter(schema, filter)))
    .map((row) => ({
      ...row,
      position: `${String(row.summary[orderby] ?? row.summary.title)}\u0000${row.schema.id}`,
    }))
    .sort((first, second) => (first.position < second.position ? -1 : 1))
    .filter(({ position }) => start === null || position >= decodeStart(start));
  const page = rows.slice(0, limit);
  const next = rows[limit] ? Buffer.from(rows[limit].position).toString('base64url') : null;
  const results = page.map(({ schema, summary }) =>
    accept.isShort
      ? context.respelling.apply('schemaSummary', schema.id, summary)
      : context.respelling.apply('schema', schema.id, presentSchema(context.world, schema, accept)),
  );
  const href =
    next === null ? null : `${request.origin}${request.path}?orderby=${orderby}&start=${next}&limit=${limit}`;
  return {
    status: 200,
    body: {
      results,
      _page: { orderby, count: results.length, ...(next === null ? {} : { next }) },
      _links: href === null ? {} : { next: { href } },
    },
  };
}

function readSchema(context: Context, request: ApiRequest): Reply {
  const accept = readSchemaAccept(request, true);
  const id = request.params.schemaId ?? '';
  const schema = getSchemas(context, request).find(
    (candidate) => candidate.altId === id || candidate.id === id,
  );
  if (!schema)
    throw new ApiError(
      404,
      'XDM-1012-404',
      `Resource not found: ${id} was not found in the tenant container`,
    );
  const body = presentSchema(context.world, schema, accept);
  return { status: 200, body: context.respelling.apply('schema', schema.id, body) };
}

function listDescriptors(context: Context, request: ApiRequest): Reply {
  const accept = readSchemaAccept(request, false);
  const rows = context.world.descriptors
    .filter((descriptor) => descriptor.sandboxName === request.sandboxName)
    .map((descriptor) => presentDescriptor(context, descriptor))
    .filter((descriptor) =>
      request.query.getAll('property').every((filter) => passesEquality(descriptor, filter)),
    );
  const items = accept.isShort ? rows.map((row) => row['@id']) : rows;
  return { status: 200, body: { 'xdm:descriptorIdentity': items } };
}

function readDescriptor(context: Context, request: ApiRequest): Reply {
  const id = request.params.descriptorId ?? '';
  const descriptor = context.world.descriptors.find((candidate) => candidate.id === id);
  if (!descriptor) throw new ApiError(404, 'XDM-1012-404', `Resource not found: no descriptor ${id}`);
  return { status: 200, body: presentDescriptor(context, descriptor) };
}

function presentDescriptor(context: Context, descriptor: WorldDescriptor): JsonObject {
  return context.respelling.apply('descriptor', descriptor.id, {
    '@id': descriptor.id,
    '@type': 'xdm:descriptorIdentity',
    'xdm:sourceSchema': descriptor.schemaId,
    'xdm:sourceVersion': context.respelling.choose<string | number>('descriptor.version', ['1', 1]),
    'xdm:sourceProperty': descriptor.property,
    'xdm:namespace': descriptor.namespace,
    'xdm:property': 'xdm:code',
    'xdm:isPrimary': descriptor.isPrimary,
    imsOrg: DEMO_ORG_ID,
    version: '1',
    'meta:containerId': 'tenant',
  });
}

function getSchemas(context: Context, request: ApiRequest): WorldSchema[] {
  return context.world.schemas.filter((schema) => schema.sandboxName === request.sandboxName);
}

function passesFilter(schema: WorldSchema, filter: string): boolean {
  const facts = { ...summarizeSchema(schema), 'meta:class': schema.classId };
  return passesEquality(facts, filter);
}

/** `property=title==X` and `property=title~expression`; other forms are not needed here. */
function passesEquality(object: JsonObject, filter: string): boolean {
  const match = /^([\w:$@.-]+?)(==|!=|~)(.*)$/s.exec(filter);
  if (!match) return object[filter] !== undefined;
  const [, field = '', operator, operand = ''] = match;
  const value = String(object[field] ?? '');
  if (operator === '~') return new RegExp(operand).test(value);
  return (value === operand) === (operator === '==');
}

function decodeStart(text: string): string {
  return Buffer.from(text, 'base64url').toString('utf8');
}
