import { isPrimitive, toNumber, type Value } from './value.ts';

type Pair = readonly [Value, Value];

/** Brings both sides to one kind: different kinds are compared as numbers. */
function align(left: Value, right: Value): Pair {
  const isSame = typeof left === typeof right && (left === null) === (right === null);
  if (isSame || !isPrimitive(left) || !isPrimitive(right)) return [left, right];
  return [toNumber(left), toNumber(right)];
}

/** GitHub's `==`: texts without regard to case, lists and objects only where they are the same one. */
export function isEqual(left: Value, right: Value): boolean {
  const [one, other] = align(left, right);
  if (typeof one === 'string' && typeof other === 'string') return fold(one) === fold(other);
  return one === other;
}

/** Below 0, 0 or above 0; undefined where the two have no order, and so every comparison is false. */
export function compareValues(left: Value, right: Value): number | undefined {
  const [one, other] = align(left, right).map((side) => (typeof side === 'string' ? fold(side) : side));
  if (typeof one === 'string' && typeof other === 'string') return one < other ? -1 : Number(one > other);
  if (typeof one === 'boolean' && typeof other === 'boolean') return Number(one) - Number(other);
  if (typeof one !== 'number' || typeof other !== 'number') return undefined;
  if (Number.isNaN(one) || Number.isNaN(other)) return undefined;
  return one < other ? -1 : Number(one > other);
}

/** Case does not count in GitHub's comparisons. */
export function fold(text: string): string {
  return text.toUpperCase();
}
