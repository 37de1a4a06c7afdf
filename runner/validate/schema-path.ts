import type { DocumentPath } from '../model/index.ts';

/** Reads a JSON pointer of ajv; list positions become numbers where the value there is a list. */
export function parsePointer(pointer: string, root: unknown): DocumentPath {
  const path: (string | number)[] = [];
  let value = root;
  for (const raw of pointer.split('/').slice(1)) {
    const key = raw.replaceAll('~1', '/').replaceAll('~0', '~');
    const step = Array.isArray(value) ? Number(key) : key;
    path.push(step);
    value = getMember(value, step);
  }
  return path;
}

/** The value at a path, or undefined. */
export function getValue(root: unknown, path: DocumentPath): unknown {
  return path.reduce<unknown>((value, step) => getMember(value, step), root);
}

function getMember(value: unknown, step: string | number): unknown {
  if (value === null || typeof value !== 'object' || !Object.hasOwn(value, step)) return undefined;
  return (value as Record<string | number, unknown>)[step];
}

/** A path as a person would write it: `spec.dataViews[0].title`. */
export function formatPath(path: DocumentPath): string {
  return path.reduce<string>(
    (text, step) => (typeof step === 'number' ? `${text}[${step}]` : text === '' ? step : `${text}.${step}`),
    '',
  );
}
