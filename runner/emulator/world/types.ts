/** One node of a resolved XDM schema, as `xed-full` answers it (facts §2.6). */
export interface XdmNode {
  readonly type: 'object' | 'array' | 'string' | 'number' | 'integer' | 'boolean';
  readonly title?: string;
  readonly format?: string;
  readonly properties?: Record<string, XdmNode>;
  readonly additionalProperties?: XdmNode;
  readonly items?: XdmNode;
  readonly 'meta:xdmType': string;
}

/** A schema of the tenant container. */
export interface WorldSchema {
  readonly id: string;
  readonly altId: string;
  readonly sandboxName: string;
  title: string;
  readonly description: string;
  readonly classId: string;
  readonly fieldGroups: readonly string[];
  readonly immutableTags: readonly string[];
  readonly properties: Record<string, XdmNode>;
  readonly createdAt: number;
}

/** An identity descriptor (facts §2.4). */
export interface WorldDescriptor {
  readonly id: string;
  readonly sandboxName: string;
  readonly schemaId: string;
  readonly property: string;
  readonly namespace: string;
  readonly isPrimary: boolean;
}

/** Where a dataset's daily batches come from; nothing of it is stored, it follows from the clock. */
interface DailyFeed {
  readonly since: number;
  readonly until: number | null;
  readonly recordsPerDay: number;
}

/** A Catalog dataset. */
export interface WorldDataset {
  readonly id: string;
  readonly sandboxName: string;
  name: string;
  description: string;
  readonly schemaId: string;
  readonly tags: Record<string, string[]>;
  readonly createdAt: number;
  updatedAt: number;
  readonly createdClient: string;
  readonly feed: DailyFeed | null;
  readonly instanceId: string | null;
  /** Catalog's `state`; absent: `DRAFT`, as most datasets have it. */
  state?: string;
  /** Data usage labels of the dataset, and of its fields by path. */
  labels?: readonly string[];
  fieldLabels?: Readonly<Record<string, readonly string[]>>;
}

/** A part of a batch that lies under `files/` of the world. */
export interface WorldFile {
  readonly name: string;
  readonly length: number;
  readonly records: number;
}

/** A Catalog batch that is stored (score batches, and those made by the control API). */
export interface WorldBatch {
  readonly id: string;
  readonly datasetId: string;
  readonly status: string;
  readonly createdAt: number;
  readonly completedAt: number;
  readonly records: number;
  readonly createdClient: string;
  readonly replaces: readonly string[];
  readonly files: readonly WorldFile[];
  /** Unix ms of the oldest and the newest data in it; absent where its producer does not say. */
  readonly dataFrom?: number;
  readonly dataUntil?: number;
  /** Why it failed; absent where it did not. */
  readonly error?: string;
}

/** A condition of a goal, a population, an exclusion, as the UI has it (facts §3.2). */
export interface Condition {
  readonly field: string;
  readonly operator: string;
  readonly value?: string | number | boolean;
}

/** What a person fills in for a Customer AI instance (facts §3.2). */
export interface InstanceSettings {
  name: string;
  description: string;
  readonly propensityType: 'conversion' | 'churn';
  readonly datasets: readonly { datasetId: string; identityNamespace: string; identityField: string }[];
  readonly goal: {
    readonly occurs: 'will' | 'willNot';
    readonly match: 'all' | 'any';
    readonly events: readonly Condition[];
    readonly outcomeWindowDays: number;
  };
  readonly eligiblePopulation: Population | null;
  readonly customEvents: readonly (Condition & { name: string })[];
  readonly customProfileAttributes: readonly (Condition & { name: string })[];
  readonly exclusions: readonly Condition[];
  /** Day and time are kept as they were written: Adobe does not say what its screen takes (facts §3.2). */
  schedule: {
    readonly frequency: 'weekly' | 'monthly';
    readonly day?: string;
    readonly time?: string;
  } | null;
  readonly outputs: { readonly profile: boolean; readonly cja: boolean };
}

/** Who is scored; absent: everybody with activity in 45 days (facts §2.5). */
export interface Population {
  readonly match: 'all' | 'any';
  readonly lookbackDays: number;
  readonly events: readonly Condition[];
  readonly exclude: readonly Condition[];
}

/** What can be wrong with a batch of scores, on purpose; see README.md of this room. */
export type ScoreFlaw =
  | 'shifted'
  | 'stale'
  | 'null'
  | 'truncated'
  | 'incomplete'
  | 'duplicated'
  | 'outOfRange';

/** One training and scoring run. */
export interface WorldRun {
  readonly id: string;
  readonly trigger: 'finish' | 'schedule' | 'manual';
  readonly startedAt: number;
  readonly dueAt: number;
  readonly failWith: number | null;
  /** What will be wrong with its batches; absent: nothing. */
  readonly flaws?: readonly ScoreFlaw[];
  status: 'running' | 'success' | 'failed';
  errorCode: number | null;
  errorTitle: string | null;
  scoredProfiles: number;
  batchIds: string[];
}

/** A Customer AI instance. */
export interface WorldInstance {
  readonly id: string;
  readonly sandboxName: string;
  readonly instanceKey: string;
  readonly titleSuffix: string;
  readonly settings: InstanceSettings;
  readonly createdAt: number;
  readonly createdBy: string;
  updatedAt: number;
  profileDatasetId: string | null;
  eventDatasetId: string | null;
  runs: WorldRun[];
}

/** A backfill; its status follows from the clock unless somebody forced one. */
export interface WorldBackfill {
  readonly id: string;
  readonly createdAt: number;
  readonly durationMs: number;
  forcedStatus: BackfillStatus | null;
}

/** CJA's states of a backfill (facts §4.2). */
export type BackfillStatus = 'IN_QUEUE' | 'IN_PROGRESS' | 'COMPLETED' | 'FAILED';

/** Settings that a person makes in Adobe's UI and that no API shows, as they were written. */
export type HiddenSettings = Readonly<Record<string, string>>;

/** A dataset inside a CJA connection, in the field names of CJA's answers (facts §4.2). */
export interface ConnectionDataset {
  readonly dataSetId: string;
  type: string;
  identityMap: boolean;
  usePrimaryIdNamespace: boolean;
  identityNamespace: string | null;
  visitorId: string | null;
  lookupKeyField: string | null;
  lookupParentFields: string[];
  /** Settings of Adobe's form that no API shows, by name; the console shows them again. */
  hiddenSettings?: HiddenSettings;
  streaming: boolean;
  streamingEnabledAt: number | null;
  dataSourceType: { id: string; description?: string } | null;
  backfills: WorldBackfill[];
}

/** A CJA connection. */
export interface WorldConnection {
  /** Without the prefix `dg_`. */
  readonly uuid: string;
  name: string;
  description: string;
  tags: string[];
  readonly sandboxName: string;
  readonly primaryIdType: string;
  dataRetentionMonths: number | null;
  readonly createdAt: number;
  modifiedAt: number;
  modifiedBy: string;
  readonly owner: Actor;
  dataSets: ConnectionDataset[];
  hiddenSettings?: HiddenSettings;
}

/** A dimension or metric in the field names of CJA's answers (facts §5.4). */
export type WorldComponent = Record<string, unknown> & { id: string };

/** A CJA data view. */
export interface WorldDataView {
  readonly id: string;
  /** What the public API takes in a body (facts §5.2), as it was sent. */
  fields: DataViewFields;
  readonly owner: Actor;
  readonly createdAt: number;
  modifiedAt: number;
  modifiedBy: string;
  isDeleted: boolean;
  dimensions: WorldComponent[];
  metrics: WorldComponent[];
  productProfiles: string[];
}

/** The writable fields of a data view. */
export interface DataViewFields {
  name: string;
  description: string;
  parentDataGroupId: string;
  timezoneDesignator: string;
  sessionDefinition: Record<string, unknown>[];
  segmentList: string[];
  containerNames: { event: string; session: string; people: string };
  externalId: string | null;
  curationEnabled: boolean;
}

/** Who did something. */
export interface Actor {
  readonly id: string;
  readonly name: string;
  readonly email: string;
}

/** A segment that people made. */
export interface WorldSegment {
  readonly id: string;
  readonly name: string;
  readonly owner: Actor;
}

/** A CJA annotation (facts §6.5). */
export interface WorldAnnotation {
  readonly id: string;
  /** What the API takes in a body, as it was sent. */
  fields: AnnotationFields;
  readonly owner: Actor;
  readonly createdAt: number;
  modifiedAt: number;
  isDeleted: boolean;
}

/** The writable fields of an annotation. */
export interface AnnotationFields {
  name: string;
  description: string;
  dataId: string;
  dateRange: string;
  color: string;
  applyToAllReports: boolean;
  scope: { metrics: Record<string, unknown>[]; filters: Record<string, unknown>[] };
}

/** A record of the audit log (facts §6.7). */
export interface AuditRecord {
  readonly id: string;
  readonly at: number;
  readonly action: string;
  readonly description: string;
  readonly user: Actor;
  readonly component: { readonly id: string; readonly type: string; readonly name: string };
}

/** Everything that the emulator remembers. */
export interface World {
  readonly formatVersion: 1;
  readonly seed: number;
  readonly createdAt: number;
  clockOffsetMs: number;
  idCounter: number;
  readonly tenant: string;
  readonly sandboxes: readonly {
    id: string;
    name: string;
    title: string;
    type: string;
    isDefault: boolean;
  }[];
  schemas: WorldSchema[];
  descriptors: WorldDescriptor[];
  datasets: WorldDataset[];
  batches: WorldBatch[];
  instances: WorldInstance[];
  connections: WorldConnection[];
  dataViews: WorldDataView[];
  /** Absent in worlds that were made before there were any. */
  segments?: WorldSegment[];
  /** Absent in worlds that were made before there were any. */
  annotations?: WorldAnnotation[];
  audit: AuditRecord[];
  /** A server that speaks the Postgres protocol and stands in for Query Service; absent where there is none. */
  queryService?: WorldQueryService;
}

/** Where Query Service is reached (facts §7). */
export interface WorldQueryService {
  readonly host: string;
  readonly port: number;
  readonly username: string;
  readonly token: string;
}
