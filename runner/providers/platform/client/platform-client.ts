import {
  type ApiAnswer,
  type ApiCall,
  type AuthorizedApi,
  asMembers,
  isAbsent,
  makeAnswerError,
  type QueryValue,
  readText,
  toPathSegment,
} from '../../../host/index.ts';
import { SCORE_DATASET_FILTER } from '../score-dataset/parse-name.ts';
import { readScoreDatasetRow, type ScoreDatasetRow } from '../score-dataset/score-dataset-row.ts';
import {
  DATASET_PROPERTIES,
  type PlatformBatch,
  type PlatformDataSet,
  readBatch,
  readDataSet,
} from './dataset.ts';
import {
  downloadRange,
  type FileInfo,
  type FileTarget,
  type RangeReceived,
  type RangeTarget,
  readFileInfo,
} from './download.ts';
import { type DataSetLabels, type FieldLabels, readDataSetLabels, readFieldLabels } from './labels.ts';
import { listCatalog, readKeyed } from './list-catalog.ts';
import { type FileListRequest, listBatchParts, type PlatformFilePart } from './list-files.ts';
import { type QueryServiceConnection, readQueryServiceConnection } from './query-service.ts';
import { listSandboxes, type PlatformSandbox } from './sandboxes.ts';
import {
  type IdentityDescriptor,
  type PlatformSchema,
  readIdentityDescriptors,
  readSchema,
} from './schema.ts';

/** Which datasets are listed. Filters are ANDed (facts §1.3). */
export interface DataSetFilter {
  /** Exactly one of these names. */
  readonly names?: readonly string[];
  /** Catalog's `property` filters, such as `name~^Customer AI Scores`. */
  readonly properties?: readonly string[];
  /** Stop after so many. @default all */
  readonly atMost?: number;
  readonly signal?: AbortSignal | undefined;
}

/** Which batches are listed, newest first unless the oldest are asked for. */
export interface BatchFilter {
  readonly dataSetId: string;
  /** @default 'success' */
  readonly status?: string;
  /** Only what the docs show, nothing guarantees it (facts §1.4). */
  readonly createdClient?: string;
  /** Unix milliseconds. */
  readonly createdAfter?: number;
  readonly atMost?: number;
  /** @default false */
  readonly oldestFirst?: boolean;
  readonly signal?: AbortSignal | undefined;
}

/** What the Schema Registry says about the organization. */
export interface TenantInfo {
  /** Without the underscore that begins field paths. */
  readonly tenantId: string;
  readonly organizationId?: string;
}

const CATALOG = '/data/foundation/catalog';
const REGISTRY = '/data/foundation/schemaregistry';

/** Experience Platform: Catalog, Schema Registry, Data Access. Reads only. One client for one sandbox. */
export class PlatformClient {
  readonly #api: AuthorizedApi;

  constructor(api: AuthorizedApi) {
    this.#api = api;
  }

  /** Datasets of the sandbox, with the fields of {@link DATASET_PROPERTIES}. */
  async listDataSets(filter: DataSetFilter = {}): Promise<readonly PlatformDataSet[]> {
    const filters: readonly (readonly [string, QueryValue])[] = (filter.properties ?? []).map((property) => [
      'property',
      property,
    ]);
    const items = await listCatalog(this.#api, {
      operation: 'dataset.list',
      path: `${CATALOG}/dataSets`,
      query: [
        ['properties', DATASET_PROPERTIES],
        ['name', filter.names],
        ...filters,
        // What is new comes last, so that it shifts no page.
        ['orderBy', 'asc:created'],
      ],
      atMost: filter.atMost,
      signal: filter.signal,
    });
    return [...items].map(([id, item]) => readDataSet(item, id));
  }

  /** Every dataset of the sandbox whose name is that of a score dataset (facts §2.6). */
  async listScoreDataSets(signal?: AbortSignal): Promise<readonly ScoreDatasetRow[]> {
    const datasets = await this.listDataSets({ properties: [SCORE_DATASET_FILTER], signal });
    return datasets.map(readScoreDatasetRow).filter((row) => row !== undefined);
  }

  /** ISO time of the newest successful batch of a dataset; undefined when there is none. */
  async getNewestBatchTime(dataSetId: string, signal?: AbortSignal): Promise<string | undefined> {
    const [newest] = await this.listBatches({ dataSetId, atMost: 1, signal });
    const time = newest?.completed ?? newest?.created;
    return time === undefined ? undefined : new Date(time).toISOString();
  }

  /** One dataset; undefined when Catalog says that there is none. */
  async getDataSet(id: string, signal?: AbortSignal): Promise<PlatformDataSet | undefined> {
    const path = `${CATALOG}/dataSets/${toPathSegment(id)}`;
    const answer = await this.#readOne({
      operation: 'dataset.get',
      path,
      query: [['properties', DATASET_PROPERTIES]],
      signal,
    });
    if (answer === undefined) return undefined;
    // The answer is the same map as a list's, with one key (facts §1.3).
    const found = readKeyed(answer, path).find(([key]) => key === id);
    return found === undefined ? undefined : readDataSet(found[1], id);
  }

  /** Batches of a dataset, newest first unless the oldest are asked for. */
  async listBatches(filter: BatchFilter): Promise<readonly PlatformBatch[]> {
    const items = await listCatalog(this.#api, {
      operation: 'batch.list',
      path: `${CATALOG}/batches`,
      query: [
        ['dataSet', filter.dataSetId],
        ['status', filter.status ?? 'success'],
        ['createdClient', filter.createdClient],
        ['createdAfter', filter.createdAfter],
        ['orderBy', filter.oldestFirst === true ? 'asc:created' : 'desc:created'],
      ],
      atMost: filter.atMost,
      signal: filter.signal,
    });
    const batches = [...items].map(([id, item]) => readBatch(item, id));
    // Members of a JSON object have no order that a service promises.
    const sign = filter.oldestFirst === true ? -1 : 1;
    return batches
      .sort((a, b) => sign * ((b.created ?? 0) - (a.created ?? 0) || (a.id < b.id ? 1 : -1)))
      .slice(0, filter.atMost);
  }

  /** A schema with every reference resolved, by its `$id` or `meta:altId` (facts §2.6); undefined when there is none. */
  async getSchema(id: string, signal?: AbortSignal): Promise<PlatformSchema | undefined> {
    const container =
      id.startsWith('https://ns.adobe.com/xdm/') || id.startsWith('_xdm.') ? 'global' : 'tenant';
    const path = `${REGISTRY}/${container}/schemas/${toPathSegment(id)}`;
    const headers = { accept: 'application/vnd.adobe.xed-full+json; version=1' };
    const answer = await this.#readOne({ operation: 'schema.get', path, headers, signal });
    if (answer === undefined) return undefined;
    const body = asMembers(answer.body);
    if (body === undefined)
      throw makeAnswerError({ api: 'platform', path, answer }, 'its body is not an object');
    return readSchema(body, id);
  }

  /** Sandboxes that the account may use; the sandbox of this client does not matter. */
  async listSandboxes(signal?: AbortSignal): Promise<readonly PlatformSandbox[]> {
    return await listSandboxes(this.#api, signal);
  }

  /** Tenant id of the organization: score paths begin with it. */
  async getTenant(signal?: AbortSignal): Promise<TenantInfo> {
    const path = `${REGISTRY}/stats`;
    const headers = { accept: 'application/vnd.adobe.xed-id+json' };
    const answer = await this.#api.request({ operation: 'stats.get', method: 'GET', path, headers, signal });
    const body = asMembers(answer.body);
    const tenantId = readText(body, 'tenantId')?.replace(/^_/, '');
    if (tenantId === undefined || tenantId === '')
      throw makeAnswerError({ api: 'platform', path, answer }, 'it does not say which tenant this is');
    const organizationId = readText(body, 'imsOrg');
    return organizationId === undefined ? { tenantId } : { tenantId, organizationId };
  }

  /** Identities that the schemas of the organization mark; `schemaId` narrows to one schema. */
  async listIdentityDescriptors(
    filter: { readonly schemaId?: string; readonly signal?: AbortSignal } = {},
  ): Promise<readonly IdentityDescriptor[]> {
    const { schemaId } = filter;
    const found = readIdentityDescriptors((await this.#listDescriptors(filter)).body);
    // Whether the filter works on descriptors is not documented.
    return schemaId === undefined ? found : found.filter((descriptor) => descriptor.schemaId === schemaId);
  }

  /** Where Query Service is reached, with the credentials of this moment. */
  async readQueryServiceConnection(signal?: AbortSignal): Promise<QueryServiceConnection> {
    return await readQueryServiceConnection(this.#api, signal);
  }

  /** Labels that schemas and field groups of the sandbox carry on their fields; the same list as the identities (facts §0.7). */
  async listFieldLabels(signal?: AbortSignal): Promise<readonly FieldLabels[]> {
    return readFieldLabels((await this.#listDescriptors({ signal })).body);
  }

  /** Data usage labels of a dataset and of its fields; one without any is a 404 (`dataset-service.yaml`). */
  async getDataSetLabels(id: string, signal?: AbortSignal): Promise<DataSetLabels> {
    const path = `/data/foundation/dataset/datasets/${toPathSegment(id)}/labels`;
    const answer = await this.#readOne({ operation: 'dataset-labels.get', path, signal });
    if (answer === undefined) return { labels: [], fields: [] };
    const body = asMembers(answer.body);
    if (body === undefined)
      throw makeAnswerError({ api: 'platform', path, answer }, 'its body is not an object');
    return readDataSetLabels(body);
  }

  /** All files of a batch. */
  async listBatchParts(request: FileListRequest): Promise<readonly PlatformFilePart[]> {
    return await listBatchParts(this.#api, request);
  }

  /** Size and type of a file. */
  async readFileInfo(target: FileTarget): Promise<FileInfo> {
    return await readFileInfo(this.#api, target);
  }

  /** Streams a range of a file into an open file. */
  async downloadRange(target: RangeTarget): Promise<RangeReceived> {
    return await downloadRange(this.#api, target);
  }

  async #listDescriptors({
    schemaId,
    signal,
  }: {
    readonly schemaId?: string;
    readonly signal?: AbortSignal | undefined;
  }): Promise<ApiAnswer> {
    return await this.#api.request({
      operation: 'descriptor.list',
      method: 'GET',
      path: `${REGISTRY}/tenant/descriptors`,
      query: [['property', schemaId === undefined ? undefined : `xdm:sourceSchema==${schemaId}`]],
      headers: { accept: 'application/vnd.adobe.xdm+json' },
      signal,
    });
  }

  async #readOne(call: Omit<ApiCall, 'method'>): Promise<ApiAnswer | undefined> {
    try {
      const answer = await this.#api.request({ ...call, method: 'GET' });
      if (answer.body === undefined)
        throw makeAnswerError({ api: 'platform', path: call.path, answer }, 'its body is empty');
      return answer;
    } catch (error) {
      if (isAbsent(error)) return undefined;
      throw error;
    }
  }
}
