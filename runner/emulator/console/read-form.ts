import type { ApiRequest } from '../context.ts';
import { ApiError } from '../http/api-error.ts';

const MOST_BYTES = 1_000_000;

/** The fields of a form that a page of the console sent. */
export function readForm({ body, headers }: ApiRequest): URLSearchParams {
  if (!/^application\/x-www-form-urlencoded\b/i.test(headers['content-type'] ?? ''))
    throw new ApiError(415, 'unsupported_media_type', 'This takes the forms of the console only.');
  if (body.length > MOST_BYTES) throw new ApiError(413, 'too_large', 'The form is too large.');
  return new URLSearchParams(body.toString('utf8'));
}
