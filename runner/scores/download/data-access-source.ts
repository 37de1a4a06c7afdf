import {
  RunnerError,
  type ScoreBatch,
  type ScorePart,
  type ScoreSink,
  type ScoreSource,
} from '../../model/index.ts';

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
      /** Inclusive. */
      readonly end: number;
      readonly sink: ScoreSink;
    },
  ): Promise<{ readonly total?: number }>;
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

/**
 * Score files through Data Access, the documented way; Adobe marks it as deprecated without an end date (facts §1.1).
 *
 * @param label says which Adobe: its address and sandbox
 */
export function dataAccessSource(client: DataAccessClient, label: string): ScoreSource {
  return {
    label,
    listBatches: async (dataSetId, limit, signal) => {
      const atMost = Math.ceil((2 * limit) / PAGE) * PAGE;
      const batches = await client.listBatches({ dataSetId, atMost, signal });
      const replaced = new Set(batches.flatMap(({ replaces }) => replaces));
      return batches
        .filter(({ id }) => !replaced.has(id))
        .slice(0, limit)
        .map(describeBatch);
    },
    listParts: async ({ batchId }, signal) => {
      const parts = await client.listBatchParts({ batchId, signal });
      return await Promise.all(
        parts.map(async ({ dataSetFileId, name, bytes }): Promise<ScorePart> => {
          const size = bytes ?? (await client.readFileInfo({ dataSetFileId, name, signal })).bytes;
          if (size === undefined) throw reportUnknownSize(name);
          return { fileId: dataSetFileId, name, bytes: size };
        }),
      );
    },
    readRange: async ({ part, start, end, signal }, sink) => {
      const { fileId: dataSetFileId, name } = part;
      const { total } = await client.downloadRange({
        dataSetFileId,
        name,
        start,
        end: end - 1,
        sink,
        signal,
      });
      return total === undefined ? {} : { totalBytes: total };
    },
  };
}

function describeBatch({ id, completed, created, rows, replaces }: DataAccessBatch): ScoreBatch {
  const completedAt = new Date(completed ?? created ?? 0).toISOString();
  return { id, completedAt, replaces, ...(rows === undefined ? {} : { rows }) };
}

function reportUnknownSize(name: string): RunnerError {
  return new RunnerError({
    code: 'score-file-size',
    message: `Adobe does not say how large the score file ${JSON.stringify(name)} is, so that nobody can tell whether it came whole`,
    hint: 'Look at the batch in Experience Platform › Datasets.',
  });
}
