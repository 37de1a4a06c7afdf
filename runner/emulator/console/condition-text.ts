import type { Condition } from '../world/types.ts';

/** Operators that Adobe names (facts §3.2); its whole list is not published, so others can be written between points. */
const OPERATORS = ['does not exist', 'does not equal', 'starts with', 'exists', 'equals', 'contains'];

/** A condition in the three columns of Adobe's screen, as handoffs print it: `field · operator · value`. */
export function formatCondition({ field, operator, value }: Condition): string {
  const columns = [field, operator];
  if (value !== undefined) columns.push(typeof value === 'string' ? value : JSON.stringify(value));
  return columns.join(' · ');
}

/**
 * Reads `field · operator · value`; undefined where there is no operator. Whoever has no such point on the keyboard writes spaces. A
 * lookback in brackets is left out: the emulator knows only that of the population.
 */
export function parseCondition(text: string): Condition | undefined {
  const plain = text.trim().replace(/ \(within the last \d+ days\)$/u, '');
  const [field = '', operator, ...rest] = plain.includes('·') ? splitAtPoints(plain) : splitAtSpaces(plain);
  if (!/^\S+$/u.test(field) || operator === undefined || operator === '') return undefined;
  const value = rest.join(' · ');
  return { field, operator, ...(value === '' ? {} : { value: parseValue(value) }) };
}

/** A condition with a name: `Contacted support: _luma.support.ticketOpened · exists`. */
export function formatNamed({ name, ...condition }: Condition & { readonly name: string }): string {
  return `${name}: ${formatCondition(condition)}`;
}

/** Reads `name: field · operator · value`; a field has no spaces, so a name may hold colons. */
export function parseNamed(text: string): (Condition & { name: string }) | undefined {
  const [beforeOperator = ''] = text.split('·');
  const at = beforeOperator.lastIndexOf(': ');
  const name = text.slice(0, Math.max(at, 0)).trim();
  const condition = parseCondition(text.slice(at + 2));
  return name === '' || condition === undefined ? undefined : { name, ...condition };
}

function splitAtPoints(text: string): readonly string[] {
  return text.split('·').map((column) => column.trim());
}

function splitAtSpaces(text: string): readonly string[] {
  const at = text.search(/\s/u);
  const field = at < 0 ? text : text.slice(0, at);
  const rest = at < 0 ? '' : text.slice(at).trim();
  const operator = OPERATORS.find((known) => rest === known || rest.startsWith(`${known} `));
  if (operator === undefined) return [field];
  const value = rest.slice(operator.length).trim();
  return value === '' ? [field, operator] : [field, operator, value];
}

/** Numbers and switches are printed as such; everything else is a text. */
function parseValue(text: string): string | number | boolean {
  if (text === 'true' || text === 'false') return text === 'true';
  return /^-?(?:0|[1-9]\d*)(?:\.\d+)?$/u.test(text) ? Number(text) : text;
}
