import type { SqlValue } from '../../model/index.ts';

/** A value of a driver as a plain one: whole numbers as numbers where these are exact, everything else that is no scalar as text. */
export function readSqlValue(value: unknown): SqlValue {
  if (value === null || value === undefined) return null;
  if (typeof value === 'bigint') {
    return value >= Number.MIN_SAFE_INTEGER && value <= Number.MAX_SAFE_INTEGER ? Number(value) : value;
  }
  if (typeof value === 'number' || typeof value === 'string' || typeof value === 'boolean') return value;
  return String(value);
}
