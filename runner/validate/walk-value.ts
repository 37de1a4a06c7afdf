import type { DocumentPath } from '../model/index.ts';

/** One step of a walk: a key of a mapping, or a value of any kind. */
export interface ValueVisit {
  readonly path: DocumentPath;
  readonly part: 'key' | 'value';
  readonly value: unknown;
}

/** Every key and value of plain data, in order. */
export function* walkValue(value: unknown, path: DocumentPath = []): Generator<ValueVisit> {
  yield { path, part: 'value', value };
  if (value === null || typeof value !== 'object') return;
  for (const [key, child] of Object.entries(value)) {
    const step = Array.isArray(value) ? Number(key) : key;
    if (typeof step === 'string') yield { path: [...path, step], part: 'key', value: step };
    yield* walkValue(child, [...path, step]);
  }
}
