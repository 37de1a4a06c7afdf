import { request } from 'node:http';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DEMO_CLIENT_ID, DEMO_CLIENT_SECRET } from '../../runner/emulator/index.ts';
import { makeConnection, START, startTestEmulator, type TestEmulator } from './test-client.ts';

let emulator: TestEmulator;
let connection: string;

beforeEach(async () => {
  emulator = await startTestEmulator();
  connection = await makeConnection(emulator);
});
afterEach(async () => await emulator.close());

const LIST = '/data/dataviews?expansion=name,description&limit=100';

async function faults(rules: string, seed?: number): Promise<void> {
  const body = { faults: rules, ...(seed === undefined ? {} : { seed }) };
  const { status } = await emulator.control('/control/faults', { method: 'PUT', body });
  expect(status).toBe(200);
}

function bodyOf(name: string) {
  return { name, parentDataGroupId: connection, timezoneDesignator: 'Europe/Lisbon' };
}

const post = (name: string) =>
  emulator.call<{ id: string }>('/data/dataviews', { method: 'POST', body: bodyOf(name) });

/** What really is there, by what people see. */
async function names(): Promise<readonly string[]> {
  const { body } =
    await emulator.control<readonly { name: string; isDeleted: boolean }[]>('/control/dataviews');
  return body.filter(({ isDeleted }) => !isDeleted).map(({ name }) => name);
}

describe('faults before the effect', () => {
  it.each([
    ['429', 429, null],
    ['429+seconds=7', 429, '7'],
    ['429+date=7', 429, new Date(START + 7000).toUTCString()],
    ['500', 500, null],
    ['503', 503, null],
    ['expired', 401, null],
  ])('%s answers %i, and nothing happens', async (fault, status, retryAfter) => {
    await faults(`POST /data/dataviews:1:${fault}`);
    const refused = await post('First');
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([status, retryAfter]);
    expect(await names()).toEqual([]);
    expect((await post('First')).status).toBe(200);
    expect(await names()).toEqual(['First']);
  });

  it.each([502, 504])('%i is the page of a gateway', async (status) => {
    await faults(`/data/dataviews:1:${status}`);
    await expect(emulator.call(LIST)).rejects.toThrow(SyntaxError);
    expect(emulator.requests.at(-1)).toMatchObject({ status, faults: [String(status)] });
  });

  it('reset closes the connection, and nothing happens', async () => {
    await faults('writes:1:reset');
    await expect(post('First')).rejects.toThrow('fetch failed');
    expect(await names()).toEqual([]);
  });
});

describe('faults after the effect', () => {
  it.each(['500+effect', '503+effect'])('%s answers an error to what has happened', async (fault) => {
    await faults(`POST /data/dataviews:1:${fault}`);
    expect((await post('First')).status).toBe(Number.parseInt(fault, 10));
    expect(await names()).toEqual(['First']);
  });

  it.each(['reset+effect', 'lost=0'])('%s answers nothing to what has happened', async (fault) => {
    await faults(`POST /data/dataviews:1:${fault}`);
    await expect(post('First')).rejects.toThrow('fetch failed');
    expect(await names()).toEqual(['First']);
  });

  it('late takes effect when nobody waits for it any more', async () => {
    await faults('POST /data/dataviews:1:late=30');
    await expect(post('First')).rejects.toThrow('fetch failed');
    await emulator.advance(29);
    expect(await names()).toEqual([]);
    await emulator.advance(1);
    expect(await names()).toEqual(['First']);
  });

  it('twice carries a request out twice and answers once', async () => {
    await faults('POST /data/dataviews:1:twice');
    expect((await post('First')).status).toBe(200);
    expect(await names()).toEqual(['First', 'First']);
  });
});

describe('faults of the answer', () => {
  it('cut sends half of the body under a head that fits it', async () => {
    const whole = JSON.stringify((await emulator.call(LIST)).body);
    await faults(`GET /data/dataviews:1:cut`);
    await expect(emulator.call(LIST)).rejects.toThrow(SyntaxError);
    expect(JSON.stringify((await emulator.call(LIST)).body)).toBe(whole);
  });

  it('stall sends the head and half of the body, then nothing', async () => {
    await faults('GET /data/dataviews:1:stall=600');
    const answer = await fetch(emulator.url + LIST);
    const length = Number(answer.headers.get('content-length'));
    const reader = answer.body?.getReader();
    expect((await reader?.read())?.value?.byteLength).toBe(Math.floor(length / 2));
    await reader?.cancel();
  });

  it('lost and slow last as long as the client waits', async () => {
    await faults('GET /data/dataviews:1:lost=600, GET /data/connections:1:slow=600');
    for (const path of ['/data/dataviews', '/data/connections']) {
      const answered = await new Promise<boolean>((done) => {
        const sent = request(`${emulator.url}${path}`, { timeout: 50 }, () => done(true));
        sent.once('timeout', () => sent.destroy());
        sent.once('error', () => done(false));
        sent.end();
      });
      expect(answered).toBe(false);
    }
  });

  it('skew sends a Date that is off', async () => {
    await faults('cja:1:skew=-90');
    expect((await emulator.call(LIST)).headers.get('date')).toBe(new Date(START - 90_000).toUTCString());
    expect((await emulator.call(LIST)).headers.get('date')).toBe(new Date(START).toUTCString());
  });
});

describe('stale reads', () => {
  it('show lists and single reads as before a write, until their time is over', async () => {
    const first = (await post('First')).body.id;
    await faults('writes:1:stale=10');
    const put = { ...bodyOf('First'), description: 'New' };
    await emulator.call(`/data/dataviews/${first}`, { method: 'PUT', body: put });
    const second = (await post('Second')).body.id;
    const read = async () => {
      const list = await emulator.call<{ content: { name: string; description: string }[] }>(LIST);
      const one = await emulator.call(`/data/dataviews/${second}?expansion=name`);
      return [list.body.content.map(({ name, description }) => `${name}: ${description}`), one.status];
    };
    expect(await read()).toEqual([['First: '], 404]);
    await emulator.advance(10);
    const [list, status] = await read();
    expect([[...(list as string[])].sort(), status]).toEqual([['First: New', 'Second: '], 200]);
  });

  it('do not confuse writes', async () => {
    await faults('writes:1:stale=10');
    const { id } = (await post('First')).body;
    const put = { ...bodyOf('First'), description: 'New' };
    expect((await emulator.call(`/data/dataviews/${id}`, { method: 'PUT', body: put })).status).toBe(200);
  });
});

describe('rules', () => {
  const struck = async (rules: string, seed: number, requests = 40): Promise<string> => {
    await faults(rules, seed);
    const from = emulator.requests.length;
    for (let index = 0; index < requests; index += 1) await emulator.call('/data/dataviews/nothing');
    return emulator.requests
      .slice(from)
      .map((record) => record.faults.length)
      .join('');
  };

  it('strike a share of requests, the same ones for the same seed', async () => {
    const once = await struck('cja:25%:503', 7);
    expect(await struck('cja:25%:503', 7)).toBe(once);
    expect(await struck('cja:25%:503', 8)).not.toBe(once);
    expect([...once].filter((one) => one === '1').length).toBeGreaterThan(3);
    expect([...once].filter((one) => one === '1').length).toBeLessThan(20);
  });

  it('strike the next so many, or just the n-th', async () => {
    expect(await struck('/data/dataviews/{}:2:500', 1, 5)).toBe('11000');
    expect(await struck('GET /data/dataviews/{dataViewId}:#3:500', 1, 5)).toBe('00100');
    expect(await struck('ims:always:500', 1, 3)).toBe('000');
  });

  it('strike together where several are about one request', async () => {
    await faults('reads:1:skew=5, cja:1:503');
    const answer = await emulator.call(LIST);
    expect([answer.status, answer.headers.get('date')]).toEqual([503, new Date(START + 5000).toUTCString()]);
    expect(emulator.requests.at(-1)?.faults).toEqual(['skew', '503']);
  });

  it('are shown with what they struck, and switched off', async () => {
    await faults('cja:2:503', 3);
    await emulator.call(LIST);
    const on = await emulator.control('/control/faults');
    expect(on.body).toEqual({
      faults: 'cja:2:503',
      seed: 3,
      rules: [{ rule: 'cja:2:503', requests: 1, struck: 1 }],
    });
    const off = await emulator.control('/control/faults', { method: 'DELETE' });
    expect(off.body).toEqual({ faults: '', seed: 3, rules: [] });
    expect((await emulator.call(LIST)).status).toBe(200);
  });

  it('never strike the control API', async () => {
    await faults('all:always:500');
    expect((await emulator.control('/control/clock')).status).toBe(200);
  });

  it.each([
    ['', 'no rule is given'],
    ['all:mixed', 'has 2 parts; expected WHERE:WHEN:FAULT'],
    ['cjs:1:500', 'where "cjs": expected all, reads, writes, ims, platform, cja, or METHOD /path'],
    ['POST /data/dataview:1:500', 'no such operation; expected one such as GET /data/'],
    ['PUT /control/faults:1:500', 'no such operation'],
    ['all:120%:500', 'when "120%": expected always'],
    ['all:0:500', 'when "0": expected always'],
    ['all:1:501', 'fault "501": expected one of 429, 429+seconds'],
    ['all:1:500=3', 'fault "500=3": 500 takes no value'],
    ['all:1:lost=-3', 'fault "lost=-3": expected seconds, such as lost=75'],
  ])('that are wrong are named: %j', async (rules, message) => {
    const answer = await emulator.control<{ error_description: string }>('/control/faults', {
      method: 'PUT',
      body: { faults: rules },
    });
    expect(answer.status).toBe(400);
    expect(answer.body.error_description).toContain(rules === '' ? 'faults: expected a text' : message);
    if (rules === '') return;
    const started = startTestEmulator({ faults: rules });
    await expect(started).rejects.toThrow('--faults: ');
    await expect(started).rejects.toThrow(message);
  });
});

it('answers a token request under faults as any other', async () => {
  await faults('ims:1:503');
  const body = new URLSearchParams({
    grant_type: 'client_credentials',
    client_id: DEMO_CLIENT_ID,
    client_secret: DEMO_CLIENT_SECRET,
    scope: 'openid',
  });
  const ask = async () => (await fetch(`${emulator.url}/ims/token/v3`, { method: 'POST', body })).status;
  expect([await ask(), await ask()]).toEqual([503, 200]);
});
