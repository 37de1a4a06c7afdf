import type { Operation } from './openapi-document.ts';

/** An operation, and the values of the parameters of its path. */
export interface FoundOperation {
  readonly operation: Operation;
  readonly values: Readonly<Record<string, string>>;
}

/** The operation of a method and path; literal segments win over parameters. */
export function findOperation(
  operations: readonly Operation[],
  method: string,
  path: string,
): FoundOperation | undefined {
  const segments = path.split('/');
  const fitting = operations.flatMap((operation) => {
    const values = operation.method === method ? match(operation.path.split('/'), segments) : undefined;
    return values === undefined ? [] : [{ operation, values }];
  });
  return fitting.sort(
    (first, second) => Object.keys(first.values).length - Object.keys(second.values).length,
  )[0];
}

function match(pattern: readonly string[], segments: readonly string[]): Record<string, string> | undefined {
  if (pattern.length !== segments.length) return undefined;
  const values: Record<string, string> = {};
  for (const [index, expected] of pattern.entries()) {
    const actual = segments[index] ?? '';
    if (expected.startsWith('{') && actual !== '') values[expected.slice(1, -1)] = actual;
    else if (expected !== actual) return undefined;
  }
  return values;
}
