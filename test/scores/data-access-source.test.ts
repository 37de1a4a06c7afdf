import { readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { parquetMetadata } from 'hyparquet';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeTemporaryDirectory } from '../../runner/host/index.ts';
import { type DataAccessClient, dataAccessSource, ScoreExports } from '../../runner/scores/index.ts';
import {
  DAY_SECONDS,
  startTestEmulator,
  type TestEmulator,
  UPGRADE_INSTANCE,
} from '../emulator/test-client.ts';
import { connectPlatform } from '../providers/emulated-platform.ts';

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
  const exports = new ScoreExports({ root, environment: 'demo', source: dataAccessSource(platform.client) });
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
    expect(await exports.pull(order)).toMatchObject({ batches: 1 });
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
    await exports.pull(order);
    expect(await readdir(join(root, `scores/dataset=${instance.profileDatasetId}`))).toEqual([
      `batch=${newer.body.id}`,
    ]);
  });
});

describe('one part through Data Access', () => {
  const bytes = new Uint8Array(Buffer.from('0123456789'));

  function makeClient(
    answer: (start: number, end: number) => { start: number; end: number; total?: number },
  ): DataAccessClient {
    emulator = { close: async () => {} } as TestEmulator;
    close = async () => {};
    return {
      listBatches: async () => [],
      listBatchParts: async () => [{ dataSetFileId: 'f', name: 'a.parquet' }],
      readFileInfo: async () => ({ bytes: 10 }),
      downloadRange: async ({ start, end, handle }) => {
        const given = answer(start, end);
        await handle.write(bytes.subarray(given.start, given.end), 0, given.end - given.start, given.start);
        return given;
      },
    };
  }

  it('is asked for its size where a list does not say it', async () => {
    const source = dataAccessSource(makeClient(() => ({ start: 0, end: 10 })));
    expect(await source.listParts('b')).toEqual([{ fileId: 'f', name: 'a.parquet', bytes: 10 }]);
  });

  it('comes whole although each answer holds less than was asked for', async () => {
    const source = dataAccessSource(
      makeClient((start) => ({ start, end: Math.min(start + 3, 10), total: 10 })),
    );
    const file = join(root, 'a');
    await source.download({ fileId: 'f', name: 'a', bytes: 10 }, file);
    expect(await readFile(file, 'utf8')).toBe('0123456789');
  });

  it.each([
    ['nothing more comes', (start: number) => ({ start, end: start })],
    ['a gap is left', (start: number) => ({ start: start + 1, end: start + 2 })],
    ['the file is of another size', (start: number) => ({ start, end: 10, total: 11 })],
  ])('ends with an error when %s', async (_name, answer) => {
    const source = dataAccessSource(makeClient(answer));
    const download = source.download({ fileId: 'f', name: 'a', bytes: 10 }, join(root, 'a'));
    await expect(download).rejects.toMatchObject({ code: 'score-file-size' });
  });
});
