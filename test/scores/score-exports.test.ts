import { spawnSync } from 'node:child_process';
import { access, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeTemporaryDirectory } from '../../runner/host/index.ts';
import type { RunEvent } from '../../runner/model/index.ts';
import type { ExportOrder, ScoreExports } from '../../runner/scores/index.ts';
import {
  type MemoryBatch,
  MemorySource,
  makeBatch,
  makeExports,
  makeParquet,
  pullOne,
} from './parquet-source.ts';

const ORDER: ExportOrder = {
  address: 'p/score-export/main',
  destination: 'scores/p/demo',
  datasetId: 'd1',
  keepBatches: 2,
};

let root: string;
let events: RunEvent[];

beforeEach(async () => {
  root = await makeTemporaryDirectory({ prefix: 'cai-scores-' });
  events = [];
});
afterEach(async () => {
  await rm(root, { recursive: true, force: true });
});

function make(batches: readonly MemoryBatch[]): { source: MemorySource; exports: ScoreExports } {
  const source = new MemorySource(batches);
  const emit = (event: RunEvent): void => void events.push(event);
  return { source, exports: makeExports(source, { root, emit }) };
}

/** Every file below the root, sorted. */
async function listFiles(folder = root): Promise<readonly string[]> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(root.length + 1)
        .replaceAll('\\', '/'),
    )
    .sort();
}

async function placeFile(path: string): Promise<void> {
  await mkdir(dirname(join(root, path)), { recursive: true });
  await writeFile(join(root, path), '{}');
}

const inBatch = (batch: string, part = 0): string =>
  `scores/p/demo/dataset=d1/batch=${batch}/part-${part}.snappy.parquet`;

describe('a download', () => {
  it('brings whole batches and lists them in the manifest, newest first', async () => {
    const { exports } = make([makeBatch('b1', 1), makeBatch('b2', 8)]);
    const pulled = await pullOne(exports, ORDER);
    expect(pulled).toMatchObject({ address: ORDER.address, batches: 2, files: 4 });
    expect(await listFiles()).toEqual([
      ...['b1', 'b2'].flatMap((batch) => [inBatch(batch), inBatch(batch, 1)]),
      'scores/p/demo/export.json',
    ]);
    const manifest = JSON.parse(await readFile(join(root, 'scores/p/demo/export.json'), 'utf8'));
    expect(manifest).toMatchObject({ formatVersion: 1, format: 'parquet', environment: 'demo', ...ORDER });
    expect(manifest.batches.map(({ id, rows }: { id: string; rows: number }) => [id, rows])).toEqual([
      ['b2', 7],
      ['b1', 7],
    ]);
    expect(events).toContainEqual({ type: 'downloading', address: ORDER.address, batch: 'b1', files: 2 });
  });

  it('fetches nothing twice', async () => {
    const { source, exports } = make([makeBatch('b1', 1)]);
    await pullOne(exports, ORDER);
    source.downloaded.splice(0);
    expect(await pullOne(exports, ORDER)).toMatchObject({ batches: 0, files: 0, bytes: 0 });
    expect(source.downloaded).toEqual([]);
  });

  it('shows nothing of a batch that is not whole, and goes on where it stopped', async () => {
    const { source, exports } = make([makeBatch('b1', 1, [1, 2, 3, 4, 5, 6, 7, 8])]);
    source.interfere = (name) => {
      if (name.startsWith('part-5')) throw new Error('the network is gone');
      return undefined;
    };
    await expect(pullOne(exports, ORDER)).rejects.toThrow('the network is gone');
    expect((await listFiles()).filter((file) => file.includes('/batch='))).toEqual([]);
    const before = [...source.downloaded];
    expect(before.length).toBeGreaterThan(3);
    source.interfere = () => undefined;
    source.downloaded.splice(0);
    await pullOne(exports, ORDER);
    expect(source.downloaded).toHaveLength(8 - before.length);
    expect((await listFiles()).filter((file) => file.includes('/batch='))).toHaveLength(8);
    expect((await listFiles()).filter((file) => file.includes('.partial'))).toEqual([]);
  });

  it.each([
    ['cut short', (bytes: Uint8Array) => bytes.subarray(0, bytes.length - 1), 'score-file-size'],
    ['of another kind', (bytes: Uint8Array) => new Uint8Array(bytes.length).fill(65), 'score-file-damaged'],
    [
      'damaged at its end',
      (bytes: Uint8Array) =>
        bytes.map((byte, index) => (index >= bytes.length - 8 && index < bytes.length - 4 ? 255 : byte)),
      'score-file-damaged',
    ],
  ])('refuses a part that is %s, and takes it when it comes whole', async (_name, damage, code) => {
    const batch = makeBatch('b1', 1);
    const { source, exports } = make([batch]);
    source.interfere = (name) =>
      name.startsWith('part-1') ? damage(batch.parts[1]?.bytes ?? new Uint8Array()) : undefined;
    await expect(pullOne(exports, ORDER)).rejects.toMatchObject({ code });
    expect((await listFiles()).filter((file) => file.includes('/batch='))).toEqual([]);
    source.interfere = () => undefined;
    await pullOne(exports, ORDER);
    expect((await listFiles()).filter((file) => file.includes('/batch='))).toHaveLength(2);
  });

  it('refuses a batch whose files hold another number of rows than its record', async () => {
    const { exports } = make([{ ...makeBatch('b1', 1), rows: 8 }]);
    await expect(pullOne(exports, ORDER)).rejects.toMatchObject({ code: 'score-file-damaged' });
    expect(await listFiles()).toEqual(['scores/p/demo/export.json']);
  });

  it('keeps the newest batches, and drops one that was replaced whatever its age', async () => {
    const { source, exports } = make([makeBatch('b1', 1), makeBatch('b2', 8)]);
    await pullOne(exports, ORDER);
    source.batches = [...source.batches, makeBatch('b3', 15)];
    await pullOne(exports, ORDER);
    expect((await listFiles()).filter((file) => file.endsWith('part-0.snappy.parquet'))).toEqual([
      inBatch('b2'),
      inBatch('b3'),
    ]);
    source.batches = [makeBatch('b2', 8), makeBatch('b3', 15), { ...makeBatch('b4', 16), replaces: ['b3'] }];
    await pullOne(exports, { ...ORDER, keepBatches: 8 });
    expect((await listFiles()).filter((file) => file.endsWith('part-0.snappy.parquet'))).toEqual([
      inBatch('b2'),
      inBatch('b4'),
    ]);
  });

  it('keeps what Adobe no longer has', async () => {
    const { source, exports } = make([makeBatch('b1', 1)]);
    await pullOne(exports, ORDER);
    source.batches = [];
    await pullOne(exports, ORDER);
    expect(await listFiles()).toContain(inBatch('b1'));
  });

  it('mends a batch of which a file is gone or was changed', async () => {
    const { source, exports } = make([makeBatch('b1', 1)]);
    await pullOne(exports, ORDER);
    await rm(join(root, inBatch('b1')));
    await writeFile(join(root, inBatch('b1', 1)), 'not mine');
    source.downloaded.splice(0);
    await pullOne(exports, ORDER);
    expect(source.downloaded).toHaveLength(2);
    expect((await listFiles()).filter((file) => file.includes('/batch='))).toHaveLength(2);
  });

  it('takes over a batch that was renamed just before a crash', async () => {
    const { source, exports } = make([makeBatch('b1', 1)]);
    await pullOne(exports, ORDER);
    const manifest = join(root, 'scores/p/demo/export.json');
    const listed = JSON.parse(await readFile(manifest, 'utf8'));
    await writeFile(manifest, JSON.stringify({ ...listed, batches: [] }));
    source.downloaded.splice(0);
    await pullOne(exports, ORDER);
    expect(source.downloaded).toEqual([]);
    expect(JSON.parse(await readFile(manifest, 'utf8')).batches).toHaveLength(1);
  });

  it.each([
    ['a batch', { ...makeBatch('b1', 1), id: '../../evil' }],
    ['a part', { ...makeBatch('b1', 1), parts: [{ name: '../../../evil.parquet', bytes: makeParquet(7) }] }],
    [
      'an absolute part',
      { ...makeBatch('b1', 1), parts: [{ name: '/etc/evil.parquet', bytes: makeParquet(7) }] },
    ],
    ['a part of Windows', { ...makeBatch('b1', 1), parts: [{ name: 'con.parquet', bytes: makeParquet(7) }] }],
  ])('refuses %s with a name that leaves its folder', async (_name, batch) => {
    const { exports } = make([batch]);
    await expect(pullOne(exports, ORDER)).rejects.toMatchObject({ code: 'unsafe-name' });
    expect(await listFiles()).toEqual(['scores/p/demo/export.json']);
  });

  it.each(['../out', '/abs', 'C:/x', '', 'a/../../b', 'a\\b'])(
    'refuses the folder %s',
    async (destination) => {
      const { exports } = make([makeBatch('b1', 1)]);
      await expect(pullOne(exports, { ...ORDER, destination })).rejects.toMatchObject({
        code: 'unsafe-name',
      });
      expect(await listFiles()).toEqual([]);
    },
  );

  it('keeps two parts of one name apart', async () => {
    const parts = [
      { name: 'part.parquet', bytes: makeParquet(3), fileId: 'f1' },
      { name: 'Part.parquet', bytes: makeParquet(4), fileId: 'f2' },
    ];
    const { exports } = make([{ ...makeBatch('b1', 1), parts }]);
    await pullOne(exports, ORDER);
    const names = (await listFiles())
      .filter((file) => file.includes('/batch='))
      .map((file) => file.split('/').at(-1));
    expect(names).toEqual(['f2-Part.parquet', 'part.parquet']);
  });

  it('takes no file but Parquet, and says when there is none', async () => {
    const odd = [{ name: '_SUCCESS', bytes: new Uint8Array() }];
    const { source, exports } = make([
      { ...makeBatch('b1', 1), parts: [...makeBatch('b1', 1).parts, ...odd] },
    ]);
    await pullOne(exports, ORDER);
    expect((await listFiles()).filter((file) => file.includes('_SUCCESS'))).toEqual([]);
    source.batches = [{ ...makeBatch('b2', 2), parts: odd }];
    await expect(pullOne(exports, ORDER)).rejects.toMatchObject({ code: 'score-batch-empty' });
  });

  it('begins nothing when it is aborted', async () => {
    const { source, exports } = make([makeBatch('b1', 1)]);
    await expect(pullOne(exports, ORDER, AbortSignal.abort())).rejects.toThrow();
    expect(source.downloaded).toEqual([]);
  });
});

describe('the folder of an export', () => {
  it('belongs to one address', async () => {
    const { exports } = make([makeBatch('b1', 1)]);
    await pullOne(exports, ORDER);
    const other = { ...ORDER, address: 'q/score-export/main' };
    await expect(pullOne(exports, other)).rejects.toMatchObject({ code: 'export-folder-taken' });
    await exports.remove(ORDER.destination, other.address);
    expect(await listFiles()).toContain(inBatch('b1'));
  });

  it('is removed with what is listed, and nothing else', async () => {
    const { exports } = make([makeBatch('b1', 1)]);
    await pullOne(exports, ORDER);
    await writeFile(join(root, 'scores/p/demo/notes.txt'), 'mine');
    await mkdir(join(root, 'scores/p/demo/dataset=d1/batch=b1/sub'), { recursive: true });
    await writeFile(join(root, 'scores/p/demo/dataset=d1/batch=b1/sub/own.parquet'), 'mine');
    await exports.remove(ORDER.destination, ORDER.address);
    expect(await listFiles()).toEqual([
      'scores/p/demo/dataset=d1/batch=b1/sub/own.parquet',
      'scores/p/demo/notes.txt',
    ]);
    await exports.remove(ORDER.destination, ORDER.address);
  });

  it('takes the profiles of its batches along, also those of batches that are gone', async () => {
    const { exports } = make([makeBatch('b1', 1)]);
    await pullOne(exports, ORDER);
    const profiles = ['dataset=d0/batch=b0.json', 'dataset=d1/batch=b1.json'];
    for (const name of profiles) await placeFile(`scores/p/demo/profiles/${name}`);
    await exports.move(ORDER.destination, 'elsewhere/demo', ORDER.address);
    const files = await listFiles();
    expect(files.filter((file) => file.includes('profiles'))).toEqual(
      profiles.map((name) => `elsewhere/demo/profiles/${name}`),
    );
    await expect(access(join(root, 'scores/p/demo/profiles'))).rejects.toThrow();
    await exports.remove('elsewhere/demo', ORDER.address);
    expect(await listFiles()).toEqual([]);
  });

  it('is removed with the profiles of its batches, and with nothing that lies beside them', async () => {
    const { exports } = make([makeBatch('b1', 1)]);
    await pullOne(exports, ORDER);
    await placeFile('scores/p/demo/profiles/dataset=d0/batch=b0.json');
    await placeFile('scores/p/demo/profiles/dataset=d1/batch=b1.json');
    await placeFile('scores/p/demo/profiles/dataset=d1/notes.txt');
    await exports.remove(ORDER.destination, ORDER.address);
    expect(await listFiles()).toEqual(['scores/p/demo/profiles/dataset=d1/notes.txt']);
    await expect(access(join(root, 'scores/p/demo/profiles/dataset=d0'))).rejects.toThrow();
  });

  it('loses what a killed engine has spilled at the next download, and not what one spills now', async () => {
    const { exports } = make([makeBatch('b1', 1)]);
    const ended = spawnSync(process.execPath, ['--version']).pid;
    await placeFile('scores/p/demo/.spill/duckdb_temp_storage-0.tmp');
    await placeFile(`scores/p/demo/.spill-${ended}/duckdb_temp_storage-0.tmp`);
    await placeFile(`scores/p/demo/.spill-${process.pid}/duckdb_temp_storage-0.tmp`);
    await pullOne(exports, ORDER);
    expect((await listFiles()).filter((file) => file.includes('.spill'))).toEqual([
      `scores/p/demo/.spill-${process.pid}/duckdb_temp_storage-0.tmp`,
    ]);
  });

  it('is gone with its empty parents', async () => {
    const { exports } = make([makeBatch('b1', 1)]);
    await pullOne(exports, ORDER);
    await exports.remove(ORDER.destination, ORDER.address);
    await expect(access(join(root, 'scores'))).rejects.toThrow();
    await access(root);
  });

  it('can be moved and moved back; who knows the first folder finds it', async () => {
    const { source, exports } = make([makeBatch('b1', 1)]);
    await pullOne(exports, ORDER);
    source.downloaded.splice(0);
    await exports.move(ORDER.destination, 'elsewhere/demo', ORDER.address);
    await pullOne(exports, { ...ORDER, destination: 'elsewhere/demo' });
    expect(source.downloaded).toEqual([]);
    expect(await exports.read('elsewhere/demo')).toEqual({ ...ORDER, destination: 'elsewhere/demo' });
    expect(await exports.read(ORDER.destination)).toBeUndefined();
    await exports.move(ORDER.destination, 'third/demo', ORDER.address);
    await exports.move(ORDER.destination, ORDER.destination, ORDER.address);
    await pullOne(exports, ORDER);
    expect(source.downloaded).toEqual([]);
    await exports.remove(ORDER.destination, ORDER.address);
    expect(await listFiles()).toEqual([]);
  });

  it('is left alone when its manifest cannot be read', async () => {
    const { exports } = make([makeBatch('b1', 1)]);
    await mkdir(join(root, ORDER.destination), { recursive: true });
    await writeFile(join(root, ORDER.destination, 'export.json'), '{"formatVersion":99,"address":"x"}');
    await expect(pullOne(exports, ORDER)).rejects.toMatchObject({ code: 'export-manifest-unreadable' });
    await expect(exports.remove(ORDER.destination, ORDER.address)).rejects.toMatchObject({
      code: 'export-manifest-unreadable',
    });
  });

  it('is not left by names that somebody wrote into its manifest', async () => {
    const { exports } = make([makeBatch('b1', 1)]);
    await pullOne(exports, ORDER);
    await writeFile(join(root, 'precious.parquet'), 'mine');
    const path = join(root, ORDER.destination, 'export.json');
    const manifest = JSON.parse(await readFile(path, 'utf8'));
    manifest.batches[0].files[0].name = '../../../../../precious.parquet';
    await writeFile(path, JSON.stringify(manifest));
    await expect(exports.remove(ORDER.destination, ORDER.address)).rejects.toMatchObject({
      code: 'unsafe-name',
    });
    expect(await listFiles()).toContain('precious.parquet');
  });
});
