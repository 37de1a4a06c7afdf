import { DEMO_ORG_ID } from '../credentials.ts';
import type { JsonObject } from '../respell/respell-object.ts';
import { getHexDigest } from '../seeded-random.ts';
import type { World, WorldSchema } from '../world/types.ts';
import type { SchemaAccept } from './schema-accept.ts';

/** The short form that lists give with `xed-id`. */
export function summarizeSchema(schema: WorldSchema): JsonObject {
  return { title: schema.title, $id: schema.id, 'meta:altId': schema.altId, version: '1.0' };
}

/** A schema as a lookup answers it: `-full` resolves every reference, so paths can be walked. */
export function presentSchema(world: World, schema: WorldSchema, accept: SchemaAccept): JsonObject {
  const references = [schema.classId, ...schema.fieldGroups];
  const text = accept.hasText ? { title: schema.title, description: schema.description } : {};
  return {
    $id: schema.id,
    'meta:altId': schema.altId,
    'meta:resourceType': 'schemas',
    version: '1.0',
    ...text,
    type: 'object',
    ...(accept.isFull
      ? { properties: schema.properties }
      : { allOf: references.map((reference) => ({ $ref: reference })) }),
    imsOrg: DEMO_ORG_ID,
    'meta:extensible': false,
    'meta:abstract': false,
    'meta:extends': [...references, getBehaviour(schema.classId)],
    'meta:class': schema.classId,
    'meta:xdmType': 'object',
    'meta:immutableTags': [...schema.immutableTags],
    'meta:containerId': 'tenant',
    'meta:sandboxId': world.sandboxes.find((sandbox) => sandbox.name === schema.sandboxName)?.id,
    'meta:sandboxType': world.sandboxes.find((sandbox) => sandbox.name === schema.sandboxName)?.type,
    'meta:tenantNamespace': `_${world.tenant}`,
    'meta:registryMetadata': {
      'repo:createdDate': schema.createdAt,
      'repo:lastModifiedDate': schema.createdAt,
      'xdm:createdClientId': 'acp_core_schemaRegistry',
      'xdm:lastModifiedClientId': 'acp_core_schemaRegistry',
      eTag: getHexDigest(schema.id, 12),
    },
  };
}

function getBehaviour(classId: string): string {
  return classId.endsWith('experienceevent')
    ? 'https://ns.adobe.com/xdm/data/time-series'
    : 'https://ns.adobe.com/xdm/data/record';
}
