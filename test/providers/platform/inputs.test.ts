import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { LiveDataset, LiveInputs } from '../../../runner/model/index.ts';
import { type PlatformClient, platformInputs } from '../../../runner/providers/platform/index.ts';
import { START, startTestEmulator, type TestEmulator } from '../../emulator/test-client.ts';
import { connectPlatform } from '../emulated-platform.ts';

const DAY = 86_400_000;

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

const learn = (title: string) => ({ title, isLearntFrom: true });

async function makeDataset(body: Record<string, unknown>): Promise<string> {
  const call = { method: 'POST', body: { kind: 'experienceEvent', ...body } };
  return (await emulator.control<{ id: string }>('/control/datasets', call)).body.id;
}

function only(inputs: LiveInputs, title: string): LiveDataset {
  const read = inputs.get(title);
  if (read === undefined || 'failure' in read || read.value.length !== 1)
    throw new Error(JSON.stringify(read));
  return read.value[0] as LiveDataset;
}

describe('reading inputs', () => {
  it('gives fields with types, identities, history and labels of a dataset', async () => {
    const id = await makeDataset({
      name: 'Odd Events',
      historyDays: 20,
      identityField: '_luma.visitor',
      fields: { '_luma.visitor': 'string', '_luma.visits': 'integer', 'lists[].at': 'date-time' },
      withoutFields: ['commerce', 'productListItems'],
    });
    await emulator.control(`/control/datasets/${id}`, {
      method: 'PATCH',
      body: {
        state: 'DISABLED',
        labels: ['C2'],
        fieldLabels: { '_luma.visits': ['C9'], 'lists.at': ['C8'] },
      },
    });
    const dataset = only(await platformInputs(client).readInputs([learn('Odd Events')]), 'Odd Events');
    expect(dataset).toMatchObject({ id, state: 'DISABLED', table: 'odd_events' });
    const schema = 'value' in dataset.schema ? dataset.schema.value : undefined;
    expect(schema?.isTimeSeries).toBe(true);
    const types = Object.fromEntries(
      (schema?.fields ?? []).map(({ path, type, isArray, isMap }) => [path, [type, isArray, isMap]]),
    );
    expect(types).toMatchObject({
      '_luma.visits': ['int', false, false],
      lists: ['object', true, false],
      'lists.at': ['date-time', false, false],
      identityMap: ['map', false, true],
    });
    expect(Object.keys(types).filter((path) => path.startsWith('commerce'))).toEqual([]);
    expect(schema?.identities).toEqual({ value: [{ path: '_luma.visitor', namespace: 'ECID' }] });
    // 20 whole days before today, of which the last one's batch has not come yet at nine in the morning of the world's first day.
    const today = Math.floor(START / DAY) * DAY;
    expect(dataset.history).toEqual({
      value: { basis: 'data', span: { from: today - 20 * DAY, until: today } },
    });
    expect(dataset.labels).toEqual({
      value: [{ label: 'C2' }, { label: 'C9', path: '_luma.visits' }, { label: 'C8', path: 'lists.at' }],
    });
  });

  it('knows none, several, and an empty history from what could not be read', async () => {
    await makeDataset({ name: 'Twice' });
    await makeDataset({ name: 'Twice' });
    await makeDataset({ name: 'New', historyDays: 0 });
    const inputs = await platformInputs(client).readInputs([learn('Twice'), learn('None'), learn('New')]);
    expect(inputs.get('None')).toEqual({ value: [] });
    expect(inputs.get('Twice')).toMatchObject({ value: [{}, {}] });
    expect(only(inputs, 'New').history).toEqual({ value: { basis: 'loading' } });
  });

  it('asks for each thing once: titles, a schema and labels each, at most two pages of batches; descriptors twice, which a shared look sends once', async () => {
    emulator.requests.length = 0;
    const titles = ['Luma Web Events', 'Luma App Events', 'Luma Consumer Events'];
    await client.getTenant();
    emulator.requests.length = 0;
    await platformInputs(client).readInputs([
      ...titles.map(learn),
      { title: 'Luma Plans', isLearntFrom: false },
    ]);
    const counts: Record<string, number> = {};
    for (const { path } of emulator.requests) {
      const what = path.replace('/data/foundation/', '').replace(/\/(datasets|schemas)\/[^/]+/, '/$1/ID');
      counts[what] = (counts[what] ?? 0) + 1;
    }
    expect(counts).toEqual({
      'catalog/dataSets': 1,
      'catalog/batches': 6,
      'dataset/datasets/ID/labels': 3,
      'schemaregistry/tenant/descriptors': 2,
      'schemaregistry/tenant/schemas/ID': 4,
    });
  });
});
