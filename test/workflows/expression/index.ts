/** GitHub's expressions, pure: parsed, checked against what may stand where, and evaluated. What is not known is refused. */
export type { Allowance, Scope } from './evaluate.ts';
export { type Place, Refusal, refuse } from './refusal.ts';
export {
  checkCondition,
  checkValue,
  fillText,
  fillValue,
  isMet,
  listExpressions,
  type Setting,
} from './template.ts';
export { isList, isObject, isTruthy, toText, type Value, type ValueObject } from './value.ts';
