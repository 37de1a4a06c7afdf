import { rm } from 'node:fs/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type RunningEmulator, startEmulator } from '../../../runner/emulator/index.ts';
import { makeTemporaryDirectory } from '../../../runner/host/index.ts';
import { type Clients, connectClients } from '../../contracts/connect-clients.ts';
import { closeStrictly, STRICT } from '../../contracts/strict.ts';

let world: string;
let emulator: RunningEmulator;
let clients: Clients;

beforeAll(async () => {
  world = await makeTemporaryDirectory({ prefix: 'cai-world-' });
  emulator = await startEmulator({ port: 0, world, rateLimit: 'off', respell: 7, ...STRICT });
  clients = connectClients(emulator.url);
});

afterAll(async () => {
  await clients.transport.close();
  await closeStrictly(emulator, { allowsRefused: false });
  await rm(world, { recursive: true, force: true });
});

it('the clients read what the emulator has', async () => {
  const { cja, platform } = clients;
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
