/** Generated from schemas/ by .ci/generate.mjs. Do not edit. */
export type AttributeVisibility = 'visible' | 'afterRun' | 'hidden';

/** One attribute of a kind: what shows it, and the control of Adobe’s screen that sets it. */
export interface AttributeRow {
  /** `[]` stands for a member of a list. */
  readonly path: string;
  readonly visibility: AttributeVisibility;
  readonly immutable?: true;
  readonly screen: string;
  readonly label: string;
  /** The API field that reads it back. */
  readonly readBack?: string;
  readonly description: string;
}

/** The attribute tables of all kinds, by slug. */
export const ATTRIBUTES: Readonly<Record<string, readonly AttributeRow[]>> = {
  "annotation": [
    {
      "path": "title",
      "visibility": "visible",
      "screen": "Annotations",
      "label": "Title",
      "readBack": "name",
      "description": "Title of the annotation in reports. At most 100 characters."
    },
    {
      "path": "description",
      "visibility": "visible",
      "screen": "Annotations",
      "label": "Description",
      "readBack": "description",
      "description": "What happened. At most 250 characters."
    },
    {
      "path": "on.from",
      "visibility": "visible",
      "screen": "Annotations",
      "label": "Date range",
      "readBack": "dateRange",
      "description": "First day."
    },
    {
      "path": "on.to",
      "visibility": "visible",
      "screen": "Annotations",
      "label": "Date range",
      "readBack": "dateRange",
      "description": "Last day, included."
    },
    {
      "path": "color",
      "visibility": "visible",
      "screen": "Annotations",
      "label": "Color",
      "readBack": "color",
      "description": "One of the nine colors that reports offer. Default: 1."
    },
    {
      "path": "metrics",
      "visibility": "visible",
      "screen": "Annotations",
      "label": "Scope",
      "readBack": "scope.metrics",
      "description": "Ids of the metrics that the annotation is about, as the API names them. Left out: it is shown in all reports."
    }
  ],
  "connection": [
    {
      "path": "title",
      "visibility": "visible",
      "screen": "Connection settings",
      "label": "Connection name",
      "readBack": "name",
      "description": "Name of the connection in Customer Journey Analytics; unique in the sandbox. At most 500 characters."
    },
    {
      "path": "description",
      "visibility": "visible",
      "screen": "Connection settings",
      "label": "Connection description",
      "readBack": "description",
      "description": "What the connection is for."
    },
    {
      "path": "tags",
      "visibility": "visible",
      "screen": "Connection settings",
      "label": "Tags",
      "readBack": "tags",
      "description": "Tags of the connection."
    },
    {
      "path": "primaryIdType",
      "visibility": "visible",
      "immutable": true,
      "screen": "Connection settings",
      "label": "Primary ID",
      "readBack": "primaryIdType",
      "description": "person for consumers, account for B2B. Fixed once the connection has datasets. Default: person."
    },
    {
      "path": "rollingWindowMonths",
      "visibility": "visible",
      "screen": "Connection settings",
      "label": "Enable rolling data window",
      "readBack": "dataRetentionMonths",
      "description": "How many months of data are kept. Left out: all. Also drops profile and lookup rows of that age."
    },
    {
      "path": "averageDailyEvents",
      "visibility": "hidden",
      "screen": "Connection settings",
      "label": "Average daily events",
      "description": "Events to expect on an average day, as Adobe's list prints it or as a number. Adobe does not say how its API spells the answer: a person confirms it."
    },
    {
      "path": "containers",
      "visibility": "visible",
      "screen": "Connection settings",
      "label": "Optional containers",
      "readBack": "configuredContainers",
      "description": "Optional B2B containers."
    },
    {
      "path": "datasets[].from",
      "visibility": "visible",
      "screen": "Add datasets",
      "label": "Datasets",
      "readBack": "dataSets.dataSetId",
      "description": "Which dataset: scores.event, scores.profile, inputs.NAME, or { dataset: TITLE }."
    },
    {
      "path": "datasets[].type",
      "visibility": "visible",
      "screen": "Dataset settings",
      "label": "Dataset type",
      "readBack": "dataSets.type",
      "description": "Kind of data. Customer Journey Analytics takes it from the class of the schema; written for ad hoc schemas only. Default: event for scores.event and inputs, profile for scores.profile, lookup where lookup is given."
    },
    {
      "path": "datasets[].personId.identityMap",
      "visibility": "visible",
      "screen": "Dataset settings",
      "label": "Use identity map",
      "readBack": "dataSets.identityMap",
      "description": "Whether the person comes from the identity map of each event."
    },
    {
      "path": "datasets[].personId.namespace",
      "visibility": "visible",
      "screen": "Dataset settings",
      "label": "Namespace",
      "readBack": "dataSets.identityNamespace",
      "description": "Code of the namespace within the identity map."
    },
    {
      "path": "datasets[].personId.usePrimaryNamespace",
      "visibility": "visible",
      "screen": "Dataset settings",
      "label": "Use primary identity namespace",
      "readBack": "dataSets.usePrimaryIdNamespace",
      "description": "Whether the identity marked as primary in the map is taken, whatever its namespace."
    },
    {
      "path": "datasets[].personId.field",
      "visibility": "visible",
      "screen": "Dataset settings",
      "label": "Person ID",
      "readBack": "dataSets.visitorId",
      "description": "Identity field of the schema, instead of the identity map. Rows without it are skipped."
    },
    {
      "path": "datasets[].lookup.key",
      "visibility": "visible",
      "screen": "Dataset settings",
      "label": "Key",
      "readBack": "dataSets.lookupKeyField",
      "description": "Field of this dataset that is matched."
    },
    {
      "path": "datasets[].lookup.matchingKeys",
      "visibility": "visible",
      "screen": "Dataset settings",
      "label": "Matching key",
      "readBack": "dataSets.lookupParentFields",
      "description": "Fields of the other dataset that the key is matched with."
    },
    {
      "path": "datasets[].lookup.of",
      "visibility": "hidden",
      "screen": "Dataset settings",
      "label": "Matching key",
      "description": "Dataset that has the matching keys. Needed only where several have them. Adobe's contract shows no such field: a person confirms it."
    },
    {
      "path": "datasets[].dataSourceType.id",
      "visibility": "visible",
      "screen": "Dataset settings",
      "label": "Data source type",
      "readBack": "dataSets.dataSourceType.id",
      "description": "Adobe's name for the origin of the data."
    },
    {
      "path": "datasets[].dataSourceType.description",
      "visibility": "visible",
      "screen": "Dataset settings",
      "label": "Data source description",
      "readBack": "dataSets.dataSourceType.description",
      "description": "What other stands for."
    },
    {
      "path": "datasets[].importNewData",
      "visibility": "visible",
      "screen": "Dataset settings",
      "label": "Import new data",
      "readBack": "dataSets.streaming",
      "description": "Whether new rows keep flowing in. Default: true."
    },
    {
      "path": "datasets[].backfill",
      "visibility": "visible",
      "screen": "Dataset settings",
      "label": "Backfill all existing data",
      "readBack": "dataSets.backfills",
      "description": "Whether the rows that exist already are loaded. Default: all."
    },
    {
      "path": "datasets[].stitching.persistentId",
      "visibility": "hidden",
      "screen": "Dataset settings",
      "label": "Persistent ID",
      "description": "Field that every event has, such as a cookie id."
    },
    {
      "path": "datasets[].stitching.personId",
      "visibility": "hidden",
      "screen": "Dataset settings",
      "label": "Person ID",
      "description": "Field that only identified events have."
    },
    {
      "path": "datasets[].stitching.method",
      "visibility": "hidden",
      "screen": "Dataset settings",
      "label": "Stitching method",
      "description": "field: the person id of the events. graph: the identity graph. Default: field."
    },
    {
      "path": "datasets[].stitching.namespace",
      "visibility": "hidden",
      "screen": "Dataset settings",
      "label": "Namespace",
      "description": "Code of the namespace to stitch to."
    },
    {
      "path": "datasets[].stitching.lookbackWindowDays",
      "visibility": "hidden",
      "screen": "Dataset settings",
      "label": "Replay window",
      "description": "Number of days in which events are stitched again."
    },
    {
      "path": "datasets[].transform",
      "visibility": "hidden",
      "screen": "Dataset settings",
      "label": "Transform dataset",
      "description": "Whether a B2B lookup dataset is transformed. It cannot be undone. Default: false."
    },
    {
      "path": "datasets[].summary.timezone",
      "visibility": "hidden",
      "screen": "Dataset settings",
      "label": "Timezone",
      "description": "Time zone of the summary rows."
    },
    {
      "path": "datasets[].summary.granularity",
      "visibility": "hidden",
      "screen": "Dataset settings",
      "label": "Granularity",
      "description": "Time that one summary row stands for."
    }
  ],
  "customer-ai-instance": [
    {
      "path": "title",
      "visibility": "afterRun",
      "screen": "Set up",
      "label": "Name",
      "readBack": "name of the score dataset",
      "description": "Name of the instance, shown wherever its scores are used. Default: the title of the pipeline."
    },
    {
      "path": "description",
      "visibility": "hidden",
      "screen": "Set up",
      "label": "Description",
      "description": "What the instance predicts, for colleagues."
    },
    {
      "path": "propensityType",
      "visibility": "hidden",
      "immutable": true,
      "screen": "Set up",
      "label": "Propensity type",
      "description": "conversion: a high score is good. churn: a high score is bad."
    },
    {
      "path": "inputs",
      "visibility": "hidden",
      "immutable": true,
      "screen": "Select data",
      "label": "Datasets",
      "description": "Names of the inputs to learn from. Default: all inputs of the pipeline."
    },
    {
      "path": "goal.occurs",
      "visibility": "hidden",
      "immutable": true,
      "screen": "Define goal",
      "label": "Occurrence",
      "description": "Whether the goal is that the events happen (will) or that they do not (willNot)."
    },
    {
      "path": "goal.match",
      "visibility": "hidden",
      "immutable": true,
      "screen": "Define goal",
      "label": "Combination",
      "description": "all: every event must happen within the prediction window. any: one is enough. Default: all."
    },
    {
      "path": "goal.events",
      "visibility": "hidden",
      "immutable": true,
      "screen": "Define goal",
      "label": "Conditions",
      "description": "The events that make the goal."
    },
    {
      "path": "goal.outcomeWindowDays",
      "visibility": "hidden",
      "immutable": true,
      "screen": "Define goal",
      "label": "Prediction window",
      "description": "Number of days ahead in which the goal is reached or not."
    },
    {
      "path": "eligiblePopulation.lookbackDays",
      "visibility": "hidden",
      "immutable": true,
      "screen": "Define goal",
      "label": "Eligible population",
      "description": "Number of days back that the conditions look."
    },
    {
      "path": "eligiblePopulation.match",
      "visibility": "hidden",
      "immutable": true,
      "screen": "Define goal",
      "label": "Eligible population",
      "description": "all: a person meets every condition. any: one is enough. Default: all."
    },
    {
      "path": "eligiblePopulation.events",
      "visibility": "hidden",
      "immutable": true,
      "screen": "Define goal",
      "label": "Eligible population",
      "description": "Conditions that a person must meet to be scored."
    },
    {
      "path": "eligiblePopulation.exclude",
      "visibility": "hidden",
      "immutable": true,
      "screen": "Define goal",
      "label": "Eligible population",
      "description": "Conditions that keep a person out."
    },
    {
      "path": "customEvents[]",
      "visibility": "hidden",
      "immutable": true,
      "screen": "Define goal",
      "label": "Custom events",
      "description": "An event of your own, under a name that a reader of the influential factors understands."
    },
    {
      "path": "customProfileAttributes[]",
      "visibility": "hidden",
      "immutable": true,
      "screen": "Define goal",
      "label": "Custom profile attributes",
      "description": "An attribute of the profile to learn from. Avoid one that gives the goal away."
    },
    {
      "path": "exclusions",
      "visibility": "hidden",
      "immutable": true,
      "screen": "Set options",
      "label": "Prediction exclusions",
      "description": "Events and columns that the model ignores."
    },
    {
      "path": "schedule.frequency",
      "visibility": "hidden",
      "screen": "Set options",
      "label": "Scoring frequency",
      "description": "How often everybody is scored again."
    },
    {
      "path": "schedule.day",
      "visibility": "hidden",
      "screen": "Set options",
      "label": "Scoring frequency",
      "description": "Day of the week or month, as Adobe's screen shows it."
    },
    {
      "path": "schedule.time",
      "visibility": "hidden",
      "screen": "Set options",
      "label": "Scoring frequency",
      "description": "Time of day, as Adobe's screen shows it."
    },
    {
      "path": "outputs.profile",
      "visibility": "afterRun",
      "immutable": true,
      "screen": "Set options",
      "label": "Profile",
      "readBack": "tags.unifiedProfile",
      "description": "Whether scores go into Real-Time Customer Profile. Default: false."
    },
    {
      "path": "outputs.cja",
      "visibility": "afterRun",
      "immutable": true,
      "screen": "Set options",
      "label": "Customer Journey Analytics",
      "readBack": "name of the score dataset in EE format",
      "description": "Whether scores are also written as events for Customer Journey Analytics. Adobe gives this switch to some organisations only. Default: true."
    }
  ],
  "data-view-access": [
    {
      "path": "productProfiles",
      "visibility": "hidden",
      "screen": "Admin Console",
      "label": "Data Views",
      "description": "Product profiles of the Admin Console whose members see the data view."
    }
  ],
  "data-view-components": [
    {
      "path": "components[].id",
      "visibility": "visible",
      "screen": "Components",
      "label": "Component ID",
      "readBack": "id",
      "description": "Component id. Reports refer to it, so it never changes; written out because Adobe's own default differs from sandbox to sandbox."
    },
    {
      "path": "components[].type",
      "visibility": "visible",
      "screen": "Components",
      "label": "Component type",
      "readBack": "id",
      "description": "dimension: something to break down by. metric: something to count."
    },
    {
      "path": "components[].title",
      "visibility": "visible",
      "screen": "Components",
      "label": "Component name",
      "readBack": "name",
      "description": "Name in reports. Default: made from the id."
    },
    {
      "path": "components[].description",
      "visibility": "visible",
      "screen": "Components",
      "label": "Description",
      "readBack": "description",
      "description": "Help text in reports."
    },
    {
      "path": "components[].tags",
      "visibility": "visible",
      "screen": "Components",
      "label": "Tags",
      "readBack": "tags",
      "description": "Tags of the component."
    },
    {
      "path": "components[].from",
      "visibility": "visible",
      "screen": "Components",
      "label": "Dataset",
      "readBack": "dataSetIds",
      "description": "Dataset that the component is made from: scores.event, scores.profile, inputs.NAME or { dataset: TITLE }. Left out only for a derived field."
    },
    {
      "path": "components[].attribute",
      "visibility": "visible",
      "screen": "Components",
      "label": "Path",
      "readBack": "schemaPath",
      "description": "Score attribute, for scores. The runner finds its real path after the first run."
    },
    {
      "path": "components[].member",
      "visibility": "visible",
      "screen": "Components",
      "label": "Path",
      "readBack": "schemaPath",
      "description": "Which part of an influential factor. Default: code."
    },
    {
      "path": "components[].path",
      "visibility": "visible",
      "screen": "Components",
      "label": "Path",
      "readBack": "schemaPath",
      "description": "XDM path of the field, for all other datasets."
    },
    {
      "path": "components[].dataType",
      "visibility": "visible",
      "screen": "Components",
      "label": "Data type",
      "readBack": "type",
      "description": "Type of the values, where it is not that of the schema."
    },
    {
      "path": "components[].hidden",
      "visibility": "visible",
      "screen": "Components",
      "label": "Hide component in reporting",
      "readBack": "hideFromReporting",
      "description": "Whether reports do not offer the component. Default: false."
    },
    {
      "path": "components[].buckets",
      "visibility": "visible",
      "screen": "Components",
      "label": "Value bucketing",
      "readBack": "bucketingSetting",
      "description": "Value bucketing of a numeric dimension, at most 20 buckets. Either the bounds between buckets ([25, 75] means below 25, 25 to 75, 75 and above) or a list of from and to."
    },
    {
      "path": "components[].noValue",
      "visibility": "visible",
      "screen": "Components",
      "label": "No value options",
      "readBack": "noValueOptionsSetting",
      "description": "How missing values appear."
    },
    {
      "path": "components[].persistence",
      "visibility": "visible",
      "screen": "Components",
      "label": "Persistence",
      "readBack": "persistenceSetting",
      "description": "Keeps the value of a dimension on later events."
    },
    {
      "path": "components[].persistence.allocation",
      "visibility": "visible",
      "screen": "Components",
      "label": "Allocation",
      "readBack": "persistenceSetting.allocationModel.func",
      "description": "Which value later events keep. Default: mostRecent."
    },
    {
      "path": "components[].persistence.expiration",
      "visibility": "visible",
      "screen": "Components",
      "label": "Expiration",
      "readBack": "persistenceSetting.allocationModel.expiration",
      "description": "When the kept value ends."
    },
    {
      "path": "components[].persistence.lookback",
      "visibility": "visible",
      "screen": "Components",
      "label": "Lookback window",
      "readBack": "persistenceSetting.lookback",
      "description": "How far back a value may come from."
    },
    {
      "path": "components[].persistence.binding",
      "visibility": "visible",
      "screen": "Components",
      "label": "Binding",
      "readBack": "persistenceSetting.allocationModel.merchandising",
      "description": "Binding dimension and metric of a product attribute."
    },
    {
      "path": "components[].attribution",
      "visibility": "visible",
      "screen": "Components",
      "label": "Attribution",
      "readBack": "attributionSetting",
      "description": "How a metric credits dimension values by default."
    },
    {
      "path": "components[].attribution.model",
      "visibility": "visible",
      "screen": "Components",
      "label": "Attribution model",
      "readBack": "attributionSetting.attributionModel.func",
      "description": "Which of the earlier values gets the credit."
    },
    {
      "path": "components[].attribution.lookback",
      "visibility": "visible",
      "screen": "Components",
      "label": "Lookback window",
      "readBack": "attributionSetting.lookback",
      "description": "How far back credit is given."
    },
    {
      "path": "components[].attribution.container",
      "visibility": "visible",
      "screen": "Components",
      "label": "Container",
      "readBack": "attributionSetting.attributionModel.context",
      "description": "Within what credit is given."
    },
    {
      "path": "components[].attribution.halfLife",
      "visibility": "visible",
      "screen": "Components",
      "label": "Half-life",
      "readBack": "attributionSetting.attributionModel.halfLifeNumPeriods",
      "description": "For timeDecay: the time after which credit is halved. Adobe's default is 7 days."
    },
    {
      "path": "components[].attribution.weights",
      "visibility": "visible",
      "screen": "Components",
      "label": "Weights",
      "readBack": "attributionSetting.attributionModel.firstWeight",
      "description": "For custom: how credit is split, in percent that add up to 100."
    },
    {
      "path": "components[].includeExclude",
      "visibility": "visible",
      "screen": "Components",
      "label": "Include exclude values",
      "readBack": "includeExcludeSetting",
      "description": "Counts only rows with these values."
    },
    {
      "path": "components[].format",
      "visibility": "visible",
      "screen": "Components",
      "label": "Format",
      "readBack": "formatSetting",
      "description": "How a metric is shown."
    },
    {
      "path": "components[].format.type",
      "visibility": "visible",
      "screen": "Components",
      "label": "Format",
      "readBack": "formatSetting.formatType",
      "description": "How the number is shown. Default: decimal."
    },
    {
      "path": "components[].format.decimals",
      "visibility": "visible",
      "screen": "Components",
      "label": "Decimal places",
      "readBack": "formatSetting.decimalPlaces",
      "description": "Digits after the decimal point. Default: 0."
    },
    {
      "path": "components[].format.currency",
      "visibility": "visible",
      "screen": "Components",
      "label": "Currency",
      "readBack": "formatSetting.currency",
      "description": "Currency, for currency."
    },
    {
      "path": "components[].format.polarity",
      "visibility": "visible",
      "screen": "Components",
      "label": "Show upward trend as",
      "readBack": "formatSetting.polarity",
      "description": "Whether an upward trend is good (positive) or bad. Default: positive."
    },
    {
      "path": "components[].countType",
      "visibility": "visible",
      "screen": "Components",
      "label": "Behavior",
      "readBack": "countType",
      "description": "Whether a metric adds up values or counts rows."
    },
    {
      "path": "components[].lowerCase",
      "visibility": "hidden",
      "screen": "Components",
      "label": "Lower case",
      "description": "Whether a text dimension ignores upper and lower case. Default: false."
    },
    {
      "path": "components[].substring",
      "visibility": "hidden",
      "screen": "Components",
      "label": "Substring",
      "description": "Formula of the Substring setting, as a person would enter it. No API shows it: a person confirms it."
    },
    {
      "path": "components[].deduplication",
      "visibility": "hidden",
      "screen": "Components",
      "label": "Metric deduplication",
      "description": "Counts equal values of a metric once."
    },
    {
      "path": "components[].labels",
      "visibility": "hidden",
      "screen": "Components",
      "label": "Context labels",
      "description": "Context labels, as Adobe's list prints them. No API shows them: a person confirms them."
    },
    {
      "path": "components[].derivedField",
      "visibility": "hidden",
      "screen": "Components",
      "label": "Derived field",
      "description": "Formula of a derived field, in the words that a person would follow. No API shows it in full: a person confirms it."
    }
  ],
  "data-view": [
    {
      "path": "title",
      "visibility": "visible",
      "screen": "Configure",
      "label": "Name",
      "readBack": "name",
      "description": "Name of the data view in Customer Journey Analytics. At most 500 characters."
    },
    {
      "path": "description",
      "visibility": "visible",
      "screen": "Configure",
      "label": "Description",
      "readBack": "description",
      "description": "What the data view is for."
    },
    {
      "path": "connection",
      "visibility": "visible",
      "immutable": true,
      "screen": "Configure",
      "label": "Connection",
      "readBack": "parentDataGroupId",
      "description": "Connection that the data view is built on: its name in this pipeline, or the address of another pipeline's. Default: that of this pipeline."
    },
    {
      "path": "timezone",
      "visibility": "visible",
      "screen": "Configure",
      "label": "Time zone",
      "readBack": "timezoneDesignator",
      "description": "Time zone of the reports, by its IANA name."
    },
    {
      "path": "session",
      "visibility": "visible",
      "screen": "Configure",
      "label": "Session settings",
      "readBack": "sessionDefinition",
      "description": "When a session ends. Default: after 30 minutes without activity."
    },
    {
      "path": "segments",
      "visibility": "visible",
      "screen": "Configure",
      "label": "Segments",
      "readBack": "segmentList",
      "description": "Titles of existing segments that limit the whole data view."
    },
    {
      "path": "containerNames.event",
      "visibility": "visible",
      "screen": "Configure",
      "label": "Event container name",
      "readBack": "containerNames.event",
      "description": "What one row is called. Default: Event."
    },
    {
      "path": "containerNames.session",
      "visibility": "visible",
      "screen": "Configure",
      "label": "Session container name",
      "readBack": "containerNames.session",
      "description": "What a visit is called. Default: Session."
    },
    {
      "path": "containerNames.person",
      "visibility": "visible",
      "screen": "Configure",
      "label": "Person container name",
      "readBack": "containerNames.people",
      "description": "What a customer is called. Default: Person."
    },
    {
      "path": "externalId",
      "visibility": "visible",
      "screen": "Configure",
      "label": "External ID",
      "readBack": "externalData.externalId",
      "description": "Name of the data view for BI tools."
    },
    {
      "path": "curationEnabled",
      "visibility": "visible",
      "screen": "Configure",
      "label": "Curation",
      "readBack": "curationEnabled",
      "description": "Whether reports offer curated components only. Left out: as Adobe sets it, which is not documented."
    }
  ],
  "input-dataset": [
    {
      "path": "source",
      "visibility": "visible",
      "screen": "Select data",
      "label": "Datasets",
      "readBack": "classification.dataBehavior",
      "description": "How the data gets into Experience Platform: the Adobe Analytics or Audience Manager source connector, an Experience Event dataset, or a Consumer Experience Event dataset."
    },
    {
      "path": "dataset",
      "visibility": "visible",
      "immutable": true,
      "screen": "Select data",
      "label": "Datasets",
      "readBack": "name",
      "description": "Title of the dataset in the sandbox."
    },
    {
      "path": "identity.namespace",
      "visibility": "visible",
      "screen": "Select data",
      "label": "Identity",
      "readBack": "xdm:namespace",
      "description": "Code of the identity namespace. All inputs of an instance share one."
    },
    {
      "path": "identity.field",
      "visibility": "visible",
      "screen": "Select data",
      "label": "Identity",
      "readBack": "xdm:sourceProperty",
      "description": "Field that holds the identity, or identityMap. Default: identityMap."
    }
  ],
  "score-dataset": [],
  "score-export": [
    {
      "path": "download.to",
      "visibility": "visible",
      "screen": "Download",
      "label": "To",
      "description": "Folder for the files, relative to the one that cai is started in. Each pipeline has a folder of its name in it, unless it has that name itself, and each environment one in that."
    },
    {
      "path": "download.keepBatches",
      "visibility": "visible",
      "screen": "Download",
      "label": "Keep batches",
      "description": "How many batches stay on disk; older ones are removed. Default: 8."
    },
    {
      "path": "download.from",
      "visibility": "visible",
      "screen": "Download",
      "label": "From",
      "description": "Which score dataset is downloaded. Default: event where the instance writes one, otherwise profile."
    }
  ]
};
