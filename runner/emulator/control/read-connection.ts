import { DATA_SOURCE_TYPES } from '../cja/data-source-types.ts';
import type { Context } from '../context.ts';
import type { JsonObject } from '../respell/respell-object.ts';
import { XDM_CLASSES } from '../world/create-dataset.ts';
import { createUuid } from '../world/create-id.ts';
import type { ConnectionDataset, World, WorldDataset } from '../world/types.ts';
import { findDataset } from './find-dataset.ts';
import {
  readBoolean,
  readObjects,
  readOptionalObject,
  readString,
  readStrings,
  readTexts,
  refuse,
} from './read-fields.ts';

/**
 * Reads the datasets of the connection editor. A dataset that was there before keeps its backfills unless its
 * identity or key settings changed: those make CJA ingest it anew (facts §4.3).
 */
export function readConnectionDatasets(
  context: Context,
  body: JsonObject,
  { sandboxName, before }: { sandboxName: string; before: readonly ConnectionDataset[] },
): ConnectionDataset[] {
  const dataSets = readObjects(body, 'dataSets').map((entry) => {
    const dataset = findDataset(context.world, sandboxName, entry);
    const old = before.find(({ dataSetId }) => dataSetId === dataset.id);
    return readConnectionDataset(context, entry, { dataset, old });
  });
  if (!dataSets.some(({ type }) => type === 'event' || type === 'summary')) {
    refuse('dataSets', 'at least one event or summary dataset (REQUIRED_EVENT_DATA_SET_MISSING)');
  }
  if (new Set(dataSets.map(({ dataSetId }) => dataSetId)).size < dataSets.length) {
    refuse('dataSets', 'every dataset once');
  }
  if (dataSets.length > 100)
    refuse('dataSets', 'at most 100 datasets (DATASETS_PER_CONNECTION_LIMIT_EXCEEDED)');
  return dataSets;
}

/** The type that CJA derives from the schema's class (facts §4.3). */
export function getConnectionDatasetType(world: World, dataset: WorldDataset): string {
  const classId = world.schemas.find(({ id }) => id === dataset.schemaId)?.classId;
  if (classId === XDM_CLASSES.event) return 'event';
  if (classId === XDM_CLASSES.profile) return 'profile';
  return classId === XDM_CLASSES.summary ? 'summary' : 'lookup';
}

function readConnectionDataset(
  context: Context,
  entry: JsonObject,
  { dataset, old }: { dataset: WorldDataset; old: ConnectionDataset | undefined },
): ConnectionDataset {
  const now = context.getNow();
  const identityMap = readBoolean(entry, 'identityMap', old?.identityMap ?? false);
  const streaming = readBoolean(entry, 'streaming', old?.streaming ?? true);
  const read: ConnectionDataset = {
    dataSetId: dataset.id,
    type: readString(entry, 'type', getConnectionDatasetType(context.world, dataset)).toLowerCase(),
    identityMap,
    usePrimaryIdNamespace: readBoolean(entry, 'usePrimaryIdNamespace', old?.usePrimaryIdNamespace ?? false),
    identityNamespace: readNullableString(entry, 'identityNamespace', old?.identityNamespace),
    visitorId: identityMap ? null : readNullableString(entry, 'visitorId', old?.visitorId),
    lookupKeyField: readNullableString(entry, 'lookupKeyField', old?.lookupKeyField),
    lookupParentFields:
      entry.lookupParentFields === undefined
        ? (old?.lookupParentFields ?? [])
        : readStrings(entry, 'lookupParentFields'),
    hiddenSettings: readTexts(entry, 'hiddenSettings', old?.hiddenSettings),
    streaming,
    streamingEnabledAt: streaming ? (old?.streamingEnabledAt ?? now) : null,
    dataSourceType:
      entry.dataSourceType === undefined ? (old?.dataSourceType ?? null) : readDataSourceType(entry),
    backfills: [],
  };
  const isWanted = readBoolean(entry, 'backfill', old ? old.backfills.length > 0 : true);
  if (old && isSameIdentity(old, read)) read.backfills = old.backfills;
  if (isWanted && read.backfills.length === 0) {
    const durationMs = context.options.backfillDurationMs;
    read.backfills = [
      { id: createUuid(context.world, 'backfill'), createdAt: now, durationMs, forcedStatus: null },
    ];
  }
  return read;
}

function readDataSourceType(entry: JsonObject): ConnectionDataset['dataSourceType'] {
  const value = readOptionalObject(entry, 'dataSourceType');
  if (!value) return null;
  const id = readString(value, 'id');
  const known = DATA_SOURCE_TYPES.map((type) => type.id);
  if (!known.includes(id)) refuse('dataSourceType.id', known.join(', '));
  return typeof value.description === 'string' ? { id, description: value.description } : { id };
}

function readNullableString(entry: JsonObject, name: string, old: string | null | undefined): string | null {
  const value = entry[name];
  if (value === undefined) return old ?? null;
  return value === null ? null : readString(entry, name, '');
}

function isSameIdentity(first: ConnectionDataset, second: ConnectionDataset): boolean {
  const keys = [
    'identityMap',
    'usePrimaryIdNamespace',
    'identityNamespace',
    'visitorId',
    'lookupKeyField',
  ] as const;
  return (
    keys.every((key) => first[key] === second[key]) &&
    first.lookupParentFields.join('\u0000') === second.lookupParentFields.join('\u0000')
  );
}
