/** Generated from schemas/ by .ci/generate.mjs. Do not edit. */

export type WrittenDocument = Pipeline | Environment;
/**
 * all: every condition must hold. any: one is enough.
 */
export type Match = 'all' | 'any';
/**
 * One of the attributes that Customer AI writes for each person.
 */
export type ScoreAttribute =
  'score' | 'probability' | 'percentileScore' | 'modelType' | 'scoreDate' | 'influentialFactors';
/**
 * A connection in Customer Journey Analytics. Adobe's API only reads it: a person sets it up, the runner says exactly how and checks it. Or the connection of another pipeline: { use: ADDRESS }.
 */
export type Connection = ConnectionDeclaration | ConnectionUse;
/**
 * Where rows come from: scores.event or scores.profile (what the instance writes), inputs.NAME (an input of this pipeline), the address of one of these in another pipeline (PIPELINE/score-dataset/event), or { dataset: TITLE } for any other dataset of the sandbox.
 */
export type SourceReference = string | DatasetReference;

/**
 * One propensity use case, from inputs to data views.
 */
export interface Pipeline {
  /**
   * Version of the language.
   */
  readonly apiVersion: 'cai/v1';
  /**
   * Kind of the document.
   */
  readonly kind: 'Pipeline';
  /**
   * Versions of cai that may read this pipeline.
   */
  readonly requiredVersion?: string;
  readonly metadata: PipelineMetadata;
  readonly spec: PipelineSpec;
  /**
   * Renamed resources: nothing changes in Adobe, the runner only follows the name.
   *
   * @maxItems 1000
   */
  readonly moved?: readonly Moved[];
}
/**
 * Who and what.
 */
export interface PipelineMetadata {
  /**
   * Identifier of the pipeline; the first part of every address.
   */
  readonly name: string;
  /**
   * What the pipeline is called where people read about it.
   */
  readonly title: string;
  /**
   * What the pipeline is for.
   */
  readonly description?: string;
  /**
   * Teams or people to ask.
   *
   * @minItems 1
   * @maxItems 50
   */
  readonly owners: readonly string[];
}
/**
 * The five steps: inputs, instance, scores, connection, data views.
 */
export interface PipelineSpec {
  /**
   * The datasets that Customer AI learns from.
   *
   * @minItems 1
   * @maxItems 100
   */
  readonly inputs: readonly InputDataset[];
  readonly customerAi: CustomerAiInstance;
  /**
   * Only needed to name one of several score datasets with the same title.
   */
  readonly outputs?: {
    readonly event?: ScoreDataset;
    readonly profile?: ScoreDataset;
  };
  readonly scores?: Scores;
  readonly connection?: Connection;
  /**
   * The data views built on the connection.
   *
   * @maxItems 1000
   */
  readonly dataViews?: readonly DataView[];
}
/**
 * A dataset that Customer AI learns from. Somebody else owns it: it is checked, never changed.
 */
export interface InputDataset {
  /**
   * How other parts of this pipeline refer to the input: inputs.NAME.
   */
  readonly name: string;
  /**
   * How the data gets into Experience Platform: the Adobe Analytics or Audience Manager source connector, an Experience Event dataset, or a Consumer Experience Event dataset.
   */
  readonly source: 'analyticsConnector' | 'audienceManagerConnector' | 'experienceEvent' | 'consumerExperienceEvent';
  /**
   * Title of the dataset in the sandbox.
   */
  readonly dataset: string;
  /**
   * Whose event it is: the identity that Customer AI joins the inputs by.
   */
  readonly identity: {
    /**
     * Code of the identity namespace. All inputs of an instance share one.
     */
    readonly namespace: string;
    /**
     * Field that holds the identity, or identityMap. Default: identityMap.
     */
    readonly field?: string;
  };
}
/**
 * A Customer AI instance. Adobe has no API for it: a person sets it up, the runner says exactly how and checks what can be seen.
 */
export interface CustomerAiInstance {
  /**
   * Name of the instance, shown wherever its scores are used. Default: the title of the pipeline.
   */
  readonly title?: string;
  /**
   * What the instance predicts, for colleagues.
   */
  readonly description?: string;
  /**
   * conversion: a high score is good. churn: a high score is bad.
   */
  readonly propensityType: 'conversion' | 'churn';
  /**
   * Use case that Adobe describes. With it, the events that Adobe recommends for it are checked for; it is not a setting in Adobe.
   */
  readonly scenario?:
    | 'purchase-conversion'
    | 'subscription-conversion'
    | 'retail-churn'
    | 'upsell'
    | 'unsubscribe'
    | 'app-launch'
    | 'trait-realization';
  /**
   * Names of the inputs to learn from. Default: all inputs of the pipeline.
   *
   * @minItems 1
   * @maxItems 100
   */
  readonly inputs?: readonly string[];
  readonly goal: Goal;
  readonly eligiblePopulation?: EligiblePopulation;
  /**
   * Events of your own to learn from, besides the standard ones. At least one is needed where no standard event is present.
   *
   * @maxItems 100
   */
  readonly customEvents?: readonly CustomEvent[];
  /**
   * Attributes of the profile to learn from.
   *
   * @maxItems 100
   */
  readonly customProfileAttributes?: readonly CustomProfileAttribute[];
  /**
   * Events and columns that the model ignores.
   *
   * @maxItems 100
   */
  readonly exclusions?: readonly EventCondition[];
  /**
   * When scores are made anew. Default: weekly.
   */
  readonly schedule?: {
    /**
     * How often everybody is scored again.
     */
    readonly frequency: 'weekly' | 'monthly';
    /**
     * Day of the week or month, as Adobe's screen shows it.
     */
    readonly day?: string;
    /**
     * Time of day, as Adobe's screen shows it.
     */
    readonly time?: string;
  };
  /**
   * Where the scores go.
   */
  readonly outputs?: {
    /**
     * Whether scores go into Real-Time Customer Profile. Default: false.
     */
    readonly profile?: boolean;
    /**
     * Whether scores are also written as events for Customer Journey Analytics. Adobe gives this switch to some organisations only. Default: true.
     */
    readonly cja?: boolean;
  };
  readonly lifecycle?: Lifecycle;
  readonly adopt?: Adopt;
}
/**
 * What is predicted.
 */
export interface Goal {
  /**
   * Whether the goal is that the events happen (will) or that they do not (willNot).
   */
  readonly occurs: 'will' | 'willNot';
  readonly match?: Match;
  /**
   * The events that make the goal.
   *
   * @minItems 1
   * @maxItems 100
   */
  readonly events: readonly EventCondition[];
  /**
   * Number of days ahead in which the goal is reached or not.
   */
  readonly outcomeWindowDays: number;
}
/**
 * One condition on an event: a field, an operator and, except for exists, a value.
 */
export interface EventCondition {
  /**
   * XDM path of the field that the condition looks at.
   */
  readonly field: string;
  /**
   * Comparison as Adobe's list prints it. Adobe documents exists, equals and starts with; its list depends on the type of the field.
   */
  readonly operator: string;
  /**
   * What the field is compared with. Left out for exists.
   */
  readonly value?: string | number | boolean;
}
/**
 * Who is scored. Without it: everybody with activity in the last 45 days.
 */
export interface EligiblePopulation {
  /**
   * Number of days back that the conditions look.
   */
  readonly lookbackDays: number;
  readonly match?: Match;
  /**
   * Conditions that a person must meet to be scored.
   *
   * @minItems 1
   * @maxItems 100
   */
  readonly events: readonly PopulationCondition[];
  /**
   * Conditions that keep a person out.
   *
   * @maxItems 100
   */
  readonly exclude?: readonly PopulationCondition[];
}
/**
 * One condition on who is scored.
 */
export interface PopulationCondition {
  /**
   * XDM path of the field that the condition looks at.
   */
  readonly field: string;
  /**
   * Comparison as Adobe's list prints it.
   */
  readonly operator: string;
  /**
   * What the field is compared with. Left out for exists.
   */
  readonly value?: string | number | boolean;
  /**
   * How many days back this one condition looks, where it differs from the population's lookbackDays.
   */
  readonly lookbackDays?: number;
}
/**
 * An event of your own, under a name that a reader of the influential factors understands.
 */
export interface CustomEvent {
  /**
   * Name that stands for the event among the influential factors.
   */
  readonly name: string;
  /**
   * XDM path of the field that the condition looks at.
   */
  readonly field: string;
  /**
   * Comparison as Adobe's list prints it.
   */
  readonly operator: string;
  /**
   * What the field is compared with. Left out for exists.
   */
  readonly value?: string | number | boolean;
}
/**
 * An attribute of the profile to learn from. Avoid one that gives the goal away.
 */
export interface CustomProfileAttribute {
  /**
   * Name that stands for the attribute among the influential factors.
   */
  readonly name: string;
  /**
   * XDM path of the profile attribute.
   */
  readonly field: string;
  /**
   * Comparison as Adobe's list prints it.
   */
  readonly operator: string;
  /**
   * What the field is compared with. Left out for exists.
   */
  readonly value?: string | number | boolean;
}
/**
 * How careful the runner is with this resource.
 */
export interface Lifecycle {
  /**
   * Whether the resource may be deleted or replaced in Adobe when YAML says so. Without it such a change is blocked. Default: false.
   */
  readonly allowDelete?: boolean;
  /**
   * Attributes to leave alone, by their path: differences in Adobe are neither reported nor changed.
   *
   * @maxItems 100
   */
  readonly ignore?: readonly string[];
}
/**
 * Binds something that already exists in Adobe to this resource, where its title alone does not say which one is meant.
 */
export interface Adopt {
  /**
   * Adobe's id of the object that already exists. The only place where an id is written in YAML.
   */
  readonly id: string;
}
/**
 * A dataset that the instance writes its scores to. Adobe makes it; it is found by its title after the first run.
 */
export interface ScoreDataset {
  readonly adopt?: Adopt;
}
/**
 * What is done with the scores outside Adobe: downloaded, and checked against expectations.
 */
export interface Scores {
  readonly download?: ScoreDownload;
  /**
   * What must be true of each batch.
   *
   * @maxItems 200
   */
  readonly expectations?: readonly Expectation[];
  readonly lifecycle?: Lifecycle;
}
/**
 * Downloads each new batch of scores.
 */
export interface ScoreDownload {
  /**
   * Folder for the files, relative to the one that cai is started in. Each pipeline has a folder of its name in it, unless it has that name itself, and each environment one in that.
   */
  readonly to: string;
  /**
   * How many batches stay on disk; older ones are removed. Default: 8.
   */
  readonly keepBatches?: number;
  /**
   * Which score dataset is downloaded. Default: event where the instance writes one, otherwise profile.
   */
  readonly from?: 'event' | 'profile';
}
/**
 * Something that must be true of a batch of scores. Each one makes exactly one kind of check.
 */
export interface Expectation {
  /**
   * Identifier of the expectation, unique in the pipeline.
   */
  readonly name: string;
  /**
   * Why it matters, for whoever reads the failure.
   */
  readonly description?: string;
  /**
   * Which score dataset is looked at. Default: that of the download.
   */
  readonly from?: 'event' | 'profile';
  /**
   * Freshness: the newest batch is at most this many days old.
   */
  readonly maxAgeDays?: number;
  /**
   * Row count: a batch has at least this many rows.
   */
  readonly minRows?: number;
  /**
   * Row count: a batch has at most this many rows.
   */
  readonly maxRows?: number;
  /**
   * Row count: it differs from that of the previous batch by at most this many percent, up or down.
   */
  readonly maxRowChangePercent?: number;
  readonly attribute?: ScoreAttribute;
  /**
   * Range: no value of the attribute is smaller.
   */
  readonly min?: number;
  /**
   * Range: no value of the attribute is larger.
   */
  readonly max?: number;
  /**
   * Nulls: at most this many percent of the rows have no value.
   */
  readonly maxNullPercent?: number;
  /**
   * Uniqueness: no identity has two rows in one batch.
   */
  readonly unique?: 'identity';
  /**
   * Distribution: the share of rows that each bucket of the attribute may hold.
   *
   * @minItems 1
   * @maxItems 20
   */
  readonly bucketShares?: readonly BucketShare[];
  /**
   * Distribution: largest population stability index against the previous batch. Below 0.1 is stable, above 0.2 has moved.
   */
  readonly maxPopulationStabilityIndex?: number;
  /**
   * Coverage: at least this many percent of the eligible population are scored.
   */
  readonly minPopulationSharePercent?: number;
  /**
   * A SELECT over the table scores that returns the offending rows; none may be returned.
   */
  readonly sql?: string;
  /**
   * error: what depends on the scores is blocked. warn: it is only shown. Default: error.
   */
  readonly severity?: 'error' | 'warn';
}
/**
 * How large a share of the rows one bucket may hold.
 */
export interface BucketShare {
  /**
   * Lower bound, included. Left out: no bound.
   */
  readonly from?: number;
  /**
   * Upper bound, excluded. Left out: no bound.
   */
  readonly to?: number;
  /**
   * Least share of rows, in percent.
   */
  readonly minPercent?: number;
  /**
   * Largest share of rows, in percent.
   */
  readonly maxPercent?: number;
}
export interface ConnectionDeclaration {
  /**
   * Identifier of the connection, part of its address.
   */
  readonly name: string;
  /**
   * Name of the connection in Customer Journey Analytics; unique in the sandbox. At most 500 characters.
   */
  readonly title: string;
  /**
   * What the connection is for.
   */
  readonly description?: string;
  /**
   * Tags of the connection.
   *
   * @maxItems 100
   */
  readonly tags?: readonly string[];
  /**
   * person for consumers, account for B2B. Fixed once the connection has datasets. Default: person.
   */
  readonly primaryIdType?: 'person' | 'account';
  /**
   * How many months of data are kept. Left out: all. Also drops profile and lookup rows of that age.
   */
  readonly rollingWindowMonths?: number;
  /**
   * Events to expect on an average day, as Adobe's list prints it or as a number. Adobe does not say how its API spells the answer: a person confirms it.
   */
  readonly averageDailyEvents?: string | number;
  /**
   * Optional B2B containers.
   *
   * @maxItems 3
   */
  readonly containers?: readonly ('globalAccount' | 'opportunity' | 'buyingGroup')[];
  /**
   * The datasets, at most 100, at least one of them with events or summaries.
   *
   * @minItems 1
   */
  readonly datasets: readonly ConnectionDataset[];
  readonly lifecycle?: Lifecycle;
  readonly adopt?: Adopt;
}
/**
 * One dataset of the connection.
 */
export interface ConnectionDataset {
  readonly from: SourceReference;
  /**
   * Kind of data. Customer Journey Analytics takes it from the class of the schema; written for ad hoc schemas only. Default: event for scores.event and inputs, profile for scores.profile, lookup where lookup is given.
   */
  readonly type?: 'event' | 'profile' | 'lookup' | 'summary';
  readonly personId?: PersonId;
  readonly lookup?: LookupKeys;
  /**
   * Where the data comes from; a survey question of Adobe without effect on reports. Default: other with the description Customer AI scores for scores, webData for the Analytics connector, other for all else.
   */
  readonly dataSourceType?: {
    /**
     * Adobe's name for the origin of the data.
     */
    readonly id:
      | 'webData'
      | 'mobileAppData'
      | 'posData'
      | 'crmData'
      | 'surveyData'
      | 'productData'
      | 'callCenterData'
      | 'accountsData'
      | 'transactionData'
      | 'customerFeedbackData'
      | 'other';
    /**
     * What other stands for.
     */
    readonly description?: string;
  };
  /**
   * Whether new rows keep flowing in. Default: true.
   */
  readonly importNewData?: boolean;
  /**
   * Whether the rows that exist already are loaded. Default: all.
   */
  readonly backfill?: 'all' | 'none';
  readonly stitching?: Stitching;
  /**
   * Whether a B2B lookup dataset is transformed. It cannot be undone. Default: false.
   */
  readonly transform?: boolean;
  readonly summary?: SummarySettings;
}
export interface DatasetReference {
  /**
   * Title of a dataset in the sandbox.
   */
  readonly dataset: string;
}
/**
 * Whose rows these are. Default: the identity of the input; for scores the namespace of the inputs within the identity map. Lookup and summary datasets have none.
 */
export interface PersonId {
  /**
   * Whether the person comes from the identity map of each event.
   */
  readonly identityMap?: boolean;
  /**
   * Code of the namespace within the identity map.
   */
  readonly namespace?: string;
  /**
   * Whether the identity marked as primary in the map is taken, whatever its namespace.
   */
  readonly usePrimaryNamespace?: boolean;
  /**
   * Identity field of the schema, instead of the identity map. Rows without it are skipped.
   */
  readonly field?: string;
}
/**
 * How rows of a lookup dataset are matched.
 */
export interface LookupKeys {
  /**
   * Field of this dataset that is matched.
   */
  readonly key: string;
  /**
   * Fields of the other dataset that the key is matched with.
   *
   * @minItems 1
   * @maxItems 20
   */
  readonly matchingKeys: readonly string[];
  readonly of?: SourceReference;
}
/**
 * Joins events of one person across devices. No API shows it: a person confirms it.
 */
export interface Stitching {
  /**
   * Field that every event has, such as a cookie id.
   */
  readonly persistentId: string;
  /**
   * Field that only identified events have.
   */
  readonly personId?: string;
  /**
   * field: the person id of the events. graph: the identity graph. Default: field.
   */
  readonly method?: 'field' | 'graph';
  /**
   * Code of the namespace to stitch to.
   */
  readonly namespace?: string;
  /**
   * Number of days in which events are stitched again.
   */
  readonly lookbackWindowDays?: number;
}
/**
 * Settings of a summary dataset.
 */
export interface SummarySettings {
  /**
   * Time zone of the summary rows.
   */
  readonly timezone?: string;
  /**
   * Time that one summary row stands for.
   */
  readonly granularity?: 'hour' | 'day' | 'week' | 'month';
}
export interface ConnectionUse {
  /**
   * Address of the connection in another pipeline of the environment. Its owner lists the datasets.
   */
  readonly use: string;
}
/**
 * A data view in Customer Journey Analytics. The runner makes and changes it by API.
 */
export interface DataView {
  /**
   * Identifier of the data view, part of its address.
   */
  readonly name: string;
  /**
   * Name of the data view in Customer Journey Analytics. At most 500 characters.
   */
  readonly title: string;
  /**
   * What the data view is for.
   */
  readonly description?: string;
  /**
   * Connection that the data view is built on: its name in this pipeline, or the address of another pipeline's. Default: that of this pipeline.
   */
  readonly connection?: string;
  /**
   * Time zone of the reports, by its IANA name.
   */
  readonly timezone: string;
  readonly session?: Session;
  /**
   * Titles of existing segments that limit the whole data view.
   *
   * @maxItems 100
   */
  readonly segments?: readonly string[];
  /**
   * What reports call the three containers.
   */
  readonly containerNames?: {
    /**
     * What one row is called. Default: Event.
     */
    readonly event?: string;
    /**
     * What a visit is called. Default: Session.
     */
    readonly session?: string;
    /**
     * What a customer is called. Default: Person.
     */
    readonly person?: string;
  };
  /**
   * Name of the data view for BI tools.
   */
  readonly externalId?: string;
  /**
   * Whether reports offer curated components only. Left out: as Adobe sets it, which is not documented.
   */
  readonly curationEnabled?: boolean;
  /**
   * Dimensions and metrics.
   */
  readonly components?: readonly Component[];
  /**
   * Notes on days of the data view, shown in reports.
   *
   * @maxItems 500
   */
  readonly annotations?: readonly Annotation[];
  readonly access?: DataViewAccess;
  readonly lifecycle?: Lifecycle;
  readonly adopt?: Adopt;
}
/**
 * When a session ends. Default: after 30 minutes without activity.
 */
export interface Session {
  /**
   * How long a person may be inactive before a new session begins, in the unit below. Default: 30.
   */
  readonly timeout?: number;
  /**
   * Unit of timeout. Default: minutes.
   */
  readonly unit?: 'minutes' | 'hours' | 'days' | 'weeks';
  /**
   * Component ids of metrics that begin a new session whenever they occur.
   *
   * @maxItems 100
   */
  readonly startsWith?: readonly string[];
}
/**
 * A dimension or metric of the data view.
 */
export interface Component {
  /**
   * Component id. Reports refer to it, so it never changes; written out because Adobe's own default differs from sandbox to sandbox.
   */
  readonly id: string;
  /**
   * dimension: something to break down by. metric: something to count.
   */
  readonly type: 'dimension' | 'metric';
  /**
   * Name in reports. Default: made from the id.
   */
  readonly title?: string;
  /**
   * Help text in reports.
   */
  readonly description?: string;
  /**
   * Tags of the component.
   *
   * @maxItems 100
   */
  readonly tags?: readonly string[];
  readonly from?: SourceReference;
  readonly attribute?: ScoreAttribute;
  /**
   * Which part of an influential factor. Default: code.
   */
  readonly member?: 'code' | 'value' | 'importance';
  /**
   * XDM path of the field, for all other datasets.
   */
  readonly path?: string;
  /**
   * Type of the values, where it is not that of the schema.
   */
  readonly dataType?:
    'string' | 'boolean' | 'int' | 'decimal' | 'currency' | 'percent' | 'time' | 'enum' | 'orderedEnum';
  /**
   * Whether reports do not offer the component. Default: false.
   */
  readonly hidden?: boolean;
  /**
   * Value bucketing of a numeric dimension, at most 20 buckets. Either the bounds between buckets ([25, 75] means below 25, 25 to 75, 75 and above) or a list of from and to.
   *
   * @minItems 1
   */
  readonly buckets?: readonly (number | Bucket)[];
  /**
   * How missing values appear.
   */
  readonly noValue?: {
    /**
     * What happens with rows that have no value, as Adobe's list prints it.
     */
    readonly option: string;
    /**
     * Text that stands for no value.
     */
    readonly value?: string;
  };
  /**
   * Keeps the value of a dimension on later events.
   */
  readonly persistence?: {
    /**
     * Which value later events keep. Default: mostRecent.
     */
    readonly allocation?: 'mostRecent' | 'original' | 'all' | 'firstKnown' | 'lastKnown';
    readonly expiration?: Expiration;
    readonly lookback?: Lookback;
    /**
     * Binding dimension and metric of a product attribute.
     */
    readonly binding?: {
      /**
       * Merchandising: none, set by the product syntax, or bound to an event. Default: none.
       */
      readonly type?: 'none' | 'set' | 'auto';
      /**
       * Component ids of the binding metrics.
       *
       * @maxItems 100
       */
      readonly events?: readonly string[];
    };
  };
  /**
   * How a metric credits dimension values by default.
   */
  readonly attribution?: {
    /**
     * Which of the earlier values gets the credit.
     */
    readonly model:
      | 'lastTouch'
      | 'firstTouch'
      | 'sameTouch'
      | 'linear'
      | 'participation'
      | 'uShaped'
      | 'jCurve'
      | 'inverseJ'
      | 'timeDecay'
      | 'custom'
      | 'algorithmic';
    readonly lookback?: Lookback;
    /**
     * Within what credit is given.
     */
    readonly container?: 'session' | 'person';
    readonly halfLife?: Period;
    /**
     * For custom: how credit is split, in percent that add up to 100.
     */
    readonly weights?: {
      /**
       * Percent for the first touch.
       */
      readonly first: number;
      /**
       * Percent for the touches between.
       */
      readonly middle: number;
      /**
       * Percent for the last touch.
       */
      readonly last: number;
    };
  };
  /**
   * Counts only rows with these values.
   */
  readonly includeExclude?: {
    readonly match?: Match;
    /**
     * Whether upper and lower case differ. Default: true.
     */
    readonly caseSensitive?: boolean;
    /**
     * How values are compared. Default: string.
     */
    readonly type?: 'string' | 'numeric' | 'date';
    /**
     * The rules.
     *
     * @minItems 1
     * @maxItems 100
     */
    readonly rules: readonly IncludeExcludeRule[];
  };
  /**
   * How a metric is shown.
   */
  readonly format?: {
    /**
     * How the number is shown. Default: decimal.
     */
    readonly type?: 'decimal' | 'percent' | 'time' | 'currency';
    /**
     * Digits after the decimal point. Default: 0.
     */
    readonly decimals?: number;
    /**
     * Currency, for currency.
     */
    readonly currency?: string;
    /**
     * Whether an upward trend is good (positive) or bad. Default: positive.
     */
    readonly polarity?: 'positive' | 'negative';
  };
  /**
   * Whether a metric adds up values or counts rows.
   */
  readonly countType?: 'values' | 'instances';
  /**
   * Whether a text dimension ignores upper and lower case. Default: false.
   */
  readonly lowerCase?: boolean;
  /**
   * Formula of the Substring setting, as a person would enter it. No API shows it: a person confirms it.
   */
  readonly substring?: string;
  /**
   * Counts equal values of a metric once.
   */
  readonly deduplication?: {
    /**
     * Component id of the dimension that makes a value count once.
     */
    readonly key: string;
    /**
     * Within what it counts once. Default: session.
     */
    readonly scope?: 'session' | 'person';
    /**
     * Which of the equal ones is kept. Default: first.
     */
    readonly keep?: 'first' | 'last';
  };
  /**
   * Context labels, as Adobe's list prints them. No API shows them: a person confirms them.
   *
   * @maxItems 100
   */
  readonly labels?: readonly string[];
  /**
   * Formula of a derived field, in the words that a person would follow. No API shows it in full: a person confirms it.
   */
  readonly derivedField?: string;
}
export interface Bucket {
  /**
   * Lower bound, included. Left out: no bound.
   */
  readonly from?: number;
  /**
   * Upper bound, excluded. Left out: no bound.
   */
  readonly to?: number;
}
/**
 * When the kept value ends.
 */
export interface Expiration {
  /**
   * When a kept value ends. Default: session.
   */
  readonly type?: 'session' | 'personReportingWindow' | 'customTime' | 'metric';
  /**
   * How many units, for customTime; at most 90 days.
   */
  readonly length?: number;
  /**
   * Unit of length.
   */
  readonly unit?: 'minutes' | 'hours' | 'days' | 'weeks' | 'months';
  /**
   * Component id of the metric, for metric.
   */
  readonly metric?: string;
}
/**
 * How far back a value may come from.
 */
export interface Lookback {
  /**
   * How far back: the session, the person's reporting window, or a time of its own.
   */
  readonly type: 'session' | 'person' | 'customTime';
  /**
   * How many units, for customTime; at most 90 days.
   */
  readonly length?: number;
  /**
   * Unit of length.
   */
  readonly unit?: 'minutes' | 'hours' | 'days' | 'weeks' | 'months';
}
/**
 * A stretch of time.
 */
export interface Period {
  /**
   * How many units.
   */
  readonly length: number;
  /**
   * Unit of length.
   */
  readonly unit: 'minutes' | 'hours' | 'days' | 'weeks' | 'months' | 'quarters' | 'years';
}
export interface IncludeExcludeRule {
  /**
   * Comparison as Adobe's list prints it.
   */
  readonly clause: string;
  /**
   * What the value is compared with.
   */
  readonly value?: string;
}
/**
 * A note on a day or some days of a data view, shown in reports. The runner makes and changes it by API.
 */
export interface Annotation {
  /**
   * Identifier of the annotation, part of its address.
   */
  readonly name: string;
  /**
   * Title of the annotation in reports. At most 100 characters.
   */
  readonly title: string;
  /**
   * What happened. At most 250 characters.
   */
  readonly description?: string;
  /**
   * The day, or the first and the last day, in the time zone of the data view.
   */
  readonly on:
    | string
    | {
        /**
         * First day.
         */
        readonly from: string;
        /**
         * Last day, included.
         */
        readonly to: string;
      };
  /**
   * One of the nine colors that reports offer. Default: 1.
   */
  readonly color?: number;
  /**
   * Ids of the metrics that the annotation is about, as the API names them. Left out: it is shown in all reports.
   *
   * @maxItems 100
   */
  readonly metrics?: readonly string[];
  readonly lifecycle?: Lifecycle;
  readonly adopt?: Adopt;
}
/**
 * Who sees the data view. No API shows it: a person sets it in the Admin Console and confirms it.
 */
export interface DataViewAccess {
  /**
   * Product profiles of the Admin Console whose members see the data view.
   *
   * @minItems 1
   * @maxItems 1000
   */
  readonly productProfiles: readonly string[];
}
export interface Moved {
  /**
   * Address until now.
   */
  readonly from: string;
  /**
   * Address from now on.
   */
  readonly to: string;
}
/**
 * Where pipelines are applied: sandbox, addresses, the names of credential variables, and what may be deleted. It holds no secret.
 */
export interface Environment {
  /**
   * Version of the language.
   */
  readonly apiVersion: 'cai/v1';
  /**
   * Kind of the document.
   */
  readonly kind: 'Environment';
  readonly metadata: EnvironmentMetadata;
  readonly spec: EnvironmentSpec;
}
/**
 * Who and what.
 */
export interface EnvironmentMetadata {
  /**
   * Name of the environment, as given to --env.
   */
  readonly name: string;
  /**
   * What the environment is for.
   */
  readonly description?: string;
}
/**
 * Where and how pipelines are applied.
 */
export interface EnvironmentSpec {
  /**
   * Names of the pipelines that are applied here; * stands for any part of a name. Default: all.
   *
   * @maxItems 1000
   */
  readonly pipelines?: readonly string[];
  /**
   * Name (not title) of the sandbox in Experience Platform. Default: prod.
   */
  readonly sandbox?: string;
  /**
   * Tenant namespace of the organisation. Left out: asked from the Schema Registry.
   */
  readonly tenant?: string;
  /**
   * Where Adobe is reached. Default: Adobe's own addresses.
   */
  readonly baseUrls?: {
    /**
     * Where tokens are issued. Default: https://ims-na1.adobelogin.com.
     */
    readonly ims?: string;
    /**
     * Experience Platform. Default: https://platform.adobe.io.
     */
    readonly platform?: string;
    /**
     * Customer Journey Analytics. Default: https://cja.adobe.io.
     */
    readonly cja?: string;
  };
  /**
   * Names of the environment variables with the credentials. Default: CAI_, the name of the environment in capitals, and _CLIENT_ID, _CLIENT_SECRET, _ORG_ID.
   */
  readonly credentials?: {
    /**
     * Name of the environment variable that holds the client id. Default: CAI_ENV_CLIENT_ID, with the name of the environment in capitals for ENV.
     */
    readonly clientId?: string;
    /**
     * Name of the environment variable that holds the client secret. Never the secret itself. Default: CAI_ENV_CLIENT_SECRET, with the name of the environment in capitals for ENV.
     */
    readonly clientSecret?: string;
    /**
     * Name of the environment variable that holds the IMS organisation. Default: CAI_ENV_ORG_ID, with the name of the environment in capitals for ENV.
     */
    readonly orgId?: string;
  };
  /**
   * Values for ${var.name} in the pipelines. Texts only, and never a secret.
   */
  readonly variables?: {
    /**
     * What ${var.name} stands for here.
     */
    readonly [k: string]: string;
  };
  /**
   * Addresses that may be deleted or replaced here; * stands for any part, ** for the rest.
   *
   * @maxItems 500
   */
  readonly allowDelete?: readonly string[];
  /**
   * Environment that must be applied first.
   */
  readonly after?: string;
  /**
   * Where the state lives.
   */
  readonly state?: {
    /**
     * Where the runner remembers what it did: in a folder of this machine, or on a branch of this repository's remote, which everybody who applies shares. Default: local.
     */
    readonly backend?: 'local' | 'git';
    /**
     * Folder of the local backend, relative to the one that cai is started in. Default: .cai.
     */
    readonly path?: string;
    /**
     * Name (not address) of the remote that the git backend keeps the state on. Default: origin.
     */
    readonly remote?: string;
    /**
     * Branch of the git backend; it holds nothing but the state of this environment. Default: cai-state/ and the name of the environment.
     */
    readonly branch?: string;
  };
  /**
   * Bounds of Adobe's services. Default: what Adobe documents.
   */
  readonly limits?: {
    /**
     * Requests to Customer Journey Analytics within one window. Default: 12.
     */
    readonly requests?: number;
    /**
     * Length of the window, in seconds. Default: 6.
     */
    readonly windowSeconds?: number;
    /**
     * Time after which Adobe's gateway gives up, in seconds. Default: 60.
     */
    readonly gatewaySeconds?: number;
    /**
     * For how long a list may lack what was just written, in seconds. Adobe states no number. Default: 30.
     */
    readonly staleReadSeconds?: number;
  };
  /**
   * How the scores of all pipelines are downloaded and read here.
   */
  readonly scores?: {
    /**
     * Where score files come from. Default: Data Access.
     */
    readonly source?: {
      /**
       * Where score files come from: Adobe's Data Access API, or a folder that a dataset export destination fills.
       */
      readonly type: 'dataAccess' | 'folder';
      /**
       * Only for a folder: the one that Adobe writes to, with a folder for each dataset in it. Relative to the one that cai is started in, or absolute.
       */
      readonly path?: string;
    };
    /**
     * Who reads the scores to describe and check them: DuckDB, on the files that were downloaded, or Adobe's Query Service, where the scores are. Default: duckdb.
     */
    readonly engine?: 'duckdb' | 'query-service';
    /**
     * How fast score files are downloaded.
     */
    readonly download?: {
      /**
       * Requests for score files at the same time, over all files. Default: 8.
       */
      readonly parallel?: number;
      /**
       * Most bytes per second, over all requests: a number with K, M or G for 1024, 1024² and 1024³. Left out: no limit.
       */
      readonly limitRate?: string;
    };
  };
  /**
   * Says that this environment is an emulator on this machine and not Adobe; everything done here says so.
   */
  readonly emulator?: {
    /**
     * Port that the emulator listens on. Default: 4410.
     */
    readonly port?: number;
    /**
     * Folder of the emulator's world.
     */
    readonly path?: string;
    /**
     * Seed of the demo world.
     */
    readonly seed?: number;
  };
}
