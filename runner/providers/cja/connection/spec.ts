import { type AttributePath, type JsonValue, type KindSpec, pathPattern } from '../../../model/index.ts';
import { toFieldPath, toKnown, toNamespace, toSet, toText } from '../canonical.ts';
import { CONNECTION_ATTRIBUTES } from './attributes.ts';
import { declareConnection } from './declare.ts';
import { connectionSteps } from './steps.ts';
import { makeConnectionImport } from './write.ts';

/** Ids of data source types (facts §4.2). */
export const DATA_SOURCE_TYPES: readonly string[] = [
  'webData',
  'mobileAppData',
  'posData',
  'crmData',
  'surveyData',
  'productData',
  'callCenterData',
  'accountsData',
  'transactionData',
  'customerFeedbackData',
  'other',
];

/** Optional containers of a B2B connection (facts §4.2). */
export const CONTAINERS: readonly string[] = ['globalAccount', 'opportunity', 'buyingGroup'];

/** A CJA connection: a person sets it up, for its API only reads (facts §4.1). */
export const connectionSpec: KindSpec = {
  kind: 'connection',
  mode: 'guided',
  label: 'CJA connection',
  idSpace: 'connection',
  attributes: CONNECTION_ATTRIBUTES,
  observedAfter: ['input-dataset', 'score-dataset'],
  undeclared: 'differs',
  deletion: 'own',
  watched: true,
  requires: [],
  declare: declareConnection,
  normalize: normalizeConnection,
  steps: connectionSteps,
  importing: makeConnectionImport(normalizeConnection),
  requestsPerWrite: 0,
  handoffNote: (extent) =>
    `In Customer Journey Analytics › Data Management › Connections, about ${extent === 'whole' ? 'ten' : 'two'} minutes. It needs a product administrator of Customer Journey Analytics who may also use the sandbox, view and manage schemas, and view datasets and identity namespaces in Experience Platform.`,
};

const NORMALIZERS: Readonly<Record<string, (value: JsonValue) => JsonValue>> = {
  title: toText,
  description: toText,
  tags: toSet,
  sandbox: (value) => (typeof value === 'string' ? value.trim().toLowerCase() : value),
  primaryIdType: toPrimaryIdType,
  rollingWindowMonths: (value) => (value === 0 ? null : value),
  averageDailyEvents: toText,
  containers: (value) =>
    toSet(
      Array.isArray(value)
        ? value
            .map((item: JsonValue) => toKnown(item, CONTAINERS))
            .filter((item) => typeof item === 'string' && CONTAINERS.includes(item))
        : value,
    ),
  'datasets[].type': toLower,
  'datasets[].personId.namespace': toNamespace,
  'datasets[].personId.usePrimaryNamespace': (value) => (value === true ? true : null),
  'datasets[].personId.field': toFieldPath,
  'datasets[].lookup.key': toFieldPath,
  'datasets[].lookup.matchingKeys': (value) => toSet(Array.isArray(value) ? value.map(toFieldPath) : value),
  'datasets[].dataSourceType.id': (value) => toKnown(value, DATA_SOURCE_TYPES),
  'datasets[].dataSourceType.description': (value) => (toText(value) === '' ? null : toText(value)),
  'datasets[].backfill': toLower,
  'datasets[].stitching.namespace': toNamespace,
  'datasets[].transform': (value) => (value === true ? true : null),
};

function normalizeConnection(path: AttributePath, value: JsonValue): JsonValue {
  const normalize = NORMALIZERS[pathPattern(path)];
  return normalize === undefined ? value : normalize(value);
}

/** `account` is documented; how a person is spelled is not, and it may be left out (facts §4.2). */
function toPrimaryIdType(value: JsonValue): JsonValue {
  return typeof value === 'string' && value.trim().toLowerCase() === 'account' ? 'account' : 'person';
}

function toLower(value: JsonValue): JsonValue {
  return typeof value === 'string' ? value.trim().toLowerCase() : value;
}
