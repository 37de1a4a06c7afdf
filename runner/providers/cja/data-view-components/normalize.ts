import { type AttributePath, canonicalJson, type JsonValue, pathPattern } from '../../../model/index.ts';
import { toFieldPath, toKnown, toMetricName, toPlainKey, toSet, toText } from '../canonical.ts';

type Normalizer = (value: JsonValue) => JsonValue;

const DATA_TYPES = [
  'string',
  'boolean',
  'int',
  'decimal',
  'currency',
  'percent',
  'time',
  'enum',
  'orderedEnum',
];
const UNITS = ['minutes', 'hours', 'days', 'weeks', 'months', 'quarters', 'years'];

/** As Adobe's list prints them; others are compared by their letters alone. */
const NO_VALUE_OPTIONS = [
  'If shown, call it',
  "Don't show No value by default",
  'Show No value by default',
  'Treat No value as a value',
];

const NORMALIZERS: Readonly<Record<string, Normalizer>> = {
  type: toLower,
  title: toText,
  description: toText,
  tags: toSet,
  source: toSource,
  dataType: (value) => toKnown(value, DATA_TYPES),
  buckets: toBuckets,
  countType: toLower,
  'noValue.option': toOption,
  'noValue.value': toText,
  'persistence.expiration': toPeriod,
  'persistence.lookback': toPeriod,
  'persistence.binding': toBinding,
  'attribution.lookback': toPeriod,
  'attribution.halfLife': toPeriod,
  includeExclude: toIncludeExclude,
  'format.type': toLower,
  'format.currency': (value) => (typeof value === 'string' ? value.trim().toUpperCase() : value),
  'format.polarity': toLower,
  lowerCase: (value) => (value === true ? true : null),
  substring: toText,
  labels: toSet,
  derivedField: toText,
};

/** One spelling for each setting of a component (facts §5.4, §5.5). */
export function normalizeComponent(path: AttributePath, value: JsonValue): JsonValue {
  const normalize = NORMALIZERS[pathPattern(path).replace(/^components\[\]\./, '')];
  return normalize === undefined ? value : normalize(value);
}

/** Number of something in the words of YAML: `MINUTE` is `minutes`. */
export function toUnit(value: JsonValue): JsonValue {
  return toKnown(typeof value === 'string' && !/s$/i.test(value) ? `${value}s` : value, UNITS);
}

function toLower(value: JsonValue): JsonValue {
  return typeof value === 'string' ? value.trim().toLowerCase() : value;
}

function toPlain(value: JsonValue): JsonValue {
  return typeof value === 'string' ? toPlainKey(value) : value;
}

function toOption(value: JsonValue): JsonValue {
  const known = toKnown(value, NO_VALUE_OPTIONS);
  return typeof known === 'string' && NO_VALUE_OPTIONS.includes(known) ? known : toPlain(value);
}

function membersOf(value: JsonValue): Readonly<Record<string, JsonValue>> | undefined {
  return value === null || typeof value !== 'object' || Array.isArray(value)
    ? undefined
    : (value as Readonly<Record<string, JsonValue>>);
}

/** Without the members that are null, in which "left out" is spelled too. */
function compacted(members: Readonly<Record<string, JsonValue>>): JsonValue {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== null));
}

function toSource(value: JsonValue): JsonValue {
  const members = membersOf(value);
  if (members === undefined) return value;
  const { path } = members;
  return path === undefined ? members : { ...members, path: toPath(path) };
}

/** Members of arrays are written with or without brackets. */
function toPath(value: JsonValue): JsonValue {
  return toFieldPath(typeof value === 'string' ? value.replace(/[[\]*]/g, '') : value);
}

/** Buckets in ascending order; a bound that is left out, null or no number is no bound. */
function toBuckets(value: JsonValue): JsonValue {
  if (!Array.isArray(value)) return value;
  const buckets = value.map((item: JsonValue) => {
    const { from, to } = membersOf(item) ?? {};
    return {
      ...(isBound(from) ? { from } : {}),
      ...(isBound(to) ? { to } : {}),
    };
  });
  if (buckets.length === 0) return null;
  const key = (bucket: { from?: number; to?: number }): number => bucket.from ?? Number.NEGATIVE_INFINITY;
  return buckets.sort((a, b) => (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0));
}

function isBound(value: JsonValue | undefined): value is number {
  return typeof value === 'number' && Number.isFinite(value);
}

function toPeriod(value: JsonValue): JsonValue {
  const members = membersOf(value);
  if (members === undefined) return value;
  const { unit, metric } = members;
  return compacted({
    ...members,
    ...(unit === undefined ? {} : { unit: toUnit(unit) }),
    ...(metric === undefined ? {} : { metric: toMetricName(metric) }),
  });
}

function toBinding(value: JsonValue): JsonValue {
  const members = membersOf(value);
  if (members === undefined) return value;
  const events = Array.isArray(members.events) ? members.events.map(toMetricName) : [];
  return compacted({ ...members, events: toSet(events) });
}

/** Rules are joined by "all" or "any", so their order means nothing. */
function toIncludeExclude(value: JsonValue): JsonValue {
  const members = membersOf(value);
  if (members === undefined) return value;
  const rules = Array.isArray(members.rules) ? members.rules.map(toRule) : [];
  if (rules.length === 0) return null;
  const sorted = [...rules].sort((a, b) => (canonicalJson(a) < canonicalJson(b) ? -1 : 1));
  return compacted({ ...members, rules: sorted });
}

function toRule(rule: JsonValue): JsonValue {
  const members = membersOf(rule);
  if (members === undefined) return rule;
  return compacted({ ...members, clause: toPlain(members.clause ?? '') });
}
