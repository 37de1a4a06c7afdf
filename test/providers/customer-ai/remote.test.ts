import { afterEach, describe, expect, it, vi } from 'vitest';
import {
  type BoundObject,
  type Desired,
  type JsonValue,
  mapTokens,
  type Observation,
  ProviderError,
  type State,
  specOf,
} from '../../../runner/model/index.ts';
import type { PlatformClient } from '../../../runner/providers/platform/index.ts';
import {
  DAY_SECONDS,
  START,
  startTestEmulator,
  type TestEmulator,
  UPGRADE_INSTANCE,
} from '../../emulator/test-client.ts';
import { connectPlatform, makeObject, makeState, observePlatform } from '../emulated-platform.ts';
import { KINDS, readExamples } from '../read-examples.ts';

const INSTANCE = 'account-upgrade/customer-ai-instance/main';
const PROFILE = 'account-upgrade/score-dataset/profile';
const EVENT = 'account-upgrade/score-dataset/event';
const TITLE = UPGRADE_INSTANCE.name;
const closing: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

interface Setting {
  readonly emulator: TestEmulator;
  readonly client: PlatformClient;
  readonly desired: Desired;
}

async function set(respell?: number): Promise<Setting> {
  const emulator = await startTestEmulator(respell === undefined ? {} : { respell }, {
    allowsRefused: false,
  });
  const { client, close } = connectPlatform(emulator.url);
  closing.push(() => emulator.close(), close);
  const { desired } = await readExamples();
  return { emulator, client, desired };
}

async function makeInstance({ emulator }: Setting, change: Record<string, unknown> = {}): Promise<string> {
  const answer = await emulator.control<{ id: string }>('/control/instances', {
    method: 'POST',
    body: { ...UPGRADE_INSTANCE, ...change },
  });
  return answer.body.id;
}

/** What was observed so many days after the start. */
async function observe(setting: Setting, state: State, days = 0): Promise<Record<string, Observation>> {
  const observedAt = new Date(START + days * DAY_SECONDS * 1000).toISOString();
  const { byAddress } = await observePlatform(setting.client, {
    desired: setting.desired,
    state,
    observedAt,
  });
  return byAddress;
}

function confirmed(change: Partial<BoundObject> = {}): BoundObject {
  const at = new Date(START).toISOString();
  const title = { value: TITLE, by: 'ada', asserted: true, at };
  return makeObject({ fp: 'f1', titles: [TITLE], attestations: { title }, ...change });
}

/** Binds the candidates of the title, as the planner does. */
function bindCandidates(state: State, observed: Record<string, Observation>): State {
  const objects = Object.fromEntries(
    [PROFILE, EVENT].flatMap((address) => {
      const found = observed[address]?.candidates.find(({ title }) => title === TITLE);
      if (found === undefined) return [];
      return [
        [
          address,
          [
            makeObject({
              fp: `${address.split('/')[2]}1`,
              titles: [found.title],
              ids: { ...found.ids, maker: 'f1' },
            }),
          ],
        ],
      ];
    }),
  );
  return { ...state, resources: { ...state.resources, ...makeState(objects).resources } };
}

function readValues(observation: Observation | undefined): Readonly<Record<string, JsonValue>> {
  const reading = observation?.bound.f1;
  if (reading?.status !== 'present') throw new Error(`the instance is ${reading?.status}`);
  return reading.object.values;
}

describe.each([undefined, 1, 2, 3, 4, 5])('an instance, spelled by seed %s', (respell) => {
  it('is awaited, then seen by its datasets, without any difference', async () => {
    const setting = await set(respell);
    const state = makeState({ [INSTANCE]: [confirmed()] });
    await makeInstance(setting);
    const early = await observe(setting, state, 0.5);
    expect(early[INSTANCE]?.bound.f1).toEqual({ status: 'unread' });
    expect(early[PROFILE]).toMatchObject({ candidates: [], awaiting: expect.stringContaining('24 hours') });
    await setting.emulator.advance(DAY_SECONDS);
    const found = await observe(setting, state, 1);
    for (const address of [PROFILE, EVENT]) {
      const [candidate, ...others] = found[address]?.candidates ?? [];
      expect(others).toEqual([]);
      expect(candidate?.title).toBe(TITLE);
      expect(candidate?.ids.prefix).toMatch(/^_luma\.CustomerAI\.[A-Za-z]+$/);
      expect(found[address]?.awaiting).toBeUndefined();
    }
    const seen = await observe(setting, bindCandidates(state, found), 1.5);
    expect(readValues(seen[INSTANCE])).toEqual({
      title: TITLE,
      'outputs.profile': true,
      'outputs.cja': true,
    });
    expect(seen[PROFILE]?.candidates).toEqual([]);
    const wanted = mapTokens(setting.desired.resources[PROFILE]?.values ?? {}, {
      ref: (address) => `${address}~f1`,
      id: (_space, id) => id,
    });
    expect(seen[PROFILE]?.bound.profile1).toMatchObject({ status: 'present', object: { values: wanted } });
  });

  it('finds its inputs as they are declared', async () => {
    const setting = await set(respell);
    const observed = await observe(setting, makeState({}));
    for (const [address, resource] of Object.entries(setting.desired.resources)) {
      if (resource.kind !== 'input-dataset') continue;
      const [candidate] = observed[address]?.candidates ?? [];
      const spec = specOf(KINDS, 'input-dataset');
      const shown = Object.entries(candidate?.values ?? {}).map(([path, value]) => [
        path,
        spec.normalize(path, value),
      ]);
      expect(Object.fromEntries(shown)).toEqual(resource.values);
    }
  });
});

describe('an instance', () => {
  it('shows what contradicts its attestation', async () => {
    const setting = await set();
    const state = makeState({ [INSTANCE]: [confirmed()] });
    await makeInstance(setting, { outputs: { profile: false, cja: false } });
    await setting.emulator.advance(DAY_SECONDS);
    const bound = bindCandidates(state, await observe(setting, state, 1));
    const soon = (await observe(setting, bound, 1.1))[INSTANCE]?.bound.f1;
    expect(soon).toMatchObject({ object: { pending: ['outputs.cja'] } });
    expect(readValues((await observe(setting, bound, 2))[INSTANCE])).toEqual({
      title: TITLE,
      'outputs.profile': false,
      'outputs.cja': false,
    });
  });

  it('shows an event dataset that the pipeline does not ask for', async () => {
    const setting = await set();
    const withoutCja = await readExamples((pipelines) =>
      pipelines.map((pipeline) => {
        const outputs = { profile: true, cja: false };
        return {
          ...pipeline,
          spec: { ...pipeline.spec, customerAi: { ...pipeline.spec.customerAi, outputs } },
        };
      }),
    );
    const state = makeState({ [INSTANCE]: [confirmed()] });
    await makeInstance(setting);
    await setting.emulator.advance(DAY_SECONDS);
    const narrow = { ...setting, desired: withoutCja.desired };
    const found = await observe(narrow, state, 1);
    expect(found[EVENT]).toBeUndefined();
    const seen = await observe(narrow, bindCandidates(state, found), 1.5);
    expect(readValues(seen[INSTANCE])['outputs.cja']).toBe(true);
  });

  it.each([
    ['its earlier title says nothing about a rename', [TITLE, 'New name'], undefined],
    ['another title is somebody else\u2019s rename', ['Earlier', 'New name'], TITLE],
    ['its title in another case is its title', ['Earlier', TITLE.toUpperCase()], TITLE.toUpperCase()],
  ])('%s', async (_name, titles, expected) => {
    const setting = await set();
    const state = makeState({ [INSTANCE]: [confirmed({ titles: [TITLE] })] });
    await makeInstance(setting);
    await setting.emulator.advance(DAY_SECONDS);
    const bound = bindCandidates(state, await observe(setting, state, 1));
    const renamed = { ...bound.resources, ...makeState({ [INSTANCE]: [confirmed({ titles })] }).resources };
    const seen = await observe(setting, { ...bound, resources: renamed }, 2);
    expect(readValues(seen[INSTANCE]).title).toBe(expected);
  });

  it('is absent when its datasets are gone, and only then', async () => {
    const setting = await set();
    const state = makeState({ [INSTANCE]: [confirmed()] });
    const id = await makeInstance(setting);
    await setting.emulator.advance(DAY_SECONDS);
    const bound = bindCandidates(state, await observe(setting, state, 1));
    await setting.emulator.control(`/control/instances/${id}`, { method: 'DELETE' });
    const gone = await observe(setting, bound, 2);
    expect(gone[INSTANCE]?.bound.f1).toEqual({ status: 'absent' });
    expect(gone[PROFILE]?.bound.profile1).toEqual({ status: 'absent' });
  });

  it('is unreadable, never absent, when a dataset that a list lacks cannot be read', async () => {
    const setting = await set();
    const state = makeState({ [INSTANCE]: [confirmed()] });
    await makeInstance(setting);
    await setting.emulator.advance(DAY_SECONDS);
    const bound = bindCandidates(state, await observe(setting, state, 1));
    const failure = new ProviderError({
      code: 'server-error',
      message: 'platform: GET /data/foundation/catalog/dataSets/x failed',
      method: 'GET',
      path: '/data/foundation/catalog/dataSets/x',
      outcome: 'rejected',
      retryable: true,
    });
    vi.spyOn(setting.client, 'listScoreDataSets').mockResolvedValue([]);
    vi.spyOn(setting.client, 'getDataSet').mockRejectedValue(failure);
    const seen = await observe(setting, bound, 2);
    expect(seen[PROFILE]?.bound.profile1).toMatchObject({
      status: 'unreadable',
      diagnostic: { code: 'read-failed' },
    });
    expect(seen[INSTANCE]?.bound.f1).toMatchObject({ status: 'unreadable' });
    expect(seen[INSTANCE]?.overdue).toBeUndefined();
  });

  it('is found by its title when state knows nothing', async () => {
    const setting = await set();
    await makeInstance(setting);
    await makeInstance(setting, { name: 'Something else' });
    await setting.emulator.advance(DAY_SECONDS);
    const observed = await observe(setting, makeState({}), 1);
    expect(observed[INSTANCE]?.candidates).toEqual([
      {
        ids: {},
        title: TITLE,
        values: { title: TITLE, 'outputs.profile': true, 'outputs.cja': true },
        pending: [],
        conditions: {},
      },
    ]);
    await makeInstance(setting, { schedule: null });
    await setting.emulator.advance(DAY_SECONDS);
    expect((await observe(setting, makeState({}), 2))[INSTANCE]?.candidates).toHaveLength(2);
  });

  it('is overdue when its run leaves no batch, and no longer when one comes', async () => {
    const setting = await set();
    const state = makeState({ [INSTANCE]: [confirmed()] });
    const day = async (days: number) => (await observe(setting, state, days))[INSTANCE]?.overdue;
    expect(await day(1)).toBeUndefined();
    expect(await day(1.2)).toMatchObject({ since: '2026-11-03T11:00:00.000Z' });
    await makeInstance(setting, { schedule: null });
    await setting.emulator.advance(2 * DAY_SECONDS);
    expect(await day(2)).toBeUndefined();
    const bound = bindCandidates(state, await observe(setting, state, 2));
    expect((await observe(setting, bound, 11))[INSTANCE]?.overdue).toBeUndefined();
    expect((await observe(setting, bound, 12))[INSTANCE]?.overdue).toMatchObject({
      since: '2026-11-13T21:00:00.000Z',
    });
  });

  it('takes few requests: lists for the sandbox, schemas only of what may be ours', async () => {
    const setting = await set();
    for (const name of ['A', 'B', 'C']) await makeInstance(setting, { name });
    await makeInstance(setting);
    await setting.emulator.advance(DAY_SECONDS);
    const state = makeState({ [INSTANCE]: [confirmed()] });
    const bound = bindCandidates(state, await observe(setting, state, 1));
    setting.emulator.requests.splice(0);
    await observe(setting, bound, 1.5);
    const paths = setting.emulator.requests.map(({ path }) => path.split('/').slice(3, 6).join('/'));
    const count = (text: string): number => paths.filter((path) => path.includes(text)).length;
    expect([count('dataSets'), count('batches'), count('schemas'), count('descriptors')]).toEqual([
      3, 2, 4, 1,
    ]);
  });
});
