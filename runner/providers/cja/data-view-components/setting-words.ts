import type { JsonValue } from '../../../model/index.ts';
import { toTyped } from '../guided-steps.ts';

type Members = Readonly<Record<string, JsonValue>>;

/** The value of a setting as a person chooses it in Adobe's form (facts §5.4). */
export function settingWords(attribute: string, value: JsonValue | undefined): string {
  const words = WORDS[attribute];
  return words === undefined || value === undefined || value === null ? toTyped(value) : words(value);
}

function membersOf(value: JsonValue): Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Members) : {};
}

function oneOf(names: Readonly<Record<string, string>>): (value: JsonValue) => string {
  return (value) => names[toTyped(value)] ?? toTyped(value);
}

const ALLOCATIONS = {
  mostRecent: 'Most recent',
  original: 'Original',
  all: 'All',
  firstKnown: 'First known',
  lastKnown: 'Last known',
};

const MODELS = {
  lastTouch: 'Last Touch',
  firstTouch: 'First Touch',
  sameTouch: 'Same Touch',
  linear: 'Linear',
  participation: 'Participation',
  uShaped: 'U Shaped',
  jCurve: 'J Curve',
  inverseJ: 'Inverse J',
  timeDecay: 'Time Decay',
  custom: 'Custom',
  algorithmic: 'Algorithmic',
};

const WORDS: Readonly<Record<string, (value: JsonValue) => string>> = {
  type: oneOf({ dimension: 'Dimension', metric: 'Metric' }),
  buckets: bucketWords,
  countType: oneOf({ values: 'Count values', instances: 'Count instances' }),
  'persistence.allocation': oneOf(ALLOCATIONS),
  'persistence.expiration': periodWords,
  'persistence.lookback': periodWords,
  'persistence.binding': bindingWords,
  'attribution.model': oneOf(MODELS),
  'attribution.lookback': periodWords,
  'attribution.halfLife': periodWords,
  'attribution.container': oneOf({ session: 'Session', person: 'Person' }),
  'attribution.weights': weightWords,
  'format.type': oneOf({ decimal: 'Decimal', percent: 'Percent', time: 'Time', currency: 'Currency' }),
  'format.polarity': oneOf({ positive: 'Good (Green)', negative: 'Bad (Red)' }),
  includeExclude: ruleWords,
  deduplication: deduplicationWords,
};

function bucketWords(value: JsonValue): string {
  const buckets = Array.isArray(value) ? value.map((item: JsonValue) => membersOf(item)) : [];
  return buckets.map(({ from, to }) => rangeWords(toTyped(from), toTyped(to))).join('; ');
}

function rangeWords(from: string, to: string): string {
  if (from === '') return `Less than ${to}`;
  return to === '' ? `Greater than or equal to ${from}` : `Including ${from} and less than ${to}`;
}

function periodWords(value: JsonValue): string {
  const { type, length, unit, metric } = membersOf(value);
  const time = `${toTyped(length)} ${toTyped(unit)}`;
  switch (type) {
    case 'session':
      return 'Session';
    case 'person':
      return 'Person (Reporting Window)';
    case 'personReportingWindow':
      return 'Person';
    case 'metric':
      return `Metric: ${toTyped(metric)}`;
    case 'customTime':
      return `Custom Time: ${time}`;
    default:
      return time.trim();
  }
}

function bindingWords(value: JsonValue): string {
  const { type, events } = membersOf(value);
  const names: Readonly<Record<string, string>> = {
    none: 'none',
    set: 'by the product syntax',
    auto: 'on these metrics',
  };
  const metrics = toTyped(events);
  const how = names[toTyped(type)] ?? toTyped(type);
  return metrics === '' ? how : `${how}: ${metrics}`;
}

function weightWords(value: JsonValue): string {
  const { first, middle, last } = membersOf(value);
  return `first ${toTyped(first)} %, middle ${toTyped(middle)} %, last ${toTyped(last)} %`;
}

function ruleWords(value: JsonValue): string {
  const { match, caseSensitive, rules } = membersOf(value);
  const list = Array.isArray(rules) ? rules.map((rule: JsonValue) => membersOf(rule)) : [];
  const how = match === 'any' ? 'If any criteria are met' : 'If all criteria are met';
  const sensitive = caseSensitive === false ? 'Case sensitive off' : 'Case sensitive on';
  const written = list.map((rule) => `${toTyped(rule.clause)} ${toTyped(rule.value)}`.trim());
  return [how, sensitive, ...written].join('; ');
}

function deduplicationWords(value: JsonValue): string {
  const { key, scope, keep } = membersOf(value);
  const where = scope === 'person' ? 'Person' : 'Session';
  return `Deduplication scope: ${where}; Deduplication ID: ${toTyped(key)}; keep the ${toTyped(keep)}`;
}
