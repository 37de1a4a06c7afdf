import type { PlatformClient } from '../../runner/providers/platform/index.ts';
import { makeConnection, type TestEmulator, UPGRADE_INSTANCE } from '../emulator/test-client.ts';
import type { Clients } from './connect-clients.ts';

/** What the calls left behind, for those that follow. */
export interface MadeWorld {
  readonly connectionId: string;
  readonly viewId: string;
  readonly dataSetId: string;
  readonly schemaId: string;
  readonly batchId: string;
}

/** Every operation of both clients, with every filter that they can send, and what each does where nothing is. */
export async function callEveryOperation(
  emulator: TestEmulator,
  { cja, platform }: Clients,
): Promise<MadeWorld> {
  await emulator.control('/control/instances', { method: 'POST', body: UPGRADE_INSTANCE });
  await emulator.control('/control/segments', { method: 'POST', body: { name: 'Loyal customers' } });
  await emulator.advance(86_400);
  const connectionId = await makeConnection(emulator);
  await cja.getConnection(await makeWideConnection(emulator));
  const queryService = { host: 'localhost', port: 5432, username: 'org', token: 'token' };
  await emulator.control('/control/query-service', { method: 'PUT', body: queryService });
  const found = await callPlatform(emulator, platform);
  await cja.listConnections();
  await cja.listConnections({ sandboxName: 'prod', connectionIds: [connectionId], pageSize: 1 });
  await cja.getConnection(connectionId);
  await cja.getConnection('dg_none');
  await cja.listBackfills({ connectionId, dataSetId: found.dataSetId });
  await cja.listSegments();
  const viewId = await callDataViews(emulator, cja, { connectionId, dataSetId: found.dataSetId });
  await callAnnotations(cja, viewId);
  for (const component of ['ANNOTATION', 'CONNECTION', 'DATA_VIEW'] as const) {
    const between = { start: '2026-10-01T00:00:00Z', end: '2026-12-01T00:00:00Z' };
    await cja.listAuditRecords({ component, componentId: viewId, between });
    await cja.listAuditRecords({ component, componentId: connectionId, atMost: 1 });
  }
  return { ...found, connectionId, viewId };
}

/** A connection with every type of dataset, so that its answers have what only some types have. */
async function makeWideConnection(emulator: TestEmulator): Promise<string> {
  const dataSets = [
    { name: 'Luma App Events', visitorId: 'personalEmail.address', identityMap: false, streaming: false },
    { name: 'Luma Profiles', visitorId: '_luma.customerId', backfill: false },
    {
      name: 'Luma Plans',
      lookupKeyField: '_luma.planId',
      lookupParentFields: ['_luma.subscription.plan'],
      dataSourceType: { id: 'other', description: 'Plans' },
    },
  ];
  const body = { name: 'Wide', description: '', tags: ['a tag'], dataRetentionMonths: 13, dataSets };
  const call = { method: 'POST', body };
  const { status, body: made } = await emulator.control<{ id: string }>('/control/connections', call);
  if (status !== 201) throw new Error(`the connection was not made: ${JSON.stringify(made)}`);
  return made.id;
}

async function callDataViews(
  emulator: TestEmulator,
  cja: Clients['cja'],
  { connectionId, dataSetId }: { readonly connectionId: string; readonly dataSetId: string },
): Promise<string> {
  const body = {
    name: 'Account upgrade',
    description: 'Scores',
    parentDataGroupId: connectionId,
    timezoneDesignator: 'Europe/Lisbon',
    sessionDefinition: [{ numPeriods: 30, granularity: 'MINUTE', func: 'INACTIVITY', events: [] }],
    segmentList: [],
    containerNames: { event: 'Event', session: 'Session', people: 'Person' },
    curationEnabled: false,
    externalData: { externalParentId: connectionId.slice(3) },
  };
  await cja.validateDataView(body);
  const { id } = await cja.createDataView(body);
  const price = { id: 'price', schemaPath: 'commerce.order.priceTotal', dataSetIds: [dataSetId] };
  const components = { dimensions: [price], metrics: [price] };
  await emulator.control(`/control/dataviews/${id}/components`, { method: 'PUT', body: components });
  await cja.replaceDataView(id, { ...body, description: 'Replaced' });
  await cja.updateDataView(id, { description: 'Changed' });
  await cja.getDataView(id);
  await cja.getDataView('dv_none');
  await cja.listDataViews();
  await cja.listDataViews({ parentDataGroupId: connectionId, dataViewIds: [id], pageSize: 1 });
  for (const type of ['dimensions', 'metrics'] as const) await cja.listComponents({ dataViewId: id, type });
  const gone = await cja.createDataView({ ...body, name: 'To be deleted' });
  await cja.deleteDataView(gone.id);
  await cja.deleteDataView('dv_none');
  return id;
}

async function callAnnotations({ annotations }: Clients['cja'], viewId: string): Promise<void> {
  const id = await annotations.create({
    name: 'Spring campaign',
    description: 'Two days',
    dataId: viewId,
    dateRange: '2026-11-26T00:00:00/2026-11-27T23:59:59',
    color: 'STANDARD3',
    applyToAllReports: false,
    scope: { metrics: [{ id: 'metrics/price', componentType: 'metric' }], filters: [] },
  });
  await annotations.update(id, { description: 'Changed' });
  await annotations.list();
  await annotations.get(id);
  await annotations.get('none');
  await annotations.delete(id);
  await annotations.delete('none');
}

async function callPlatform(
  emulator: TestEmulator,
  platform: PlatformClient,
): Promise<Pick<MadeWorld, 'dataSetId' | 'schemaId' | 'batchId'>> {
  await platform.listSandboxes();
  await platform.listDataSets();
  await platform.listScoreDataSets();
  const [dataset] = await platform.listDataSets({ names: ['Luma Web Events', 'None'] });
  const dataSetId = dataset?.id ?? '';
  const schemaId = dataset?.schemaId ?? '';
  await platform.getDataSet(dataSetId);
  await platform.getDataSet('0123456789abcdef01234567');
  await platform.getTenant();
  await platform.getSchema(schemaId);
  await platform.getSchema('https://ns.adobe.com/xdm/context/none');
  await platform.listIdentityDescriptors();
  await platform.listIdentityDescriptors({ schemaId });
  await platform.listFieldLabels();
  await platform.getDataSetLabels(dataSetId);
  const fieldLabels = { 'web.webPageDetails.name': ['C8'] };
  await emulator.control(`/control/datasets/${dataSetId}`, {
    method: 'PATCH',
    body: { labels: ['C2'], fieldLabels },
  });
  await platform.getDataSetLabels(dataSetId);
  await platform.getNewestBatchTime(dataSetId);
  const filter = { dataSetId, createdClient: 'none', createdAfter: 1_700_000_000_000, status: 'failed' };
  await platform.listBatches(filter);
  await platform.listBatches({ dataSetId, atMost: 2, oldestFirst: true });
  const [batch] = await platform.listBatches({ dataSetId, atMost: 2 });
  await platform.readQueryServiceConnection();
  await download(platform, batch?.id ?? '');
  return { dataSetId, schemaId, batchId: batch?.id ?? '' };
}

async function download(platform: PlatformClient, batchId: string): Promise<void> {
  const [part] = await platform.listBatchParts({ batchId });
  if (part === undefined) throw new Error(`batch ${batchId} has no file`);
  await platform.readFileInfo(part);
  const sink = { begin: () => {}, take: async () => {} };
  await platform.downloadRange({ ...part, start: 0, end: 99, sink });
}
