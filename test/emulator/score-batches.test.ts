import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Instance, makeInstance } from './customer-ai-client.ts';
import {
  awaitBatches,
  type FlatRow,
  listPartFiles,
  makeScoreBatches,
  readWithDuckDb,
  readWithHyparquet,
  type ScoreBatch,
} from './score-files.ts';
import { DAY_SECONDS, startTestEmulator, type TestEmulator } from './test-client.ts';

type Json = Record<string, unknown>;

let emulator: TestEmulator;
let instance: Instance;

beforeEach(async () => {
  emulator = await startTestEmulator();
  instance = await makeInstance(emulator);
});

afterEach(() => emulator.close());

/** One more than is written by the small writer. */
const LARGE = 200_001;

describe('a batch of scores of any size', () => {
  it('small, has for another reader the rows that its writer was given', async () => {
    const batches = await makeScoreBatches(emulator, instance, { rows: 1000, parts: 3 });
    expect(batches.map(({ format, status, records }) => ({ format, status, records }))).toEqual([
      { format: 'profile', status: 'success', records: 1000 },
      { format: 'event', status: 'success', records: 1000 },
    ]);
    const key = instance.instanceKey;
    for (const batch of batches) {
      const files = listPartFiles(emulator, batch);
      expect(batch.files.map(({ records }) => records)).toEqual([334, 334, 332]);
      const rows = await readWithDuckDb(files, { key, isEvent: batch.format === 'event' });
      expect(rows).toHaveLength(1000);
      expect(rows).toEqual(await readWithHyparquet(files, { key }));
    }
  });

  it('large, has the same rows as a small one, to the last bit, and a reader that did not write it sees them', async () => {
    // Both are the first batch of their dataset, so that both follow from the same numbers.
    const key = instance.instanceKey;
    const ask = { format: 'event', flaws: ['null', 'duplicated', 'outOfRange', 'shifted', 'stale'] };
    const [large] = await makeScoreBatches(emulator, instance, { ...ask, rows: LARGE, parts: 80 });
    expect(large).toMatchObject({ status: 'success', records: LARGE });
    const other = await startTestEmulator();
    try {
      const twin = await makeInstance(other);
      const [small] = await makeScoreBatches(other, twin, { ...ask, rows: 5002, parts: 2 });
      const expected = await readWithDuckDb(listPartFiles(other, small), { key, isEvent: true });
      // The first two parts hold 2,501 rows each, as those of the small one do.
      const files = listPartFiles(emulator, large).slice(0, 2);
      expect(await readWithHyparquet(files, { key })).toEqual(expected);
      expect(await readWithDuckDb(files, { key, isEvent: true })).toEqual(expected);
    } finally {
      await other.close();
    }
  });

  it('is `loading` while it is written, one at a time, and can be downloaded afterwards', async () => {
    const path = `/control/instances/${instance.id}/score-batches`;
    const body = { rows: LARGE, format: 'event', parts: 2 };
    const first = await emulator.control<ScoreBatch[]>(path, { method: 'POST', body });
    expect(first).toMatchObject({ status: 202, body: [{ status: 'loading', files: [] }] });
    expect(await emulator.control(path, { method: 'POST', body })).toMatchObject({
      status: 409,
      body: { error_description: 'another large batch is being written' },
    });
    const id = first.body[0]?.id ?? '';
    const [batch] = await awaitBatches(emulator, instance, [id]);
    const catalog = await emulator.call<Record<string, Json>>(`/data/foundation/catalog/batches/${id}`);
    expect(catalog.body[id]).toMatchObject({
      status: 'success',
      metrics: { outputRecordCount: LARGE, outputFileCount: 2 },
    });
    const [file] = listPartFiles(emulator, batch);
    const url = `${emulator.url}/data/foundation/export/files/${id}-1?path=${batch?.files[0]?.name}`;
    const range = await emulator.readBytes(url, { range: 'bytes=1000-1999' });
    expect(range.status).toBe(206);
    expect(Buffer.from(range.body).equals(readFileSync(file ?? '').subarray(1000, 2000))).toBe(true);
  });

  it('that was being written when the emulator ended has failed when it starts again', async () => {
    const path = `/control/instances/${instance.id}/score-batches`;
    const body = { rows: 5_000_000, format: 'event' };
    const asked = await emulator.control<ScoreBatch[]>(path, { method: 'POST', body });
    emulator = await emulator.restart();
    const { body: batches } = await emulator.control<ScoreBatch[]>(path);
    expect(batches).toMatchObject([
      {
        id: asked.body[0]?.id,
        status: 'failed',
        error: 'the emulator ended while it was written',
        files: [],
      },
    ]);
    expect(existsSync(join(emulator.directory, 'files', asked.body[0]?.id ?? ''))).toBe(false);
  });

  it('refuses what it cannot make, and says what it expects', async () => {
    const path = `/control/instances/${instance.id}/score-batches`;
    const refusals = [
      [{ rows: 0 }, 'rows: expected a whole number from 1'],
      [{ rows: 100_000_001 }, 'rows: expected at most 100000000'],
      [{ rows: 3, parts: 4 }, 'parts: expected at most 1000, and a row for each'],
      [{ flaws: ['upside down'] }, 'flaws: expected any of shifted, stale,'],
      [{ format: 'csv' }, 'format: expected profile or event'],
      [{ shift: 2 }, 'shift: expected a number from -1 to 1'],
      [{ rows: LARGE }, 'format: expected profile or event: more than 200000 rows'],
    ] as const;
    for (const [body, message] of refusals) {
      const answer = await emulator.control<{ error_description: string }>(path, { method: 'POST', body });
      expect(answer.status).toBe(400);
      expect(answer.body.error_description).toContain(message);
    }
  });

  it('holds scores in two crowds, and percentiles that are the ranks of the scores', async () => {
    const [batch] = await makeScoreBatches(emulator, instance, { rows: 10_000, format: 'profile', shift: 0 });
    const rows = await readWithHyparquet(listPartFiles(emulator, batch), { key: instance.instanceKey });
    const shareBelow = (bound: number): number =>
      rows.filter(({ score }) => Number(score) < bound).length / rows.length;
    // Ranks at which the quantile function reaches these scores, worked out by hand.
    for (const [bound, rank] of [
      [25, 0.7728],
      [50, 0.8233],
      [75, 0.8785],
    ] as const) {
      // Three standard deviations of a share of 10,000 are 0.0126 at most.
      expect(Math.abs(shareBelow(bound) - rank)).toBeLessThan(0.0126);
    }
    expect(new Set(rows.map(({ percentileScore }) => percentileScore)).size).toBe(100);
    const ordered = [...rows].sort((a, b) => Number(a.probability) - Number(b.probability));
    for (const [index, { percentileScore }] of ordered.entries()) {
      // Percentiles are ranks among all people there might be; in a sample of 10,000 they are within two of the ranks in it.
      expect(Math.abs(Number(percentileScore) - (100 * index) / rows.length)).toBeLessThan(2.5);
    }
    const codesOf = (isHigh: boolean): Set<string | undefined> =>
      new Set(
        rows.filter(({ score }) => Number(score) >= 50 === isHigh).map(({ factors }) => factors?.[0]?.code),
      );
    expect([...codesOf(true)].filter((code) => codesOf(false).has(code))).toEqual([]);
  });

  it('has most people where they were in the batch before, and some elsewhere', async () => {
    const key = instance.instanceKey;
    const ask = { rows: 10_000, format: 'profile' };
    const [first] = await makeScoreBatches(emulator, instance, ask);
    const [second] = await makeScoreBatches(emulator, instance, ask);
    const earlier = new Map(
      (await readWithHyparquet(listPartFiles(emulator, first), { key })).map((row) => [
        row.identities[0]?.id,
        row,
      ]),
    );
    const later = await readWithHyparquet(listPartFiles(emulator, second), { key });
    expect(earlier.size).toBe(10_000);
    const moves = later.map(
      (row) => [Number(earlier.get(row.identities[0]?.id)?.score), Number(row.score)] as const,
    );
    const upwards = moves.filter(([before, after]) => before < 25 && after >= 75).length;
    const near = moves.filter(([before, after]) => Math.abs(before - after) < 15).length;
    // One in 25 is drawn anew, and those of the batch before come back: about 2 × 0.04 × 0.77 × 0.12 × 10,000 = 74 from low to high.
    expect(upwards).toBeGreaterThan(45);
    expect(upwards).toBeLessThan(105);
    expect(near).toBeGreaterThan(9000);
    expect(second?.files).not.toEqual(first?.files);
  });
});

describe('a flaw of a batch', () => {
  /** What a run with flaws leaves in the profile dataset, next to the good run before. */
  async function runTwice(flaws: readonly string[]): Promise<{ good: ScoreBatch; bad: ScoreBatch }> {
    const path = `/control/instances/${instance.id}`;
    await emulator.advance(DAY_SECONDS);
    const run = await emulator.control(`${path}/runs`, { method: 'POST', body: { flaws } });
    expect(run.status).toBe(201);
    await emulator.advance(DAY_SECONDS);
    const { body } = await emulator.control<ScoreBatch[]>(`${path}/score-batches`);
    const [good, bad] = body.filter(({ format }) => format === 'profile');
    if (good === undefined || bad === undefined) throw new Error('two batches expected');
    return { good, bad };
  }

  async function readScores(batch: ScoreBatch): Promise<FlatRow[]> {
    return await readWithDuckDb(listPartFiles(emulator, batch), { key: instance.instanceKey });
  }

  const mean = (rows: readonly FlatRow[]): number =>
    rows.reduce((sum, { score }) => sum + Number(score), 0) / rows.length;

  it('shifted: every score is half way up to the top', async () => {
    const { good, bad } = await runTwice(['shifted']);
    const [before, after] = [await readScores(good), await readScores(bad)];
    expect(mean(after)).toBeGreaterThan(50);
    expect(mean(after) - mean(before)).toBeGreaterThan(20);
    expect(Math.min(...after.map(({ score }) => Number(score)))).toBe(50);
  });

  it('stale: dates lie a month back, and the batch is still the newest', async () => {
    const { good, bad } = await runTwice(['stale']);
    const rows = await readScores(bad);
    expect(new Set(rows.map(({ scoreDate }) => scoreDate))).toEqual(new Set(['2026-10-05 00:00:00']));
    expect(Date.parse(bad.createdAt) - Date.parse(good.createdAt)).toBe(1000);
  });

  it('null: three in sixteen values of each attribute are missing', async () => {
    const rows = await readScores((await runTwice(['null'])).bad);
    for (const name of [
      'score',
      'probability',
      'percentileScore',
      'modelType',
      'scoreDate',
      'factors',
    ] as const) {
      const share = rows.filter((row) => row[name] === null).length / rows.length;
      expect(Math.abs(share - 3 / 16)).toBeLessThan(0.05);
    }
    expect(rows.every(({ identities }) => identities.length === 1)).toBe(true);
  });

  it('truncated: the last file ends in the middle, its entry names the whole length, and no reader takes it', async () => {
    const { bad } = await runTwice(['truncated']);
    const files = listPartFiles(emulator, bad);
    const lengths = files.map((file) => statSync(file).size);
    const last = bad.files.length - 1;
    expect(lengths.slice(0, -1)).toEqual(bad.files.slice(0, -1).map(({ length }) => length));
    expect(lengths[last]).toBe(Math.floor((bad.files[last]?.length ?? 0) / 2));
    await expect(readWithHyparquet(files.slice(-1), { key: instance.instanceKey })).rejects.toThrow(
      /parquet/i,
    );
    await expect(readScores(bad)).rejects.toThrow(/magic bytes/);
  });

  it('incomplete: there are fewer rows than the record counts', async () => {
    const { bad } = await runTwice(['incomplete']);
    const missing = Math.floor((bad.files.at(-1)?.records ?? 0) / 2);
    expect(missing).toBeGreaterThan(0);
    expect(await readScores(bad)).toHaveLength(bad.records - missing);
  });

  it('duplicated: some people are there twice', async () => {
    const rows = await readScores((await runTwice(['duplicated'])).bad);
    const people = new Set(rows.map(({ identities }) => identities[0]?.id)).size;
    expect(people).toBeLessThan(rows.length);
    expect(people).toBeGreaterThan(rows.length * 0.95);
  });

  it('outOfRange: some scores lie above and some below what Adobe documents', async () => {
    const rows = await readScores((await runTwice(['outOfRange'])).bad);
    const outside = rows.filter(({ score }) => Number(score) < 0 || Number(score) > 100);
    expect(new Set(outside.map((row) => `${row.score} ${row.probability} ${row.percentileScore}`))).toEqual(
      new Set(['150 1.5 150', '-50 -0.5 -50']),
    );
    expect(outside.length / rows.length).toBeLessThan(0.05);
  });

  it('of a large batch cuts its last file, and leaves rows out, too', async () => {
    const ask = { rows: LARGE, parts: 2, format: 'profile', flaws: ['truncated', 'incomplete'] };
    const [batch] = await makeScoreBatches(emulator, instance, ask);
    const [first, last] = listPartFiles(emulator, batch).map((file) => statSync(file).size);
    expect(batch?.files.map(({ records }) => records)).toEqual([100_001, 100_000]);
    expect(first).toBe(batch?.files[0]?.length);
    expect(last).toBe(Math.floor((batch?.files[1]?.length ?? 0) / 2));
    // Half of the rows were written, and half of their bytes are there.
    expect(Number(batch?.files[1]?.length) / Number(first)).toBeCloseTo(0.5, 1);
  });
});
