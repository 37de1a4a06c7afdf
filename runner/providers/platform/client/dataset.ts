import {
  compact,
  type Members,
  readNumber,
  readObject,
  readObjects,
  readText,
  readTexts,
  readTime,
} from '../../../host/index.ts';

/** The top-level fields of a dataset that are read; the rest (observable schema above all) is large. */
export const DATASET_PROPERTIES: readonly string[] = [
  'name',
  'description',
  'schemaRef',
  'tags',
  'created',
  'updated',
  'createdClient',
  'lastBatchId',
  'lastBatchStatus',
  'lastSuccessfulBatch',
  'state',
  'sandboxId',
];

/** A dataset of Catalog (facts §1.3). Times are Unix milliseconds. */
export type PlatformDataSet = ReturnType<typeof readDataSet>;

/** A batch of Catalog (facts §1.4). Times are Unix milliseconds. */
export type PlatformBatch = ReturnType<typeof readBatch>;

/** Reads a dataset out of an answer that is keyed by id. */
export function readDataSet(item: Members, id: string) {
  const schema = readObject(item, 'schemaRef');
  return compact({
    id,
    name: readText(item, 'name'),
    description: readText(item, 'description'),
    schemaId: readText(schema, 'id'),
    tags: readTags(readObject(item, 'tags')),
    created: readTime(item, 'created'),
    updated: readTime(item, 'updated'),
    createdClient: readText(item, 'createdClient'),
    lastBatchId: readText(item, 'lastBatchId'),
    lastBatchStatus: readText(item, 'lastBatchStatus'),
    lastSuccessfulBatch: readText(item, 'lastSuccessfulBatch'),
    state: readText(item, 'state'),
    sandboxId: readText(item, 'sandboxId'),
  });
}

/** Reads a batch out of an answer that is keyed by id. */
export function readBatch(item: Members, id: string) {
  const metrics = readObject(item, 'metrics');
  const replay = readObject(item, 'replay');
  // Seconds, unlike every other time of a batch (facts §8.17).
  const dates = readObject(item, 'availableDates');
  return compact({
    id,
    status: readText(item, 'status'),
    created: readTime(item, 'created'),
    started: readTime(item, 'started'),
    completed: readTime(item, 'completed'),
    updated: readTime(item, 'updated'),
    createdClient: readText(item, 'createdClient'),
    dataSetIds: readObjects(item, 'relatedObjects')
      ?.filter((related) => readText(related, 'type') === 'dataSet')
      .map((related) => readText(related, 'id'))
      .filter((related) => related !== undefined),
    /** Batches that this one replaces: not to be counted as well. */
    replaces: readTexts(replay, 'predecessors') ?? [],
    /** Rows, by whichever name the producer uses; absent where it says nothing. */
    rows: readNumber(metrics, 'outputRecordCount') ?? readNumber(metrics, 'recordsWritten'),
    bytes: readNumber(metrics, 'outputByteSize'),
    format: readText(readObject(item, 'inputFormat'), 'format'),
    /** The oldest and the newest data in it, as far as its producer says. */
    dataFrom: toMilliseconds(readNumber(dates, 'startDate')),
    dataUntil: toMilliseconds(readNumber(dates, 'endDate')),
    errors: readObjects(item, 'errors')?.map((error) =>
      compact({ code: readText(error, 'code'), description: readText(error, 'description') }),
    ),
  });
}

function toMilliseconds(seconds: number | undefined): number | undefined {
  return seconds === undefined ? undefined : seconds * 1000;
}

/** Whether scores go to Real-Time Customer Profile; the tag is written with and without a blank (facts §1.3). */
export function isProfileEnabled(dataset: PlatformDataSet): boolean {
  return (dataset.tags?.unifiedProfile ?? []).some((value) => value.replaceAll(' ', '') === 'enabled:true');
}

function readTags(tags: Members | undefined): Readonly<Record<string, readonly string[]>> | undefined {
  if (tags === undefined) return undefined;
  return Object.fromEntries(Object.keys(tags).map((name) => [name, readTexts(tags, name) ?? []]));
}
