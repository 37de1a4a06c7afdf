/** Keys whose values are words of ours, never text from outside. */
const OURS = new Set([
  'action',
  'mode',
  'status',
  'purpose',
  'phase',
  'severity',
  'code',
  'act',
  'knowledge',
  'formatVersion',
]);

/** Values of `readiness.by`; elsewhere `by` is a name. */
const BLOCKERS = new Set(['change', 'handoff', 'check', 'rule', 'unreadable']);

/** A copy of plain data in which every text, and every key that is data, is `hostile`. */
export function poison<Value>(value: Value, hostile: string): Value {
  return poisonAny(value, hostile, '') as Value;
}

function poisonAny(value: unknown, hostile: string, key: string): unknown {
  if (typeof value === 'string') {
    return OURS.has(key) || (key === 'by' && BLOCKERS.has(value)) ? value : hostile;
  }
  if (Array.isArray(value)) return value.map((item) => poisonAny(item, hostile, key));
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => [name, poisonAny(item, hostile, name)]),
  );
}
