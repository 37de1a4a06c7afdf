import type { Context } from '../context.ts';
import { DEMO_ORG_ID } from '../credentials.ts';
import type { JsonObject } from '../respell/respell-object.ts';
import { getBatches } from '../world/daily-batches.ts';
import type { ConnectionDataset, WorldConnection } from '../world/types.ts';
import { getBackfillStatus } from './backfill-status.ts';
import { formatCjaDate } from './cja-page.ts';
import { addIdPrefix } from './connection-id.ts';
import { DATA_SOURCE_TYPES } from './data-source-types.ts';

/** Expansions that the list call does not give (facts §4.1). */
const SINGLE_ONLY = new Set(['ownerFullName', 'schemaInfo', 'tags', 'internalLabels']);

type Part = (context: Context, connection: WorldConnection) => JsonObject;

/** What each expansion adds to the bare ids (facts §4.1, §4.2). */
const PARTS: Readonly<Record<string, Part>> = {
  name: (_context, { name }) => ({ name }),
  description: (_context, { description }) => ({ description }),
  primaryIdType: (_context, { primaryIdType }) => ({ primaryIdType }),
  configuredContainers: () => ({ configuredContainers: [] }),
  owner: (_context, { owner }) => ({
    owner: { imsUserId: owner.id, ownerId: owner.id, name: null, type: 'imsUser' },
  }),
  ownerFullName: (_context, { owner }) => ({ ownerFullName: owner.name }),
  isDeleted: () => ({ isDeleted: false }),
  isDisabled: () => ({ isDisabled: false }),
  createdDate: (_context, { createdAt }) => ({ createdDate: formatCjaDate(createdAt) }),
  modified: (_context, { modifiedAt, modifiedBy }) => ({
    modifiedDate: formatCjaDate(modifiedAt),
    modifiedBy,
  }),
  organization: () => ({ organization: DEMO_ORG_ID }),
  caseSensitive: () => ({ caseSensitive: false }),
  floatPrecision: () => ({ floatPrecision: 6 }),
  fieldsId: (_context, { uuid }) => ({ fieldsId: uuid.slice(0, 8) }),
  componentType: () => ({ componentType: 'dataGroup' }),
  numDailyEvents: () => ({ numDailyEvents: '< 1 million' }),
  externalData: (_context, { uuid }) => ({ externalData: { externalId: uuid } }),
  sandboxName: (_context, { sandboxName }) => ({ sandboxName }),
  sandboxId: ({ world }, { sandboxName }) => ({
    sandboxId: world.sandboxes.find((sandbox) => sandbox.name === sandboxName)?.id,
  }),
  dataRetentionMonths: (_context, { dataRetentionMonths }) => ({ dataRetentionMonths }),
  backfillEnabled: (_context, { dataSets }) => ({
    backfillEnabled: dataSets.some((dataSet) => dataSet.backfills.length > 0),
  }),
  backfillsSummaryConnection: (context, { dataSets }) => ({
    backfillSummary: summarizeBackfills(
      context,
      dataSets.flatMap((dataSet) => dataSet.backfills),
    ),
  }),
  validationErrors: () => ({ connectionValidationErrors: [] }),
  tags: (_context, { tags }) => ({ tags: tags.map((name, index) => ({ id: index + 1, name })) }),
  internalLabels: () => ({ internalLabels: [] }),
};

/** A connection as CJA answers it: ids, and what was asked for. */
export function presentConnection(
  context: Context,
  connection: WorldConnection,
  { expansion, isSingle }: { expansion: readonly string[]; isSingle: boolean },
): JsonObject {
  const asked = new Set(expansion.filter((name) => isSingle || !SINGLE_ONLY.has(name)));
  const body: JsonObject = {
    id: context.respelling.choose('connection.id', [addIdPrefix(connection.uuid), connection.uuid]),
    idWithoutPrefix: connection.uuid,
  };
  for (const name of asked) {
    if (Object.hasOwn(PARTS, name)) Object.assign(body, PARTS[name]?.(context, connection));
  }
  if (asked.has('dataSets')) {
    body.dataSets = connection.dataSets.map((dataSet) => presentDataSet(context, dataSet, asked));
  }
  return context.respelling.apply('connection', connection.uuid, body);
}

/** Backfills as the guide's own call and `granularBackfills` show them. */
export function presentBackfills(context: Context, dataSet: ConnectionDataset): JsonObject[] {
  return dataSet.backfills.map((backfill) => ({
    id: backfill.id,
    dataSetId: dataSet.dataSetId,
    status: getBackfillStatus(backfill, context.getNow()),
    startDate: null,
    endDate: null,
    createdDate: formatCjaDate(backfill.createdAt),
    allData: true,
  }));
}

function presentDataSet(
  context: Context,
  dataSet: ConnectionDataset,
  asked: ReadonlySet<string>,
): JsonObject {
  const { world } = context;
  const dataset = world.datasets.find((candidate) => candidate.id === dataSet.dataSetId);
  const schema = world.schemas.find((candidate) => candidate.id === dataset?.schemaId);
  const isEvent = dataSet.type === 'event';
  const body: JsonObject = {
    dataSetId: dataSet.dataSetId,
    domain: 'catalog',
    type: dataSet.type,
    name: dataset?.name ?? null,
    ...(isEvent ? { timestampId: 'timestamp' } : {}),
    identityMap: dataSet.identityMap,
    usePrimaryIdNamespace: dataSet.usePrimaryIdNamespace,
    identityNamespace: dataSet.identityNamespace,
    streaming: dataSet.streaming,
    containerFields: [],
    ...presentVisitorId(context, dataSet),
  };
  if (dataSet.lookupKeyField !== null) body.lookupKeyField = dataSet.lookupKeyField;
  if (dataSet.type === 'lookup') body.lookupParentFields = [...dataSet.lookupParentFields];
  if (dataSet.dataSourceType) {
    const known = DATA_SOURCE_TYPES.find(({ id }) => id === dataSet.dataSourceType?.id);
    const description = dataSet.dataSourceType.description ?? null;
    body.dataSourceType = { id: dataSet.dataSourceType.id, type: known?.type ?? '', description };
  }
  if (asked.has('granularBackfills')) body.backfills = presentBackfills(context, dataSet);
  if (asked.has('backfillsSummaryDataSets'))
    body.backfillSummary = summarizeBackfills(context, dataSet.backfills);
  if (asked.has('granularStreaming'))
    body.streamingEnabledAt = formatOptionalDate(dataSet.streamingEnabledAt);
  if (asked.has('dataSetLastIngested'))
    body.lastIngestedTime = formatOptionalDate(getLastIngested(context, dataSet));
  if (asked.has('resolveIdentityNamespace') && dataSet.identityNamespace !== null)
    body.identityNamespaceCol = dataSet.identityNamespace.toLowerCase();
  if (asked.has('schemaInfo') && schema) {
    const schemaRef = { id: schema.id, contentType: 'application/vnd.adobe.xed+json;version=1' };
    body.schemaInfo = { schemaId: schema.id, schemaName: schema.title, schemaRef };
  }
  return body;
}

/** Whether the identity map shows up as person id is not certain (facts §4.2). */
function presentVisitorId(context: Context, dataSet: ConnectionDataset): JsonObject {
  if (!dataSet.identityMap) return dataSet.visitorId === null ? {} : { visitorId: dataSet.visitorId };
  const form = context.respelling.choose('connection.visitorId', ['field', 'absent', 'null']);
  if (form === 'absent') return {};
  return { visitorId: form === 'null' ? null : 'identityMap' };
}

function summarizeBackfills(context: Context, backfills: ConnectionDataset['backfills']): JsonObject {
  const statuses = backfills.map((backfill) => getBackfillStatus(backfill, context.getNow()));
  const count = (...wanted: string[]): number => statuses.filter((status) => wanted.includes(status)).length;
  return {
    total: statuses.length,
    failed: count('FAILED'),
    inProgress: count('IN_PROGRESS', 'IN_QUEUE'),
    completed: count('COMPLETED'),
    invalid: false,
  };
}

/** Data arrives with the newest batch, once streaming is on or a backfill went through. */
function getLastIngested(context: Context, dataSet: ConnectionDataset): number | null {
  const now = context.getNow();
  const dataset = context.world.datasets.find((candidate) => candidate.id === dataSet.dataSetId);
  const isFilled = dataSet.backfills.some((backfill) => getBackfillStatus(backfill, now) === 'COMPLETED');
  if (!dataset || !isFilled) return null;
  return getBatches(context.world, dataset, now).at(-1)?.completedAt ?? null;
}

function formatOptionalDate(at: number | null): string | null {
  return at === null ? null : formatCjaDate(at);
}
