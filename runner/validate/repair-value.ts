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

/** A value that rules may look at although its document is not of the right shape. */
export interface RepairedValue {
  readonly value: unknown;
  /** What is missing and stands in `value` all the same: a finding about one of these says nothing. */
  readonly missing: readonly DocumentPath[];
}

/** Stands in every text that is missing: each is different, and no message may show one. */
export const MISSING_TEXT = '\u{F0000}';

type Validate = (value: unknown) => readonly SchemaError[];

/**
 * A copy without the parts that have the wrong shape, and with something in the place of what is missing, so that the
 * rules still find what is wrong elsewhere in the same run. Undefined where that is not enough. Never used for more than
 * finding problems.
 */
export function repairValue(
  value: unknown,
  errors: readonly SchemaError[],
  validate: Validate,
): RepairedValue | undefined {
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
  const missing = fillMissing(copy, validate);
  return validate(copy).every((error) => HARMLESS.has(error.keyword)) ? { value: copy, missing } : undefined;
}

const MOST_MISSING = 50;

function fillMissing(root: unknown, validate: Validate): readonly DocumentPath[] {
  const filled: DocumentPath[] = [];
  while (filled.length < MOST_MISSING) {
    const error = validate(root).find(({ keyword }) => keyword === 'required');
    if (error === undefined) break;
    const path = [...parsePointer(error.instancePath, root), String(error.params.missingProperty)];
    const text = `${MISSING_TEXT}${filled.length}`;
    if (![text, 1, false, [], {}].some((candidate) => isFitting(root, path, candidate, validate))) break;
    filled.push(path);
  }
  return filled;
}

/** Tries a value in the place of a missing one; what that lacks itself is filled next. */
function isFitting(root: unknown, path: DocumentPath, candidate: unknown, validate: Validate): boolean {
  const parent = getValue(root, path.slice(0, -1));
  const name = path.at(-1);
  if (parent === null || typeof parent !== 'object' || typeof name !== 'string') return false;
  (parent as Record<string, unknown>)[name] = candidate;
  const fits = validate(root).every(({ keyword, instancePath }) => {
    const at = parsePointer(instancePath, root);
    const isWithin = path.every((part, index) => at[index] === part);
    return !isWithin || HARMLESS.has(keyword) || keyword === 'required';
  });
  if (!fits) delete (parent as Record<string, unknown>)[name];
  return fits;
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
