import { rm } from 'node:fs/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import {
  DEMO_CLIENT_ID,
  DEMO_CLIENT_SECRET,
  DEMO_ORG_ID,
  type RunningEmulator,
  startEmulator,
} from '../../../runner/emulator/index.ts';
import {
  AuthorizedApi,
  makeTemporaryDirectory,
  RateLimiters,
  Redactor,
  systemClock,
  TokenSource,
  Transport,
} from '../../../runner/host/index.ts';
import { CJA_RATE_LIMIT, CjaClient } from '../../../runner/providers/cja/index.ts';
import { PlatformClient } from '../../../runner/providers/platform/index.ts';

let world: string;
let emulator: RunningEmulator;
let transport: Transport;
let cja: CjaClient;
let platform: PlatformClient;

beforeAll(async () => {
  world = await makeTemporaryDirectory({ prefix: 'cai-world-' });
  emulator = await startEmulator({ port: 0, world, rateLimit: 'off', respell: 7 });
  const redactor = new Redactor();
  transport = new Transport({
    apis: {
      ims: { baseUrl: emulator.url },
      platform: { baseUrl: emulator.url },
      cja: { baseUrl: emulator.url, limit: CJA_RATE_LIMIT },
    },
    account: DEMO_CLIENT_ID,
    access: 'read-write',
    clock: systemClock,
    random: () => 0,
    redactor,
    limiters: new RateLimiters(systemClock),
    userAgent: 'cai-test',
  });
  const tokens = new TokenSource({
    transport,
    clock: systemClock,
    redactor,
    credentials: { clientId: DEMO_CLIENT_ID, clientSecret: DEMO_CLIENT_SECRET },
  });
  const shared = { transport, tokens, clientId: DEMO_CLIENT_ID, organizationId: DEMO_ORG_ID };
  cja = new CjaClient(new AuthorizedApi({ ...shared, api: 'cja' }));
  platform = new PlatformClient(new AuthorizedApi({ ...shared, api: 'platform', sandbox: 'prod' }));
});

afterAll(async () => {
  await transport.close();
  await emulator.close();
  await rm(world, { recursive: true, force: true });
});

it('the clients read what the emulator has', async () => {
  const datasets = await platform.listDataSets();
  expect(datasets.length).toBeGreaterThan(0);
  const [dataset] = datasets;
  expect(await platform.getDataSet(dataset?.id ?? '')).toMatchObject({
    id: dataset?.id,
    name: dataset?.name,
  });
  const schema = await platform.getSchema(dataset?.schemaId ?? '');
  expect(schema?.fields.length).toBeGreaterThan(0);
  expect((await platform.getTenant()).tenantId).not.toBe('');
  expect((await platform.listIdentityDescriptors()).length).toBeGreaterThan(0);
  expect(await platform.getDataSet('no-such-dataset')).toBeUndefined();
  expect(await cja.listConnections()).toEqual([]);
  expect(await cja.getDataView('dv_none')).toBeUndefined();
  expect(cja.getServerTime()).toBeInstanceOf(Date);
});
