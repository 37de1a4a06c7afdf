import { ApiError } from '../http/api-error.ts';
import type { JsonObject } from '../respell/respell-object.ts';

type Test = (object: JsonObject) => boolean;

/**
 * Whether an object passes Catalog's filters (facts §1.3): `name=…`, any other top-level field by equality,
 * `property=…` in all its forms, `tags=…`. All are ANDed.
 */
export function buildCatalogFilter(query: URLSearchParams, fields: readonly string[]): Test {
  const tests: Test[] = [];
  for (const field of fields) {
    for (const text of query.getAll(field)) tests.push(buildEqualityTest(field, text));
  }
  for (const text of query.getAll('property')) {
    for (const part of text.split(/,(?=!?[A-Za-z]\w*(?:[=!<>~]|$))/)) tests.push(buildPropertyTest(part));
  }
  for (const text of query.getAll('tags')) tests.push(buildTagTest(text));
  return (object) => tests.every((test) => test(object));
}

/** Sorts by `orderBy` (older name `sort`): `desc:created`, `asc:name`, several comma-separated. */
export function sortByOrder(objects: JsonObject[], query: URLSearchParams): JsonObject[] {
  const text = query.get('orderBy') ?? query.get('sort');
  if (!text) return objects;
  const orders = text.split(',').map((part) => {
    const [direction, field] = part.includes(':') ? part.split(':') : ['asc', part];
    return { sign: direction === 'desc' ? -1 : 1, field: field ?? '' };
  });
  return [...objects].sort((first, second) => {
    for (const { sign, field } of orders) {
      const difference = compareValues(first[field], second[field]);
      if (difference !== 0) return sign * difference;
    }
    return 0;
  });
}

function buildEqualityTest(field: string, text: string): Test {
  const isNegated = text.startsWith('!');
  const values = (isNegated ? text.slice(1) : text).split(',');
  return (object) => values.some((value) => matchesValue(object[field], value)) !== isNegated;
}

function buildPropertyTest(text: string): Test {
  const match = /^(!?)([\w:.-]+?)(?:(==|!=|<=|>=|<|>|~|=)(.*))?$/s.exec(text.trim());
  if (!match)
    throw new ApiError(400, 'bad_request', `Bad request: property filter ${text} is not understood`);
  const [, negation, field = '', operator, operand = ''] = match;
  if (!operator) return (object) => (object[field] !== undefined) === (negation === '');
  if (operator === '~') {
    const expression = buildExpression(operand);
    return (object) => object[field] !== undefined && expression.test(String(object[field]));
  }
  return (object) => compareByOperator(object[field], operator, operand);
}

function compareByOperator(value: unknown, operator: string, operand: string): boolean {
  if (operator === '==' || operator === '=') return matchesValue(value, operand);
  if (operator === '!=') return !matchesValue(value, operand);
  if (value === undefined) return false;
  const difference = compareValues(value, typeof value === 'number' ? Number(operand) : operand);
  if (operator === '<') return difference < 0;
  if (operator === '<=') return difference <= 0;
  return operator === '>' ? difference > 0 : difference >= 0;
}

function buildTagTest(text: string): Test {
  const tests = text.split(',').map((part) => {
    const separator = part.indexOf(':');
    const key = separator < 0 ? part : part.slice(0, separator);
    const value = separator < 0 ? '*' : part.slice(separator + 1);
    return { key, expression: new RegExp(`^${escapeExpression(value).replaceAll('\\*', '.*')}$`) };
  });
  return (object) => {
    const tags = object.tags as Record<string, string[]> | undefined;
    return tests.every(({ key, expression }) => tags?.[key]?.some((value) => expression.test(value)));
  };
}

/** Equality with Catalog's wildcard; `**` is a literal asterisk. */
function matchesValue(value: unknown, wanted: string): boolean {
  if (value === undefined) return false;
  if (!wanted.includes('*')) return String(value) === wanted;
  const literal = escapeExpression(wanted).replaceAll('\\*\\*', '\u0000').replaceAll('\\*', '.*');
  return new RegExp(`^${literal.replaceAll('\u0000', '\\*')}$`).test(String(value));
}

function buildExpression(text: string): RegExp {
  try {
    return new RegExp(text);
  } catch {
    throw new ApiError(400, 'bad_request', `Bad request: ${text} is not a regular expression`);
  }
}

function escapeExpression(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

function compareValues(first: unknown, second: unknown): number {
  if (typeof first === 'number' && typeof second === 'number') return first - second;
  const [left, right] = [String(first ?? ''), String(second ?? '')];
  return left < right ? -1 : Number(left > right);
}
