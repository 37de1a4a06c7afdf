import type { Context } from '../context.ts';
import { ApiError } from '../http/api-error.ts';
import type { JsonObject } from '../respell/respell-object.ts';
import type { WorldComponent, WorldDataView, XdmNode } from '../world/types.ts';
import { getXdmNode } from '../world/xdm-node.ts';
import { findConnection } from './connection-id.ts';

/** Adds to a component what the service knows by itself: its field, its type, where its data lies. */
export function fillComponent(
  context: Context,
  dataView: WorldDataView,
  { kind, body }: { kind: 'dimensions' | 'metrics'; body: JsonObject },
): WorldComponent {
  const prefix = kind === 'dimensions' ? 'variables/' : 'metrics/';
  const schemaPath = typeof body.schemaPath === 'string' ? body.schemaPath : undefined;
  const dataSetIds = Array.isArray(body.dataSetIds) ? body.dataSetIds.map(String) : [];
  const bareId = typeof body.id === 'string' ? body.id.replace(/^(variables|metrics)\//, '') : schemaPath;
  if (!bareId) throw new ApiError(400, 'bad_request', `${kind}: a component needs an id or a schemaPath`);
  const source =
    schemaPath === undefined ? {} : describeSource(context, dataView, { kind, schemaPath, dataSetIds });
  return { name: bareId, ...source, ...body, id: `${prefix}${bareId}`, hasData: true };
}

function describeSource(
  context: Context,
  dataView: WorldDataView,
  {
    kind,
    schemaPath,
    dataSetIds,
  }: { kind: 'dimensions' | 'metrics'; schemaPath: string; dataSetIds: readonly string[] },
): JsonObject {
  const connection = findConnection(context.world, dataView.fields.parentDataGroupId);
  const dataSets = connection?.dataSets.filter(({ dataSetId }) => dataSetIds.includes(dataSetId)) ?? [];
  const unknown = dataSetIds.find((id) => !dataSets.some(({ dataSetId }) => dataSetId === id));
  if (unknown) throw new ApiError(400, 'bad_request', `${kind}: dataset ${unknown} is not in the connection`);
  const dataset = context.world.datasets.find(({ id }) => id === dataSetIds[0]);
  const schema = context.world.schemas.find(({ id }) => id === dataset?.schemaId);
  const node = schema ? getXdmNode(schema.properties, schemaPath) : undefined;
  if (schema && !node) {
    throw new ApiError(400, 'bad_request', `${kind}: ${schema.title} has no field ${schemaPath}`);
  }
  const fieldType = node?.['meta:xdmType'] ?? 'string';
  return {
    schemaPath,
    dataSetIds: [...dataSetIds],
    dataSetType: dataSets[0]?.type ?? 'event',
    sourceFieldId: schemaPath,
    sourceFieldName: node?.title ?? schemaPath,
    sourceFieldType: fieldType,
    schemaType: fieldType,
    tableName: dataSets[0]?.type ?? 'event',
    storageId: schemaPath,
    type: getDefaultType(kind, node),
    multiValued: schema ? isBelowArray(schema.properties, schemaPath) : false,
    ...(kind === 'metrics' ? { countType: 'values', precision: 0 } : {}),
  };
}

function getDefaultType(kind: 'dimensions' | 'metrics', node: XdmNode | undefined): string {
  if (node?.type === 'integer') return 'int';
  if (node?.type === 'number') return 'decimal';
  if (node?.type === 'boolean') return 'boolean';
  return kind === 'metrics' ? 'int' : 'string';
}

function isBelowArray(properties: Record<string, XdmNode>, path: string): boolean {
  const names = path.split('.');
  return names.some(
    (_, index) => getXdmNode(properties, names.slice(0, index + 1).join('.'))?.type === 'array',
  );
}
