import { compareValues, fold, isEqual } from './compare.ts';
import { FUNCTIONS, STATUS_FUNCTIONS } from './functions.ts';
import { listNodes, type Node } from './parse.ts';
import { ExpressionError } from './tokens.ts';
import { isList, isObject, isPrimitive, isTruthy, type Value } from './value.ts';

/** Which contexts and status functions may stand where an expression stands. */
export interface Allowance {
  readonly contexts: readonly string[];
  readonly hasStatus: boolean;
}

/** What an expression sees. */
export interface Scope {
  readonly contexts: ReadonlyMap<string, Value>;
  /** The worth of `success()`, `failure()`, `cancelled()`, `always()`. */
  readonly status: (name: string) => boolean;
  /** Whether the property of this path may be absent, and is null then; any other that is absent is a mistake. */
  readonly mayLack: (path: readonly string[]) => boolean;
}

/** Refuses what may not stand there, in every part, also in those that are not reached. */
export function assertAllowed(node: Node, { contexts, hasStatus }: Allowance): void {
  for (const one of listNodes(node)) {
    if (one.kind === 'context' && !contexts.includes(one.name.toLowerCase())) {
      throw new ExpressionError(`the context ${one.name} is not available here`);
    }
    if (one.kind === 'call') assertCall(one.name, one.args.length, hasStatus);
  }
}

function assertCall(name: string, count: number, hasStatus: boolean): void {
  if (STATUS_FUNCTIONS.includes(name.toLowerCase())) {
    if (!hasStatus) throw new ExpressionError(`the function ${name} is not available here`);
    if (count > 0) throw new ExpressionError(`the function ${name} takes no arguments`);
    return;
  }
  const known = FUNCTIONS.get(name.toLowerCase());
  if (known === undefined) throw new ExpressionError(`the function ${name} is not known`);
  if (count < known.fewest || count > known.most) {
    throw new ExpressionError(`the function ${name} takes another number of arguments`);
  }
}

/** Whether an expression asks how things went before: without, GitHub adds `success() && …` to an `if`. */
export function asksForStatus(node: Node): boolean {
  return listNodes(node).some(
    (one) => one.kind === 'call' && STATUS_FUNCTIONS.includes(one.name.toLowerCase()),
  );
}

/** The worth of an expression. */
export function evaluate(node: Node, scope: Scope): Value {
  return visit(node, scope).value;
}

/** A value, and how it was come by where it is of a context. */
interface Found {
  readonly value: Value;
  readonly path?: readonly string[];
}

function visit(node: Node, scope: Scope): Found {
  switch (node.kind) {
    case 'literal':
      return { value: node.value };
    case 'context':
      return visitContext(node.name, scope);
    case 'index':
      return getProperty(visit(node.of, scope), evaluate(node.by, scope), scope);
    case 'not':
      return { value: !isTruthy(evaluate(node.of, scope)) };
    case 'call':
      return { value: call(node.name, node.args, scope) };
    case 'binary':
      return { value: combine(node, scope) };
  }
}

function visitContext(name: string, { contexts }: Scope): Found {
  const value = contexts.get(name.toLowerCase());
  if (value === undefined) throw new ExpressionError(`there is no context ${name} here`);
  return { value, path: [name.toLowerCase()] };
}

function getProperty({ value, path }: Found, by: Value, { mayLack }: Scope): Found {
  if (!isPrimitive(by)) throw new ExpressionError('an index is neither a text nor a number');
  const next = path === undefined ? undefined : [...path, String(by)];
  const step = next === undefined ? {} : { path: next };
  const found = isList(value) ? getItem(value, by) : getMember(value, by);
  if (found !== undefined) return { value: found, ...step };
  if (next !== undefined && !mayLack(next)) throw new ExpressionError(`there is no ${next.join('.')}`);
  return { value: null, ...step };
}

function getItem(list: readonly Value[], by: Value): Value | undefined {
  if (typeof by !== 'number')
    throw new ExpressionError('a list has no properties, and its filter * is not known here');
  return list[Math.floor(by)];
}

/** Names of properties are compared without regard to case. */
function getMember(value: Value, by: Value): Value | undefined {
  if (!isObject(value)) return undefined;
  const name = fold(String(by));
  return Object.entries(value).find(([known]) => fold(known) === name)?.[1];
}

function call(name: string, nodes: readonly Node[], scope: Scope): Value {
  const known = name.toLowerCase();
  if (STATUS_FUNCTIONS.includes(known)) return scope.status(known);
  const found = FUNCTIONS.get(known);
  if (found === undefined) throw new ExpressionError(`the function ${name} is not known`);
  return found.call(nodes.map((node) => evaluate(node, scope)));
}

/** `&&` and `||` are worth one of their sides, and reach the right one only where it counts. */
function combine(node: Node & { readonly kind: 'binary' }, scope: Scope): Value {
  const left = evaluate(node.left, scope);
  if (node.sign === '&&') return isTruthy(left) ? evaluate(node.right, scope) : left;
  if (node.sign === '||') return isTruthy(left) ? left : evaluate(node.right, scope);
  const right = evaluate(node.right, scope);
  if (node.sign === '==') return isEqual(left, right);
  if (node.sign === '!=') return !isEqual(left, right);
  const order = compareValues(left, right);
  if (order === undefined) return false;
  if (node.sign === '<') return order < 0;
  if (node.sign === '<=') return order <= 0;
  return node.sign === '>' ? order > 0 : order >= 0;
}
