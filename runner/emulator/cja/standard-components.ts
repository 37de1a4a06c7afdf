import type { WorldComponent } from '../world/types.ts';

const DIMENSIONS: readonly [string, string][] = [
  ['daterangeday', 'Day'],
  ['daterangeweek', 'Week'],
  ['daterangemonth', 'Month'],
  ['daterangequarter', 'Quarter'],
  ['daterangeyear', 'Year'],
  ['daterangehour', 'Hour'],
  ['daterangeminute', 'Minute'],
];

const METRICS: readonly [string, string][] = [
  ['occurrences', 'Events'],
  ['visits', 'Sessions'],
  ['visitors', 'People'],
];

/** The components that every new data view starts with. */
export function makeStandardComponents(): { dimensions: WorldComponent[]; metrics: WorldComponent[] } {
  return {
    dimensions: DIMENSIONS.map(([id, name]) => ({
      id: `variables/${id}`,
      name,
      type: 'time',
      required: true,
    })),
    metrics: METRICS.map(([id, name]) => ({ id: `metrics/${id}`, name, type: 'int', required: true })),
  };
}
