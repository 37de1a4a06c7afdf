import type { ApiRequest, Reply } from '../context.ts';
import type { PartBytes } from './batch-parts.ts';

const CONTENT_TYPE = 'application/parquet';

/**
 * A file's bytes, whole or by `Range`. Adobe says that `Content-Range` can differ from what was asked:
 * `maxLength` cuts an answer short to rehearse that.
 */
export function answerBytes(request: ApiRequest, bytes: PartBytes, maxLength: number): Reply {
  const shared = { 'content-type': CONTENT_TYPE, 'accept-ranges': 'bytes' };
  if (request.method === 'HEAD') {
    return { status: 200, headers: { ...shared, 'content-length': String(bytes.length) } };
  }
  const text = request.headers.range;
  if (text === undefined) return { status: 200, headers: shared, body: bytes.read(0, bytes.length) };
  const range = parseRange(text, bytes.length);
  if (!range) return { status: 416, headers: { 'content-range': `bytes */${bytes.length}` } };
  const end = Math.min(range.end, range.start + maxLength - 1);
  return {
    status: 206,
    headers: { ...shared, 'content-range': `bytes ${range.start}-${end}/${bytes.length}` },
    body: bytes.read(range.start, end + 1),
  };
}

function parseRange(text: string, length: number): { start: number; end: number } | undefined {
  const match = /^bytes=(\d*)-(\d*)$/.exec(text.trim());
  if (!match || (match[1] === '' && match[2] === '')) return undefined;
  const start = match[1] === '' ? Math.max(0, length - Number(match[2])) : Number(match[1]);
  const end = match[1] === '' || match[2] === '' ? length - 1 : Math.min(Number(match[2]), length - 1);
  return start <= end && start < length ? { start, end } : undefined;
}
