/** Generated from schemas/ by .ci/generate.mjs. Do not edit. */

/** The attributes of every mapping of a kind of document, by the path of its schema. */
export const OBJECT_KEYS: Readonly<Record<'Pipeline' | 'Environment', Readonly<Record<string, readonly string[]>>>> = {
  "Pipeline": {
    "#": [
      "apiVersion",
      "kind",
      "requiredVersion",
      "metadata",
      "spec",
      "moved"
    ],
    "#/properties/metadata": [
      "name",
      "title",
      "description",
      "owners"
    ],
    "#/properties/spec": [
      "inputs",
      "customerAi",
      "outputs",
      "scores",
      "connection",
      "dataViews"
    ],
    "#/properties/spec/properties/inputs/items": [
      "name",
      "source",
      "dataset",
      "identity"
    ],
    "#/properties/spec/properties/inputs/items/properties/identity": [
      "namespace",
      "field"
    ],
    "#/properties/spec/properties/customerAi": [
      "title",
      "description",
      "propensityType",
      "scenario",
      "inputs",
      "goal",
      "eligiblePopulation",
      "customEvents",
      "customProfileAttributes",
      "exclusions",
      "schedule",
      "outputs",
      "lifecycle",
      "adopt"
    ],
    "#/properties/spec/properties/customerAi/properties/goal": [
      "occurs",
      "match",
      "events",
      "outcomeWindowDays"
    ],
    "#/properties/spec/properties/customerAi/properties/goal/properties/events/items": [
      "field",
      "operator",
      "value"
    ],
    "#/properties/spec/properties/customerAi/properties/eligiblePopulation": [
      "lookbackDays",
      "match",
      "events",
      "exclude"
    ],
    "#/properties/spec/properties/customerAi/properties/eligiblePopulation/properties/events/items": [
      "field",
      "operator",
      "value",
      "lookbackDays"
    ],
    "#/properties/spec/properties/customerAi/properties/eligiblePopulation/properties/exclude/items": [
      "field",
      "operator",
      "value",
      "lookbackDays"
    ],
    "#/properties/spec/properties/customerAi/properties/customEvents/items": [
      "name",
      "field",
      "operator",
      "value"
    ],
    "#/properties/spec/properties/customerAi/properties/customProfileAttributes/items": [
      "name",
      "field",
      "operator",
      "value"
    ],
    "#/properties/spec/properties/customerAi/properties/exclusions/items": [
      "field",
      "operator",
      "value"
    ],
    "#/properties/spec/properties/customerAi/properties/schedule": [
      "frequency",
      "day",
      "time"
    ],
    "#/properties/spec/properties/customerAi/properties/outputs": [
      "profile",
      "cja"
    ],
    "#/properties/spec/properties/customerAi/properties/lifecycle": [
      "allowDelete",
      "ignore"
    ],
    "#/properties/spec/properties/customerAi/properties/adopt": [
      "id"
    ],
    "#/properties/spec/properties/outputs": [
      "event",
      "profile"
    ],
    "#/properties/spec/properties/outputs/properties/event": [
      "adopt"
    ],
    "#/properties/spec/properties/outputs/properties/event/properties/adopt": [
      "id"
    ],
    "#/properties/spec/properties/outputs/properties/profile": [
      "adopt"
    ],
    "#/properties/spec/properties/outputs/properties/profile/properties/adopt": [
      "id"
    ],
    "#/properties/spec/properties/scores": [
      "download",
      "expectations",
      "lifecycle"
    ],
    "#/properties/spec/properties/scores/properties/download": [
      "to",
      "keepBatches",
      "from"
    ],
    "#/properties/spec/properties/scores/properties/expectations/items": [
      "name",
      "description",
      "from",
      "maxAgeDays",
      "minRows",
      "maxRows",
      "maxRowChangePercent",
      "attribute",
      "min",
      "max",
      "maxNullPercent",
      "unique",
      "bucketShares",
      "maxPopulationStabilityIndex",
      "minPopulationSharePercent",
      "sql",
      "severity"
    ],
    "#/properties/spec/properties/scores/properties/expectations/items/properties/bucketShares/items": [
      "from",
      "to",
      "minPercent",
      "maxPercent"
    ],
    "#/properties/spec/properties/scores/properties/lifecycle": [
      "allowDelete",
      "ignore"
    ],
    "#/properties/spec/properties/connection/oneOf/0": [
      "name",
      "title",
      "description",
      "tags",
      "primaryIdType",
      "rollingWindowMonths",
      "averageDailyEvents",
      "containers",
      "datasets",
      "lifecycle",
      "adopt"
    ],
    "#/properties/spec/properties/connection/oneOf/0/properties/datasets/items": [
      "from",
      "type",
      "personId",
      "lookup",
      "dataSourceType",
      "importNewData",
      "backfill",
      "stitching",
      "transform",
      "summary"
    ],
    "#/properties/spec/properties/connection/oneOf/0/properties/datasets/items/properties/from/oneOf/1": [
      "dataset"
    ],
    "#/properties/spec/properties/connection/oneOf/0/properties/datasets/items/properties/personId": [
      "identityMap",
      "namespace",
      "usePrimaryNamespace",
      "field"
    ],
    "#/properties/spec/properties/connection/oneOf/0/properties/datasets/items/properties/lookup": [
      "key",
      "matchingKeys",
      "of"
    ],
    "#/properties/spec/properties/connection/oneOf/0/properties/datasets/items/properties/lookup/properties/of/oneOf/1": [
      "dataset"
    ],
    "#/properties/spec/properties/connection/oneOf/0/properties/datasets/items/properties/dataSourceType": [
      "id",
      "description"
    ],
    "#/properties/spec/properties/connection/oneOf/0/properties/datasets/items/properties/stitching": [
      "persistentId",
      "personId",
      "method",
      "namespace",
      "lookbackWindowDays"
    ],
    "#/properties/spec/properties/connection/oneOf/0/properties/datasets/items/properties/summary": [
      "timezone",
      "granularity"
    ],
    "#/properties/spec/properties/connection/oneOf/0/properties/lifecycle": [
      "allowDelete",
      "ignore"
    ],
    "#/properties/spec/properties/connection/oneOf/0/properties/adopt": [
      "id"
    ],
    "#/properties/spec/properties/connection/oneOf/1": [
      "use"
    ],
    "#/properties/spec/properties/dataViews/items": [
      "name",
      "title",
      "description",
      "connection",
      "timezone",
      "session",
      "segments",
      "containerNames",
      "externalId",
      "curationEnabled",
      "components",
      "annotations",
      "access",
      "lifecycle",
      "adopt"
    ],
    "#/properties/spec/properties/dataViews/items/properties/session": [
      "timeout",
      "unit",
      "startsWith"
    ],
    "#/properties/spec/properties/dataViews/items/properties/containerNames": [
      "event",
      "session",
      "person"
    ],
    "#/properties/spec/properties/dataViews/items/properties/components/items": [
      "id",
      "type",
      "title",
      "description",
      "tags",
      "from",
      "attribute",
      "member",
      "path",
      "dataType",
      "hidden",
      "buckets",
      "noValue",
      "persistence",
      "attribution",
      "includeExclude",
      "format",
      "countType",
      "lowerCase",
      "substring",
      "deduplication",
      "labels",
      "derivedField"
    ],
    "#/properties/spec/properties/dataViews/items/properties/components/items/properties/from/oneOf/1": [
      "dataset"
    ],
    "#/properties/spec/properties/dataViews/items/properties/components/items/properties/buckets/items/oneOf/1": [
      "from",
      "to"
    ],
    "#/properties/spec/properties/dataViews/items/properties/components/items/properties/noValue": [
      "option",
      "value"
    ],
    "#/properties/spec/properties/dataViews/items/properties/components/items/properties/persistence": [
      "allocation",
      "expiration",
      "lookback",
      "binding"
    ],
    "#/properties/spec/properties/dataViews/items/properties/components/items/properties/persistence/properties/expiration": [
      "type",
      "length",
      "unit",
      "metric"
    ],
    "#/properties/spec/properties/dataViews/items/properties/components/items/properties/persistence/properties/lookback": [
      "type",
      "length",
      "unit"
    ],
    "#/properties/spec/properties/dataViews/items/properties/components/items/properties/persistence/properties/binding": [
      "type",
      "events"
    ],
    "#/properties/spec/properties/dataViews/items/properties/components/items/properties/attribution": [
      "model",
      "lookback",
      "container",
      "halfLife",
      "weights"
    ],
    "#/properties/spec/properties/dataViews/items/properties/components/items/properties/attribution/properties/lookback": [
      "type",
      "length",
      "unit"
    ],
    "#/properties/spec/properties/dataViews/items/properties/components/items/properties/attribution/properties/halfLife": [
      "length",
      "unit"
    ],
    "#/properties/spec/properties/dataViews/items/properties/components/items/properties/attribution/properties/weights": [
      "first",
      "middle",
      "last"
    ],
    "#/properties/spec/properties/dataViews/items/properties/components/items/properties/includeExclude": [
      "match",
      "caseSensitive",
      "type",
      "rules"
    ],
    "#/properties/spec/properties/dataViews/items/properties/components/items/properties/includeExclude/properties/rules/items": [
      "clause",
      "value"
    ],
    "#/properties/spec/properties/dataViews/items/properties/components/items/properties/format": [
      "type",
      "decimals",
      "currency",
      "polarity"
    ],
    "#/properties/spec/properties/dataViews/items/properties/components/items/properties/deduplication": [
      "key",
      "scope",
      "keep"
    ],
    "#/properties/spec/properties/dataViews/items/properties/annotations/items": [
      "name",
      "title",
      "description",
      "on",
      "color",
      "metrics",
      "lifecycle",
      "adopt"
    ],
    "#/properties/spec/properties/dataViews/items/properties/annotations/items/properties/on/oneOf/1": [
      "from",
      "to"
    ],
    "#/properties/spec/properties/dataViews/items/properties/annotations/items/properties/lifecycle": [
      "allowDelete",
      "ignore"
    ],
    "#/properties/spec/properties/dataViews/items/properties/annotations/items/properties/adopt": [
      "id"
    ],
    "#/properties/spec/properties/dataViews/items/properties/access": [
      "productProfiles"
    ],
    "#/properties/spec/properties/dataViews/items/properties/lifecycle": [
      "allowDelete",
      "ignore"
    ],
    "#/properties/spec/properties/dataViews/items/properties/adopt": [
      "id"
    ],
    "#/properties/moved/items": [
      "from",
      "to"
    ]
  },
  "Environment": {
    "#": [
      "apiVersion",
      "kind",
      "metadata",
      "spec"
    ],
    "#/properties/metadata": [
      "name",
      "description"
    ],
    "#/properties/spec": [
      "pipelines",
      "sandbox",
      "tenant",
      "baseUrls",
      "credentials",
      "variables",
      "allowDelete",
      "after",
      "state",
      "limits",
      "scores",
      "emulator"
    ],
    "#/properties/spec/properties/baseUrls": [
      "ims",
      "platform",
      "cja"
    ],
    "#/properties/spec/properties/credentials": [
      "clientId",
      "clientSecret",
      "orgId"
    ],
    "#/properties/spec/properties/state": [
      "backend",
      "path",
      "remote",
      "branch"
    ],
    "#/properties/spec/properties/limits": [
      "requests",
      "windowSeconds",
      "gatewaySeconds",
      "staleReadSeconds"
    ],
    "#/properties/spec/properties/scores": [
      "source",
      "engine",
      "download"
    ],
    "#/properties/spec/properties/scores/properties/source": [
      "type",
      "path"
    ],
    "#/properties/spec/properties/scores/properties/download": [
      "parallel",
      "limitRate"
    ],
    "#/properties/spec/properties/emulator": [
      "port",
      "path",
      "seed"
    ]
  }
};
