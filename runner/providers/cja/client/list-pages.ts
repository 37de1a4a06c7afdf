import {
  type AnswerHead,
  type ApiCall,
  type AuthorizedApi,
  asMembers,
  type Members,
  makeAnswerError,
  readFlag,
  readNumber,
  readObjects,
} from '../../../host/index.ts';

/** One list of Customer Journey Analytics. */
export interface ListRequest extends Pick<ApiCall, 'operation' | 'path' | 'query' | 'signal'> {
  readonly pageSize: number;
  /** Names of the paging parameters: audit logs have their own (facts §0.7). @default page and limit */
  readonly parameters?: { readonly page: string; readonly size: string };
  /** The identity of an item; items without one make the answer unreadable. */
  readonly getId: (item: Members) => string | undefined;
  /** Stop after so many items. */
  readonly atMost?: number;
}

interface Page {
  readonly answer: AnswerHead;
  readonly items: readonly Members[];
  readonly isLast: boolean;
  readonly total: number | undefined;
}

/** What one read of a list has found. */
interface Found {
  readonly items: readonly Members[];
  readonly ids: readonly string[];
  /** The last answer. */
  readonly answer: AnswerHead;
  /** False when the totals of the pages say that something slipped by. */
  readonly isSound: boolean;
}

/** Far above every limit of Adobe's (2000 data views for an organization, facts §5.3). */
const MAX_PAGES = 1000;
const MAX_READS = 4;

/**
 * Reads a list completely. Pages have either set of names, or are bare arrays (facts §0.7, §8). What comes twice because pages
 * shifted is taken once. When the totals of the pages show that something slipped by unread, the list is read again until two
 * reads agree: an item that a list lacks must really not be there (design §6, "Reading is never guessing").
 *
 * N items cost ceil(N / page size) requests, at least one.
 */
export async function listPages(api: AuthorizedApi, request: ListRequest): Promise<readonly Members[]> {
  let earlier: Found | undefined;
  for (let read = 1; read <= MAX_READS; read += 1) {
    const found = await readOnce(api, request);
    if (found.isSound || (earlier !== undefined && isSameSet(earlier.ids, found.ids))) return found.items;
    earlier = found;
  }
  throw makeAnswerError(
    { api: 'cja', path: request.path, answer: earlier?.answer },
    `the list changed each of the ${MAX_READS} times that it was read`,
    'Try again in a minute.',
  );
}

async function readOnce(api: AuthorizedApi, request: ListRequest): Promise<Found> {
  const byId = new Map<string, Members>();
  const totals = new Set<number>();
  let answer: AnswerHead | undefined;
  for (let number = 0; number < MAX_PAGES; number += 1) {
    const page = await readPage(api, request, number);
    answer = page.answer;
    const added = addItems(byId, page, request);
    if (page.total !== undefined) totals.add(page.total);
    if (page.isLast || (request.atMost !== undefined && byId.size >= request.atMost)) {
      const isSound =
        number === 0 ||
        request.atMost !== undefined ||
        (totals.size <= 1 && byId.size >= Math.max(0, ...totals));
      return { items: [...byId.values()].slice(0, request.atMost), ids: [...byId.keys()], answer, isSound };
    }
    if (added === 0 && request.pageSize > 1) {
      throw makeAnswerError(
        { api: 'cja', path: request.path, answer },
        `page ${number} repeats what came before it, and is not the last`,
      );
    }
  }
  throw makeAnswerError(
    { api: 'cja', path: request.path, answer },
    `the list has not ended after ${MAX_PAGES} pages`,
  );
}

function addItems(byId: Map<string, Members>, { items, answer }: Page, request: ListRequest): number {
  const before = byId.size;
  for (const item of items) {
    const id = request.getId(item);
    if (id === undefined || id === '')
      throw makeAnswerError({ api: 'cja', path: request.path, answer }, 'an item of the list has no id');
    if (!byId.has(id)) byId.set(id, item);
  }
  return byId.size - before;
}

function isSameSet(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((id) => other.includes(id));
}

async function readPage(api: AuthorizedApi, request: ListRequest, number: number): Promise<Page> {
  const names = request.parameters ?? { page: 'page', size: 'limit' };
  const answer = await api.request({
    operation: request.operation,
    method: 'GET',
    path: request.path,
    query: [...(request.query ?? []), [names.size, request.pageSize], [names.page, number]],
    signal: request.signal,
  });
  if (Array.isArray(answer.body)) {
    return {
      answer,
      items: answer.body.map(asMembers).filter((item) => item !== undefined),
      isLast: true,
      total: undefined,
    };
  }
  const body = asMembers(answer.body);
  const items = readObjects(body, 'content');
  if (items === undefined)
    throw makeAnswerError(
      { api: 'cja', path: request.path, answer },
      'its body is neither a page nor a list',
    );
  return {
    answer,
    items,
    isLast: isLastPage(body, { items, number, pageSize: request.pageSize }),
    total: readNumber(body, 'totalElements'),
  };
}

/** `lastPage` on the wire, `last` in the specification; else by the counts; else a short page is the last. */
function isLastPage(
  body: Members | undefined,
  page: { readonly items: readonly Members[]; readonly number: number; readonly pageSize: number },
): boolean {
  if (page.items.length === 0) return true;
  const flag = readFlag(body, 'lastPage') ?? readFlag(body, 'last');
  if (flag === true) return true;
  const totalPages = readNumber(body, 'totalPages');
  if (totalPages !== undefined) return page.number + 1 >= totalPages;
  if (flag === false) return false;
  const size = readNumber(body, 'size') ?? page.pageSize;
  const totalElements = readNumber(body, 'totalElements');
  if (totalElements !== undefined) return (page.number + 1) * size >= totalElements;
  return page.items.length < size;
}
