import { type FileHandle, open } from 'node:fs/promises';
import { makeFileError } from '../host/index.ts';
import { RunnerError, type ScoreBatch, type ScorePart, type ScoreSource } from '../model/index.ts';

/** What is needed of Data Access and Catalog (facts §1.4, §1.5); the platform's client has it. */
export interface DataAccessClient {
  listBatches(filter: {
    readonly dataSetId: string;
    readonly atMost?: number;
    readonly signal?: AbortSignal | undefined;
  }): Promise<readonly DataAccessBatch[]>;
  listBatchParts(request: {
    readonly batchId: string;
    readonly signal?: AbortSignal | undefined;
  }): Promise<readonly { readonly dataSetFileId: string; readonly name: string; readonly bytes?: number }[]>;
  readFileInfo(target: DataAccessFile): Promise<{ readonly bytes?: number }>;
  downloadRange(
    target: DataAccessFile & {
      readonly start: number;
      readonly end: number;
      readonly handle: FileHandle;
      readonly file: string;
    },
  ): Promise<{ readonly start: number; readonly end: number; readonly total?: number }>;
}

interface DataAccessBatch {
  readonly id: string;
  readonly completed?: number;
  readonly created?: number;
  readonly rows?: number;
  readonly replaces: readonly string[];
}

interface DataAccessFile {
  readonly dataSetFileId: string;
  readonly name: string;
  readonly signal?: AbortSignal | undefined;
}

/** A page of Catalog; a batch and what replaced it lie close together. */
const PAGE = 100;
/** A request has 60 s (facts §1.1): big parts come in ranges. */
const RANGE_BYTES = 16 * 1024 * 1024;

/** Score files through Data Access, the documented way. */
export function dataAccessSource(client: DataAccessClient): ScoreSource {
  return {
    listBatches: async (dataSetId, limit, signal) => {
      const atMost = Math.ceil((2 * limit) / PAGE) * PAGE;
      const batches = await client.listBatches({ dataSetId, atMost, signal });
      const replaced = new Set(batches.flatMap(({ replaces }) => replaces));
      return batches
        .filter(({ id }) => !replaced.has(id))
        .slice(0, limit)
        .map(describeBatch);
    },
    listParts: async (batchId, signal) => {
      const parts = await client.listBatchParts({ batchId, signal });
      return await Promise.all(
        parts.map(async ({ dataSetFileId, name, bytes }) => {
          const size = bytes ?? (await client.readFileInfo({ dataSetFileId, name, signal })).bytes;
          if (size === undefined) throw reportUnknownSize(name);
          return { fileId: dataSetFileId, name, bytes: size };
        }),
      );
    },
    download: async (part, file, signal) => await download(client, { part, file, signal }),
  };
}

function describeBatch({ id, completed, created, rows, replaces }: DataAccessBatch): ScoreBatch {
  const completedAt = new Date(completed ?? created ?? 0).toISOString();
  return { id, completedAt, replaces, ...(rows === undefined ? {} : { rows }) };
}

interface Download {
  readonly part: ScorePart;
  readonly file: string;
  readonly signal: AbortSignal | undefined;
}

/** Streams a part, range by range: a service may answer with less than it was asked for (facts §1.5). */
async function download(client: DataAccessClient, { part, file, signal }: Download): Promise<void> {
  const handle = await open(file, 'wx').catch((error: unknown) => {
    throw makeFileError(error, 'create', file);
  });
  try {
    let start = 0;
    while (start < part.bytes) {
      signal?.throwIfAborted();
      const end = Math.min(start + RANGE_BYTES, part.bytes) - 1;
      const { fileId: dataSetFileId, name } = part;
      const received = await client.downloadRange({ dataSetFileId, name, start, end, handle, file, signal });
      if (received.total !== undefined && received.total !== part.bytes)
        throw reportSize(part, received.total);
      if (received.start > start || received.end <= start) throw reportSize(part, received.end);
      start = received.end;
    }
    await handle.sync();
  } finally {
    await handle.close();
  }
}

function reportSize({ name, bytes }: ScorePart, received: number): RunnerError {
  return new RunnerError({
    code: 'score-file-size',
    message: `The score file ${JSON.stringify(name)} should have ${bytes} bytes, but Adobe sent ${received}`,
    hint: 'Run the same command again: what is complete is kept. If it happens again, the batch may be damaged in Adobe.',
  });
}

function reportUnknownSize(name: string): RunnerError {
  return new RunnerError({
    code: 'score-file-size',
    message: `Adobe does not say how large the score file ${JSON.stringify(name)} is, so that nobody can tell whether it came whole`,
  });
}
