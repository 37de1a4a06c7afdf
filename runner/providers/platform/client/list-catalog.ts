import {
  type AnswerHead,
  type ApiAnswer,
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
const MAX_READS = 4;

/** What one read of a list has found. */
interface Found {
  readonly items: ReadonlyMap<string, Members>;
  /** False when a page had nothing of the one before it: the list shifted, and something may have slipped by. */
  readonly isSound: boolean;
  /** The last answer. */
  readonly answer: AnswerHead;
}

/**
 * Reads a list of Catalog: pages by offset from 0, objects keyed by id, the end is a short page (facts §0.7). There are no totals,
 * so every page begins with the last item of the one before it: when that is missing, something was deleted meanwhile, and the list
 * is read again, until it held still or two reads agree. What comes twice is taken once.
 */
export async function listCatalog(
  api: AuthorizedApi,
  request: CatalogListRequest,
): Promise<ReadonlyMap<string, Members>> {
  let earlier: Found | undefined;
  for (let read = 1; read <= MAX_READS; read += 1) {
    const found = await readOnce(api, request);
    if (found.isSound || (earlier !== undefined && hasSameIds(earlier, found))) return found.items;
    earlier = found;
  }
  throw makeAnswerError(
    { api: 'platform', path: request.path, answer: earlier?.answer },
    `the list changed each of the ${MAX_READS} times that it was read`,
    'Try again in a minute.',
  );
}

async function readOnce(api: AuthorizedApi, request: CatalogListRequest): Promise<Found> {
  const items = new Map<string, Members>();
  const limit = Math.min(CATALOG_PAGE_SIZE, request.atMost ?? CATALOG_PAGE_SIZE);
  let isSound = true;
  for (let page = 0; page < MAX_PAGES; page += 1) {
    const answer = await readPage(api, request, { start: page * Math.max(1, limit - 1), limit });
    const found = readKeyed(answer, request.path);
    if (page > 0 && !found.some(([id]) => items.has(id))) isSound = false;
    for (const [id, item] of found) if (!items.has(id)) items.set(id, item);
    const isFull = request.atMost !== undefined && items.size >= request.atMost;
    if (found.length < limit || isFull) return { items, isSound, answer };
  }
  throw makeAnswerError(
    { api: 'platform', path: request.path },
    `the list has not ended after ${MAX_PAGES} pages`,
  );
}

function hasSameIds(one: Found, other: Found): boolean {
  return one.items.size === other.items.size && [...one.items.keys()].every((id) => other.items.has(id));
}

async function readPage(
  api: AuthorizedApi,
  request: CatalogListRequest,
  at: { readonly start: number; readonly limit: number },
): Promise<ApiAnswer> {
  return await api.request({
    operation: request.operation,
    method: 'GET',
    path: request.path,
    query: [...request.query, ['limit', at.limit], ['start', at.start]],
    signal: request.signal,
  });
}

/** The items of an answer that is an object keyed by id; some gateways make an empty one an empty list. */
export function readKeyed(answer: ApiAnswer, path: string): readonly (readonly [string, Members])[] {
  const { body } = answer;
  if (Array.isArray(body) && body.length === 0) return [];
  const keyed = asMembers(body);
  if (keyed === undefined)
    throw makeAnswerError({ api: 'platform', path, answer }, 'its body is not an object keyed by id');
  return Object.entries(keyed).map(([id, value]) => {
    const item = asMembers(value);
    if (item === undefined)
      throw makeAnswerError(
        { api: 'platform', path, answer },
        `its entry ${JSON.stringify(id.slice(0, 80))} is not an object`,
      );
    return [id, item] as const;
  });
}
