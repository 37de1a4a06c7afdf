/** What an expression can be worth. */
export type Value = null | boolean | number | string | readonly Value[] | ValueObject;

export interface ValueObject {
  readonly [name: string]: Value;
}

export function isList(value: Value): value is readonly Value[] {
  return Array.isArray(value);
}

export function isObject(value: Value): value is ValueObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Neither a list nor an object. */
export function isPrimitive(value: Value): value is null | boolean | number | string {
  return typeof value !== 'object' || value === null;
}

/** Everything but null, false, 0, NaN and the empty text is true; empty lists and objects too. */
export function isTruthy(value: Value): boolean {
  return isPrimitive(value) ? Boolean(value) : true;
}

/** As it is put into a text. */
export function toText(value: Value): string {
  if (value === null) return '';
  if (typeof value === 'number') return formatNumber(value);
  if (isList(value)) return 'Array';
  return isObject(value) ? 'Object' : String(value);
}

/** 15 digits, and an exponent where there are more before the point: the format G15 of .NET, in which the runner is written. */
function formatNumber(value: number): string {
  if (!Number.isFinite(value)) return String(value);
  if (value === 0) return '0';
  const [digits = '', power = '0'] = value.toExponential(14).split('e');
  const mantissa = digits.replace(/0+$/, '').replace(/\.$/, '');
  const exponent = Number(power);
  if (exponent >= 15 || exponent < -5) {
    const size = String(Math.abs(exponent)).padStart(2, '0');
    return `${mantissa}E${exponent < 0 ? '-' : '+'}${size}`;
  }
  return value.toFixed(Math.min(20, Math.max(0, 14 - exponent))).replace(/\.0+$|(\.\d*[1-9])0+$/, '$1');
}

const NUMBER = /^(?:[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?|[+-]?Infinity|NaN)$/;

/** As it is compared with something of another kind. Lists and objects are no numbers. */
export function toNumber(value: Value): number {
  if (value === null) return 0;
  if (typeof value === 'boolean') return value ? 1 : 0;
  if (typeof value === 'number') return value;
  return typeof value === 'string' ? parseNumber(value.trim()) : Number.NaN;
}

/** A number as GitHub writes it in expressions and reads it from texts; NaN where it is none. */
export function parseNumber(text: string): number {
  if (text === '') return 0;
  const [, sign, digits] = /^([+-]?)(0x[0-9a-fA-F]+|0o[0-7]+)$/.exec(text) ?? [];
  // As a number of 32 bits with a sign: 0xffffffff is -1.
  if (digits !== undefined) {
    if (sign !== '' || Number(digits) > 0xffffffff) return Number.NaN;
    return Number(digits) | 0;
  }
  return NUMBER.test(text) ? Number(text) : Number.NaN;
}
