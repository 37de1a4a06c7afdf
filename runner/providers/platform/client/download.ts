import type { FileHandle } from 'node:fs/promises';
import {
  type AnswerHead,
  type AuthorizedApi,
  type BodySink,
  makeAnswerError,
  makeFileError,
  toPathSegment,
} from '../../../host/index.ts';

/** A file of Data Access. */
export interface FileTarget {
  readonly dataSetFileId: string;
  /** Name inside the entry, as listed. */
  readonly name: string;
  readonly signal?: AbortSignal | undefined;
}

/** What a HEAD says about a file. */
export interface FileInfo {
  readonly bytes?: number;
  readonly contentType?: string;
  readonly acceptsRanges: boolean;
}

/** Bytes of a file that are wanted, and the open file that they go to, at the same offsets. */
export interface RangeTarget extends FileTarget {
  /** First byte. */
  readonly start: number;
  /** Last byte, inclusive. */
  readonly end: number;
  readonly handle: FileHandle;
  /** For messages. */
  readonly file: string;
}

/** Bytes that really came: a service may answer with another range, or with the whole file (facts §1.5). */
export interface RangeReceived {
  readonly start: number;
  /** Exclusive. */
  readonly end: number;
  /** Size of the whole file, where the answer tells. */
  readonly total?: number;
}

/** Data Access gives an answer 60 s (facts §1.1). Longer bodies than this are taken as stuck. */
const BODY_MS = 180_000;

/** Size and type of a file. */
export async function readFileInfo(api: AuthorizedApi, target: FileTarget): Promise<FileInfo> {
  const { headers } = await api.request({ ...toCall(target), operation: 'file.head', method: 'HEAD' });
  const bytes = readCount(headers['content-length']);
  const contentType = headers['content-type'];
  return {
    acceptsRanges: headers['accept-ranges']?.toLowerCase() === 'bytes',
    ...(bytes === undefined ? {} : { bytes }),
    ...(contentType === undefined ? {} : { contentType }),
  };
}

/** Streams a range into an open file. A lost connection begins the range again, at the same offsets. Not synced: the caller does. */
export async function downloadRange(api: AuthorizedApi, target: RangeTarget): Promise<RangeReceived> {
  let received: RangeReceived = { start: target.start, end: target.start };
  await api.request({
    ...toCall(target),
    operation: 'file.get',
    method: 'GET',
    headers: { accept: '*/*', range: `bytes=${target.start}-${target.end}` },
    bodyMs: BODY_MS,
    openSink: (head) => {
      const range = readContentRange(head, target);
      received = {
        start: range.start,
        end: range.start,
        ...(range.total === undefined ? {} : { total: range.total }),
      };
      return makeSink(target, range.start, (end) => {
        received = { ...received, end };
      });
    },
  });
  return received;
}

function makeSink(target: RangeTarget, from: number, onBytes: (end: number) => void): BodySink {
  return async (chunk, offset) => {
    let written = 0;
    while (written < chunk.byteLength) {
      const position = from + offset + written;
      const result = await target.handle
        .write(chunk, written, chunk.byteLength - written, position)
        .catch((error: unknown) => {
          throw makeFileError(error, 'write', target.file);
        });
      written += result.bytesWritten;
    }
    onBytes(from + offset + chunk.byteLength);
  };
}

/** `bytes 0-99/249058`; a 200 is the whole file from its first byte. */
function readContentRange(
  head: AnswerHead,
  target: RangeTarget,
): { readonly start: number; readonly total?: number } {
  if (head.status !== 206) {
    const total = readCount(head.headers['content-length']);
    return { start: 0, ...(total === undefined ? {} : { total }) };
  }
  const match = /^bytes\s+(\d{1,15})-(\d{1,15})\/(\d{1,15}|\*)$/i.exec(
    head.headers['content-range']?.trim() ?? '',
  );
  const start = readCount(match?.[1]);
  if (start === undefined || start > target.end) {
    throw makeAnswerError(
      { api: 'platform', path: toCall(target).path, answer: head },
      'its Content-Range is missing or not what was asked for',
    );
  }
  const total = readCount(match?.[3]);
  return { start, ...(total === undefined ? {} : { total }) };
}

function readCount(text: string | undefined): number | undefined {
  return text !== undefined && /^\d{1,15}$/.test(text) ? Number(text) : undefined;
}

function toCall(target: FileTarget) {
  return {
    path: `/data/foundation/export/files/${toPathSegment(target.dataSetFileId)}`,
    query: [['path', target.name]] as const,
    signal: target.signal,
  };
}
