import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Instance, makeInstance } from './customer-ai-client.ts';
import {
  listPartFiles,
  makeScoreBatches,
  queryDuckDb,
  readWithDuckDb,
  readWithHyparquet,
} from './score-files.ts';
import { startTestEmulator, type TestEmulator } from './test-client.ts';

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
    // Each dataset counts its own batches: both are the first, so that both follow from the same numbers.
    const key = instance.instanceKey;
    const flaws = ['null', 'duplicated', 'outOfRange', 'shifted'];
    const [large] = await makeScoreBatches(emulator, instance, {
      rows: LARGE,
      parts: 2,
      format: 'profile',
      flaws,
    });
    expect(large).toMatchObject({ status: 'success', records: LARGE });
    const other = await startTestEmulator();
    try {
      const twin = await makeInstance(other);
      const [small] = await makeScoreBatches(other, twin, { rows: 3000, parts: 1, format: 'profile', flaws });
      const expected = await readWithDuckDb(listPartFiles(other, small ?? { id: '' }), { key });
      const files = listPartFiles(emulator, large ?? { id: '' });
      expect(await readWithHyparquet(files.slice(0, 1), { key, to: 3000 })).toEqual(expected);
    } finally {
      await other.close();
    }
  });
});
