import type { DocumentPath } from '../model/index.ts';
import { getValue, parsePointer } from './schema-path.ts';
import type { SchemaError } from './schema-validator.generated.js';

/** Errors that leave the shape of a value as the types promise, so that rules can look at it. */
const HARMLESS = new Set([
  'pattern',
  'enum',
  'minimum',
  'maximum',
  'exclusiveMinimum',
  'exclusiveMaximum',
  'minLength',
  'maxLength',
  'minItems',
  'maxItems',
  'maxProperties',
  'uniqueItems',
  'propertyNames',
]);

/**
 * A copy without the parts that have the wrong shape, so that the rules still find what is wrong elsewhere in the same
 * run. Undefined where something that is needed would be missing then. Never used for more than finding problems.
 */
export function repairValue(
  value: unknown,
  errors: readonly SchemaError[],
  validate: (value: unknown) => readonly SchemaError[],
): unknown {
  const copy: unknown = structuredClone(value);
  for (const error of errors) {
    if (HARMLESS.has(error.keyword)) continue;
    const path = parsePointer(error.instancePath, value);
    if (error.keyword === 'additionalProperties') {
      remove(copy, [...path, String(error.params.additionalProperty)]);
    } else if (error.keyword === 'type' && !replaceByNumber(copy, path, error)) {
      remove(copy, path);
    }
  }
  return validate(copy).every((error) => HARMLESS.has(error.keyword)) ? copy : undefined;
}

/** A number is looked at by few rules, and what it should have been is often required. */
function replaceByNumber(root: unknown, path: DocumentPath, error: SchemaError): boolean {
  const type = error.params.type;
  const name = path.at(-1);
  const parent = getValue(root, path.slice(0, -1));
  if ((type !== 'integer' && type !== 'number') || typeof name !== 'string') return false;
  if (parent === null || typeof parent !== 'object') return false;
  (parent as Record<string, unknown>)[name] = 1;
  return true;
}

function remove(root: unknown, path: DocumentPath): void {
  const parent = getValue(root, path.slice(0, -1));
  const name = path.at(-1);
  if (parent === null || typeof parent !== 'object' || Array.isArray(parent) || name === undefined) return;
  delete (parent as Record<string | number, unknown>)[name];
}
