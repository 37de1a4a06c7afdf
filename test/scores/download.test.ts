import { readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeTemporaryDirectory } from '../../runner/host/index.ts';
import type { RunEvent } from '../../runner/model/index.ts';
import type { ExportOrder } from '../../runner/scores/index.ts';
import { VirtualClock } from '../host/virtual-clock.ts';
import { MemorySource, makeBatch, makeExports, pullOne } from './parquet-source.ts';
import { ScriptedSource } from './scripted-source.ts';

const ORDER: ExportOrder = {
  address: 'p/score-export/main',
  destination: 'scores',
  datasetId: 'd',
  keepBatches: 1,
};
const GATHERED = 'scores/dataset=d/.batch=b.partial/part.parquet.downloading';
const WHOLE = 'scores/dataset=d/batch=b/part.parquet';

let root: string;

beforeEach(async () => {
  root = await makeTemporaryDirectory({ prefix: 'cai-download-' });
});
afterEach(async () => await rm(root, { recursive: true, force: true }));

/** A source of one part of some kilobytes, and what downloads it. */
function makeSite(source: ScriptedSource, parallel: number, rangeBytes: number, boot?: string) {
  const readBoot = async (): Promise<string | undefined> => boot;
  const exports = makeExports(source, { root, limits: { parallel }, rangeBytes, readBoot });
  return { pull: async () => await pullOne(exports, ORDER) };
}

async function stopAfter(source: ScriptedSource, bytes: number, pull: () => Promise<unknown>): Promise<void> {
  source.bytesLeft = bytes;
  await pull().catch(() => undefined);
  source.bytesLeft = Number.POSITIVE_INFINITY;
}

const sumOf = (asked: readonly { readonly start: number; readonly end: number }[]): number =>
  asked.reduce((sum, { start, end }) => sum + end - start, 0);

describe('a part', () => {
  it('comes byte-equal whatever the answers are like and wherever it was stopped, and little of it comes twice', async () => {
    // Answers that end early, and begin a little early too.
    const answer = fc.record({
      short: fc.integer({ min: 20, max: 400 }),
      early: fc.integer({ min: 0, max: 30 }),
      chunk: fc.integer({ min: 1, max: 500 }),
      lostAfter: fc.integer({ min: 0, max: 200 }),
    });
    const runs = fc.record({
      rows: fc.integer({ min: 1, max: 900 }),
      rangeBytes: fc.integer({ min: 16, max: 3000 }),
      laterRangeBytes: fc.integer({ min: 16, max: 3000 }),
      parallel: fc.integer({ min: 1, max: 6 }),
      stops: fc.array(fc.integer({ min: 0, max: 4000 }), { maxLength: 4 }),
      answers: fc.array(answer, { minLength: 1, maxLength: 6 }),
      boot: fc.option(fc.constant('boot-1'), { nil: undefined }),
    });
    await fc.assert(
      fc.asyncProperty(
        runs,
        async ({ rows, rangeBytes, laterRangeBytes, parallel, stops, answers, boot }) => {
          await rm(join(root, 'scores'), { recursive: true, force: true });
          const source = new ScriptedSource(rows);
          const first = makeSite(source, parallel, rangeBytes, boot);
          for (const stop of stops) await stopAfter(source, stop, first.pull);
          const doneBefore = sumOf(source.asked);
          const { bytes } = source;
          source.script = (request, { start, end }) => {
            const { early = 0, short = 1, ...how } = answers[request % answers.length] ?? {};
            return { ...how, from: Math.max(0, start - early), to: Math.min(end, start + short) };
          };
          await makeSite(source, parallel, laterRangeBytes, boot).pull();
          expect(new Uint8Array(await readFile(join(root, WHOLE)))).toEqual(bytes);
          expect(doneBefore).toBeLessThanOrEqual(bytes.byteLength + stops.length * parallel * rangeBytes);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('that was stopped asks again for no more than parallel ranges', async () => {
    const arbitrary = fc.record({
      rows: fc.integer({ min: 50, max: 900 }),
      rangeBytes: fc.integer({ min: 16, max: 500 }),
      parallel: fc.integer({ min: 1, max: 6 }),
      stop: fc.integer({ min: 0, max: 4000 }),
      boot: fc.option(fc.constant('boot-1'), { nil: undefined }),
    });
    await fc.assert(
      fc.asyncProperty(arbitrary, async ({ rows, rangeBytes, parallel, stop, boot }) => {
        await rm(join(root, 'scores'), { recursive: true, force: true });
        const source = new ScriptedSource(rows);
        const { pull } = makeSite(source, parallel, rangeBytes, boot);
        await stopAfter(source, stop, pull);
        await pull();
        const again = sumOf(source.asked) - source.bytes.byteLength;
        expect(again).toBeLessThanOrEqual(parallel * rangeBytes);
        expect(new Uint8Array(await readFile(join(root, WHOLE)))).toEqual(source.bytes);
      }),
      { numRuns: 60 },
    );
  });

  it.each([
    ['is empty', ''],
    ['is of another part', 'ranges 1 ["other","part.parquet",10]\n0 8 00000000\n'],
    ['has a line that is none', 'TITLE\nnonsense\n'],
    ['has ranges that overlap', 'TITLE\n0 64 00000000\n32 96 00000000\n'],
    ['leaves the part', 'TITLE\n0 99999999 00000000\n'],
    ['has checksums that the bytes do not have', 'TITLE\n0 64 00000000\n64 128 00000000\n'],
  ])('comes whole although the record of its ranges %s', async (_name, text) => {
    const source = new ScriptedSource(500);
    const { pull } = makeSite(source, 1, 64);
    await stopAfter(source, 300, pull);
    const path = join(root, `${GATHERED}.ranges`);
    const [title = ''] = (await readFile(path, 'utf8')).split('\n');
    await writeFile(path, text.replace('TITLE', title));
    source.asked.splice(0);
    await pull();
    expect(sumOf(source.asked)).toBe(source.bytes.byteLength);
    expect(new Uint8Array(await readFile(join(root, WHOLE)))).toEqual(source.bytes);
  });

  it('keeps what is sound where a kill has cut the last line of its record', async () => {
    const source = new ScriptedSource(500);
    const { pull } = makeSite(source, 1, 64);
    await stopAfter(source, 300, pull);
    const path = join(root, `${GATHERED}.ranges`);
    const text = await readFile(path, 'utf8');
    await writeFile(path, text.slice(0, -3));
    source.asked.splice(0);
    await pull();
    expect(source.asked[0]).toEqual({ start: 192, end: 256 });
    expect(sumOf(source.asked)).toBe(source.bytes.byteLength - 192);
  });

  it.each([undefined, 'boot-1'])('asks again for ranges whose bytes the disk has lost (%s)', async (boot) => {
    const source = new ScriptedSource(500);
    const { pull } = makeSite(source, 1, 64, boot);
    await stopAfter(source, 300, pull);
    await truncate(join(root, GATHERED), 100);
    source.asked.splice(0);
    await pull();
    expect(source.asked[0]).toEqual({ start: 64, end: 128 });
    expect(new Uint8Array(await readFile(join(root, WHOLE)))).toEqual(source.bytes);
  });

  it('counts for nothing where the machine was started since: what was not synced may be lost', async () => {
    const source = new ScriptedSource(500);
    await stopAfter(source, 300, makeSite(source, 1, 64, 'boot-1').pull);
    await writeFile(join(root, GATHERED), Buffer.alloc(300));
    source.asked.splice(0);
    await makeSite(source, 1, 64, 'boot-2').pull();
    expect(sumOf(source.asked)).toBe(source.bytes.byteLength);
    expect(new Uint8Array(await readFile(join(root, WHOLE)))).toEqual(source.bytes);
  });

  it.each([
    ['no checksum where they are needed', undefined, 'TITLE\n0 64\n64 128\n'],
    ['a checksum where there is none', 'boot-1', 'TITLE\n0 64 00000000\n'],
    ['ranges that overlap', 'boot-1', 'TITLE\n0 64\n32 96\n'],
    ['a line that is none', 'boot-1', 'TITLE\nnonsense\n'],
  ])('begins anew where its record has %s', async (_name, boot, text) => {
    const source = new ScriptedSource(500);
    const { pull } = makeSite(source, 1, 64, boot);
    await stopAfter(source, 300, pull);
    const path = join(root, `${GATHERED}.ranges`);
    const [title = ''] = (await readFile(path, 'utf8')).split('\n');
    await writeFile(path, text.replace('TITLE', title));
    source.asked.splice(0);
    await pull();
    expect(sumOf(source.asked)).toBe(source.bytes.byteLength);
    expect(new Uint8Array(await readFile(join(root, WHOLE)))).toEqual(source.bytes);
  });

  it('begins anew where its size has changed', async () => {
    const source = new ScriptedSource(500);
    await stopAfter(source, 300, makeSite(source, 1, 64).pull);
    const other = new ScriptedSource(501);
    await makeSite(other, 1, 64).pull();
    expect(sumOf(other.asked)).toBe(other.bytes.byteLength);
    expect(new Uint8Array(await readFile(join(root, WHOLE)))).toEqual(other.bytes);
  });
});

describe('the space on the disk', () => {
  it('is checked for all batches before the first byte', async () => {
    const source = new MemorySource([makeBatch('b1', 1), makeBatch('b2', 8)]);
    const readSpace = async () => ({ device: 1, freeBytes: 64 * 1024 ** 2 });
    const exports = makeExports(source, { root, readSpace });
    await expect(pullOne(exports, { ...ORDER, keepBatches: 2 })).rejects.toMatchObject({
      code: 'not-enough-space',
      message: expect.stringContaining(join(root, 'scores')),
    });
    expect(source.downloaded).toEqual([]);
    expect(await readdir(join(root, 'scores'))).toEqual(['export.json']);
  });

  it('has to hold only what is missing', async () => {
    const source = new ScriptedSource(900);
    const { byteLength } = source.bytes;
    await stopAfter(source, byteLength - 100, makeSite(source, 1, 64).pull);
    const readSpace = async () => ({ device: 1, freeBytes: 64 * 1024 ** 2 + byteLength / 2 });
    const readBoot = async (): Promise<undefined> => undefined;
    const exports = makeExports(source, { root, readSpace, readBoot, rangeBytes: 64 });
    expect(await pullOne(exports, ORDER)).toMatchObject({ batches: 1 });
  });
});

describe('a limit of the rate', () => {
  it('holds over all requests together', async () => {
    const clock = new VirtualClock();
    const source = new ScriptedSource(2000);
    const started = clock.now().getTime();
    const limits = { parallel: 4, bytesPerSecond: 1000 };
    const exports = makeExports(source, { root, clock, limits, rangeBytes: 256 });
    await pullOne(exports, ORDER);
    const seconds = (clock.now().getTime() - started) / 1000;
    // The burst of a tenth of a second and what is owed without a sleep (10 ms for each) may be missing.
    expect(seconds).toBeGreaterThanOrEqual(source.bytes.byteLength / 1000 - 0.2);
    expect(seconds).toBeLessThanOrEqual(source.bytes.byteLength / 1000 + 0.2);
  });

  it('ends at once when it is interrupted', async () => {
    const source = new ScriptedSource(2000);
    const limits = { parallel: 1, bytesPerSecond: 1 };
    const exports = makeExports(source, { root, limits });
    const controller = new AbortController();
    source.script = () => {
      queueMicrotask(() => controller.abort());
      return {};
    };
    await expect(pullOne(exports, ORDER, controller.signal)).rejects.toMatchObject({
      code: 'interrupted',
      exitCode: 130,
    });
  });
});

describe('the folder of an export', () => {
  it('is left alone while another process fills it', async () => {
    const exports = makeExports(new MemorySource([makeBatch('b1', 1)]), { root });
    await pullOne(exports, ORDER);
    const lock = join(root, 'scores/.pull.lock');
    await writeFile(lock, JSON.stringify({ pid: process.ppid, host: 'another-host' }));
    await expect(pullOne(exports, ORDER)).rejects.toMatchObject({ code: 'scores-busy', exitCode: 5 });
    await writeFile(lock, 'cut sho');
    expect(await pullOne(exports, ORDER)).toMatchObject({ batches: 0 });
    expect(await readdir(join(root, 'scores'))).not.toContain('.pull.lock');
  });

  it('says where each batch came from and when, and an older manifest is read as well', async () => {
    const clock = new VirtualClock('2026-11-20T10:00:00.000Z');
    const source = new MemorySource([makeBatch('b1', 1)]);
    const exports = makeExports(source, { root, clock });
    await pullOne(exports, ORDER);
    const path = join(root, 'scores/export.json');
    const manifest = JSON.parse(await readFile(path, 'utf8'));
    const [batch] = manifest.batches;
    expect(batch).toMatchObject({ source: 'memory', fetchedAt: '2026-11-20T10:00:00.000Z', rows: 7 });
    expect(batch.files.map(({ rows }: { rows: number }) => rows)).toEqual([3, 4]);
    const { source: _source, fetchedAt: _fetchedAt, ...old } = batch;
    await writeFile(path, JSON.stringify({ ...manifest, batches: [old] }));
    source.downloaded.splice(0);
    await pullOne(exports, ORDER);
    expect(source.downloaded).toEqual([]);
  });
});

describe('progress', () => {
  it('counts what was there before, and ends at the whole', async () => {
    const source = new ScriptedSource(900);
    await stopAfter(source, 600, makeSite(source, 1, 64).pull);
    const events: RunEvent[] = [];
    const emit = (event: RunEvent): void => void events.push(event);
    const readBoot = async (): Promise<undefined> => undefined;
    await pullOne(makeExports(source, { root, emit, readBoot, rangeBytes: 64 }), ORDER);
    const totalBytes = source.bytes.byteLength;
    expect(events.at(-1)).toMatchObject({ type: 'transferring', doneBytes: totalBytes, totalBytes });
  });
});
