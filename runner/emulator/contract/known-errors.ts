import type { Finding } from './finding.ts';

/** A place where a published file is wrong or behind, with the paragraph of the facts page that says so. */
export interface KnownError {
  /** Over method, template of the path, and status: `GET /data/dataviews 200`. */
  readonly operation: RegExp;
  readonly part: Finding['part'];
  readonly at: RegExp;
  readonly keyword: string;
  readonly evidence: string;
  /** Needed only for answers that are respelled. */
  readonly isRespelled?: boolean;
}

/** Whether a known error explains a finding. */
export function explains(known: KnownError, finding: Finding): boolean {
  return (
    known.part === finding.part &&
    known.keyword === finding.keyword &&
    known.operation.test(`${finding.operation} ${finding.status}`) &&
    known.at.test(finding.at)
  );
}

/**
 * The list of them, beside the corrections of whole answers. An entry that nothing needs any more fails `npm run contracts`
 * and its test, so that the list cannot outlive its reasons.
 */
export const KNOWN_ERRORS: readonly KnownError[] = [
  // Customer Journey Analytics
  {
    operation: /^GET \/data\/connections\/\{connectionId\}\/datasets\/\{datasetId\}\/backfills /,
    part: 'request',
    at: /^$/,
    keyword: 'operation',
    evidence: '§8.1: backfills are in the guide, not in the file',
  },
  {
    operation: /^(GET|POST|PUT|DELETE) \/annotations(\/\{id\})? /,
    part: 'request',
    at: /^$/,
    keyword: 'operation',
    evidence: '§6.5: annotations are in the guide, not in the file',
  },
  {
    operation: /^GET \/data\/connections\/configurationSettings /,
    part: 'request',
    at: /^$/,
    keyword: 'operation',
    evidence: '§8.1: configurationSettings is in the guide, not in the file',
  },
  {
    operation: /^(GET|PUT|POST) \/data\/dataviews\b.* 20[01]$/,
    part: 'answer',
    at: /\/sessionDefinition\/\*\/(granularity|func)$/,
    keyword: 'enum',
    evidence: '§8.4: upper case in the file and in requests, lower case in answers',
  },
  {
    operation: /^GET .*\/(dimensions|metrics)(\/\{\w+\})? 200$/,
    part: 'answer',
    at: /\/(dataSetType|type)$/,
    keyword: 'enum',
    evidence: '§5.4, §8.4: types of components are in lower case in answers',
  },
  {
    operation: /^GET .*\/(dimensions|metrics) \d+$/,
    part: 'request',
    at: /^(limit|page)$/,
    keyword: 'parameter',
    evidence: '§8.15: the file has no paging of components, whose answers are pages',
  },
  {
    operation: /^GET \/(data\/connections|data\/connections\/search|data\/dataviews) 200$/,
    part: 'answer',
    at: /^\/(firstPage|lastPage)$/,
    keyword: 'undeclared',
    evidence: '§8.2: firstPage and lastPage on the wire, first and last in the file',
  },
  {
    operation: /\/data\/dataviews\b.* 20[01]$/,
    part: 'answer',
    at: /\/owner\/(ownerId|type)$/,
    keyword: 'undeclared',
    evidence: '§5.2: answers have ownerId and type of the owner too',
  },
  {
    operation: /^GET \/data\/connections\b.* 200$/,
    part: 'answer',
    at: /\/owner\/name$/,
    keyword: 'type',
    evidence: '§4.2: the name of an owner is often null',
  },
  {
    operation: /^GET \/data\/connections\b.* 200$/,
    part: 'answer',
    at: /\/backfills\/\*\/(startDate|endDate)$/,
    keyword: 'type',
    evidence: '§4.2: with allData both dates are null',
  },
  {
    operation: /^GET \/data\/connections\b.* 200$/,
    part: 'answer',
    at: /\/tags\/\*\/(id|name)$/,
    keyword: 'type',
    evidence: '§6.6: a tag is an id and a name, the file has a map of objects',
  },
  {
    operation: /^GET \/data\/connections\b.* 200$/,
    part: 'answer',
    at: /\/(numDailyEvents|externalData|fieldsId)$/,
    keyword: 'undeclared',
    evidence: '§8.11: in the guide, not in the schema of a connection',
  },
  {
    operation: /^GET \/data\/connections\b.* 200$/,
    part: 'answer',
    at: /\/(isDeleted|isDisabled|caseSensitive|componentType|ownerFullName|internalLabels)$/,
    keyword: 'undeclared',
    evidence: '§4.1: values of the file’s own expansion parameter that its schema lacks',
  },
  {
    operation: /^PUT \/data\/dataviews\/\{dataViewId\} 400$/,
    part: 'answer',
    at: /^$/,
    keyword: 'status',
    evidence: '§5.1: a body that POST answers with 400 is refused by PUT too, whose 400 is not in the file',
  },
  {
    operation: /^GET \/data\/(connections|dataviews) 400$/,
    part: 'answer',
    at: /^$/,
    keyword: 'status',
    evidence: '§0.5: invalid_parameters is one of CJA’s codes, the file has no 400 for lists',
  },
  {
    operation: /^POST \/data\/dataviews 201$/,
    part: 'answer',
    at: /^$/,
    keyword: 'status',
    evidence: '§8 (tolerate): 200 in the file, 201 is to be expected of a create',
    isRespelled: true,
  },
  {
    operation: /\/auditlogs\/api\/v1\/auditlogs\b/,
    part: 'request',
    at: /^x-user-auth$/,
    keyword: 'header',
    evidence: '§8.13: x-user-auth is required in the file and never sent by the guide',
  },
  {
    operation: /^POST \/auditlogs\/api\/v1\/auditlogs\/search /,
    part: 'request',
    at: /^$/,
    keyword: 'body',
    evidence: '§6.7: the search takes its criteria in a body that the file lacks',
  },
  // Catalog
  {
    operation: /^GET \/data\/foundation\/catalog\/dataSets(\/\{DATASET_ID\})? 200$/,
    part: 'answer',
    at: /^\/\*\/(classification|sandboxId|state)$/,
    keyword: 'undeclared',
    evidence: '§1.3: unlisted fields are to be expected, these among them',
  },
  // Data Access
  {
    operation: /^GET .*\/export\/batches\/\{batchId\}\/files 404$/,
    part: 'answer',
    at: /^$/,
    keyword: 'status',
    evidence: '§0.5: Data Access answers 404, which the file has for files but not for batches',
  },
  {
    operation: /^HEAD .*\/export\/files\/\{dataSetFileId\} 400$/,
    part: 'answer',
    at: /^$/,
    keyword: 'status',
    evidence: '§1.5, §0.5: HEAD needs a path, and Data Access answers 400; the file has no 400',
  },
  {
    operation: /^GET .*\/export\/files\/\{dataSetFileId\} 416$/,
    part: 'answer',
    at: /^$/,
    keyword: 'status',
    evidence: '§1.5: ranges are served, and HTTP’s own answer to one outside of the file is 416',
  },
  {
    operation: /^GET .*\/export\/files\/\{dataSetFileId\} 200$/,
    part: 'answer',
    at: /^$/,
    keyword: 'media',
    evidence: '§1.5: a Parquet file is application/parquet, the file has application/octet-stream only',
  },
  // Schema Registry
  {
    operation: /^GET .*\/\{CONTAINER_ID\}\/schemas 200$/,
    part: 'answer',
    at: /^\/_links\/next$/,
    keyword: 'type',
    evidence: '§0.7: next is an object with href, a string in the file',
  },
  {
    operation: /^GET .*\/\{CONTAINER_ID\}\/schemas\b.* 200$/,
    part: 'answer',
    at: /\/allOf\/\*\/\$ref$/,
    keyword: 'undeclared',
    evidence: '§2.6: schemas refer by $ref, which the file spells with a blank at its end',
  },
  {
    operation: /^GET .*\/\{CONTAINER_ID\}\/schemas\/\{SCHEMA_ID\} 200$/,
    part: 'answer',
    at: /^\/properties$/,
    keyword: 'undeclared',
    evidence: '§2.6: xed-full resolves references into properties',
  },
  {
    operation: /^GET .*\/\{CONTAINER_ID\}\/schemas\b.* 200$/,
    part: 'answer',
    at: /\/(meta:immutableTags|meta:registryMetadata\/eTag)$/,
    keyword: 'undeclared',
    evidence: '§3.4: schemas have immutable tags; eTag is in the examples of the file itself',
  },
  {
    operation: /^GET .*\/\{CONTAINER_ID\}\/descriptors 200$/,
    part: 'answer',
    at: /\/xdm:sourceVersion$/,
    keyword: 'type',
    evidence:
      '§8 (tolerate): the version is a string in this schema, and a number in its own example and in another one',
    isRespelled: true,
  },
  {
    operation: /^GET .*\/\{CONTAINER_ID\}\/schemas 406$/,
    part: 'answer',
    at: /^$/,
    keyword: 'status',
    evidence:
      '§0.3, §2.6: a wrong Accept header is a 406, which the file has for the lookup but not for the list',
  },
  {
    operation: /^GET .*\/descriptors\/\{DESCRIPTOR_ID\} 404$/,
    part: 'answer',
    at: /^$/,
    keyword: 'status',
    evidence:
      '§0.5: the registry answers 404 (XDM-1012-404), which the file has for schemas but not for descriptors',
  },
  // Sandbox management
  {
    operation: /^GET .*\/sandbox-management\/sandboxes\/\{sandboxName\} 404$/,
    part: 'answer',
    at: /^$/,
    keyword: 'status',
    evidence: '§0.5: a platform service says 404 for what is not there; the file has no 404',
  },
];
