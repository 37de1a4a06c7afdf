import { type AnswerHead, type AuthorizedApi, makeAnswerError, toPathSegment } from '../../../host/index.ts';

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

/** Takes the bytes of an answer, in order. */
export interface RangeSink {
  /** An answer begins; its first byte has this place in the file. After a lost connection another one may begin. */
  begin(place: number): void;
  /** The next bytes. What it returns is waited for before more come. */
  take(bytes: Uint8Array): Promise<void> | undefined;
}

/** Bytes of a file that are wanted, and what takes them. */
export interface RangeTarget extends FileTarget {
  /** First byte. */
  readonly start: number;
  /** Last byte, inclusive. */
  readonly end: number;
  readonly sink: RangeSink;
}

/** What an answer said of the whole file. */
export interface RangeReceived {
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

/**
 * Streams a range to a sink. A service may answer with another range, or with the whole file (facts §1.5): the sink is told where
 * each answer begins. A lost connection asks for the range again.
 */
export async function downloadRange(api: AuthorizedApi, target: RangeTarget): Promise<RangeReceived> {
  let received: RangeReceived = {};
  await api.request({
    ...toCall(target),
    operation: 'file.get',
    method: 'GET',
    headers: { accept: '*/*', range: `bytes=${target.start}-${target.end}` },
    bodyMs: BODY_MS,
    openSink: (head) => {
      const { start, total } = readContentRange(head, target);
      received = total === undefined ? {} : { total };
      target.sink.begin(start);
      return (chunk) => target.sink.take(chunk);
    },
  });
  return received;
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
