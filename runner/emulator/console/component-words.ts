import type { JsonObject } from '../respell/respell-object.ts';

/** A setting that is written in one line: how it is read, how it is shown, and what a person may write. */
export interface Wording {
  /** undefined where the text is something else. */
  readonly parse: (text: string) => unknown;
  readonly format: (value: unknown) => string;
  readonly hint: string;
}

const NUMBER = String.raw`(-?\d+(?:\.\d+)?)`;
const LESS = new RegExp(`^less than ${NUMBER}$`, 'iu');
const BETWEEN = new RegExp(`^including ${NUMBER} and less than ${NUMBER}$`, 'iu');
const GREATER = new RegExp(`^greater than or equal to ${NUMBER}$`, 'iu');

/** Buckets in their order. */
export const BUCKETS: Wording = {
  hint: 'such as Less than 25; Including 25 and less than 75; Greater than or equal to 75',
  parse: (text) => {
    const buckets = text.split(';').map((part) => parseBucket(part.trim()));
    return buckets.every((bucket) => bucket !== undefined) ? buckets : undefined;
  },
  format: (value) => listOf(value).map(formatBucket).join('; '),
};

function parseBucket(text: string): JsonObject | undefined {
  const [, low, high] = BETWEEN.exec(text) ?? [];
  if (low !== undefined) return { from: Number(low), to: Number(high) };
  const [, least] = GREATER.exec(text) ?? [];
  if (least !== undefined) return { from: Number(least) };
  const [, most] = LESS.exec(text) ?? [];
  return most === undefined ? undefined : { to: Number(most) };
}

function formatBucket({ from = null, to = null }: JsonObject): string {
  if (from === null) return `Less than ${String(to)}`;
  return to === null
    ? `Greater than or equal to ${String(from)}`
    : `Including ${String(from)} and less than ${String(to)}`;
}

/** How long a value persists. */
export const EXPIRATION: Wording = {
  hint: 'Session, Person, Custom Time: 30 days, or Metric: metrics/ID',
  parse: (text) => {
    const [, metric] = /^Metric: (\S+)$/u.exec(text) ?? [];
    if (metric !== undefined) return { func: 'afterEvents', events: [metric] };
    const time = parseTime(text);
    return parseContainer(text) ?? (time && { func: 'inactivity', ...time });
  },
  format: (value) => {
    const { func, events, context } = membersOf(value);
    if (func === 'container') return context === 'visitors' ? 'Person' : 'Session';
    return Array.isArray(events) ? `Metric: ${String(events[0])}` : formatTime(value);
  },
};

/** How far a value, or what led to it, is looked for. */
export const LOOKBACK: Wording = {
  hint: 'Session, Person (Reporting Window), or Custom Time: 30 days',
  parse: (text) => parseContainer(text) ?? parseTime(text),
  format: (value) => {
    const { func, context } = membersOf(value);
    if (func === 'container') return context === 'visitors' ? 'Person (Reporting Window)' : 'Session';
    return formatTime(value);
  },
};

/** How fast the credit decays. */
export const HALF_LIFE: Wording = {
  hint: 'such as 7 days',
  parse: parseTime,
  format: (value) => formatTime(value).replace('Custom Time: ', ''),
};

/** How the credit is shared out. */
export const WEIGHTS: Wording = {
  hint: 'such as first 40 %, middle 20 %, last 40 %',
  parse: (text) => {
    const [, first, middle, last] = /^first (\d+) %, middle (\d+) %, last (\d+) %$/u.exec(text) ?? [];
    if (first === undefined) return undefined;
    return { firstWeight: Number(first), middleWeight: Number(middle), lastWeight: Number(last) };
  },
  format: (value) => {
    const { firstWeight, middleWeight, lastWeight } = membersOf(value);
    if (firstWeight === undefined) return '';
    return `first ${String(firstWeight)} %, middle ${String(middleWeight)} %, last ${String(lastWeight)} %`;
  },
};

const BINDINGS = [
  ['nonMerchandising', 'none'],
  ['forced', 'by the product syntax'],
  ['auto', 'on these metrics'],
] as const;

/** What a value is bound to. */
export const BINDING: Wording = {
  hint: 'none, by the product syntax, or on these metrics: ID, ID',
  parse: (text) => {
    const [how = '', metrics = ''] = text.split(': ');
    const func = BINDINGS.find(([, words]) => words === how)?.[0];
    if (func === undefined) return undefined;
    const bindingEvents = metrics.split(', ').filter((metric) => metric !== '');
    return { func, bindingCriteria: { func: 'events', bindingEvents } };
  },
  format: (value) => {
    const { func, bindingCriteria } = membersOf(value);
    const events = membersOf(bindingCriteria).bindingEvents;
    const metrics = Array.isArray(events) ? events.join(', ') : '';
    const how = BINDINGS.find(([name]) => name === func)?.[1] ?? '';
    return metrics === '' ? how : `${how}: ${metrics}`;
  },
};

const RULES = /^If (all|any) criteria are met; Case sensitive (on|off); (.+)$/u;
const CLAUSES = [
  'does not contain',
  'does not equal',
  'starts with',
  'ends with',
  'is greater than',
  'is less than',
];

/** Which values count. */
export const RULE_LIST: Wording = {
  hint: 'such as If all criteria are met; Case sensitive on; contains checkout',
  parse: (text) => {
    const [, match, sensitive, rules] = RULES.exec(text) ?? [];
    if (rules === undefined) return undefined;
    return {
      enabled: true,
      match: match === 'any' ? 'or' : 'and',
      caseSensitive: sensitive === 'on',
      type: 'string',
      rules: rules.split('; ').map(parseRule),
    };
  },
  format: (value) => {
    const { match, caseSensitive, rules } = membersOf(value);
    const written = listOf(rules).map((rule) => `${String(rule.clause)} ${String(rule.value ?? '')}`.trim());
    const how = `If ${match === 'or' ? 'any' : 'all'} criteria are met`;
    return written.length === 0
      ? ''
      : [how, `Case sensitive ${caseSensitive === false ? 'off' : 'on'}`, ...written].join('; ');
  },
};

function parseRule(text: string): JsonObject {
  const clause =
    CLAUSES.find((known) => text === known || text.startsWith(`${known} `)) ?? text.split(' ')[0] ?? '';
  const value = text.slice(clause.length).trim();
  return { clause, ...(value === '' ? {} : { value }) };
}

function parseContainer(text: string): JsonObject | undefined {
  if (text === 'Session') return { func: 'container', context: 'sessions' };
  return /^Person(?: \(Reporting Window\))?$/u.test(text)
    ? { func: 'container', context: 'visitors' }
    : undefined;
}

function parseTime(text: string): JsonObject | undefined {
  const [, length, unit] = /^(?:Custom Time: )?([1-9]\d{0,5}) ([a-z]+)$/u.exec(text) ?? [];
  return length === undefined ? undefined : { numPeriods: Number(length), granularity: unit };
}

function formatTime(value: unknown): string {
  const { numPeriods, granularity } = membersOf(value);
  return numPeriods === undefined ? '' : `Custom Time: ${String(numPeriods)} ${String(granularity)}`;
}

/** The members of an object; none of anything else. */
export function membersOf(value: unknown): JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : {};
}

function listOf(value: unknown): readonly JsonObject[] {
  return Array.isArray(value) ? value.map(membersOf) : [];
}
