import { SCHEMA_FULL, type TestCall, type TestEmulator } from '../emulator/test-client.ts';
import type { MadeWorld } from './client-calls.ts';

type Call = readonly [path: string, call?: TestCall];

const VIEW_EXPANSION =
  'name,description,owner,isDeleted,parentDataGroupId,segmentList,currentTimezoneOffset,timezoneDesignator,modified,' +
  'createdDate,organization,curationEnabled,recentRecordedAccess,sessionDefinition,externalData,containerNames';
const LIST_EXPANSION =
  'name,primaryIdType,configuredContainers,description,owner,isDeleted,isDisabled,dataSets,createdDate,modified,' +
  'caseSensitive,organization,numDailyEvents,externalData,backfillEnabled,granularBackfills,granularStreaming,' +
  'backfillsSummaryConnection,backfillsSummaryDataSets,dataSetLastIngested,componentType,sandboxName,sandboxId,' +
  'fieldsId,floatPrecision,dataRetentionMonths,validationErrors,resolveIdentityNamespace';
const CONNECTION_EXPANSION = `${LIST_EXPANSION},ownerFullName,schemaInfo,tags,internalLabels`;
const COMPONENT_EXPANSION =
  'approved,favorite,tags,description,sourceFieldId,segmentable,required,hideFromReporting,hidden,storageId,tableName,' +
  'dataSetIds,dataSetType,type,schemaPath,hasData,sourceFieldName,schemaType,sourceFieldType,fromGlobalLookup,' +
  'multiValued,precision,usageSummary,usageSummaryWithRelevancyScore';

const CATALOG = '/data/foundation/catalog';
const REGISTRY = '/data/foundation/schemaregistry';
const EXPORT = '/data/foundation/export';
const SANDBOXES = '/data/foundation/sandbox-management';
const XED = 'application/vnd.adobe.xed+json';

/** Every route of the emulator beyond what the clients ask for, and every status that it can answer with. */
export async function callEveryRoute(emulator: TestEmulator, world: MadeWorld): Promise<void> {
  for (const [path, call] of [
    ...listConnectionCalls(world),
    ...listDataViewCalls(world),
    ...listPlatformCalls(world),
  ]) {
    await emulator.call(path, call);
  }
  await callFile(emulator, world);
  for (const call of listGatewayCalls()) await emulator.callBare('/data/dataviews', call);
  const form = 'application/x-www-form-urlencoded';
  for (const text of ['grant_type=password', 'grant_type=client_credentials&client_id=none']) {
    await emulator.callBare('/ims/token/v3', { method: 'POST', text, headers: { 'content-type': form } });
  }
}

/** The bytes of a file, whole and beyond its end. */
async function callFile(emulator: TestEmulator, { batchId }: MadeWorld): Promise<void> {
  type Listed = { data: { dataSetFileId?: string; _links: { self: { href: string } } }[] };
  let href: string | undefined = `${emulator.url}${EXPORT}/files/${batchId}-1`;
  for (let isNested = true; isNested && href !== undefined; ) {
    const { body }: { body: Listed } = await emulator.call<Listed>(href.slice(emulator.url.length));
    isNested = body.data[0]?.dataSetFileId !== undefined;
    href = body.data[0]?._links.self.href;
  }
  await emulator.readBytes(href ?? '');
  await emulator.readBytes(href ?? '', { range: 'bytes=999999999-' });
}

function accept(type: string): TestCall {
  return { headers: { accept: type } };
}

function send(method: string, body?: unknown): TestCall {
  return body === undefined ? { method } : { method, body };
}

function listConnectionCalls({ connectionId, dataSetId }: MadeWorld): readonly Call[] {
  const backfills = `/data/connections/${connectionId}/datasets/${dataSetId}/backfills`;
  return [
    ['/data/connections'],
    [`/data/connections?expansion=${LIST_EXPANSION}&sortProperty=modifiedDate&sortDirection=DESC`],
    ['/data/connections?limit=0'],
    [`/data/connections?dataSetIds=${dataSetId}&filterByModifiedAfter=2026-01-01T00:00:00Z`],
    ['/data/connections', send('POST', { name: 'There is no such call' })],
    [`/data/connections/search?query=scores&expansion=${CONNECTION_EXPANSION}`],
    ['/data/connections/configurationSettings'],
    [`/data/connections/${connectionId}?expansion=${CONNECTION_EXPANSION}`],
    [`/data/connections/${connectionId}`, send('DELETE')],
    [`${backfills}?includeStatus=inProgress,completed`],
    [`/data/connections/${connectionId}/datasets/none/backfills`],
    ['/segments?pagination=false&includeType=shared'],
    ['/segments?name=loyal&limit=1'],
    ['/annotations?includeType=all&limit=1'],
    ['/annotations', send('POST', { name: 'incomplete' })],
    ['/annotations/none', send('PUT', { description: 'changed' })],
    ['/auditlogs/api/v1/auditlogs?pageSize=2&pageNumber=1&component=DATA_VIEW&action=CREATE'],
    ['/auditlogs/api/v1/auditlogs?startDate=2026-01-01T00:00:00Z'],
    ['/auditlogs/api/v1/auditlogs/search', send('POST', { pageSize: 2 })],
    ['/auditlogs/api/v1/auditlogs/search', send('POST', { criteria: { fields: [{ fieldType: 'NONE' }] } })],
  ];
}

function listDataViewCalls({ connectionId, viewId }: MadeWorld): readonly Call[] {
  const body = { name: 'View', parentDataGroupId: connectionId, timezoneDesignator: 'US/Mountain' };
  const views = '/data/dataviews';
  const expanded = `expansion=${VIEW_EXPANSION}`;
  const components = ['dimensions', 'metrics'].flatMap((type): Call[] => [
    [`${views}/${viewId}/${type}?expansion=${COMPONENT_EXPANSION}&includeType=hidden`],
    [`${views}/${viewId}/${type}/price?expansion=${COMPONENT_EXPANSION}`],
    [`${views}/${viewId}/${type}/none`],
    [`${views}/dv_none/${type}`],
    [`${views}/${viewId}/${type}`, send('POST', { name: 'There is no such call' })],
  ]);
  return [
    [`${views}?${expanded}&includeType=deleted&sortDirection=DESC`],
    [`${views}?externalParentIds=${connectionId.slice(3)}&externalIds=none&cached=true`],
    [`${views}?page=x`],
    [`${views}?${expanded}`, send('POST', body)],
    [views, send('POST', { name: 'incomplete' })],
    [views, send('POST', { ...body, parentDataGroupId: 'dg_none' })],
    [`${views}/validate`, send('POST', body)],
    [`${views}/validate`, send('POST', { name: 'incomplete' })],
    [`${views}/copy/${viewId}?${expanded}`, send('PUT')],
    [`${views}/copy/dv_none`, send('PUT')],
    [`${views}/${viewId}?${expanded}`],
    [`${views}/${viewId}?${expanded}`, send('PUT', { description: 'changed' })],
    [`${views}/${viewId}`, send('PUT', { timezoneDesignator: 'Mars/North' })],
    [`${views}/${viewId}`, send('PATCH', {})],
    [`${views}/dv_none`, send('PUT', body)],
    ...components,
    [`${views}/dv_none`, send('DELETE')],
    [`${views}/${viewId}`, send('DELETE')],
  ];
}

function listPlatformCalls({ dataSetId, schemaId, batchId }: MadeWorld): readonly Call[] {
  const schema = `${REGISTRY}/tenant/schemas/${encodeURIComponent(schemaId)}`;
  const sandboxless = { headers: { 'x-sandbox-name': 'none' } };
  return [
    [`${CATALOG}/dataSets?limit=100`],
    [`${CATALOG}/dataSets?limit=0`],
    [`${CATALOG}/dataSets`, sandboxless],
    [`${CATALOG}/dataSets/${dataSetId}`],
    [`${CATALOG}/batches?dataSet=${dataSetId}&limit=100`],
    [`${CATALOG}/batches/${batchId}`],
    [`${CATALOG}/batches/none`],
    [`${CATALOG}/nothing`],
    [`${EXPORT}/batches/${batchId}/files?start=0&limit=1`],
    [`${EXPORT}/batches/none/files`],
    [`${EXPORT}/files/${batchId}-1`],
    [`${EXPORT}/files/none-1`],
    [`${EXPORT}/files/none-1?path=part`, send('HEAD')],
    [`${EXPORT}/files/${batchId}-1`, send('HEAD')],
    [`${EXPORT}/files/${batchId}-1?path=none`],
    [`${SANDBOXES}/`],
    [`${SANDBOXES}/sandboxes`],
    [`${SANDBOXES}/sandboxes/prod`],
    [`${SANDBOXES}/sandboxes/none`],
    [`${REGISTRY}/stats`, accept('application/vnd.adobe.xed-id+json')],
    [`${REGISTRY}/tenant/schemas?limit=2&orderby=title`, accept('application/vnd.adobe.xed-id+json')],
    [`${REGISTRY}/tenant/schemas?limit=2`, accept(XED)],
    [`${REGISTRY}/tenant/schemas`, accept('*/*')],
    [`${REGISTRY}/tenant/schemas`, accept('text/plain')],
    [schema, accept(SCHEMA_FULL)],
    [schema, accept(`${XED}; version=1`)],
    [schema, accept(XED)],
    [`${REGISTRY}/tenant/schemas/none`, accept(SCHEMA_FULL)],
    [`${REGISTRY}/tenant/descriptors`, accept('application/vnd.adobe.xdm+json')],
    [`${REGISTRY}/tenant/descriptors`, accept('*/*')],
    [`${REGISTRY}/tenant/descriptors/none`, accept('application/vnd.adobe.xdm+json')],
  ];
}

/** What the gateway refuses before any service sees it (facts §0.5). */
function listGatewayCalls(): readonly TestCall[] {
  const authorization = 'Bearer wrong';
  return [{}, { headers: { authorization } }, { headers: { authorization: 'Basic x', 'x-api-key': 'y' } }];
}
