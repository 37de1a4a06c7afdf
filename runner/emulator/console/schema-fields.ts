import type { World, WorldDataset, XdmNode } from '../world/types.ts';

/** The fields of a dataset that hold a value, as dotted paths in the order of its schema; of a map only itself. */
export function listFieldPaths(world: World, dataset: WorldDataset | undefined): string[] {
  const schema = world.schemas.find(({ id }) => id === dataset?.schemaId);
  return schema === undefined ? [] : walk(schema.properties, '').sort();
}

/** Whose data a dataset holds, as Adobe's list of identities prints it (facts §2.4): `ECID (identity map)`. */
export function listIdentities(world: World, dataset: WorldDataset | undefined): string[] {
  const schema = world.schemas.find(({ id }) => id === dataset?.schemaId);
  if (schema === undefined) return [];
  const maps =
    'identityMap' in schema.properties ? listNamespaces(world).map((name) => `${name} (identity map)`) : [];
  const fields = world.descriptors
    .filter(({ schemaId }) => schemaId === schema.id)
    .map(({ namespace, property }) => `${namespace} (${property.slice(1).replaceAll('/', '.')})`);
  return [...maps, ...fields];
}

/** Namespaces that are known: the standard one of the web, and those that some schema names. */
export function listNamespaces({ descriptors }: World): string[] {
  return [...new Set(['ECID', ...descriptors.map(({ namespace }) => namespace)])].sort();
}

function walk(properties: Readonly<Record<string, XdmNode>>, prefix: string): string[] {
  return Object.entries(properties).flatMap(([name, node]) => {
    const path = `${prefix}${name}`;
    const inner = node.properties ?? node.items?.properties;
    return inner === undefined ? [path] : walk(inner, `${path}.`);
  });
}
