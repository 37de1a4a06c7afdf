import type { PlatformDataSet } from '../client/dataset.ts';
import type { DataSetFilter } from '../client/platform-client.ts';

/** What is needed of the platform. */
export interface DataSetLister {
  listDataSets(filter: DataSetFilter): Promise<readonly PlatformDataSet[]>;
}

/** Titles of one request: its URL must stay short. */
const TITLES_PER_REQUEST = 20;
/** Characters that mean something in a `name` filter (facts §1.3); titles with one of them are asked for by themselves. */
const SPECIAL = /[,*!\\]/;

/** Datasets by title, or why a title could not be read. */
type TitleReading = readonly PlatformDataSet[] | { readonly failure: unknown };

/** What was read, by title. */
export type FoundTitles = ReadonlyMap<string, TitleReading>;

/** Reads datasets by their titles, many in one request. The same titles are always the same requests. */
export async function readByTitle(
  client: DataSetLister,
  wanted: readonly string[],
  signal: AbortSignal | undefined,
): Promise<FoundTitles> {
  const titles = [...new Set(wanted)].sort();
  const groups = groupTitles(titles);
  const read = await Promise.all(
    groups.map(async (group): Promise<readonly (readonly [string, TitleReading])[]> => {
      try {
        const datasets = await client.listDataSets({ ...filterOf(group), signal });
        return group.map((title) => [title, datasets.filter(({ name }) => name === title)] as const);
      } catch (failure) {
        return group.map((title) => [title, { failure }] as const);
      }
    }),
  );
  return new Map(read.flat());
}

function groupTitles(titles: readonly string[]): readonly (readonly string[])[] {
  const plain = titles.filter((title) => !SPECIAL.test(title));
  const groups: string[][] = [];
  for (let from = 0; from < plain.length; from += TITLES_PER_REQUEST) {
    groups.push(plain.slice(from, from + TITLES_PER_REQUEST));
  }
  return [...groups, ...titles.filter((title) => SPECIAL.test(title)).map((title) => [title])];
}

function filterOf(group: readonly string[]): DataSetFilter {
  const [title = ''] = group;
  if (!SPECIAL.test(title)) return { names: group };
  // A comma would end the filter, so it stands for any character; the exact title is compared afterwards.
  return {
    properties: [
      `name~^${title.replace(/[.*+?^${}()|[\]\\!,]/g, (sign) => (sign === ',' ? '.' : `\\${sign}`))}$`,
    ],
  };
}
