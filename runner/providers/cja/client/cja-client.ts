import {
  type ApiCall,
  type AuthorizedApi,
  asMembers,
  isAbsent,
  type Members,
  makeAnswerError,
  readText,
  toPathSegment,
} from '../../../host/index.ts';
import { CjaAnnotations } from './annotation.ts';
import { type CjaAuditRecord, readAuditRecord, readAuditRecordId } from './audit-record.ts';
import {
  type CjaComponent,
  COMPONENT_EXPANSION,
  type ComponentType,
  readComponent,
  readComponentId,
} from './component.ts';
import {
  type CjaBackfill,
  type CjaConnection,
  CONNECTION_EXPANSION,
  readBackfill,
  readConnection,
  readConnectionId,
  SINGLE_CONNECTION_EXPANSION,
} from './connection.ts';
import { toConnectionId } from './connection-id.ts';
import {
  type CjaDataView,
  type CjaDataViewBody,
  type CjaValidation,
  DATA_VIEW_EXPANSION,
  readDataView,
  readDataViewId,
  readValidation,
  toDataViewBody,
} from './data-view.ts';
import { listPages } from './list-pages.ts';
import {
  type AuditFilter,
  CJA_PAGE_SIZE,
  COMPONENT_PAGE_SIZE,
  type ConnectionFilter,
  type DataViewFilter,
  type ReadOptions,
} from './read-options.ts';
import { type CjaSegment, listSegments } from './segment.ts';

/** Customer Journey Analytics (facts §4.1, §5). Lists are read with `cached=false`: what was just made must be seen. */
export class CjaClient {
  readonly annotations: CjaAnnotations;
  readonly #api: AuthorizedApi;

  constructor(api: AuthorizedApi) {
    this.#api = api;
    this.annotations = new CjaAnnotations(api);
  }

  /** All connections that the account may see; all there are needs a product administrator (facts §0.3). */
  async listConnections(filter: ConnectionFilter = {}): Promise<readonly CjaConnection[]> {
    const items = await listPages(this.#api, {
      operation: 'connection.list',
      path: '/data/connections',
      query: [
        ['expansion', filter.expansion ?? CONNECTION_EXPANSION],
        ['cached', false],
        ['includeHiddenDataSets', true],
        ['sandboxName', filter.sandboxName],
        ['connectionIds', filter.connectionIds],
      ],
      pageSize: filter.pageSize ?? CJA_PAGE_SIZE,
      getId: readConnectionId,
      signal: filter.signal,
    });
    return items.map((item) => readConnection(item, readConnectionId(item) ?? ''));
  }

  /** One connection, also with what lists do not show; undefined when Adobe says that there is none. */
  async getConnection(id: string, options: ReadOptions = {}): Promise<CjaConnection | undefined> {
    const path = `/data/connections/${toPathSegment(toConnectionId(id))}`;
    const body = await this.#readOne({
      operation: 'connection.get',
      path,
      query: [
        ['expansion', options.expansion ?? SINGLE_CONNECTION_EXPANSION],
        ['includeHiddenDataSets', true],
      ],
      signal: options.signal,
    });
    return body === undefined
      ? undefined
      : readConnection(body, readConnectionId(body) ?? toConnectionId(id));
  }

  /** Backfills of one dataset of a connection (a call that only Adobe's guide has, facts §4.1). */
  async listBackfills(target: {
    readonly connectionId: string;
    readonly dataSetId: string;
    readonly signal?: AbortSignal;
  }): Promise<readonly CjaBackfill[]> {
    const connection = toPathSegment(toConnectionId(target.connectionId));
    const path = `/data/connections/${connection}/datasets/${toPathSegment(target.dataSetId)}/backfills`;
    const items = await listPages(this.#api, {
      operation: 'backfill.list',
      path,
      pageSize: CJA_PAGE_SIZE,
      getId: (item) => readText(item, 'id'),
      signal: target.signal,
    });
    return items.map(readBackfill);
  }

  /** Data views: all, those of a connection, or those with the given ids. */
  async listDataViews(filter: DataViewFilter = {}): Promise<readonly CjaDataView[]> {
    const { parentDataGroupId, dataViewIds } = filter;
    const items = await listPages(this.#api, {
      operation: 'data-view.list',
      path: '/data/dataviews',
      query: [
        ['expansion', filter.expansion ?? DATA_VIEW_EXPANSION],
        ['cached', false],
        [
          'parentDataGroupId',
          parentDataGroupId === undefined ? undefined : toConnectionId(parentDataGroupId),
        ],
        ['dataViewIds', dataViewIds],
      ],
      pageSize: filter.pageSize ?? CJA_PAGE_SIZE,
      ...(filter.atMost === undefined ? {} : { atMost: filter.atMost }),
      getId: readDataViewId,
      signal: filter.signal,
    });
    return items.map((item) => readDataView(item, readDataViewId(item) ?? ''));
  }

  /** One data view; undefined when Adobe says that there is none. One that was deleted may come back with `isDeleted`. */
  async getDataView(id: string, options: ReadOptions = {}): Promise<CjaDataView | undefined> {
    const body = await this.#readOne({
      operation: 'data-view.get',
      path: `/data/dataviews/${toPathSegment(id)}`,
      query: [['expansion', options.expansion ?? DATA_VIEW_EXPANSION]],
      signal: options.signal,
    });
    return body === undefined ? undefined : readDataView(body, readDataViewId(body) ?? id);
  }

  /** Creates a data view. There is no idempotency key: an error with outcome `unknown` means that it may exist. */
  async createDataView(body: CjaDataViewBody, signal?: AbortSignal): Promise<CjaDataView> {
    const path = '/data/dataviews';
    const answer = await this.#api.request({
      operation: 'data-view.create',
      method: 'POST',
      path,
      query: [['expansion', DATA_VIEW_EXPANSION]],
      json: body,
      signal,
    });
    const made = asMembers(answer.body);
    const id = made === undefined ? undefined : readDataViewId(made);
    if (made === undefined || id === undefined || id === '') {
      throw makeAnswerError(
        { api: 'cja', path, method: 'POST', outcome: 'unknown', answer },
        'the answer does not say which id the new data view has',
      );
    }
    return readDataView(made, id);
  }

  /** Replaces all that is writable of a data view. Read it back afterwards: an answer proves nothing. */
  async replaceDataView(id: string, body: CjaDataViewBody, signal?: AbortSignal): Promise<void> {
    await this.#api.request({
      operation: 'data-view.update',
      method: 'PUT',
      path: `/data/dataviews/${toPathSegment(id)}`,
      query: [['expansion', DATA_VIEW_EXPANSION]],
      json: body,
      signal,
    });
  }

  /** Changes a data view: reads it freshly, lays the changes over, sends all that is writable (facts §5.3). */
  async updateDataView(id: string, changes: Partial<CjaDataViewBody>, signal?: AbortSignal): Promise<void> {
    const view = await this.getDataView(id, { signal });
    const body = view === undefined ? undefined : toDataViewBody(view);
    if (body === undefined) {
      const what =
        view === undefined
          ? 'it says that there is no such data view'
          : 'name, connection or time zone is missing';
      throw makeAnswerError(
        { api: 'cja', path: `/data/dataviews/${id}` },
        what,
        'Run plan again to see what is there now.',
      );
    }
    await this.replaceDataView(id, { ...body, ...changes }, signal);
  }

  /** Deletes a data view. @returns false when it was gone already */
  async deleteDataView(id: string, signal?: AbortSignal): Promise<boolean> {
    const path = `/data/dataviews/${toPathSegment(id)}`;
    try {
      const answer = await this.#api.request({
        operation: 'data-view.delete',
        method: 'DELETE',
        path,
        signal,
      });
      const result = readText(asMembers(answer.body), 'result') ?? 'success';
      if (result.toLowerCase() !== 'success') {
        throw makeAnswerError(
          { api: 'cja', path, method: 'DELETE', outcome: 'unknown', answer },
          `its result is ${JSON.stringify(result.slice(0, 80))}`,
        );
      }
      return true;
    } catch (error) {
      if (isAbsent(error)) return false;
      throw error;
    }
  }

  /** Asks Adobe whether it would accept a data view; writes nothing. Adobe always answers 200 (facts §5.1). */
  async validateDataView(body: CjaDataViewBody, signal?: AbortSignal): Promise<CjaValidation> {
    const path = '/data/dataviews/validate';
    const answer = await this.#api.request({
      operation: 'data-view.validate',
      method: 'POST',
      path,
      json: body,
      signal,
    });
    return readValidation(answer, path);
  }

  /** Dimensions or metrics of a data view, hidden ones included. */
  async listComponents(
    target: { readonly dataViewId: string; readonly type: ComponentType },
    options: ReadOptions = {},
  ): Promise<readonly CjaComponent[]> {
    const items = await listPages(this.#api, {
      operation: target.type === 'dimensions' ? 'dimension.list' : 'metric.list',
      path: `/data/dataviews/${toPathSegment(target.dataViewId)}/${target.type}`,
      query: [
        ['expansion', options.expansion ?? COMPONENT_EXPANSION[target.type]],
        ['includeType', 'hidden'],
      ],
      pageSize: COMPONENT_PAGE_SIZE,
      getId: readComponentId,
      signal: options.signal,
    });
    return items.map((item) => readComponent(item, readComponentId(item) ?? ''));
  }

  /** Segments that the account may see, with their names. */
  async listSegments(options: ReadOptions = {}): Promise<readonly CjaSegment[]> {
    return await listSegments(this.#api, options);
  }

  /** The newest audit records of a component. Needs the permission Audit Logs Access (facts §6.7). */
  async listAuditRecords(filter: AuditFilter): Promise<readonly CjaAuditRecord[]> {
    const atMost = filter.atMost ?? 20;
    const items = await listPages(this.#api, {
      operation: 'audit-log.list',
      path: '/auditlogs/api/v1/auditlogs',
      query: [
        ['component', filter.component],
        ['componentId', filter.componentId],
        ['startDate', filter.between?.start],
        ['endDate', filter.between?.end],
      ],
      parameters: { page: 'pageNumber', size: 'pageSize' },
      pageSize: Math.min(atMost, CJA_PAGE_SIZE),
      atMost,
      getId: readAuditRecordId,
      signal: filter.signal,
    });
    return items.map((item) => readAuditRecord(item, readAuditRecordId(item) ?? ''));
  }

  /** Adobe's own time now, going by its last answer; undefined before the first. */
  getServerTime(): Date | undefined {
    return this.#api.getServerTime();
  }

  async #readOne(call: Omit<ApiCall, 'method'>): Promise<Members | undefined> {
    try {
      const answer = await this.#api.request({ ...call, method: 'GET' });
      const body = asMembers(answer.body);
      if (body === undefined)
        throw makeAnswerError({ api: 'cja', path: call.path, answer }, 'its body is not an object');
      return body;
    } catch (error) {
      if (isAbsent(error)) return undefined;
      throw error;
    }
  }
}
