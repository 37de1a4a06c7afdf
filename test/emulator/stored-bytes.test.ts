import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DAY_SECONDS, startTestEmulator, type TestEmulator, UPGRADE_INSTANCE } from './test-client.ts';

let emulator: TestEmulator;
let href: string;
let whole: Buffer;

/** An emulator whose first score part is known byte by byte. */
beforeEach(async () => {
  emulator = await startTestEmulator();
  const body = { ...UPGRADE_INSTANCE, schedule: null };
  const made = await emulator.control<{ id: string }>('/control/instances', { method: 'POST', body });
  await emulator.advance(DAY_SECONDS);
  const runs = await emulator.control<{ batchIds: string[] }[]>(`/control/instances/${made.body.id}/runs`);
  const files = `/data/foundation/export/files/${runs.body[0]?.batchIds[0]}-1`;
  const listed = await emulator.call<{ data: { _links: { self: { href: string } } }[] }>(files);
  href = listed.body.data[0]?._links.self.href ?? '';
  whole = Buffer.from((await emulator.readBytes(href)).body);
});
afterEach(async () => await emulator.close());

describe('a stored part', () => {
  it('comes whole with its length', () => {
    expect(whole.subarray(0, 4).toString()).toBe('PAR1');
    expect(whole.subarray(-4).toString()).toBe('PAR1');
  });

  it.each(['0-9', '4-4', '-7', '10-'])('comes in the range %s', async (range) => {
    const answer = await emulator.readBytes(href, { range: `bytes=${range}` });
    const [first = '', last = ''] = range.split('-');
    const start = first === '' ? whole.length - Number(last) : Number(first);
    const end = first === '' || last === '' ? whole.length : Number(last) + 1;
    expect(answer.status).toBe(206);
    expect(Buffer.from(answer.body).equals(whole.subarray(start, end))).toBe(true);
    expect(answer.headers.get('content-range')).toBe(`bytes ${start}-${end - 1}/${whole.length}`);
  });

  it('comes by half where a fault cuts it', async () => {
    await emulator.control('/control/faults', { method: 'PUT', body: { faults: 'platform:100%:cut' } });
    const answer = await emulator.readBytes(href);
    expect(Buffer.from(answer.body).equals(whole.subarray(0, Math.floor(whole.length / 2)))).toBe(true);
  });

  it('tells the ranges that it was asked for', async () => {
    await emulator.readBytes(href, { range: 'bytes=0-9' });
    expect(emulator.requests.at(-1)).toMatchObject({ status: 206, range: 'bytes=0-9' });
  });
});
