import { ApiError } from './api-error.ts';

/** Bounds of a number in a query. */
interface NumberBounds {
  readonly fallback: number;
  readonly min: number;
  readonly max: number;
}

/** A whole number of the query; out of bounds or not a number is a 400. */
export function readNumber(query: URLSearchParams, name: string, bounds: NumberBounds): number {
  const text = query.get(name);
  if (text === null || text === '') return bounds.fallback;
  const value = Number(text);
  if (!Number.isInteger(value) || value < bounds.min || value > bounds.max) {
    throw new ApiError(
      400,
      'invalid_parameters',
      `Bad request: ${name} must be ${bounds.min} to ${bounds.max}`,
    );
  }
  return value;
}

/** The comma-separated values of a query parameter, repeated ones included. */
export function readList(query: URLSearchParams, name: string): string[] {
  return query
    .getAll(name)
    .flatMap((text) => text.split(','))
    .map((text) => text.trim())
    .filter((text) => text !== '');
}
