import {
  type FoundResource,
  type ImportSpec,
  type JsonValue,
  pathPattern,
  type WriteContext,
  type WrittenResource,
} from '../../../model/index.ts';
import type { Normalize } from '../import-values.ts';
import { readDatasets, type WrittenDataset, writeDataset } from './write-dataset.ts';

/** How a connection that exists is written in a pipeline (facts §4.2). */
export function makeConnectionImport(normalize: Normalize): ImportSpec {
  return {
    attribute: 'connection',
    isList: false,
    parentsOf: () => [],
    write: (found, context) => writeConnection(found, context, normalize),
  };
}

function writeConnection(found: FoundResource, context: WriteContext, normalize: Normalize): WrittenResource {
  const { object } = found;
  const read = (path: string): JsonValue => normalize(path, object.values[path] ?? null);
  const datasets = readDatasets(object.values, normalize)
    .map((dataset) => writeDataset(dataset, found, context))
    .sort((a, b) => a.rank - b.rank);
  return {
    declaration: {
      name: context.name,
      title: object.title,
      ...unless(read('description') === '', 'description', read('description')),
      ...unless(read('tags') === null, 'tags', read('tags')),
      ...unless(read('primaryIdType') === 'person', 'primaryIdType', read('primaryIdType')),
      ...unless(read('rollingWindowMonths') === null, 'rollingWindowMonths', read('rollingWindowMonths')),
      ...unless(read('containers') === null, 'containers', read('containers')),
      datasets: datasets.map(({ declaration }) => declaration),
      adopt: { id: object.ids.id ?? '' },
    },
    notes: [...notesOf(datasets, object.values, context)],
  };
}

function unless(isDefault: boolean, key: string, value: JsonValue): Readonly<Record<string, JsonValue>> {
  return isDefault ? {} : { [key]: value };
}

function notesOf(
  datasets: readonly WrittenDataset[],
  values: FoundResource['object']['values'],
  { sandbox }: WriteContext,
): readonly string[] {
  const own = values.sandbox;
  const isElsewhere = typeof own === 'string' && own.trim().toLowerCase() !== sandbox.toLowerCase();
  const hasLookup = Object.keys(values).some((path) => pathPattern(path) === 'datasets[].lookup.key');
  return [
    'What no API shows is not imported and stays as it is: stitching, transformation, summary settings, average daily events.',
    ...(hasLookup
      ? [
          'Which dataset a lookup is matched with is shown by no API: write lookup.of where several could be meant.',
        ]
      : []),
    ...(isElsewhere
      ? [
          `It is in the sandbox ${own}, and the environment is for ${sandbox}: a plan would ask to make it anew.`,
        ]
      : []),
    ...datasets.flatMap(({ notes }) => notes),
  ];
}
