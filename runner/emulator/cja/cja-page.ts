import type { ApiRequest, Context } from '../context.ts';
import { readNumber } from '../http/read-number.ts';
import type { JsonObject } from '../respell/respell-object.ts';

/** One page of a CJA list, from page 0; guide and specification name the flags differently (facts §0.7). */
export function makeCjaPage<T>(
  context: Context,
  request: ApiRequest,
  {
    items,
    present,
    defaultLimit,
  }: { items: readonly T[]; present: (item: T) => JsonObject; defaultLimit: number },
): JsonObject {
  const size = readNumber(request.query, 'limit', { fallback: defaultLimit, min: 1, max: 1000 });
  const number = readNumber(request.query, 'page', { fallback: 0, min: 0, max: 1_000_000 });
  const content = items.slice(number * size, (number + 1) * size).map(present);
  const totalPages = Math.ceil(items.length / size);
  const isFirst = number === 0;
  const isLast = number + 1 >= totalPages;
  const counts = {
    content,
    number,
    size,
    numberOfElements: content.length,
    totalElements: items.length,
    totalPages,
  };
  const sort = { sorted: true, unsorted: false, empty: false };
  const guide = { ...counts, firstPage: isFirst, lastPage: isLast, sort };
  const pageable = {
    pageNumber: number,
    pageSize: size,
    offset: number * size,
    paged: true,
    unpaged: false,
    sort,
  };
  const spec = { ...counts, first: isFirst, last: isLast, sort, pageable, empty: content.length === 0 };
  const page = context.respelling.choose('cja.page', ['guide', 'spec', 'both']);
  const body = page === 'guide' ? guide : page === 'spec' ? spec : { ...guide, ...spec };
  return context.respelling.apply('page', request.path, body);
}

/** Sorts by `sortProperty` (id or modifiedDate) and `sortDirection`. */
export function sortForCja<T extends { id: string; modifiedAt: number }>(
  items: readonly T[],
  query: URLSearchParams,
): T[] {
  const sign = query.get('sortDirection')?.toUpperCase() === 'DESC' ? -1 : 1;
  const isByDate = query.get('sortProperty') === 'modifiedDate';
  return [...items].sort((first, second) => {
    const byDate = isByDate ? first.modifiedAt - second.modifiedAt : 0;
    return sign * (byDate || (first.id < second.id ? -1 : Number(first.id > second.id)));
  });
}

/** CJA's dates: seconds, `Z`. */
export function formatCjaDate(at: number): string {
  return `${new Date(at).toISOString().slice(0, 19)}Z`;
}
