import { mkdtemp, rm } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RunningEmulator, startEmulator } from '../../runner/emulator/index.ts';

interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
}

describe('the emulator and pages of other origins', () => {
  let world = '';
  let emulator: RunningEmulator;

  beforeAll(async () => {
    world = await mkdtemp(join(tmpdir(), 'cai-'));
    emulator = await startEmulator({ world, port: 0, controlToken: 'token-of-this-test' });
  });

  afterAll(async () => {
    await emulator.close();
    await rm(world, { recursive: true, force: true });
  });

  async function send(
    path: string,
    headers: Readonly<Record<string, string>>,
    method = 'GET',
  ): Promise<Answer> {
    return await new Promise((resolve, reject) => {
      const sent = request(`${emulator.url}${path}`, { method, headers, agent: false }, (answer) => {
        answer.resume();
        resolve({ status: answer.statusCode ?? 0, headers: answer.headers });
      });
      sent.once('error', reject);
      sent.end();
    });
  }

  const control = { authorization: 'Bearer token-of-this-test' };
  const port = (): string => new URL(emulator.url).port;

  it('answers under the names of this machine', async () => {
    for (const host of [
      `127.0.0.1:${port()}`,
      `localhost:${port()}`,
      `[::1]:${port()}`,
      'LOCALHOST',
      'x.localhost',
    ]) {
      expect(await send('/control/clock', { ...control, host })).toMatchObject({ status: 200 });
    }
  });

  it('answers nothing under a name that somebody made mean this machine, even with the token', async () => {
    for (const host of [
      'evil.example',
      `evil.example:${port()}`,
      '127.0.0.1.evil.example',
      'localhost.evil.example',
      '127.0.0.1@evil.example',
    ]) {
      for (const path of ['/control/clock', '/data/dataviews', '/ims/token/v3', '/']) {
        expect(await send(path, { ...control, host })).toMatchObject({ status: 421 });
      }
    }
  });

  it('lets no page read an answer: it allows no other origin, asked for or not', async () => {
    for (const method of ['OPTIONS', 'GET', 'POST']) {
      const asked = { origin: 'https://evil.example', 'access-control-request-method': 'POST' };
      const { headers } = await send('/control/clock', asked, method);
      expect(Object.keys(headers).filter((name) => name.startsWith('access-control'))).toEqual([]);
    }
  });

  it('does what the control API asks only for the whole token', async () => {
    const wrong = [
      '',
      'Bearer ',
      'Bearer token-of-this-tes',
      'Bearer token-of-this-test2',
      'token-of-this-test',
      'Basic token-of-this-test',
    ];
    for (const authorization of wrong)
      expect(await send('/control/clock', { authorization })).toMatchObject({ status: 401 });
  });
});
