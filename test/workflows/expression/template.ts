import { type Allowance, asksForStatus, assertAllowed, evaluate, type Scope } from './evaluate.ts';
import { type Node, parseExpression } from './parse.ts';
import { type Place, refuse } from './refusal.ts';
import { ExpressionError } from './tokens.ts';
import { isTruthy, toText, type Value } from './value.ts';

/** A text between expressions, or an expression without its `${{ }}`. */
type Part = { readonly text: string } | { readonly expression: string };

/** Where something stands, what may stand there, and what it sees. */
export interface Setting {
  readonly place: Place;
  readonly allowance: Allowance;
  readonly scope: Scope;
}

/** The expressions of a text, without their `${{ }}`. */
export function listExpressions(text: string, place: Place): readonly string[] {
  return split(text, place).flatMap((part) => ('expression' in part ? [part.expression] : []));
}

/** Puts the worth of its expressions into a text. */
export function fillText(text: string, setting: Setting): string {
  return split(text, setting.place)
    .map((part) => ('text' in part ? part.text : toText(evaluateText(part.expression, setting))))
    .join('');
}

/** A value of YAML; a text that is one expression alone keeps the kind of its worth. */
export function fillValue(value: Value, setting: Setting): Value {
  if (typeof value === 'string') {
    const [first, ...others] = split(value, setting.place);
    const isAlone = first !== undefined && 'expression' in first && others.length === 0;
    return isAlone ? evaluateText(first.expression, setting) : fillText(value, setting);
  }
  if (Array.isArray(value)) return value.map((item: Value) => fillValue(item, setting));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => [fillText(name, setting), fillValue(item, setting)]),
  );
}

/** Whether an `if` holds; one that does not ask for the status holds only after success. */
export function isMet(condition: string | boolean | undefined, setting: Setting): boolean {
  const text =
    condition === undefined || condition === '' ? 'success()' : bare(String(condition), setting.place);
  return guard(text, setting.place, () => {
    const node = parseExpression(text);
    assertAllowed(node, setting.allowance);
    if (!asksForStatus(node) && !setting.scope.status('success')) return false;
    return isTruthy(evaluate(node, setting.scope));
  });
}

/** Refuses whatever in an `if` may not stand there, without knowing what it is worth. */
export function checkCondition(
  condition: string | boolean | undefined,
  place: Place,
  allowance: Allowance,
): void {
  if (condition === undefined || condition === '') return;
  checkExpression(bare(String(condition), place), place, allowance);
}

/** Refuses whatever in the expressions of a value may not stand there. */
export function checkValue(value: Value, place: Place, allowance: Allowance): void {
  if (typeof value === 'string') {
    for (const expression of listExpressions(value, place)) checkExpression(expression, place, allowance);
  } else if (Array.isArray(value)) {
    for (const item of value) checkValue(item as Value, place, allowance);
  } else if (typeof value === 'object' && value !== null) {
    for (const [name, item] of Object.entries(value)) {
      checkValue(name, place, allowance);
      checkValue(item, place, allowance);
    }
  }
}

function checkExpression(text: string, place: Place, allowance: Allowance): void {
  guard(text, place, () => assertAllowed(parseExpression(text), allowance));
}

function evaluateText(text: string, { place, allowance, scope }: Setting): Value {
  return guard(text, place, () => {
    const node: Node = parseExpression(text);
    assertAllowed(node, allowance);
    return evaluate(node, scope);
  });
}

/** An `if` is an expression already. One that is partly inside `${{ }}` would be a text, and so always true. */
function bare(condition: string, place: Place): string {
  const parts = split(condition.trim(), place);
  const [first, ...others] = parts;
  if (first !== undefined && 'expression' in first && others.length === 0) return first.expression;
  if (parts.some((part) => 'expression' in part)) {
    refuse(place, 'it stands partly inside ${{ }}, and so would always hold', condition);
  }
  return condition.trim();
}

/** A text in single quotes inside an expression may hold `}}`. */
function split(text: string, place: Place): readonly Part[] {
  const parts: Part[] = [];
  let rest = text;
  for (;;) {
    const start = rest.indexOf('${{');
    if (start < 0) break;
    const inner = /^(?:[^'}]|'[^']*'|\}(?!\}))*(?=\}\})/.exec(rest.slice(start + 3))?.[0];
    if (inner === undefined) refuse(place, 'an expression is not closed', rest.slice(start));
    if (start > 0) parts.push({ text: rest.slice(0, start) });
    parts.push({ expression: inner.trim() });
    rest = rest.slice(start + 3 + inner.length + 2);
  }
  if (rest !== '') parts.push({ text: rest });
  return parts;
}

function guard<T>(text: string, place: Place, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof ExpressionError) refuse(place, error.message, text);
    throw error;
  }
}
