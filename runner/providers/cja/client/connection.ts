import {
  type Compact,
  compact,
  type Members,
  readFlag,
  readNumber,
  readObject,
  readObjects,
  readText,
  readTexts,
} from '../../../host/index.ts';
import { toConnectionId } from './connection-id.ts';

/**
 * What the list call can show of a connection (facts §4.1). Left out: what nothing here reads, and what moves by itself.
 */
export const CONNECTION_EXPANSION: readonly string[] = [
  'name',
  'description',
  'owner',
  'isDeleted',
  'isDisabled',
  'primaryIdType',
  'configuredContainers',
  'dataSets',
  'createdDate',
  'modified',
  'numDailyEvents',
  'backfillEnabled',
  'granularBackfills',
  'granularStreaming',
  'backfillsSummaryConnection',
  'backfillsSummaryDataSets',
  'dataSetLastIngested',
  'sandboxName',
  'sandboxId',
  'dataRetentionMonths',
  'validationErrors',
  'resolveIdentityNamespace',
];

/** What only the single call shows beside that (facts §4.1). */
export const SINGLE_CONNECTION_EXPANSION: readonly string[] = [...CONNECTION_EXPANSION, 'schemaInfo', 'tags'];

/** A backfill of one dataset. `allData` backfills have no dates. */
export type CjaBackfill = NonNullable<ReturnType<typeof readBackfill>>;

/** A dataset inside a connection. */
export type CjaConnectionDataSet = ReturnType<typeof readDataSet>;

/** A connection as the API shows it. Absent members were not asked for, not set, or null. */
export type CjaConnection = ReturnType<typeof readConnection>;

/** The id of a connection, in either form, with its prefix. */
export function readConnectionId(item: Members): string | undefined {
  const id = readText(item, 'id') ?? readText(item, 'idWithoutPrefix');
  return id === undefined || id === '' ? undefined : toConnectionId(id);
}

/** Reads a connection whose id is known. */
export function readConnection(item: Members, id: string) {
  return compact({
    id,
    name: readText(item, 'name'),
    description: readText(item, 'description'),
    owner: readOwner(readObject(item, 'owner')),
    isDeleted: readFlag(item, 'isDeleted'),
    isDisabled: readFlag(item, 'isDisabled'),
    sandboxName: readText(item, 'sandboxName'),
    sandboxId: readText(item, 'sandboxId'),
    primaryIdType: readText(item, 'primaryIdType'),
    containers: readObjects(item, 'configuredContainers')
      ?.map((container) => readText(container, 'container'))
      .filter((container) => container !== undefined),
    dataRetentionMonths: readNumber(item, 'dataRetentionMonths'),
    numDailyEvents: readNumber(item, 'numDailyEvents'),
    createdDate: readText(item, 'createdDate'),
    modifiedDate: readText(item, 'modifiedDate'),
    modifiedBy: readText(item, 'modifiedBy'),
    modifiedByFullName: readText(item, 'modifiedByFullName'),
    backfillEnabled: readFlag(item, 'backfillEnabled'),
    backfillSummary: readBackfillSummary(readObject(item, 'backfillSummary')),
    tags: readTagNames(item),
    validationErrors: readObjects(item, 'connectionValidationErrors')?.map(readValidationError),
    dataSets: readObjects(item, 'dataSets')?.map(readDataSet),
  });
}

/** Who owns a resource: a user or system user. Names are often null, or the text "null null" (facts §5.2). */
export function readOwner(owner: Members | undefined) {
  if (owner === undefined) return undefined;
  const name = readText(owner, 'name');
  return compact({
    id: readText(owner, 'imsUserId') ?? readText(owner, 'ownerId'),
    name: name === 'null null' ? undefined : name,
    type: readText(owner, 'type'),
  });
}

/** Names of tags, which come as objects or as texts. */
export function readTagNames(item: Members): readonly string[] | undefined {
  const texts = readTexts(item, 'tags');
  if (texts !== undefined && texts.length > 0) return texts;
  return readObjects(item, 'tags')
    ?.map((tag) => readText(tag, 'name'))
    .filter((name) => name !== undefined);
}

/** A backfill, from a connection or from the backfills call. */
export function readBackfill(item: Members) {
  return compact({
    id: readText(item, 'id'),
    status: readText(item, 'status'),
    startDate: readText(item, 'startDate'),
    endDate: readText(item, 'endDate'),
    createdDate: readText(item, 'createdDate'),
    allData: readFlag(item, 'allData'),
  });
}

function readDataSet(item: Members) {
  const source = readObject(item, 'dataSourceType');
  const schema = readObject(item, 'schemaInfo');
  return compact({
    dataSetId: readText(item, 'dataSetId'),
    name: readText(item, 'name'),
    type: readText(item, 'type'),
    timestampId: readText(item, 'timestampId'),
    visitorId: readText(item, 'visitorId'),
    identityMap: readFlag(item, 'identityMap'),
    usePrimaryIdNamespace: readFlag(item, 'usePrimaryIdNamespace'),
    identityNamespace: readText(item, 'identityNamespace'),
    identityNamespaceColumn: readText(item, 'identityNamespaceCol'),
    lookupKeyField: readText(item, 'lookupKeyField'),
    lookupParentFields: readTexts(item, 'lookupParentFields'),
    lookupParentDataSetId: readText(item, 'lookupParentDataSetId'),
    streaming: readFlag(item, 'streaming'),
    dataSourceType: readText(source, 'id') ?? readText(item, 'dataSourceType'),
    dataSourceDescription: readText(source, 'description'),
    lastIngestedTime: readText(item, 'lastIngestedTime'),
    backfills: readObjects(item, 'backfills')?.map(readBackfill),
    backfillSummary: readBackfillSummary(readObject(item, 'backfillSummary')),
    schemaId: readText(readObject(schema, 'schemaRef'), 'id') ?? readText(schema, 'schemaId'),
    schemaName: readText(schema, 'schemaName'),
  });
}

function readBackfillSummary(summary: Members | undefined) {
  if (summary === undefined) return undefined;
  return compact({
    total: readNumber(summary, 'total'),
    failed: readNumber(summary, 'failed'),
    inProgress: readNumber(summary, 'inProgress'),
    completed: readNumber(summary, 'completed'),
  });
}

function readValidationError(
  item: Members,
): Compact<{ errorCode: string | undefined; dataSetId: string | undefined; field: string | undefined }> {
  return compact({
    errorCode: readText(item, 'errorCode'),
    dataSetId: readText(item, 'dataSetId'),
    field: readText(item, 'disallowedField') ?? readText(item, 'missingField'),
  });
}
