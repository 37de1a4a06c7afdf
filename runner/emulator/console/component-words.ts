import type { JsonObject } from '../respell/respell-object.ts';

/** Choices of component settings with the words of Adobe's form, in the names of the API that reads them back (facts §5.4). */
export const ALLOCATIONS = [
  { value: 'ALLOCATION_LAST_TOUCH', text: 'Most recent' },
  { value: 'ALLOCATION_FIRST_TOUCH', text: 'Original' },
  { value: 'ALLOCATION_PARTICIPATION', text: 'All' },
  { value: 'ALLOCATION_FIRST_KNOWN', text: 'First known' },
  { value: 'ALLOCATION_LAST_KNOWN', text: 'Last known' },
] as const;

export const BEHAVIORS = [
  { value: 'values', text: 'Count values' },
  { value: 'instances', text: 'Count instances' },
] as const;

export const FORMATS = [
  { value: 'decimal', text: 'Decimal' },
  { value: 'percent', text: 'Percent' },
  { value: 'time', text: 'Time' },
  { value: 'currency', text: 'Currency' },
] as const;

export const POLARITIES = [
  { value: 'positive', text: 'Good (Green)' },
  { value: 'negative', text: 'Bad (Red)' },
] as const;

interface Bucket {
  readonly from?: number | null;
  readonly to?: number | null;
}

/** Buckets as a person enters them, in order: `Less than 25; Including 25 and less than 75; Greater than or equal to 75`. */
export function formatBuckets(buckets: readonly Bucket[]): string {
  return buckets
    .map(({ from = null, to = null }) => {
      if (from === null) return `Less than ${to}`;
      return to === null ? `Greater than or equal to ${from}` : `Including ${from} and less than ${to}`;
    })
    .join('; ');
}

const NUMBER = String.raw`(-?\d+(?:\.\d+)?)`;
const LESS = new RegExp(`^less than ${NUMBER}$`, 'iu');
const BETWEEN = new RegExp(`^including ${NUMBER} and less than ${NUMBER}$`, 'iu');
const GREATER = new RegExp(`^greater than or equal to ${NUMBER}$`, 'iu');

/** Reads what {@link formatBuckets} writes; undefined where a part is something else. */
export function parseBuckets(text: string): Bucket[] | undefined {
  const buckets = text.split(';').map((part) => parseBucket(part.trim()));
  return buckets.every((bucket) => bucket !== undefined) ? buckets : undefined;
}

function parseBucket(text: string): Bucket | undefined {
  const [, low, high] = BETWEEN.exec(text) ?? [];
  if (low !== undefined) return { from: Number(low), to: Number(high) };
  const [, least] = GREATER.exec(text) ?? [];
  if (least !== undefined) return { from: Number(least) };
  const [, most] = LESS.exec(text) ?? [];
  return most === undefined ? undefined : { to: Number(most) };
}

/** How long a value persists: `Session`, `Person`, `Custom Time: 30 days`, `Metric: metrics/orders`. */
export function parseExpiration(text: string): JsonObject | undefined {
  if (text === 'Session') return { func: 'container', context: 'sessions' };
  if (text === 'Person' || text === 'Person (Reporting Window)')
    return { func: 'container', context: 'visitors' };
  const [, metric] = /^Metric: (\S+)$/u.exec(text) ?? [];
  if (metric !== undefined) return { func: 'afterEvents', events: [metric] };
  const time = parseTime(text);
  return time === undefined ? undefined : { func: 'inactivity', ...time };
}

/** Writes what {@link parseExpiration} reads. */
export function formatExpiration(expiration: JsonObject | undefined): string {
  if (expiration === undefined) return '';
  if (expiration.func === 'container') return expiration.context === 'visitors' ? 'Person' : 'Session';
  if (Array.isArray(expiration.events)) return `Metric: ${String(expiration.events[0])}`;
  return formatTime(expiration);
}

/** How far a value is looked for: `Session`, `Person (Reporting Window)`, `Custom Time: 30 days`. */
export function parseLookback(text: string): JsonObject | undefined {
  if (text === 'Session') return { func: 'container', context: 'sessions' };
  if (/^Person(?: \(Reporting Window\))?$/u.test(text)) return { func: 'container', context: 'visitors' };
  return parseTime(text);
}

/** Writes what {@link parseLookback} reads. */
export function formatLookback(lookback: JsonObject | undefined): string {
  if (lookback === undefined) return '';
  if (lookback.func === 'container')
    return lookback.context === 'visitors' ? 'Person (Reporting Window)' : 'Session';
  return formatTime(lookback);
}

function parseTime(text: string): JsonObject | undefined {
  const [, length, unit] = /^(?:Custom Time: )?([1-9]\d{0,5}) ([a-z]+)$/u.exec(text) ?? [];
  return length === undefined ? undefined : { numPeriods: Number(length), granularity: unit };
}

function formatTime({ numPeriods, granularity }: JsonObject): string {
  return `Custom Time: ${String(numPeriods)} ${String(granularity)}`;
}
