import { type AuthorizedApi, compact, readText } from '../../../host/index.ts';
import { listPages } from './list-pages.ts';
import { CJA_PAGE_SIZE, type ReadOptions } from './read-options.ts';

/** A segment as lists show it. */
export interface CjaSegment {
  readonly id: string;
  readonly name?: string;
}

/** Segments with their names (facts §6.1): one's own, and those that are shared; others are not visible to anybody else. */
export async function listSegments(api: AuthorizedApi, options: ReadOptions): Promise<readonly CjaSegment[]> {
  const items = await listPages(api, {
    operation: 'segment.list',
    path: '/segments',
    query: [
      ['includeType', 'shared'],
      ['cached', false],
    ],
    pageSize: CJA_PAGE_SIZE,
    getId: (item) => readText(item, 'id'),
    signal: options.signal,
  });
  return items.map((item) => compact({ id: readText(item, 'id') ?? '', name: readText(item, 'name') }));
}
