import { InternalError } from '../model/index.ts';

/** What a transport may be used for. */
export type Access = 'read-only' | 'read-write';

/**
 * The only requests besides GET and HEAD that change nothing: checks and searches that Adobe made POSTs (facts §5.1, §6), and
 * the token request. A GET may be repeated at will, and so may these.
 */
const READING_POSTS: readonly RegExp[] = [
  /^\/data\/dataviews\/validate$/,
  /^\/segments\/validate$/,
  /^\/calculatedmetrics\/validate$/,
  /^\/projects\/validate$/,
  /^\/auditlogs\/api\/v1\/auditlogs\/search$/,
  /^\/componentmetadata\/(?:shares|tags)\/component\/search$/,
  /^\/ims\/token\/v3$/,
];

/** Whether a request changes nothing at the service. `path` is relative to the API's base URL. */
export function isReading(method: string, path: string): boolean {
  if (method === 'GET' || method === 'HEAD') return true;
  return method === 'POST' && READING_POSTS.some((pattern) => pattern.test(path));
}

/** The guard of design §6: planning cannot write, because its transport refuses to. */
export function assertAccess(access: Access, method: string, path: string): void {
  if (access === 'read-write' || isReading(method, path)) return;
  throw new InternalError({
    code: 'write-refused',
    message: `Refused to send ${method} ${path}: this command only reads`,
  });
}
