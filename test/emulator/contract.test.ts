import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Contract, readContract } from './contract-schemas.ts';
import {
  findDatasetId,
  makeConnection,
  SCHEMA_FULL,
  startTestEmulator,
  type TestEmulator,
  UPGRADE_INSTANCE,
} from './test-client.ts';

const CONTRACTS = [process.env.CAI_CONTRACTS, resolve('../shared/contracts')]
  .flatMap((directory) => (directory ? [directory, join(directory, 'adobe')] : []))
  .find((directory) => existsSync(join(directory, 'cja.json')));

if (!CONTRACTS) console.log('contract tests skipped: neither $CAI_CONTRACTS nor ../shared/contracts exists');

/** A place where the published file is wrong or behind, with the paragraph of the facts page that says so. */
interface KnownError {
  readonly operation: RegExp;
  readonly at: RegExp;
  readonly keyword: string;
  readonly evidence: string;
}

const KNOWN_ERRORS: readonly KnownError[] = [
  {
    operation: /dataviews/,
    at: /\/sessionDefinition\/\*\/(granularity|func)$/,
    keyword: 'enum',
    evidence: '§8.4: upper case in the enum, lower case in answers',
  },
  {
    operation: /(dimensions|metrics)/,
    at: /\/(dataSetType|type)$/,
    keyword: 'enum',
    evidence: '§5.4, §8.4: lower case in answers',
  },
  { operation: /connections/, at: /\/owner\/name$/, keyword: 'type', evidence: '§4.2: name is often null' },
  {
    operation: /connections/,
    at: /\/backfills\/\*\/(startDate|endDate)$/,
    keyword: 'type',
    evidence: '§4.2: with allData true both dates are null',
  },
  {
    operation: /\{CONTAINER_ID\}\/schemas 200/,
    at: /^\/_links\/next$/,
    keyword: 'type',
    evidence: '§0.7: next is an object with href, a string in the file',
  },
  {
    operation: /backfills|configurationSettings/,
    at: /^$/,
    keyword: 'operation',
    evidence: '§8.1: in the guide, not in the file',
  },
  {
    operation: /GET \/data\/connections\b.* 405|\/data\/dataviews\/\{dataViewId\} 400/,
    at: /^$/,
    keyword: 'operation',
    evidence: '§4.1: no write exists; the emulator refuses them',
  },
];

/** One request that shall be answered as published. */
interface Sample {
  readonly file: string;
  readonly method: string;
  readonly path: string;
  readonly url: string;
  readonly body?: unknown;
  readonly accept?: string;
}

const VIEW_EXPANSION =
  'name,description,owner,isDeleted,parentDataGroupId,segmentList,currentTimezoneOffset,timezoneDesignator,modified,' +
  'createdDate,organization,curationEnabled,recentRecordedAccess,sessionDefinition,externalData,containerNames';
const CONNECTION_EXPANSION =
  'name,primaryIdType,configuredContainers,description,owner,isDeleted,isDisabled,dataSets,createdDate,modified,' +
  'caseSensitive,organization,numDailyEvents,externalData,backfillEnabled,granularBackfills,granularStreaming,' +
  'backfillsSummaryConnection,backfillsSummaryDataSets,dataSetLastIngested,componentType,sandboxName,sandboxId,' +
  'fieldsId,floatPrecision,dataRetentionMonths,validationErrors,resolveIdentityNamespace,ownerFullName,schemaInfo,tags';
const COMPONENT_EXPANSION =
  'approved,favorite,tags,description,sourceFieldId,segmentable,required,hideFromReporting,hidden,storageId,tableName,' +
  'dataSetIds,dataSetType,type,schemaPath,hasData,sourceFieldName,schemaType,sourceFieldType,fromGlobalLookup,' +
  'multiValued,precision,bucketingSetting,countType,usageSummary';

describe.skipIf(!CONTRACTS)('Adobe’s published files', () => {
  let emulator: TestEmulator;
  const contracts = new Map<string, Contract>();
  const used = new Set<KnownError>();
  let samples: Sample[] = [];

  beforeAll(async () => {
    emulator = await startTestEmulator();
    samples = await makeSamples(emulator);
    for (const { file } of samples) contracts.set(file, readContract(CONTRACTS ?? '', file));
  });

  afterAll(() => emulator.close());

  it('describe every answer that the emulator gives, but for the known errors', async () => {
    const unexplained: string[] = [];
    for (const { file, method, path, url, body, accept } of samples) {
      const headers = accept === undefined ? {} : { accept };
      const answer = await emulator.call(url, { method, headers, ...(body === undefined ? {} : { body }) });
      const operation = `${method} ${path} ${answer.status}`;
      const errors =
        contracts.get(file)?.validate({ method, path, status: answer.status }, answer.body) ?? [];
      for (const { at, keyword, message } of errors) {
        const known = KNOWN_ERRORS.find(
          (entry) => entry.operation.test(operation) && entry.at.test(at) && entry.keyword === keyword,
        );
        if (known) used.add(known);
        else unexplained.push(`${file}: ${operation} at ${at}: ${keyword} ${message}`);
      }
    }
    expect(unexplained).toEqual([]);
  });

  it('have no known error that is not needed any more', () => {
    expect(KNOWN_ERRORS.filter((entry) => !used.has(entry)).map(({ evidence }) => evidence)).toEqual([]);
  });
});

async function makeSamples(emulator: TestEmulator): Promise<Sample[]> {
  await emulator.control('/control/instances', { method: 'POST', body: UPGRADE_INSTANCE });
  await emulator.advance(86_400);
  const connectionId = await makeConnection(emulator);
  const viewBody = { name: 'View', parentDataGroupId: connectionId, timezoneDesignator: 'Europe/Lisbon' };
  const made = await emulator.call<{ id: string }>('/data/dataviews', { method: 'POST', body: viewBody });
  const viewId = made.body.id;
  const dataSetId = await findDatasetId(emulator, 'Luma Web Events');
  const price = { id: 'price', schemaPath: 'commerce.order.priceTotal', dataSetIds: [dataSetId] };
  const components = { dimensions: [price], metrics: [price] };
  await emulator.control(`/control/dataviews/${viewId}/components`, { method: 'PUT', body: components });
  return [
    ...makeCjaSamples({ connectionId, viewId, viewBody, dataSetId }),
    ...(await makePlatformSamples(emulator, dataSetId)),
  ];
}

function makeCjaSamples(world: {
  connectionId: string;
  viewId: string;
  viewBody: Record<string, unknown>;
  dataSetId: string;
}): Sample[] {
  const { connectionId, viewId, viewBody, dataSetId } = world;
  const connection = `expansion=${CONNECTION_EXPANSION}`;
  const view = `expansion=${VIEW_EXPANSION}`;
  const component = `expansion=${COMPONENT_EXPANSION}`;
  const rows: [string, string, string, unknown?][] = [
    ['GET', '/data/connections', `/data/connections?${connection}`],
    ['GET', '/data/connections', '/data/connections'],
    ['GET', '/data/connections/search', `/data/connections/search?query=scores&${connection}`],
    ['GET', '/data/connections/{connectionId}', `/data/connections/${connectionId}?${connection}`],
    ['GET', '/data/connections/{connectionId}', '/data/connections/dg_none'],
    [
      'GET',
      '/data/connections/{connectionId}/datasets/{datasetId}/backfills',
      `/data/connections/${connectionId}/datasets/${dataSetId}/backfills`,
    ],
    ['GET', '/data/connections/configurationSettings', '/data/connections/configurationSettings'],
    ['GET', '/data/dataviews', `/data/dataviews?${view}`],
    ['GET', '/data/dataviews', '/data/dataviews'],
    ['POST', '/data/dataviews', `/data/dataviews?${view}`, viewBody],
    ['POST', '/data/dataviews', '/data/dataviews', { name: 'incomplete' }],
    ['POST', '/data/dataviews', '/data/dataviews', { ...viewBody, parentDataGroupId: 'dg_none' }],
    ['POST', '/data/dataviews/validate', '/data/dataviews/validate', viewBody],
    ['POST', '/data/dataviews/validate', '/data/dataviews/validate', {}],
    ['GET', '/data/dataviews/{dataViewId}', `/data/dataviews/${viewId}?${view}`],
    ['GET', '/data/dataviews/{dataViewId}', '/data/dataviews/dv_none'],
    ['PUT', '/data/dataviews/{dataViewId}', `/data/dataviews/${viewId}?${view}`, { description: 'changed' }],
    ['PUT', '/data/dataviews/{dataViewId}', '/data/dataviews/dv_none', {}],
    [
      'PUT',
      '/data/dataviews/{dataViewId}',
      `/data/dataviews/${viewId}`,
      { timezoneDesignator: 'Mars/North' },
    ],
    ['PUT', '/data/dataviews/copy/{dataViewId}', `/data/dataviews/copy/${viewId}?${view}`],
    [
      'GET',
      '/data/dataviews/{dataviewId}/dimensions/{dimensionId}',
      `/data/dataviews/${viewId}/dimensions/price?${component}`,
    ],
    ['GET', '/data/dataviews/{dataviewId}/dimensions', `/data/dataviews/${viewId}/dimensions?${component}`],
    [
      'GET',
      '/data/dataviews/{dataviewId}/metrics/{metricId}',
      `/data/dataviews/${viewId}/metrics/price?${component}`,
    ],
    ['GET', '/data/dataviews/{dataviewId}/metrics/{metricId}', `/data/dataviews/${viewId}/metrics/none`],
    ['GET', '/auditlogs/api/v1/auditlogs', '/auditlogs/api/v1/auditlogs'],
    ['POST', '/auditlogs/api/v1/auditlogs/search', '/auditlogs/api/v1/auditlogs/search', {}],
    ['DELETE', '/data/dataviews/{dataViewId}', '/data/dataviews/dv_none'],
    ['DELETE', '/data/dataviews/{dataViewId}', `/data/dataviews/${viewId}`],
  ];
  return rows.map(([method, path, url, body]) => ({ file: 'cja.json', method, path, url, body }));
}

async function makePlatformSamples(emulator: TestEmulator, dataSetId: string): Promise<Sample[]> {
  const catalog = '/data/foundation/catalog';
  const registry = '/data/foundation/schemaregistry';
  const files = '/data/foundation/export';
  const sandboxes = '/data/foundation/sandbox-management';
  const batches = await emulator.call(`${catalog}/batches?dataSet=${dataSetId}&limit=1`);
  const batchId = Object.keys(batches.body)[0];
  const datasets = await emulator.call<Record<string, { schemaRef: { id: string } }>>(
    `${catalog}/dataSets/${dataSetId}`,
  );
  const schemaId = encodeURIComponent(datasets.body[dataSetId]?.schemaRef.id ?? '');
  const xed = 'application/vnd.adobe.xed+json';
  const rows: [string, string, string, string?][] = [
    ['catalog.yaml', '/dataSets', `${catalog}/dataSets?limit=100`],
    ['catalog.yaml', '/dataSets', `${catalog}/dataSets?limit=0`],
    ['catalog.yaml', '/dataSets/{DATASET_ID}', `${catalog}/dataSets/${dataSetId}`],
    ['catalog.yaml', '/dataSets/{DATASET_ID}', `${catalog}/dataSets/none`],
    ['catalog.yaml', '/batches', `${catalog}/batches?limit=100`],
    ['catalog.yaml', '/batches/{BATCH_ID}', `${catalog}/batches/${batchId}`],
    ['data-access.yaml', '/batches/{batchId}/files', `${files}/batches/${batchId}/files`],
    ['data-access.yaml', '/files/{dataSetFileId}', `${files}/files/${batchId}-1`],
    ['data-access.yaml', '/files/{dataSetFileId}', `${files}/files/none-1`],
    ['sandbox.yaml', '/sandbox-management/', `${sandboxes}/`],
    ['sandbox.yaml', '/sandbox-management/sandboxes', `${sandboxes}/sandboxes`],
    ['sandbox.yaml', '/sandbox-management/sandboxes/{sandboxName}', `${sandboxes}/sandboxes/prod`],
    ['schema-registry.yaml', '/stats', `${registry}/stats`],
    ['schema-registry.yaml', '/{CONTAINER_ID}/schemas', `${registry}/tenant/schemas?limit=2`, xed],
    ['schema-registry.yaml', '/{CONTAINER_ID}/schemas', `${registry}/tenant/schemas`, '*/*'],
    [
      'schema-registry.yaml',
      '/{CONTAINER_ID}/schemas/{SCHEMA_ID}',
      `${registry}/tenant/schemas/${schemaId}`,
      SCHEMA_FULL,
    ],
    [
      'schema-registry.yaml',
      '/{CONTAINER_ID}/schemas/{SCHEMA_ID}',
      `${registry}/tenant/schemas/none`,
      SCHEMA_FULL,
    ],
    [
      'schema-registry.yaml',
      '/{CONTAINER_ID}/schemas/{SCHEMA_ID}',
      `${registry}/tenant/schemas/${schemaId}`,
      xed,
    ],
    [
      'schema-registry.yaml',
      '/{CONTAINER_ID}/descriptors',
      `${registry}/tenant/descriptors`,
      'application/vnd.adobe.xdm+json',
    ],
  ];
  return rows.map(([file, path, url, accept]) => ({
    file,
    method: 'GET',
    path,
    url,
    ...(accept === undefined ? {} : { accept }),
  }));
}
