import type { JsonValue } from '../../model/index.ts';

/**
 * The paths of all texts that hold `${`, such as `tags[1]`. YAML has no escape for it: the text would be another one in an
 * environment with that variable, and wrong in all others.
 */
export function listExpressions(value: JsonValue, path = ''): readonly string[] {
  if (typeof value === 'string') return value.includes('${') ? [path] : [];
  if (typeof value !== 'object' || value === null) return [];
  if (Array.isArray(value)) {
    return value.flatMap((item: JsonValue, index) => listExpressions(item, `${path}[${index}]`));
  }
  return Object.entries(value).flatMap(([key, item]) =>
    listExpressions(item, path === '' ? key : `${path}.${key}`),
  );
}
