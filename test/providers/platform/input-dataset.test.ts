import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  type DesiredResource,
  type Observation,
  ProviderError,
  type Values,
} from '../../../runner/model/index.ts';
import type { PlatformClient } from '../../../runner/providers/platform/index.ts';
import { START, startTestEmulator, type TestEmulator } from '../../emulator/test-client.ts';
import { connectPlatform, makeState, observePlatform } from '../emulated-platform.ts';
import { readExamples } from '../read-examples.ts';

let emulator: TestEmulator;
let client: PlatformClient;
let close: () => Promise<void>;

beforeEach(async () => {
  emulator = await startTestEmulator({}, { allowsRefused: false });
  ({ client, close } = connectPlatform(emulator.url));
});
afterEach(async () => {
  await close();
  await emulator.close();
});

const EVENTS = { behavior: 'time-series', 'identity.field': 'identityMap' };

/** Observes one input of a given title. */
async function observe(title: string, values: Values): Promise<Observation | undefined> {
  const { desired } = await readExamples();
  const address = 'p/input-dataset/one';
  const example = desired.resources['account-upgrade/input-dataset/web'] as DesiredResource;
  const resource = { ...example, address, title, values: { dataset: title, ...values } };
  const observedAt = new Date(START).toISOString();
  const request = {
    desired: { ...desired, resources: { [address]: resource } },
    state: makeState({}),
    observedAt,
  };
  return (await observePlatform(client, request)).byAddress[address];
}

async function makeDataset(body: Record<string, unknown>): Promise<void> {
  await emulator.control('/control/datasets', { method: 'POST', body: { kind: 'experienceEvent', ...body } });
}

describe('an input dataset', () => {
  it('is absent when the sandbox has none of that title', async () => {
    expect(await observe('Nowhere', EVENTS)).toEqual({ bound: {}, candidates: [] });
  });

  it('is named with its ids when several have the title', async () => {
    await makeDataset({ name: 'Twice' });
    await makeDataset({ name: 'Twice' });
    const observed = await observe('Twice', EVENTS);
    expect(observed).toMatchObject({ candidates: [], unreadable: { code: 'ambiguous-key' } });
    expect(observed?.unreadable?.detail).toMatch(/[0-9a-f]{24}, [0-9a-f]{24}/);
  });

  it('shows that it holds no events', async () => {
    const observed = await observe('Luma Profiles', EVENTS);
    expect(observed?.candidates[0]?.values).toMatchObject({ behavior: 'record' });
  });

  it('shows an identity that its schema does not mark', async () => {
    const wanted = {
      ...EVENTS,
      'identity.field': 'endUserIDs._experience.mcid.id',
      'identity.namespace': 'ECID',
    };
    const traits = await observe('Luma Audience Traits', wanted);
    expect(traits?.candidates[0]?.values).toMatchObject({ 'identity.namespace': 'ECID' });
    const crm = await observe('Luma Profiles', { ...wanted, 'identity.field': '_luma.customerId' });
    expect(crm?.candidates[0]?.values).toMatchObject({ 'identity.namespace': 'CRMID' });
    const none = await observe('Luma Web Events', { ...wanted, 'identity.field': 'web.webPageDetails.name' });
    expect(none?.candidates[0]?.values).toMatchObject({
      'identity.field': 'none',
      'identity.namespace': 'none',
    });
  });

  it.each(['Luma, Web', 'All * events', '!important', 'a.b+(c)[d]{e}^$|?', 'Größe \\ Umlaut'])(
    'is found by the title %s',
    async (name) => {
      await makeDataset({ name });
      await makeDataset({ name: `${name} 2` });
      expect((await observe(name, EVENTS))?.candidates.map(({ title }) => title)).toEqual([name]);
    },
  );

  it('asks for no schema where only a title is given', async () => {
    emulator.requests.splice(0);
    const observed = await observe('Luma Plans', {});
    expect(observed?.candidates[0]?.values).toEqual({ dataset: 'Luma Plans' });
    expect(emulator.requests.filter(({ path }) => path.includes('schemaregistry'))).toEqual([]);
  });

  it('counts as unreadable, not as absent, when something of it cannot be read', async () => {
    const failure = new ProviderError({
      code: 'server-error',
      message: 'platform: GET failed',
      method: 'GET',
      path: '/x',
      outcome: 'rejected',
      retryable: true,
    });
    vi.spyOn(client, 'getSchema').mockRejectedValueOnce(failure);
    expect(await observe('Luma Web Events', EVENTS)).toMatchObject({ unreadable: { code: 'read-failed' } });
    vi.spyOn(client, 'listDataSets').mockRejectedValueOnce(failure);
    expect(await observe('Luma Web Events', EVENTS)).toMatchObject({ unreadable: { code: 'read-failed' } });
  });
});
