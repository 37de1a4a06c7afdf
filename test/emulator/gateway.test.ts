import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DEMO_CLIENT_ID, DEMO_ORG_ID } from '../../runner/emulator/index.ts';
import { START, startTestEmulator, type TestEmulator } from './test-client.ts';

let emulator: TestEmulator;

beforeAll(async () => {
  emulator = await startTestEmulator();
});

afterAll(() => emulator.close());

const GOOD_FORM =
  'grant_type=client_credentials&client_id=demo-client&client_secret=demo-secret&scope=openid';

async function postToken(form: string): Promise<{ status: number; body: Record<string, unknown> }> {
  const response = await fetch(`${emulator.url}/ims/token/v3`, {
    method: 'POST',
    body: new URLSearchParams(form),
  });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}

describe('the token request', () => {
  it('gives a bearer token for a day, in seconds', async () => {
    const { status, body } = await postToken(GOOD_FORM);
    expect(status).toBe(200);
    expect(body).toMatchObject({ token_type: 'bearer', expires_in: 86_399 });
  });

  it.each([
    ['a wrong secret', GOOD_FORM.replace('demo-secret', 'guess'), 401, 'invalid_client'],
    ['an unknown client', GOOD_FORM.replace('demo-client', 'nobody'), 400, 'invalid_client'],
    ['another grant', GOOD_FORM.replace('client_credentials', 'password'), 400, 'unsupported_grant_type'],
    ['no scope', GOOD_FORM.replace('&scope=openid', ''), 400, 'invalid_scope'],
  ])('refuses %s with an OAuth error', async (_title, form, status, error) => {
    const answer = await postToken(form);
    expect(answer.status).toBe(status);
    expect(answer.body).toMatchObject({ error });
    expect(answer.body).toHaveProperty('error_description');
  });
});

describe('the gateway', () => {
  const path = '/data/foundation/catalog/dataSets';
  const key = { 'x-api-key': DEMO_CLIENT_ID };
  const org = { 'x-gw-ims-org-id': DEMO_ORG_ID };

  it.each([
    ['no token', {}, 403, '403010'],
    ['a forged token', { authorization: 'Bearer a.b.c', ...key, ...org }, 401, '401013'],
  ])('refuses %s', async (_title, headers, status, code) => {
    const answer = await emulator.callBare(path, { headers });
    expect([answer.status, answer.body.error_code]).toEqual([status, code]);
  });

  it.each([
    ['x-api-key', '', 403, '403000'],
    ['x-api-key', 'someone-else', 403, '403003'],
    ['x-gw-ims-org-id', '', 400, '400003'],
    ['x-gw-ims-org-id', 'OTHER@AdobeOrg', 403, '403025'],
  ])('refuses %s: "%s"', async (name, value, status, code) => {
    const answer = await emulator.call(path, { headers: { [name]: value } });
    expect([answer.status, answer.body.error_code]).toEqual([status, code]);
  });

  it('refuses an expired token', async () => {
    let now = START;
    const ageing = await startTestEmulator({ now: () => now });
    now += 86_400_000;
    const answer = await ageing.call(path);
    await ageing.close();
    expect([answer.status, answer.body.error_code]).toEqual([401, '401013']);
  });

  it('wants a sandbox on the platform, and one that exists', async () => {
    const missing = await emulator.call(path, { headers: { 'x-sandbox-name': '' } });
    const unknown = await emulator.call(path, { headers: { 'x-sandbox-name': 'nowhere' } });
    expect([missing.status, unknown.status]).toEqual([400, 403]);
    expect(unknown.body).toMatchObject({ status: 403, title: 'Forbidden' });
  });

  it('wants none from CJA', async () => {
    const answer = await emulator.call('/data/connections', { headers: { 'x-sandbox-name': '' } });
    expect(answer.status).toBe(200);
  });

  it('gives every answer a request id and the time of its own clock', async () => {
    await emulator.advance(3600);
    const good = await emulator.call(path);
    const bad = await emulator.callBare('/nowhere');
    expect(good.headers.get('x-request-id')).toMatch(/^[\da-f-]{36}$/);
    expect(bad.headers.get('x-request-id')).toMatch(/^[\da-f-]{36}$/);
    expect(good.headers.get('date')).toBe(new Date(START + 3_600_000).toUTCString());
  });
});

describe('the control API', () => {
  it('needs its own token', async () => {
    const none = await emulator.callBare('/control/world');
    const adobe = await emulator.call('/control/world');
    expect([none.status, adobe.status]).toEqual([401, 401]);
  });
});

describe('the rate limit', () => {
  it('lets 12 requests of one account pass in 6 s, then answers 429050, CJA only', async () => {
    let now = START;
    const limited = await startTestEmulator({ now: () => now, rateLimit: { requests: 12, seconds: 6 } });
    const statuses: number[] = [];
    for (let index = 0; index < 13; index += 1) {
      now += 100;
      statuses.push((await limited.call('/data/dataviews')).status);
    }
    expect(statuses).toEqual([...Array(12).fill(200), 429]);
    const refused = await limited.call('/data/dataviews');
    expect(refused.body).toMatchObject({ error_code: '429050' });
    expect((await limited.call('/data/foundation/catalog/dataSets')).status).toBe(200);
    now += 6000;
    expect((await limited.call('/data/dataviews')).status).toBe(200);
    await limited.close();
  });

  it('is not pardoned by moving the clock', async () => {
    const limited = await startTestEmulator({ rateLimit: { requests: 1, seconds: 6 } });
    await limited.call('/data/dataviews');
    await limited.advance(86_400);
    const answer = await limited.call('/data/dataviews');
    await limited.close();
    expect(answer.status).toBe(429);
  });
});

describe('starting', () => {
  it('refuses to listen beyond this machine', async () => {
    await expect(startTestEmulator({ host: '0.0.0.0' })).rejects.toThrow('--allow-remote');
  });

  it('refuses a second emulator on the same world', async () => {
    await expect(startTestEmulator({ world: emulator.directory })).rejects.toThrow('already');
  });
});
