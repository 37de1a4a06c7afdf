import { readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { parquetMetadata } from 'hyparquet';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeTemporaryDirectory } from '../../runner/host/index.ts';
import { type DataAccessClient, dataAccessSource, type ScoreExports } from '../../runner/scores/index.ts';
import {
  DAY_SECONDS,
  startTestEmulator,
  type TestEmulator,
  UPGRADE_INSTANCE,
} from '../emulator/test-client.ts';
import { connectPlatform } from '../providers/emulated-platform.ts';
import { makeExports, makeParquet, pullOne } from './parquet-source.ts';

interface Instance {
  readonly id: string;
  readonly profileDatasetId: string;
}

interface Run {
  readonly batchIds: readonly string[];
  readonly scoredProfiles: number;
}

let root: string;
let emulator: TestEmulator;
let close: () => Promise<void>;

beforeEach(async () => {
  root = await makeTemporaryDirectory({ prefix: 'cai-scores-' });
});
afterEach(async () => {
  await close();
  await emulator.close();
  await rm(root, { recursive: true, force: true });
});

/** An emulator with an instance that has scored. */
async function score(respell?: number): Promise<{ exports: ScoreExports; instance: Instance; run: Run }> {
  emulator = await startTestEmulator(respell === undefined ? {} : { respell }, { allowsRefused: false });
  const platform = connectPlatform(emulator.url);
  close = platform.close;
  const body = { ...UPGRADE_INSTANCE, schedule: null };
  const made = await emulator.control<Instance>('/control/instances', { method: 'POST', body });
  await emulator.advance(DAY_SECONDS);
  const instance = (await emulator.control<Instance>(`/control/instances/${made.body.id}`)).body;
  const [run] = (await emulator.control<Run[]>(`/control/instances/${instance.id}/runs`)).body;
  if (run === undefined) throw new Error('no run');
  const exports = makeExports(dataAccessSource(platform.client, 'emulator'), { root });
  return { exports, instance, run };
}

describe('scores through Data Access', () => {
  it.each([undefined, 1, 2, 3, 4, 5, 6])('come whole, spelled by seed %s', async (respell) => {
    const { exports, instance, run } = await score(respell);
    const order = {
      address: 'p/score-export/main',
      destination: 'scores',
      datasetId: instance.profileDatasetId,
      keepBatches: 3,
    };
    expect(await pullOne(exports, order)).toMatchObject({ batches: 1 });
    const folder = join(root, `scores/dataset=${instance.profileDatasetId}/batch=${run.batchIds[0]}`);
    const files = await readdir(folder);
    expect(files.length).toBeGreaterThan(0);
    const rows = await Promise.all(
      files.map(async (file) => {
        const bytes = await readFile(join(folder, file));
        return Number(parquetMetadata(new Uint8Array(bytes).buffer).num_rows);
      }),
    );
    expect(rows.reduce((sum, count) => sum + count, 0)).toBe(run.scoredProfiles);
    const path = `/control/datasets/${instance.profileDatasetId}/batches`;
    const newer = await emulator.control<{ id: string }>(path, {
      method: 'POST',
      body: { replaces: run.batchIds.slice(0, 1) },
    });
    await emulator.control(path, { method: 'POST', body: { status: 'failed' } });
    await pullOne(exports, order);
    expect(await readdir(join(root, `scores/dataset=${instance.profileDatasetId}`))).toEqual([
      `batch=${newer.body.id}`,
    ]);
  });
});

describe('one part through Data Access', () => {
  const bytes = makeParquet(9);
  const order = { address: 'p/score-export/main', destination: 'scores', datasetId: 'd', keepBatches: 1 };

  /** A client whose answers to a range are made by hand: from where to where, and of which total. */
  function makeClient(
    answer: (start: number, end: number) => { start: number; end: number; total?: number },
  ): DataAccessClient {
    emulator = { close: async () => {} } as TestEmulator;
    close = async () => {};
    return {
      listBatches: async () => [{ id: 'b', completed: 0, replaces: [] }],
      listBatchParts: async () => [{ dataSetFileId: 'f', name: 'a.parquet' }],
      readFileInfo: async () => ({ bytes: bytes.length }),
      downloadRange: async ({ start, end, sink }) => {
        const given = answer(start, end + 1);
        sink.begin(given.start);
        await sink.take(bytes.slice(given.start, given.end));
        return given.total === undefined ? {} : { total: given.total };
      },
    };
  }

  it('is asked for its size where a list does not say it', async () => {
    const client = makeClient(() => ({ start: 0, end: 10 }));
    const parts = await dataAccessSource(client, 'test').listParts({ datasetId: 'd', batchId: 'b' });
    expect(parts).toEqual([{ fileId: 'f', name: 'a.parquet', bytes: bytes.length }]);
  });

  it.each([
    [
      'holds less than was asked for',
      (start: number, end: number) => ({ start, end: Math.min(start + 3, end) }),
    ],
    ['holds more', (start: number, end: number) => ({ start: Math.max(0, start - 5), end: end + 5 })],
    ['is the whole file', () => ({ start: 0, end: bytes.length, total: bytes.length })],
  ])('comes whole although each answer %s', async (_name, answer) => {
    const exports = makeExports(dataAccessSource(makeClient(answer), 'test'), { root, rangeBytes: 40 });
    await pullOne(exports, order);
    expect(new Uint8Array(await readFile(join(root, 'scores/dataset=d/batch=b/a.parquet')))).toEqual(bytes);
  });

  it.each([
    ['nothing more comes', (start: number) => ({ start, end: start })],
    ['a gap is left', (start: number, end: number) => ({ start: start + 1, end })],
    ['the file is of another size', (start: number, end: number) => ({ start, end, total: 11 })],
  ])('ends with an error when %s', async (_name, answer) => {
    const exports = makeExports(dataAccessSource(makeClient(answer), 'test'), { root });
    await expect(pullOne(exports, order)).rejects.toMatchObject({ code: 'score-file-size' });
  });
});
