import {
  type ApiCall,
  type AuthorizedApi,
  asMembers,
  type Members,
  makeAnswerError,
  type Query,
} from '../../../host/index.ts';

/** One list of Catalog. */
export interface CatalogListRequest extends Pick<ApiCall, 'operation' | 'path' | 'signal'> {
  readonly query: Query;
  /** Stop after so many items. */
  readonly atMost?: number | undefined;
}

/** The largest page of Catalog (facts §0.7). */
export const CATALOG_PAGE_SIZE = 100;

const MAX_PAGES = 1000;

/**
 * Reads a list of Catalog: pages by offset from 0, objects keyed by id, the end is a short page (facts §0.7). Items that come
 * twice because the list shifted are taken once. There are no totals, so that an item can slip by when another is deleted
 * meanwhile: who misses an id that is known reads it by itself.
 */
export async function listCatalog(
  api: AuthorizedApi,
  request: CatalogListRequest,
): Promise<ReadonlyMap<string, Members>> {
  const items = new Map<string, Members>();
  const limit = Math.min(CATALOG_PAGE_SIZE, request.atMost ?? CATALOG_PAGE_SIZE);
  for (let page = 0; page < MAX_PAGES; page += 1) {
    const found = await readCatalogPage(api, request, { start: page * limit, limit });
    for (const [id, item] of found) if (!items.has(id)) items.set(id, item);
    if (found.length < limit || (request.atMost !== undefined && items.size >= request.atMost)) return items;
  }
  throw makeAnswerError(
    { api: 'platform', path: request.path },
    `the list has not ended after ${MAX_PAGES} pages`,
  );
}

async function readCatalogPage(
  api: AuthorizedApi,
  request: CatalogListRequest,
  at: { readonly start: number; readonly limit: number },
): Promise<readonly (readonly [string, Members])[]> {
  const answer = await api.request({
    operation: request.operation,
    method: 'GET',
    path: request.path,
    query: [...request.query, ['limit', at.limit], ['start', at.start]],
    signal: request.signal,
  });
  return readKeyed(answer.body, request.path);
}

/** The items of an answer that is an object keyed by id; some gateways make an empty one an empty list. */
export function readKeyed(body: unknown, path: string): readonly (readonly [string, Members])[] {
  if (Array.isArray(body) && body.length === 0) return [];
  const keyed = asMembers(body);
  if (keyed === undefined)
    throw makeAnswerError({ api: 'platform', path }, 'its body is not an object keyed by id');
  return Object.entries(keyed).map(([id, value]) => {
    const item = asMembers(value);
    if (item === undefined)
      throw makeAnswerError(
        { api: 'platform', path },
        `its entry ${JSON.stringify(id.slice(0, 80))} is not an object`,
      );
    return [id, item] as const;
  });
}
