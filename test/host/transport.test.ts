import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ApiRequest, Transport, TransportOptions } from '../../runner/host/index.ts';
import { ProviderError, RunnerError } from '../../runner/model/index.ts';
import { FullServer } from './full-server.ts';
import { ScriptedServer } from './scripted-server.ts';
import { makeTransport } from './transport-setup.ts';

let server: ScriptedServer;
const open: Transport[] = [];

beforeEach(async () => {
  server = await ScriptedServer.start();
});
afterEach(async () => {
  await Promise.all(open.splice(0).map((transport) => transport.close()));
  await server.stop();
});

function make(options: Partial<TransportOptions> = {}, url = server.url) {
  const made = makeTransport(url, options);
  open.push(made.transport);
  return made;
}

const GET: ApiRequest = { api: 'cja', operation: 'test.get', method: 'GET', path: '/data/x' };
const POST: ApiRequest = {
  api: 'cja',
  operation: 'test.create',
  method: 'POST',
  path: '/data/dataviews',
  json: { name: 'a' },
};

async function fail(promise: Promise<unknown>): Promise<ProviderError> {
  const error: unknown = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(ProviderError);
  return error as ProviderError;
}

describe('reads', () => {
  it.each([408, 429, 500, 502, 503, 504])('are repeated after %i', async (status) => {
    const { transport } = make();
    server.answer({ status }, { status }, { body: { ok: true } });
    expect((await transport.request(GET)).body).toEqual({ ok: true });
    expect(transport.getStats()).toMatchObject({
      byApi: { cja: 3 },
      retried: 2,
      throttled: status === 429 ? 2 : 0,
    });
  });

  it.each([400, 401, 403, 404, 409])('are not repeated after %i', async (status) => {
    const { transport } = make();
    server.answer({ status });
    expect(await fail(transport.request(GET))).toMatchObject({
      status,
      outcome: 'rejected',
      retryable: false,
    });
    expect(server.seen).toHaveLength(1);
  });

  it('survive a lost connection, a truncated body and half a JSON text', async () => {
    const { transport } = make();
    server.answer(
      { reset: true },
      { body: { ok: true }, cutAfter: 4 },
      { body: '{"ok":' },
      { body: { ok: true } },
    );
    expect((await transport.request(GET)).body).toEqual({ ok: true });
    expect(server.seen).toHaveLength(4);
  });

  it('end with the last answer when nothing helps, after the allowed tries', async () => {
    const { transport, clock } = make({ retry: { attempts: 4 } });
    server.answer({ status: 503 });
    const error = await fail(transport.request(GET));
    expect(error).toMatchObject({
      code: 'service-failed',
      status: 503,
      outcome: 'rejected',
      retryable: true,
    });
    expect(server.seen).toHaveLength(4);
    expect(clock.slept).toEqual([250, 500, 1000]);
  });

  it('include the validate and search endpoints', async () => {
    const { transport } = make({ access: 'read-only' });
    for (const path of [
      '/data/dataviews/validate',
      '/auditlogs/api/v1/auditlogs/search',
      '/componentmetadata/tags/component/search',
    ]) {
      server.answer({ status: 503 }, { body: {} });
      await transport.request({ ...POST, path });
    }
    expect(server.seen).toHaveLength(6);
  });
});

it('reads use kept connections again', async () => {
  const { transport } = make();
  server.answer({ body: { ok: true } });
  for (let index = 0; index < 10; index += 1) await transport.request(GET);
  // Not one: where the pool does not know yet that a connection is free again, it opens a second.
  expect(new Set(server.seen.map(({ port }) => port)).size).toBeLessThanOrEqual(2);
});

describe('writes', () => {
  it.each(['POST', 'PUT', 'PATCH', 'DELETE'] as const)('%s is sent again after 429 only', async (method) => {
    const { transport } = make();
    server.answer({ status: 429 }, { body: { id: 'dv_1' } });
    expect((await transport.request({ ...POST, method })).body).toEqual({ id: 'dv_1' });
    expect(server.seen).toHaveLength(2);
  });

  it.each([408, 500, 502, 503, 504])(
    'end with an unknown outcome after %i, after one request',
    async (status) => {
      const { transport } = make();
      server.answer({ status });
      expect(await fail(transport.request(POST))).toMatchObject({ status, outcome: 'unknown' });
      expect(server.seen).toHaveLength(1);
    },
  );

  it.each([{ reset: true }, { body: { id: 'dv_1' }, cutAfter: 3 }, { body: '<html>' }])(
    'end with an unknown outcome when the answer is lost: %o',
    async (scripted) => {
      const { transport } = make();
      server.answer(scripted);
      expect(await fail(transport.request(POST))).toMatchObject({ outcome: 'unknown' });
      expect(server.seen).toHaveLength(1);
    },
  );

  it.each([400, 403, 404, 409, 422])('end with a rejection after %i', async (status) => {
    const { transport } = make();
    server.answer({ status });
    expect(await fail(transport.request(POST))).toMatchObject({ status, outcome: 'rejected' });
  });

  it('are tried again when the connection was refused, and nothing was sent', async () => {
    const { url } = server;
    await server.stop();
    const { transport, clock } = make({ retry: { attempts: 3 } }, url);
    expect(await fail(transport.request(POST))).toMatchObject({
      outcome: 'not-sent',
      code: 'connection-refused',
    });
    expect(clock.slept).toHaveLength(2);
    server = await ScriptedServer.start();
  });

  it('never share a connection with what went before', async () => {
    const { transport } = make();
    server.answer({ body: {} });
    await transport.request(GET);
    await transport.request(POST);
    expect(server.seen[0]?.headers.connection).toBe('keep-alive');
    expect(server.seen[1]?.headers.connection).toBe('close');
  });
});

describe('Retry-After', () => {
  it('in seconds is waited for, plus jitter', async () => {
    const { transport, clock } = make();
    server.answer({ status: 429, headers: { 'retry-after': '7' } }, { body: {} });
    await transport.request(GET);
    expect(clock.slept).toEqual([7250]);
  });

  it('as a date is read by the clock of the server', async () => {
    const { transport, clock } = make();
    const headers = { date: 'Sat, 01 Jan 2000 00:00:00 GMT', 'retry-after': 'Sat, 01 Jan 2000 00:00:09 GMT' };
    server.answer({ status: 503, headers }, { body: {} });
    await transport.request(GET);
    expect(clock.slept).toEqual([9250]);
  });

  it('that is unreasonable ends the request and is told', async () => {
    const { transport, clock } = make();
    server.answer({ status: 429, headers: { 'retry-after': '86400' } });
    const error = await fail(transport.request(GET));
    expect(error.hint).toContain('86400 s');
    expect(clock.slept).toEqual([]);
  });
});

it('does not hold others back for a Retry-After that nobody waits for', async () => {
  const limit = { rule: { starts: 4, windowMs: 1000 } };
  const { transport, clock } = make({ apis: { cja: { baseUrl: server.url, limit } } });
  server.answer({ status: 429, headers: { 'retry-after': '86400' } }, { body: {} });
  await fail(transport.request(GET));
  await transport.request(GET);
  expect(Math.max(...clock.slept)).toBeLessThan(10_000);
});

describe('time and size limits', () => {
  it('a server that never answers is given up', async () => {
    const { transport } = make({ timeLimits: { firstByteMs: 200 }, retry: { attempts: 2 } });
    server.answer({ hang: true });
    expect(await fail(transport.request(GET))).toMatchObject({ code: 'timeout' });
    expect(await fail(transport.request(POST))).toMatchObject({ code: 'timeout', outcome: 'unknown' });
    // What was sent counts: under load the server may not have come to look before the time was over.
    expect(Object.values(transport.getStats().byApi).reduce((sum, count) => sum + count, 0)).toBe(3);
  });

  it('a host that takes no connection is given up, and nothing was sent', async () => {
    const full = await FullServer.start();
    const { transport } = make({ timeLimits: { connectMs: 100 }, retry: { attempts: 1 } }, full.url);
    for (const request of [GET, POST])
      expect(await fail(transport.request(request))).toMatchObject({ code: 'timeout', outcome: 'not-sent' });
    await full.stop();
  });

  it('a body that never ends is given up', async () => {
    const { transport } = make({ timeLimits: { bodyMs: 60 }, retry: { attempts: 1 } });
    server.answer({ body: { a: 1 }, stall: true });
    expect(await fail(transport.request(GET))).toMatchObject({ code: 'timeout' });
  });

  it('an answer above the cap is refused, and not asked for again', async () => {
    const { transport } = make({ maxBytes: 1000 });
    server.answer({ body: { text: 'x'.repeat(2000) } });
    expect(await fail(transport.request(GET))).toMatchObject({ code: 'answer-too-large' });
    expect(server.seen).toHaveLength(1);
  });
});

describe('read-only access', () => {
  it.each([
    ['POST', '/data/dataviews'],
    ['PUT', '/data/dataviews/dv_1'],
    ['DELETE', '/data/dataviews/dv_1'],
    ['PATCH', '/data/foundation/catalog/dataSets/1'],
    ['POST', '/data/dataviews/validate/x'],
    ['POST', '/x/data/dataviews/validate'],
    ['PUT', '/data/dataviews/validate'],
  ] as const)('refuses %s %s before anything is sent', async (method, path) => {
    const { transport } = make({ access: 'read-only' });
    await expect(transport.request({ ...POST, method, path })).rejects.toMatchObject({
      code: 'write-refused',
    });
    expect(server.seen).toHaveLength(0);
  });

  it.each([
    '/data/dataviews/x/../validate',
    '/data/dataviews/%2e%2e/validate',
    '//evil.example/data',
    'data/x',
    '/a b',
  ])('is not misled by the path %s', async (path) => {
    const { transport } = make();
    await expect(transport.request({ ...GET, path })).rejects.toMatchObject({ code: 'unsafe-path' });
    expect(server.seen).toHaveLength(0);
  });
});

describe('errors', () => {
  it('say method, path, service code and request id, and what to do', async () => {
    const { transport } = make();
    server.answer({
      status: 403,
      headers: { 'x-request-id': 'req-42' },
      body: { error_code: '403025', message: 'Profile is not valid' },
    });
    const error = await fail(transport.request(GET));
    expect(error).toMatchObject({
      code: 'forbidden',
      serviceCode: '403025',
      requestId: 'req-42',
      path: '/data/x',
    });
    expect(error.message).toBe(
      'cja: GET /data/x answered 403 403025: Profile is not valid; request id req-42',
    );
    expect(error.hint).toContain('product profile');
  });

  it('know that a missing region means the missing Platform profile', async () => {
    const { transport } = make();
    server.answer({
      status: 403,
      body: { errorCode: 'insufficient_access', errorDescription: 'No region found for user' },
    });
    expect((await fail(transport.request(GET))).hint).toContain('Experience Platform product profile');
  });

  it('read an HTML page without letting it pass for an absence, or through to the terminal', async () => {
    const { transport } = make();
    server.answer({ status: 404, body: '<html><title>Not\u001b[31m here</title></html>' });
    const error = await fail(transport.request(GET));
    expect(error).toMatchObject({ code: 'gateway-page', status: 404 });
    expect(error.message).not.toContain('\u001b');
  });

  it('do not follow redirects', async () => {
    const { transport } = make();
    server.answer({ status: 302, headers: { location: 'http://127.0.0.1:1/' } });
    expect(await fail(transport.request(GET))).toMatchObject({ code: 'redirected' });
    expect(server.seen).toHaveLength(1);
  });
});

describe('origins', () => {
  it('plain HTTP is for loopback only', () => {
    expect(() => make({}, 'http://cja.example')).toThrow(RunnerError);
    expect(() => make({ allowPlainHttp: true }, 'http://cja.example')).not.toThrow();
    expect(() => make({}, 'https://cja.example')).not.toThrow();
    for (const url of ['http://localhost:1', 'http://[::1]:2', 'http://127.9.9.9'])
      expect(() => make({}, url)).not.toThrow();
    for (const url of ['http://127.0.0.1.evil.example', 'ftp://x', 'https://u:p@x'])
      expect(() => make({}, url)).toThrow();
  });

  it('links are followed inside the API only, default ports apart', () => {
    const { transport } = make({ apis: { platform: { baseUrl: 'https://platform.adobe.io' } } });
    expect(transport.getLinkPath('platform', 'https://platform.adobe.io:443/data/a?b=1')).toBe('/data/a?b=1');
    expect(transport.getLinkPath('platform', '/data/a')).toBe('/data/a');
    for (const href of [
      'https://platform.adobe.io.evil.example/data',
      'http://platform.adobe.io/data',
      'https://platform.adobe.io:8443/data',
      '//evil.example/data',
      'https://u@platform.adobe.io/data',
      'javascript:alert(1)',
    ]) {
      expect(() => transport.getLinkPath('platform', href)).toThrow(
        expect.objectContaining({ code: 'foreign-link' }),
      );
    }
  });

  it('base URLs may have a path', async () => {
    const { transport } = make({}, `${server.url}/adobe/`);
    server.answer({ body: {} });
    await transport.request({
      ...GET,
      query: [
        ['expansion', ['a', 'b c']],
        ['cached', false],
        ['x', undefined],
      ],
    });
    expect(server.seen[0]?.url).toBe('/adobe/data/x?expansion=a,b%20c&cached=false');
  });
});

describe('interruption', () => {
  it('of a write under way leaves its outcome unknown', async () => {
    const { transport } = make();
    const abort = new AbortController();
    server.answerBy(() => {
      abort.abort();
      return { hang: true };
    });
    const error = await fail(transport.request({ ...POST, signal: abort.signal }));
    expect(error).toMatchObject({ code: 'interrupted', outcome: 'unknown', exitCode: 130 });
  });

  it('before anything was sent says so', async () => {
    const { transport } = make();
    const error = await fail(transport.request({ ...POST, signal: AbortSignal.abort() }));
    expect(error).toMatchObject({ code: 'interrupted', outcome: 'not-sent' });
    expect(server.seen).toHaveLength(0);
  });
});

it('knows the time of the server', async () => {
  const { transport, clock } = make();
  server.answer({ body: {}, headers: { date: 'Sat, 01 Jan 2000 00:00:00 GMT' } });
  expect(transport.getServerTime('cja')).toBeUndefined();
  await transport.request(GET);
  clock.advance(5000);
  expect(transport.getServerTime('cja')?.toISOString()).toBe('2000-01-01T00:00:05.000Z');
});

it('takes the earliest time of a server whose answers differ', async () => {
  const { transport } = make();
  const dates = ['2000-01-01T00:02:00Z', '2000-01-01T00:00:00Z', '2000-01-01T00:01:30Z'];
  server.answer(...dates.map((date) => ({ body: {}, headers: { date: new Date(date).toUTCString() } })));
  for (const _date of dates) await transport.request(GET);
  expect(transport.getServerTime('cja')?.toISOString()).toBe('2000-01-01T00:00:00.000Z');
});

it('forgets the time of a server that was told once, and nothing of a cache', async () => {
  const { transport } = make();
  const date = (time: string): string => new Date(time).toUTCString();
  const right = { body: {}, headers: { date: date('2000-01-01T00:00:00Z') } };
  const yesterday = date('1999-12-31T00:00:00Z');
  server.answer(right, { body: {}, headers: { date: yesterday, age: '86400' } });
  for (let index = 0; index < 2; index += 1) await transport.request(GET);
  expect(transport.getServerTime('cja')?.toISOString()).toBe('2000-01-01T00:00:00.000Z');
  server.answer({ body: {}, headers: { date: yesterday } }, right);
  for (let index = 0; index < 11; index += 1) await transport.request(GET);
  expect(transport.getServerTime('cja')?.toISOString()).toBe('2000-01-01T00:00:00.000Z');
});

it('tells about every request, without secrets', async () => {
  const events: unknown[] = [];
  const { transport, redactor } = make({ onEvent: (event) => events.push(event) });
  redactor.register('hidden-id');
  server.answer({ status: 503 }, { body: {}, headers: { 'x-request-id': 'r1' } });
  await transport.request({ ...GET, path: '/data/hidden-id' });
  expect(events).toEqual([
    expect.objectContaining({ path: '/data/[redacted]', attempt: 1, result: 503, pauseMs: 250 }),
    expect.objectContaining({ attempt: 2, result: 200, requestId: 'r1' }),
  ]);
});

it('holds each API to its own limit, also when all stand behind one host', async () => {
  const limit = { rule: { starts: 2, windowMs: 1000, burst: 2 } };
  const apis = { ims: { baseUrl: server.url }, cja: { baseUrl: server.url, limit } };
  const { transport, clock } = make({ apis });
  const start = clock.now().getTime();
  server.answer({ body: {} });
  for (let index = 0; index < 4; index += 1) await transport.request({ ...GET, api: 'ims' });
  expect(clock.now().getTime() - start).toBe(0);
  for (let index = 0; index < 4; index += 1) await transport.request(GET);
  expect(clock.now().getTime() - start).toBe(1000);
});

describe('data', () => {
  const TOKEN = 'a/b"token.0123456789';

  async function read(body: string, options: Partial<TransportOptions> = {}): Promise<unknown> {
    const made = make(options);
    made.redactor.registerCredential(TOKEN);
    server.answer({ body });
    return (await made.transport.request(GET)).body;
  }

  const behind = (password: string): Partial<TransportOptions> => ({
    proxy: { httpProxy: `http://me:${password}@127.0.0.1:1` },
  });

  it.each([
    ['Customer', { name: 'Customer AI Scores', Customer: ['Customer'] }],
    ['20261126', { id: 1_202_611_260, rows: [20_261_126], name: 'of 20261126' }],
  ])('is the same whatever the password of a proxy is: %s', async (password, body) => {
    expect(await read(JSON.stringify(body), behind(password))).toEqual(body);
  });

  it('that a write answers with is not broken by such a password', async () => {
    const { transport } = make(behind('1234567890'));
    server.answer({ body: { id: 'dv_1', version: 12_345_678_901 } });
    const headers = { 'content-length': expect.any(String) };
    expect(await transport.request(POST)).toMatchObject({ body: { version: 12_345_678_901 }, headers });
  });

  it.each([
    ['as it is', JSON.stringify(TOKEN)],
    ['with escaped slashes', JSON.stringify(TOKEN).replaceAll('/', '\\/')],
    ['as code points', `"${[...TOKEN].map((one) => `\\u00${one.charCodeAt(0).toString(16)}`).join('')}"`],
    ['inside a text that is JSON itself', JSON.stringify(JSON.stringify(TOKEN))],
    [
      'inside a text that is JSON itself, with escaped slashes',
      JSON.stringify(JSON.stringify(TOKEN).replaceAll('/', '\\/')),
    ],
  ])('holds no access token that is sent back %s', async (_how, spelled) => {
    const found = await read(`{"a":[${spelled},1],"n":1e3,${spelled}:null,"__proto__":${spelled}}`);
    const text = JSON.stringify(found);
    expect(text).not.toContain('0123456789');
    expect(text.match(/\[redacted\]/gu)).toHaveLength(3);
    expect(found).toMatchObject({ a: [expect.any(String), 1], n: 1000 });
    expect(Object.keys(found as object)).toContain('__proto__');
  });

  it('that is nested without end is an error like any other', async () => {
    const { transport } = make({ retry: { attempts: 1 } });
    server.answer({ body: '['.repeat(300_000) + ']'.repeat(300_000) });
    expect(await fail(transport.request(GET))).toMatchObject({ code: 'answer-unreadable' });
  });

  it('of the token service may hold the token, also the one that is known already', async () => {
    const { transport, redactor } = make();
    redactor.registerCredential(TOKEN);
    server.answer({ body: { access_token: TOKEN } });
    const asked = await transport.request({ ...POST, answersWithToken: true });
    expect(asked.body).toEqual({ access_token: TOKEN });
  });
});

it('shows no secret in the id of a request, wherever that goes', async () => {
  const events: unknown[] = [];
  const { transport, redactor } = make({ onEvent: (event) => events.push(event) });
  redactor.register('hidden-id');
  for (const name of ['x-request-id', 'x-adobe-request-id']) {
    server.answer(
      { body: {}, headers: { [name]: 'r-hidden-id' } },
      { status: 400, headers: { [name]: 'r-hidden-id' } },
    );
    expect((await transport.request(GET)).headers).toMatchObject({ 'x-request-id': 'r-[redacted]' });
    expect(await fail(transport.request(GET))).toMatchObject({ requestId: 'r-[redacted]' });
  }
  expect(events).toHaveLength(4);
  expect(events.every((event) => (event as { requestId?: string }).requestId === 'r-[redacted]')).toBe(true);
});
