import {
  type ApiCall,
  type AuthorizedApi,
  asMembers,
  compact,
  isAbsent,
  type Members,
  makeAnswerError,
  readFlag,
  readObject,
  readObjects,
  readText,
  toPathSegment,
} from '../../../host/index.ts';
import { listPages } from './list-pages.ts';
import { CJA_PAGE_SIZE, type ReadOptions } from './read-options.ts';

/** All that is needed to compare an annotation; without it Adobe answers with the id alone, to writes too (facts §6.5). */
const EXPANSION: readonly string[] = [
  'name',
  'description',
  'dataId',
  'dateRange',
  'color',
  'applyToAllReports',
  'scope',
  'createdDate',
  'modifiedDate',
];

/** An annotation as the API shows it. Absent members were not asked for, not set, or null. */
export type CjaAnnotation = ReturnType<typeof readAnnotation>;

/** What an annotation is made or changed with (facts §6.5); a change may leave members out. */
export interface CjaAnnotationBody {
  readonly name: string;
  readonly description: string;
  readonly dataId: string;
  /** Two local times in the time zone of the data view, joined by a slash. */
  readonly dateRange: string;
  /** `STANDARD1` to `STANDARD9`. */
  readonly color: string;
  readonly applyToAllReports: boolean;
  readonly scope: {
    readonly metrics: readonly { readonly id: string; readonly componentType: string }[];
    readonly filters: readonly never[];
  };
}

/** Annotations: calls that only Adobe's guide has (facts §6.5). */
export class CjaAnnotations {
  readonly #api: AuthorizedApi;

  constructor(api: AuthorizedApi) {
    this.#api = api;
  }

  /** One's own annotations and those that are shared; those of others nobody else sees. */
  async list(options: ReadOptions = {}): Promise<readonly CjaAnnotation[]> {
    const items = await listPages(this.#api, {
      operation: 'annotation.list',
      path: '/annotations',
      query: [
        ['expansion', EXPANSION],
        ['includeType', 'shared'],
      ],
      pageSize: CJA_PAGE_SIZE,
      getId: (item) => readText(item, 'id'),
      signal: options.signal,
    });
    return items.map((item) => readAnnotation(item, readText(item, 'id') ?? ''));
  }

  /** One annotation; undefined when Adobe says that there is none. One that was deleted may come back as it was. */
  async get(id: string, options: ReadOptions = {}): Promise<CjaAnnotation | undefined> {
    const path = toPath(id);
    const call: ApiCall = { operation: 'annotation.get', method: 'GET', path, signal: options.signal };
    try {
      const answer = await this.#api.request({ ...call, query: [['expansion', EXPANSION]] });
      const body = asMembers(answer.body);
      if (body === undefined)
        throw makeAnswerError({ api: 'cja', path, answer }, 'its body is not an object');
      return readAnnotation(body, readText(body, 'id') ?? id);
    } catch (error) {
      if (isAbsent(error)) return undefined;
      throw error;
    }
  }

  /** Creates an annotation. There is no idempotency key: an error with outcome `unknown` means that it may exist. */
  async create(body: CjaAnnotationBody): Promise<string> {
    const path = '/annotations';
    const answer = await this.#api.request({
      operation: 'annotation.create',
      method: 'POST',
      path,
      json: body,
    });
    const id = readText(asMembers(answer.body), 'id');
    if (id !== undefined && id !== '') return id;
    throw makeAnswerError(
      { api: 'cja', path, method: 'POST', outcome: 'unknown', answer },
      'the answer does not say which id the new annotation has',
    );
  }

  /** Changes what the body names, and leaves the rest. */
  async update(id: string, changes: Partial<CjaAnnotationBody>): Promise<void> {
    await this.#api.request({
      operation: 'annotation.update',
      method: 'PUT',
      path: toPath(id),
      json: changes,
    });
  }

  /** Deletes an annotation; one that is gone already is deleted. */
  async delete(id: string): Promise<void> {
    try {
      await this.#api.request({ operation: 'annotation.delete', method: 'DELETE', path: toPath(id) });
    } catch (error) {
      if (!isAbsent(error)) throw error;
    }
  }
}

function toPath(id: string): string {
  return `/annotations/${toPathSegment(id)}`;
}

function readAnnotation(item: Members, id: string) {
  const metrics = readObjects(readObject(item, 'scope'), 'metrics') ?? [];
  return compact({
    id,
    name: readText(item, 'name'),
    description: readText(item, 'description'),
    dataId: readText(item, 'dataId'),
    dateRange: readText(item, 'dateRange'),
    color: readText(item, 'color'),
    applyToAllReports: readFlag(item, 'applyToAllReports'),
    metrics: metrics.map((metric) => readText(metric, 'id') ?? ''),
    isDeleted: readFlag(item, 'isDeleted'),
    createdDate: readText(item, 'createdDate'),
    modifiedDate: readText(item, 'modifiedDate'),
  });
}
