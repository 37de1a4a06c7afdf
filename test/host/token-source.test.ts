import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Transport } from '../../runner/host/index.ts';
import { ScriptedServer, type Seen } from './scripted-server.ts';
import { CANARY_SECRET, makeApi } from './transport-setup.ts';

let server: ScriptedServer;
const open: Transport[] = [];

beforeEach(async () => {
  server = await ScriptedServer.start();
});
afterEach(async () => {
  await Promise.all(open.splice(0).map((transport) => transport.close()));
  await server.stop();
});

function make(name: 'cja' | 'platform' = 'cja') {
  const made = makeApi(server.url, name);
  open.push(made.transport);
  return made;
}

const isToken = (seen: Seen): boolean => seen.url === '/ims/token/v3';
const CALL = { operation: 'test', method: 'GET', path: '/data/x' } as const;

/** Gives tokens t1, t2, …; accepts only those in `good`. */
function serveTokens(good: () => readonly string[], expiresIn: unknown = 86_399): () => number {
  let asked = 0;
  server.answerBy((seen) => {
    if (isToken(seen)) {
      asked += 1;
      return { body: { access_token: `t${asked}`, token_type: 'bearer', expires_in: expiresIn } };
    }
    const token = seen.headers.authorization?.replace('Bearer ', '') ?? '';
    return good().includes(token)
      ? { body: { token } }
      : { status: 401, body: { error_code: '401013', message: 'Oauth token is not valid' } };
  });
  return () => asked;
}

describe('tokens', () => {
  it('are asked for once, in the body, however many callers there are', async () => {
    const { api } = make('platform');
    const asked = serveTokens(() => ['t1']);
    await Promise.all(Array.from({ length: 20 }, () => api.request(CALL)));
    expect(asked()).toBe(1);
    const [request] = server.seen.filter(isToken);
    const form = new URLSearchParams(request?.body);
    expect(Object.fromEntries(form)).toEqual({
      grant_type: 'client_credentials',
      client_id: 'client-1',
      client_secret: CANARY_SECRET,
      scope: 'openid,session,AdobeID,read_organizations,additional_info.projectedProductContext',
    });
    const [call] = server.seen.filter((seen) => !isToken(seen));
    expect(call?.headers).toMatchObject({
      authorization: 'Bearer t1',
      'x-api-key': 'client-1',
      'x-gw-ims-org-id': 'ORG@AdobeOrg',
      'x-sandbox-name': 'prod',
    });
  });

  it('are renewed 500 s before their end, once for all', async () => {
    const { api, clock } = make();
    const asked = serveTokens(() => ['t1', 't2']);
    await api.request(CALL);
    clock.advance((86_399 - 501) * 1000);
    await api.request(CALL);
    expect(asked()).toBe(1);
    clock.advance(2000);
    await Promise.all(Array.from({ length: 10 }, () => api.request(CALL)));
    expect(asked()).toBe(2);
  });

  it.each([
    [60, 53, 1],
    [60, 55, 2],
    [86_399_992, 90_000, 2],
  ])('that live %i are asked for again after %i s: %i requests', async (life, seconds, count) => {
    const { api, clock } = make();
    const asked = serveTokens(() => ['t1', 't2'], life);
    await api.request(CALL);
    clock.advance(seconds * 1000);
    await api.request(CALL);
    expect(asked()).toBe(count);
  });

  it('that a service refuses are replaced once, for writes too', async () => {
    const { api } = make();
    const asked = serveTokens(() => ['t2']);
    const answers = await Promise.all(
      Array.from({ length: 8 }, () =>
        api.request({ ...CALL, method: 'POST', path: '/data/dataviews', json: {} }),
      ),
    );
    expect(answers.map((answer) => answer.body)).toEqual(Array.from({ length: 8 }, () => ({ token: 't2' })));
    expect(asked()).toBe(2);
  });

  it('that are refused again end in an error that says what to check', async () => {
    const { api } = make();
    const asked = serveTokens(() => []);
    await expect(api.request(CALL)).rejects.toMatchObject({
      status: 401,
      serviceCode: '401013',
      outcome: 'rejected',
    });
    expect(asked()).toBe(2);
  });

  it('that cannot be had leave a write undone, and the next caller asks again', async () => {
    const { api } = make();
    server.answerBy(() => ({ reset: true }));
    await expect(
      api.request({ ...CALL, method: 'POST', path: '/data/dataviews', json: {} }),
    ).rejects.toMatchObject({
      path: '/ims/token/v3',
      outcome: 'rejected',
    });
    serveTokens(() => ['t1']);
    expect((await api.request(CALL)).body).toEqual({ token: 't1' });
  });

  it.each([{}, { access_token: '' }, { access_token: 'a\r\nb' }, [], 'x'])(
    'never come from %j',
    async (body) => {
      const { api } = make();
      server.answer({ body });
      await expect(api.request(CALL)).rejects.toMatchObject({ code: 'answer-unreadable' });
    },
  );
});

describe('secrets', () => {
  it('are in no error, even when the service repeats them', async () => {
    const { api } = make();
    server.answer({
      status: 400,
      body: {
        error: 'invalid_client',
        error_description: `no: ${CANARY_SECRET} ${encodeURIComponent(CANARY_SECRET)}`,
      },
    });
    const failed: unknown = await api.request(CALL).catch((error: unknown) => error);
    serveTokens(() => []);
    const refused: unknown = await api.request(CALL).catch((error: unknown) => error);
    for (const error of [failed, refused]) {
      const text = `${JSON.stringify(error)} ${String(error)} ${(error as Error).stack ?? ''}`;
      expect(text).not.toContain(CANARY_SECRET);
      expect(text).not.toContain(encodeURIComponent(CANARY_SECRET));
      expect(text).not.toMatch(/Bearer t\d/);
    }
    expect(failed).toMatchObject({
      serviceCode: 'invalid_client',
      hint: expect.stringContaining('CLIENT_SECRET'),
    });
  });
});
