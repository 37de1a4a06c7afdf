import { mkdir, readdir, readFile, rm, symlink, utimes, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeTemporaryDirectory } from '../../runner/host/index.ts';
import { type ExportOrder, folderSource } from '../../runner/scores/index.ts';
import { VirtualClock } from '../host/virtual-clock.ts';
import { makeExports, makeParquet, pullOne } from './parquet-source.ts';

const ORDER: ExportOrder = {
  address: 'p/score-export/main',
  destination: 'scores',
  datasetId: 'd1',
  keepBatches: 2,
};
const LONG_AGO = new Date('2026-11-01T00:00:00.000Z');
const NOW = '2026-11-20T10:00:00.000Z';

let root: string;
let clock: VirtualClock;

beforeEach(async () => {
  root = await makeTemporaryDirectory({ prefix: 'cai-folder-' });
  clock = new VirtualClock(NOW);
  await mkdir(join(root, 'adobe/d1'), { recursive: true });
});
afterEach(async () => await rm(root, { recursive: true, force: true }));

const source = () => folderSource(join(root, 'adobe'), clock);
const pull = async (order: ExportOrder = ORDER) =>
  await pullOne(makeExports(source(), { root, clock, rangeBytes: 50 }), order);

/** Puts a file into the export folder, as if it were there for long. */
async function put(path: string, content: string | Uint8Array, time: Date = LONG_AGO): Promise<void> {
  const file = join(root, 'adobe', path);
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, content);
  await utimes(file, time, time);
  await utimes(dirname(file), time, time);
}

const manifestOf = (...files: readonly { readonly name: string; readonly size?: number }[]): string =>
  JSON.stringify({ flowRunId: 'r', scheduledTime: '2026-11-08T00:00:00Z', exportResults: files });

describe('a folder that an export destination fills', () => {
  it('gives its newest exports as batches, byte-equal', async () => {
    const bytes = makeParquet(100);
    for (const time of ['202611010000', '202611080000', '202611150000'])
      await put(`d1/exportTime=${time}/part-0.gz.parquet`, bytes);
    await put('d1/exportTime=202611150000/part-1.parquet', makeParquet(5));
    await put('d2/exportTime=202611160000/part-0.parquet', bytes);
    await put('d1/notes/part-0.parquet', bytes);
    await put('d1/exportTime=202613990000/part-0.parquet', bytes);
    expect(await pull()).toMatchObject({ batches: 2, files: 3 });
    const folder = join(root, 'scores/dataset=d1');
    expect((await readdir(folder)).sort()).toEqual(['batch=202611080000', 'batch=202611150000']);
    const copied = await readFile(join(folder, 'batch=202611080000/part-0.gz.parquet'));
    expect(new Uint8Array(copied)).toEqual(bytes);
    const manifest = JSON.parse(await readFile(join(root, 'scores/export.json'), 'utf8'));
    expect(manifest.batches[0]).toMatchObject({
      id: '202611150000',
      completedAt: '2026-11-15T00:00:00.000Z',
      source: `folder ${join(root, 'adobe')}`,
    });
  });

  it('does not take an export that is still being written', async () => {
    const bytes = makeParquet(10);
    const { byteLength: size } = bytes;
    await put('d1/exportTime=202611010000/part-0.parquet', bytes, new Date(Date.parse(NOW) - 60_000));
    await put('d1/exportTime=202611080000/part-0.parquet', bytes);
    await put('d1/exportTime=202611080000/manifest-a-b.json', manifestOf({ name: 'part-1.parquet', size }));
    await put('d1/exportTime=202611090000/part-0.parquet', bytes);
    await put('d1/exportTime=202611090000/manifest-a-b.json', '{"exportResults": [');
    await put('d1/exportTime=202611100000/part-0.parquet', bytes.slice(0, 30));
    await put('d1/exportTime=202611100000/manifest-a-b.json', manifestOf({ name: 'part-0.parquet', size }));
    await put('d1/exportTime=202611110000/_SUCCESS', '');
    expect(await source().listBatches('d1', 9)).toEqual([]);
    clock.advance(31 * 60_000);
    await put('d1/exportTime=202611080000/part-1.parquet', bytes, clock.now());
    const listed = await source().listBatches('d1', 9);
    expect(listed.map(({ id }) => id)).toEqual(['202611080000', '202611010000']);
  });

  it.each([
    ['the folder of the dataset', 'd1'],
    ['the folder of an export', 'd1/exportTime=202611080000'],
    ['a file', 'd1/exportTime=202611080000/part-0.parquet'],
    ['a manifest', 'd1/exportTime=202611080000/manifest-a-b.json'],
  ])('is not left by a link in the place of %s', async (_name, path) => {
    await put('d1/exportTime=202611080000/part-0.parquet', makeParquet(3));
    await put('d1/exportTime=202611080000/manifest-a-b.json', manifestOf({ name: 'part-0.parquet' }));
    const outside = join(root, 'outside');
    await mkdir(outside);
    await writeFile(join(outside, 'secret.parquet'), makeParquet(4));
    const at = join(root, 'adobe', path);
    await rm(at, { recursive: true });
    await symlink(path.endsWith('parquet') ? join(outside, 'secret.parquet') : outside, at);
    await expect(pull()).rejects.toMatchObject({ code: 'export-source-odd' });
    expect(await readdir(join(root, 'scores'))).toEqual(['export.json']);
  });

  it('is not left by a link that comes after the files were listed', async () => {
    await put('d1/exportTime=202611080000/part-0.parquet', makeParquet(3));
    const [part] = await source().listParts({ datasetId: 'd1', batchId: '202611080000' });
    if (part === undefined) throw new Error('no part');
    const at = join(root, 'adobe/d1/exportTime=202611080000/part-0.parquet');
    await rm(at);
    await symlink(join(root, 'adobe'), at);
    const sink = { begin: () => {}, take: () => undefined };
    await expect(source().readRange({ part, start: 0, end: 9 }, sink)).rejects.toMatchObject({
      code: 'export-source-odd',
    });
  });

  it.each(['..', '../outside', '/etc', 'a/b', ''])('refuses the dataset %j', async (datasetId) => {
    await expect(source().listBatches(datasetId, 1)).rejects.toMatchObject({ code: 'unsafe-name' });
  });

  it('says which folder is missing', async () => {
    await expect(pull({ ...ORDER, datasetId: 'd9' })).rejects.toMatchObject({
      code: 'export-source-missing',
      message: expect.stringContaining('d9'),
    });
    await expect(folderSource(join(root, 'nowhere'), clock).listBatches('d1', 1)).rejects.toMatchObject({
      code: 'file-missing',
    });
  });

  it('ends with an error where a file grows while it is copied', async () => {
    await put('d1/exportTime=202611080000/part-0.parquet', makeParquet(100));
    const grown = makeParquet(120);
    const inner = source();
    const growing = {
      ...inner,
      listParts: async (...request: Parameters<typeof inner.listParts>) => {
        const parts = await inner.listParts(...request);
        await put('d1/exportTime=202611080000/part-0.parquet', grown);
        return parts;
      },
    };
    const exports = makeExports(growing, { root, clock, rangeBytes: 50 });
    await expect(pullOne(exports, ORDER)).rejects.toMatchObject({ code: 'score-file-size' });
    expect(await pull()).toMatchObject({ batches: 1 });
  });
});
