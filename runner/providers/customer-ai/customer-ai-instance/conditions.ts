import { canonicalJson, type EventCondition, type JsonValue } from '../../../model/index.ts';

/** A condition as it stands in values: a field, an operator, and what the operator needs. */
export interface ConditionValue {
  readonly [member: string]: JsonValue;
}

/** A condition out of YAML. `lookbackDays` is kept only where it says something that the population does not. */
export function toConditionValue(
  condition: EventCondition & { readonly lookbackDays?: number },
  populationDays?: number,
): ConditionValue {
  const { field, operator, value, lookbackDays } = condition;
  return {
    field,
    operator,
    ...(value === undefined ? {} : { value }),
    ...(lookbackDays === undefined || lookbackDays === populationDays ? {} : { lookbackDays }),
  };
}

/** Conditions under "all of" or "any of" have no order, and one that is written twice is one. */
export function normalizeConditions(value: JsonValue): JsonValue {
  if (!Array.isArray(value)) return value;
  const byText = new Map<string, JsonValue>();
  for (const item of value as readonly JsonValue[]) {
    const condition = normalizeCondition(item);
    byText.set(canonicalJson(condition), condition);
  }
  if (byText.size === 0) return null;
  return [...byText.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, condition]) => condition);
}

/** One condition; operators are compared without regard to case and white space, as Adobe's list may print them. */
export function normalizeCondition(value: JsonValue): JsonValue {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return value;
  const entries = Object.entries(value as ConditionValue)
    .filter(([, member]) => member !== null)
    .map(([name, member]) => [name, normalizeMember(name, member)] as const);
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
}

function normalizeMember(name: string, value: JsonValue): JsonValue {
  if (typeof value !== 'string') return value;
  if (name === 'operator') return value.replace(/\s+/gu, ' ').trim().toLowerCase();
  return name === 'field' ? value.trim() : value;
}

/** A condition in the three columns of Adobe's screen: field · operator · value. */
export function formatCondition(value: JsonValue): string {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return String(value);
  const condition = value as ConditionValue;
  const { field, operator, lookbackDays } = condition;
  const columns = [String(field), String(operator)];
  if (condition.value !== undefined) columns.push(formatOperand(condition.value));
  const days = lookbackDays === undefined ? '' : ` (within the last ${String(lookbackDays)} days)`;
  return `${columns.join(' · ')}${days}`;
}

/** The texts of a list of conditions, in the order in which they are shown. */
export function formatConditions(value: JsonValue | undefined): readonly string[] {
  return Array.isArray(value) ? (value as readonly JsonValue[]).map(formatCondition) : [];
}

function formatOperand(value: JsonValue): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
