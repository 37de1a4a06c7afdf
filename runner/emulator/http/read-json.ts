import type { ApiRequest } from '../context.ts';
import type { JsonObject } from '../respell/respell-object.ts';
import { ApiError } from './api-error.ts';

/** The body of a request as a JSON object; anything else is refused with the given code. */
export function readJsonObject(request: ApiRequest, code: string): JsonObject {
  let value: unknown;
  try {
    value = JSON.parse(request.body.toString('utf8') || '{}');
  } catch {
    throw new ApiError(400, code, 'Bad request: the body is not JSON');
  }
  if (!isJsonObject(value)) throw new ApiError(400, code, 'Bad request: the body must be a JSON object');
  return value;
}

/** Whether a value is an object and neither null nor an array. */
export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
