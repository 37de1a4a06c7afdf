/** What kind of value is missing: decides what "empty" looks like. */
export type EmptyKind = 'string' | 'array' | 'number' | 'object';

/** Which paths of one kind of answer may be spelled otherwise. Array indices do not count in paths. */
export interface SpellingRules {
  /** Enum-like strings whose case differs between specification and answers. */
  readonly caseFree?: readonly string[];
  /** What may be null, absent or empty when it has no value. */
  readonly optional?: Readonly<Record<string, EmptyKind>>;
  /** Those of the optional ones that samples show as null; the others are left out when they have no value. */
  readonly nullable?: readonly string[];
  /** Arrays whose order nobody promised. */
  readonly unordered?: readonly string[];
  /** Dates that may come with or without milliseconds. */
  readonly dates?: readonly string[];
  /** Numbers that may be written as floats. */
  readonly floats?: readonly string[];
  /** Objects below which members are data, not structure: nothing is added there. */
  readonly opaque?: readonly string[];
}

/** The kinds of objects that answers consist of. */
export type SpelledKind =
  | 'connection'
  | 'dataView'
  | 'component'
  | 'auditLog'
  | 'dataset'
  | 'batch'
  | 'fileEntry'
  | 'schema'
  | 'schemaSummary'
  | 'descriptor'
  | 'sandbox'
  | 'page';

/** The places that vary, with the paragraph of the facts page that says so. */
export const SPELLING_RULES: Readonly<Record<SpelledKind, SpellingRules>> = {
  // §4.2: spelling of types and namespaces, values when off; §5.5: null against empty
  connection: {
    caseFree: ['dataSets.type', 'dataSets.identityNamespace', 'primaryIdType'],
    optional: {
      description: 'string',
      tags: 'array',
      dataRetentionMonths: 'number',
      configuredContainers: 'array',
      connectionValidationErrors: 'array',
      'dataSets.identityNamespace': 'string',
      'dataSets.visitorId': 'string',
      'dataSets.lookupKeyField': 'string',
      'dataSets.lookupParentFields': 'array',
      'dataSets.lastIngestedTime': 'string',
      'dataSets.streamingEnabledAt': 'string',
      'dataSets.containerFields': 'array',
      'dataSets.dataSourceType.description': 'string',
      'dataSets.backfills.startDate': 'string',
      'dataSets.backfills.endDate': 'string',
      'owner.name': 'string',
    },
    nullable: ['owner.name', 'dataSets.backfills.startDate', 'dataSets.backfills.endDate'],
    unordered: ['dataSets', 'dataSets.backfills', 'tags'],
    dates: ['createdDate', 'modifiedDate', 'dataSets.lastIngestedTime', 'dataSets.backfills.createdDate'],
    floats: ['dataRetentionMonths', 'floatPrecision'],
  },
  // §5.2, §8.4
  dataView: {
    caseFree: ['sessionDefinition.granularity', 'sessionDefinition.func'],
    optional: {
      description: 'string',
      segmentList: 'array',
      recentRecordedAccess: 'string',
      'sessionDefinition.events': 'array',
      'owner.name': 'string',
      'externalData.externalId': 'string',
    },
    dates: ['createdDate', 'modifiedDate'],
    floats: ['sessionDefinition.numPeriods', 'currentTimezoneOffset'],
  },
  // §5.4, §5.5
  component: {
    caseFree: [
      'dataSetType',
      'type',
      'schemaType',
      'sourceFieldType',
      'countType',
      'includeExcludeSetting.match',
    ],
    optional: {
      description: 'string',
      tags: 'array',
      shares: 'array',
      bucketingSetting: 'object',
      includeExcludeSetting: 'object',
      persistenceSetting: 'object',
      attributionSetting: 'object',
      noValueOptionsSetting: 'object',
      formatSetting: 'object',
      fieldDefinition: 'array',
    },
    unordered: ['dataSetIds', 'tags'],
    floats: ['bucketingSetting.bucketSettings.from', 'bucketingSetting.bucketSettings.to', 'precision'],
    opaque: ['usageSummary', 'fieldDefinition'],
  },
  auditLog: { optional: { 'user.name': 'string' }, dates: ['dateCreated'] },
  // §1.3: unlisted members, tags
  dataset: { optional: { description: 'string' }, opaque: ['tags'] },
  batch: {
    optional: { errors: 'array', externalId: 'string', 'replay.predecessors': 'array' },
    opaque: ['tags', 'metrics'],
  },
  fileEntry: {},
  schema: {
    optional: { description: 'string', 'meta:immutableTags': 'array' },
    unordered: ['meta:extends'],
    opaque: ['properties', 'definitions'],
  },
  schemaSummary: {},
  descriptor: {},
  sandbox: { dates: ['createdDate', 'lastModifiedDate'] },
  page: { opaque: ['content'] },
};
