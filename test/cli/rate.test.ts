import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  ControlClient,
  type RequestRecord,
  type RunningEmulator,
  startEmulator,
} from '../../runner/emulator/index.ts';
import { closeStrictly, STRICT } from '../contracts/strict.ts';
import { IdleClock } from '../host/idle-clock.ts';
import type { CliResult } from '../operator/command.ts';
import { runInside } from '../operator/inside.ts';
import { dataView, ENVIRONMENT, PIPELINE, prepareConnection, withDataViews } from '../operator/site.ts';

const VIEWS = Array.from({ length: 100 }, (_, n) => dataView(`view-${n}`, `View ${n}`)).join('');

let prepared = '';
let folder = '';
let repository = '';
let clock: IdleClock;
let emulator: RunningEmulator;

beforeAll(async () => {
  prepared = await prepareConnection(dataView('first', 'First'));
}, 180_000);
afterAll(async () => await rm(prepared, { recursive: true, force: true }));

/** Adobe's real limit at the emulator, Adobe's real limits in the environment, and one clock for both. */
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cai-'));
  await cp(prepared, folder, { recursive: true });
  repository = join(folder, 'repository');
  clock = new IdleClock(new Date().toISOString());
  const now = (): number => clock.now().getTime();
  emulator = await startEmulator({ world: join(repository, '.cai/emulator'), port: 0, now, ...STRICT });
  const edit = async (file: string, change: (text: string) => string): Promise<void> =>
    await writeFile(join(repository, file), change(await readFile(join(repository, file), 'utf8')));
  await edit(ENVIRONMENT, (text) =>
    text
      .replaceAll(/http:\/\/127\.0\.0\.1:\d+/g, emulator.url)
      .replace(
        /limits: .*/,
        'limits: { requests: 12, windowSeconds: 6, gatewaySeconds: 60, staleReadSeconds: 30 }',
      ),
  );
  await edit(PIPELINE, (text) => withDataViews(text, VIEWS));
});
afterEach(async () => {
  await closeStrictly(emulator, { allowsRefused: false });
  await rm(folder, { recursive: true, force: true });
});

const isCja = ({ path }: RequestRecord): boolean =>
  /^\/(?:data\/(?:connections|dataviews)|auditlogs)/.test(path);
/** A query that Adobe would take, and that the runner never sends. */
const OTHERS_QUERY = '?limit=7';
const isOthers = ({ query }: RequestRecord): boolean => query === OTHERS_QUERY;

/** Names of the data views that are there, sorted by number. */
async function titles(): Promise<readonly string[]> {
  const views = await new ControlClient(emulator).get<readonly { name: string; isDeleted?: boolean }[]>(
    'dataviews',
  );
  return views
    .filter(({ isDeleted }) => isDeleted !== true)
    .map(({ name }) => name)
    .sort();
}

const ALL = Array.from({ length: 100 }, (_, n) => `View ${n}`).sort();

describe('an apply of 100 creates at 12 requests in 6 s', () => {
  it('meets no refusal', async () => {
    const { code, stdout, stderr } = await runInside(
      ['apply', '--yes', '--detailed-exitcode'],
      repository,
      clock,
    );
    expect(code, stdout + stderr).toBe(0);
    const sent = emulator.requests.filter(isCja);
    expect(sent.filter(({ status }) => status === 429)).toEqual([]);
    expect(await titles()).toEqual(ALL);
  });

  it('waits for a create that takes effect late, counted from when it was sent and not from when the wave began', async () => {
    await new ControlClient(emulator).put('faults', { faults: 'POST /data/dataviews:#100:late=55' });
    const { code, stdout, stderr } = await runInside(
      ['apply', '--yes', '--detailed-exitcode'],
      repository,
      clock,
    );
    expect(code, stdout + stderr).toBe(0);
    await new ControlClient(emulator).post('clock', { advanceSeconds: 120 });
    expect(await titles()).toEqual(ALL);
  });

  it('ends right beside another client that eats half of the limit, with at most 2 % refused', async () => {
    const ended = { is: false };
    const token = await fetchToken();
    const other = async (): Promise<void> => {
      while (!ended.is) {
        const answer = await fetch(`${emulator.url}/data/connections${OTHERS_QUERY}`, { headers: token });
        await answer.arrayBuffer();
        await clock.sleep(1000);
      }
    };
    const began = clock.now().getTime();
    const others = other();
    let applied: CliResult;
    try {
      applied = await runInside(['apply', '--yes', '--detailed-exitcode'], repository, clock);
    } finally {
      ended.is = true;
      await others;
    }
    const { code, stdout, stderr } = applied;
    expect(code, stdout + stderr).toBe(0);
    // Half of 12 in 6 s: one each second, for as long as the apply took.
    const seconds = (clock.now().getTime() - began) / 1000;
    expect(seconds).toBeGreaterThan(60);
    expect(emulator.requests.filter(isOthers).length / seconds).toBeCloseTo(1, 1);
    const sent = emulator.requests.filter((record) => isCja(record) && !isOthers(record));
    const refused = sent.filter(({ status }) => status === 429);
    console.log(
      `beside another client: ${sent.length} requests, ${refused.length} refused, ${Math.round(seconds)} s`,
    );
    expect(refused.length / sent.length).toBeLessThanOrEqual(0.02);
    expect(await titles()).toEqual(ALL);
  });
});

/** Headers of another client with the same technical account. */
async function fetchToken(): Promise<Record<string, string>> {
  const form = { grant_type: 'client_credentials', client_id: 'demo-client', client_secret: 'demo-secret' };
  const answer = await fetch(`${emulator.url}/ims/token/v3`, {
    method: 'POST',
    body: new URLSearchParams({ ...form, scope: 'openid' }),
  });
  const { access_token: token } = (await answer.json()) as { access_token: string };
  return {
    authorization: `Bearer ${token}`,
    'x-api-key': 'demo-client',
    'x-gw-ims-org-id': 'LUMA0123456789ABCDEF0000@AdobeOrg',
  };
}
