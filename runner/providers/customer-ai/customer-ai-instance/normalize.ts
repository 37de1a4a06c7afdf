import { type JsonValue, pathPattern } from '../../../model/index.ts';
import { normalizeCondition, normalizeConditions } from './conditions.ts';

const CONDITION_LISTS: ReadonlySet<string> = new Set([
  'goal.events',
  'eligiblePopulation.events',
  'eligiblePopulation.exclude',
  'exclusions',
]);
const NAMED_CONDITIONS: ReadonlySet<string> = new Set(['customEvents[]', 'customProfileAttributes[]']);

/** Canonical values of an instance: order, blanks, empty texts. Titles keep their case: a person reads them. */
export function normalizeInstanceValue(path: string, value: JsonValue): JsonValue {
  const pattern = pathPattern(path);
  if (CONDITION_LISTS.has(pattern)) return normalizeConditions(value);
  if (NAMED_CONDITIONS.has(pattern)) return normalizeCondition(value);
  if (typeof value !== 'string') return value;
  const text =
    pattern === 'description'
      ? value.normalize('NFC').trim()
      : value.normalize('NFC').replace(/\s+/gu, ' ').trim();
  return text === '' ? null : text;
}
