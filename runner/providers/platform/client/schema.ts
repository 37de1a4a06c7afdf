import {
  asMembers,
  compact,
  type Members,
  readFlag,
  readMember,
  readObject,
  readObjects,
  readText,
  readTexts,
} from '../../../host/index.ts';

/** A resolved schema of the Schema Registry (facts §2.6): its class and, flat, every field. */
export interface PlatformSchema {
  readonly id: string;
  readonly altId?: string;
  readonly title?: string;
  readonly description?: string;
  /** `meta:class`: what decides between profile and event, never the name. */
  readonly classId?: string;
  readonly extends: readonly string[];
  readonly fields: readonly PlatformField[];
}

/** One field of a resolved schema. */
export interface PlatformField {
  /** Names from the root; the items of an array add nothing. */
  readonly path: readonly string[];
  readonly title?: string;
  readonly description?: string;
  /** `meta:xdmType`, else the JSON type. */
  readonly type?: string;
  readonly format?: string;
  readonly isArray: boolean;
  /** Values under keys that the schema does not name, such as `identityMap`. */
  readonly isMap: boolean;
}

/** An identity that a schema marks (facts §2.4). */
export interface IdentityDescriptor {
  readonly schemaId: string;
  /** Names from the root, as {@link PlatformField.path}. */
  readonly path: readonly string[];
  readonly namespace?: string;
  readonly isPrimary: boolean;
}

const MAX_DEPTH = 40;
const MAX_FIELDS = 20_000;

/** Reads a schema that was asked for with every `$ref` resolved. Too deep or too wide ones are cut, not followed for ever. */
export function readSchema(body: Members, id: string): PlatformSchema {
  const fields: PlatformField[] = [];
  addFields(fields, body, { path: [], depth: 0 });
  const known = compact({
    altId: readText(body, 'meta:altId'),
    title: readText(body, 'title'),
    description: readText(body, 'description'),
    classId: readText(body, 'meta:class'),
  });
  return {
    id: readText(body, '$id') ?? id,
    ...known,
    extends: readTexts(body, 'meta:extends') ?? [],
    fields,
  };
}

/** Reads identity descriptors, grouped by their type (v1 answers) or as a list (v2 answers). */
export function readIdentityDescriptors(body: unknown): readonly IdentityDescriptor[] {
  const members = asMembers(body);
  const found =
    readObjects(members, 'xdm:descriptorIdentity') ??
    readObjects(members, 'results') ??
    readObjects({ body }, 'body') ??
    [];
  return found.flatMap((item) => {
    const schemaId = readText(item, 'xdm:sourceSchema');
    const property = readText(item, 'xdm:sourceProperty');
    const type = readText(item, '@type') ?? 'xdm:descriptorIdentity';
    if (schemaId === undefined || property === undefined || type !== 'xdm:descriptorIdentity') return [];
    const isPrimary = readFlag(item, 'xdm:isPrimary') ?? false;
    const path = property.split('/').filter((name) => name !== '');
    return [{ schemaId, path, isPrimary, ...compact({ namespace: readText(item, 'xdm:namespace') }) }];
  });
}

function addFields(
  fields: PlatformField[],
  node: Members,
  at: { readonly path: readonly string[]; readonly depth: number },
): void {
  if (at.depth > MAX_DEPTH) return;
  for (const part of [node, ...(readObjects(node, 'allOf') ?? [])]) {
    const properties = readObject(part, 'properties') ?? {};
    for (const name of Object.keys(properties)) {
      const property = asMembers(properties[name]);
      if (property !== undefined && fields.length < MAX_FIELDS)
        addField(fields, property, { path: [...at.path, name], depth: at.depth + 1 });
    }
  }
}

function addField(
  fields: PlatformField[],
  property: Members,
  at: { readonly path: readonly string[]; readonly depth: number },
): void {
  const isArray = readText(property, 'type') === 'array' || readText(property, 'meta:xdmType') === 'array';
  const value = isArray ? (readObject(property, 'items') ?? {}) : property;
  const isMap =
    asMembers(readMember(value, 'additionalProperties')) !== undefined ||
    readText(value, 'meta:xdmType') === 'map';
  fields.push({
    path: at.path,
    isArray,
    isMap,
    ...compact({
      title: readText(property, 'title'),
      description: readText(property, 'description'),
      type: readText(value, 'meta:xdmType') ?? readText(value, 'type'),
      format: readText(value, 'format'),
    }),
  });
  if (!isMap) addFields(fields, value, at);
}
