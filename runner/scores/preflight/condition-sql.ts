import type { EventCondition, LiveField } from '../../model/index.ts';
import { type QueriedTable, refuseQuery, writeColumn, writeValue } from './column-sql.ts';

/** What of a condition stands in a query. */
export type QueriedCondition = Pick<EventCondition, 'field' | 'operator' | 'value'>;

/**
 * A condition on an event as SQL over the alias `e`; true or false, never null. A field that the table's schema lacks is in none of
 * its events. Within a list (`productListItems.SKU`) one item that meets the condition is enough.
 */
export function writeCondition(table: QueriedTable, { field, operator, value }: QueriedCondition): string {
  const path = field.trim().replace(/\[\d{0,9}\]/g, '');
  const found = table.fields.find((candidate) => candidate.path === path);
  if (found === undefined) {
    const isInMap = table.fields.some(({ isMap, path: map }) => isMap && path.startsWith(`${map}.`));
    return isInMap ? refuseQuery(`"${field}" stands in a map, whose keys no schema names`) : 'FALSE';
  }
  const lists = table.fields.filter(
    ({ isArray, path: list }) => isArray && (path === list || path.startsWith(`${list}.`)),
  );
  if (lists.length > 1) refuseQuery(`"${field}" stands in a list within a list`);
  const write = (column: string): string => writeComparison(table, found, { column, operator, value });
  const [list] = lists;
  return list === undefined
    ? write(writeColumn('e', path.split('.'), table.dialect))
    : writeInList(table, list, path, write);
}

function writeInList(
  { dialect }: QueriedTable,
  list: LiveField,
  path: string,
  write: (column: string) => string,
): string {
  const items = writeColumn('e', list.path.split('.'), dialect);
  const below = path.slice(list.path.length + 1);
  const item = below === '' ? 'item' : writeColumn('item', below.split('.'), dialect);
  return dialect === 'postgresql'
    ? `EXISTS (SELECT 1 FROM unnest(${items}) AS item WHERE ${write(item)})`
    : `COALESCE(exists(${items}, item -> ${write(item)}), FALSE)`;
}

interface Comparison {
  readonly column: string;
  readonly operator: string;
  readonly value: EventCondition['value'];
}

const NUMBERS = new Set(['byte', 'short', 'int', 'integer', 'long', 'float', 'double', 'number', 'decimal']);

const SIGNS: Readonly<Record<string, string>> = {
  'greater than': '>',
  'is greater than': '>',
  'greater than or equal to': '>=',
  'greater than or equals': '>=',
  'is greater than or equal to': '>=',
  'at least': '>=',
  'less than': '<',
  'is less than': '<',
  'less than or equal to': '<=',
  'less than or equals': '<=',
  'is less than or equal to': '<=',
  'at most': '<=',
};

function writeComparison(
  { dialect }: QueriedTable,
  field: LiveField,
  { column, operator, value }: Comparison,
): string {
  const name = operator.replace(/\s+/g, ' ').trim().toLowerCase();
  // A group of fields is there when any of them is: PostgreSQL calls it not null only where all are.
  if (name === 'exists') return field.type === 'object' ? `NOT (${column} IS NULL)` : `${column} IS NOT NULL`;
  if (value === undefined) return refuseQuery(`"${operator}" has no value to compare with`);
  const typed = NUMBERS.has(field.type ?? '')
    ? toNumber(value)
    : field.type === 'boolean'
      ? value === true || value === 'true'
      : String(value);
  const literal = writeValue(typed, dialect);
  const sign = name === 'equals' ? '=' : SIGNS[name];
  if (sign !== undefined) return `COALESCE(${column} ${sign} ${literal}, FALSE)`;
  if (name !== 'starts with') return refuseQuery(`what "${operator}" means in SQL is not known`);
  return `COALESCE(LEFT(${column}, ${[...String(value)].length}) = ${literal}, FALSE)`;
}

function toNumber(value: string | number | boolean): number {
  const number = typeof value === 'boolean' ? Number.NaN : Number(value);
  return Number.isFinite(number) ? number : refuseQuery(`${JSON.stringify(value)} is no number`);
}
