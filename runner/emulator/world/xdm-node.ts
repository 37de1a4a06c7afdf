import type { XdmNode } from './types.ts';

/** Leaf types of the short notation that the demo schemas are written in. */
export type LeafType = 'string' | 'number' | 'integer' | 'boolean' | 'date-time' | 'identityMap';

const STRING: XdmNode = { type: 'string', 'meta:xdmType': 'string' };

/** XDM's `identityMap`: namespace code → list of identities. */
const IDENTITY_MAP: XdmNode = {
  type: 'object',
  'meta:xdmType': 'map',
  additionalProperties: {
    type: 'array',
    'meta:xdmType': 'array',
    items: {
      type: 'object',
      'meta:xdmType': 'object',
      properties: {
        id: STRING,
        authenticatedState: STRING,
        primary: { type: 'boolean', 'meta:xdmType': 'boolean' },
      },
    },
  },
};

/**
 * Builds resolved schema properties from dotted paths; `name[]` is an array of objects.
 * `{'web.webPageDetails.name': 'string'}` becomes three nested nodes.
 */
export function buildProperties(leaves: Readonly<Record<string, LeafType>>): Record<string, XdmNode> {
  const root: Record<string, XdmNode> = {};
  for (const [path, type] of Object.entries(leaves)) {
    const names = path.split('.');
    let properties = root;
    for (const name of names.slice(0, -1)) properties = enter(properties, name);
    const last = names.at(-1) ?? path;
    properties[last] = { title: makeTitle(last), ...buildLeaf(type) };
  }
  return root;
}

/** The node at a dotted path, array items passed through; undefined when the schema has no such field. */
export function getXdmNode(properties: Record<string, XdmNode>, path: string): XdmNode | undefined {
  let level: Record<string, XdmNode> | undefined = properties;
  let node: XdmNode | undefined;
  for (const name of path.split('.')) {
    node = level && Object.hasOwn(level, name) ? level[name] : undefined;
    level = node?.properties ?? node?.items?.properties;
  }
  return node;
}

function enter(properties: Record<string, XdmNode>, segment: string): Record<string, XdmNode> {
  const isArray = segment.endsWith('[]');
  const name = isArray ? segment.slice(0, -2) : segment;
  const existing = properties[name];
  const inner = existing?.properties ?? existing?.items?.properties;
  if (inner) return inner;
  const children: Record<string, XdmNode> = {};
  const object: XdmNode = { type: 'object', 'meta:xdmType': 'object', properties: children };
  const title = makeTitle(name);
  properties[name] = isArray
    ? { title, type: 'array', 'meta:xdmType': 'array', items: object }
    : { title, ...object };
  return children;
}

function buildLeaf(type: LeafType): XdmNode {
  if (type === 'identityMap') return IDENTITY_MAP;
  if (type === 'date-time') return { type: 'string', format: 'date-time', 'meta:xdmType': 'date-time' };
  const xdmType = { string: 'string', number: 'double', integer: 'int', boolean: 'boolean' }[type];
  return { type, 'meta:xdmType': xdmType };
}

function makeTitle(name: string): string {
  const words = name.replace(/^_/, '').replace(/([a-z])([A-Z])/g, '$1 $2');
  return words.charAt(0).toUpperCase() + words.slice(1);
}
