import type { SchemaElement } from 'hyparquet';
import { parquetWriteBuffer } from 'hyparquet-writer';
import type { JsonObject } from '../respell/respell-object.ts';
import type { XdmNode } from './types.ts';

/**
 * Rows as Snappy Parquet whose columns are the nested structs of an XDM schema; `identityMap` becomes
 * map<string, array<struct<id, authenticatedState, primary>>> (facts §2.6).
 */
export function writeParquet(properties: Record<string, XdmNode>, rows: readonly JsonObject[]): Uint8Array {
  const names = Object.keys(properties);
  const schema: SchemaElement[] = [
    { name: 'spark_schema', num_children: names.length },
    ...Object.entries(properties).flatMap(([name, node]) => buildElements(name, node)),
  ];
  const columnData = names.map((name) => ({ name, data: rows.map((row) => row[name] ?? null) }));
  return new Uint8Array(parquetWriteBuffer({ schema, columnData, createdBy: 'parquet-mr version 1.12.3' }));
}

function buildElements(name: string, node: XdmNode): SchemaElement[] {
  if (node.additionalProperties) return buildMap(name, node.additionalProperties);
  if (node.type === 'object') return buildGroup(name, node.properties ?? {});
  if (node.type === 'array') {
    const item: XdmNode = node.items ?? { type: 'string', 'meta:xdmType': 'string' };
    return [
      { name, repetition_type: 'OPTIONAL', num_children: 1, converted_type: 'LIST' },
      { name: 'list', repetition_type: 'REPEATED', num_children: 1 },
      ...buildElements('element', item),
    ];
  }
  return [buildLeaf(name, node)];
}

function buildGroup(name: string, properties: Record<string, XdmNode>): SchemaElement[] {
  return [
    { name, repetition_type: 'OPTIONAL', num_children: Object.keys(properties).length },
    ...Object.entries(properties).flatMap(([child, node]) => buildElements(child, node)),
  ];
}

function buildMap(name: string, value: XdmNode): SchemaElement[] {
  return [
    { name, repetition_type: 'OPTIONAL', num_children: 1, converted_type: 'MAP' },
    { name: 'key_value', repetition_type: 'REPEATED', num_children: 2 },
    { name: 'key', type: 'BYTE_ARRAY', converted_type: 'UTF8', repetition_type: 'REQUIRED' },
    ...buildElements('value', value),
  ];
}

function buildLeaf(name: string, node: XdmNode): SchemaElement {
  const repetition = { name, repetition_type: 'OPTIONAL' as const };
  if (node.format === 'date-time')
    return { ...repetition, type: 'INT64', converted_type: 'TIMESTAMP_MILLIS' };
  if (node.type === 'number') return { ...repetition, type: 'DOUBLE' };
  if (node.type === 'integer') return { ...repetition, type: 'INT32' };
  if (node.type === 'boolean') return { ...repetition, type: 'BOOLEAN' };
  return { ...repetition, type: 'BYTE_ARRAY', converted_type: 'UTF8' };
}
