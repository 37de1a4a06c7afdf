import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { makeConnection, startTestEmulator, type TestEmulator, UPGRADE_INSTANCE } from './test-client.ts';

const open: TestEmulator[] = [];

afterEach(async () => {
  await Promise.all(open.splice(0).map((emulator) => emulator.close()));
});

async function start(options: Parameters<typeof startTestEmulator>[0] = {}): Promise<TestEmulator> {
  const emulator = await startTestEmulator(options);
  open.push(emulator);
  return emulator;
}

/** A few days of everything: an instance that scores, a connection, a data view. */
async function live(emulator: TestEmulator): Promise<unknown> {
  await emulator.control('/control/instances', { method: 'POST', body: UPGRADE_INSTANCE });
  await emulator.advance(86_400);
  const parentDataGroupId = await makeConnection(emulator);
  const body = { name: 'View', parentDataGroupId, timezoneDesignator: 'UTC' };
  await emulator.call('/data/dataviews', { method: 'POST', body });
  return (await emulator.control('/control/world')).body;
}

describe('a world', () => {
  it('is the same for the same seed, down to the bytes of the scores', async () => {
    const [first, second] = [await start({ seed: 7 }), await start({ seed: 7 })];
    expect(await live(first)).toEqual(await live(second));
    const files = await Promise.all(
      [first, second].map(async (emulator) => {
        const world = JSON.parse(readFileSync(join(emulator.directory, 'world.json'), 'utf8'));
        const batch = world.batches[0];
        return readFileSync(join(emulator.directory, 'files', batch.id, batch.files[0].name));
      }),
    );
    expect(files[0]?.equals(files[1] ?? Buffer.alloc(0))).toBe(true);
  });

  it('is another one for another seed', async () => {
    const [first, second] = [await start({ seed: 1 }), await start({ seed: 2 })];
    expect((await first.control('/control/world')).body).not.toEqual(
      (await second.control('/control/world')).body,
    );
  });

  it('survives a restart, clock and tokens included', async () => {
    const emulator = await startTestEmulator();
    const before = await live(emulator);
    const again = await emulator.restart();
    open.push(again);
    expect((await again.control('/control/world')).body).toEqual(before);
  });

  it('comes out the same by one big step of the clock and by many small ones', async () => {
    const [first, second] = [await start(), await start()];
    for (const emulator of [first, second]) {
      await emulator.control('/control/instances', { method: 'POST', body: UPGRADE_INSTANCE });
    }
    await first.advance(9 * 86_400);
    for (let day = 0; day < 9; day += 1) await second.advance(86_400);
    expect((await first.control('/control/world')).body).toEqual(
      (await second.control('/control/world')).body,
    );
  });

  it('that is damaged is refused with what to do', async () => {
    const directory = mkdtempSync(join(tmpdir(), 'cai-damaged-'));
    writeFileSync(join(directory, 'world.json'), '{"formatVersion": 9}');
    await expect(startTestEmulator({ world: directory })).rejects.toThrow(
      `the world in ${directory} is damaged`,
    );
    rmSync(directory, { recursive: true });
  });

  it('writes down where it can be reached, for its owner alone', async () => {
    const emulator = await start();
    const handle = JSON.parse(readFileSync(join(emulator.directory, 'emulator.json'), 'utf8'));
    expect(handle).toEqual({ url: emulator.url, controlToken: emulator.controlToken, pid: process.pid });
  });

  it('counts requests for tests', async () => {
    const emulator = await start();
    await emulator.call('/data/dataviews?limit=5');
    expect(emulator.requests.at(-1)).toMatchObject({
      method: 'GET',
      path: '/data/dataviews',
      query: '?limit=5',
      status: 200,
    });
  });

  it('only lets its clock go forward', async () => {
    const emulator = await start();
    const answer = await emulator.control('/control/clock', { method: 'POST', body: { advanceSeconds: -1 } });
    expect(answer.status).toBe(400);
  });
});
