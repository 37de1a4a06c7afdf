import { describe, expect, it } from 'vitest';
import { type Change, matchesAddressPattern } from '../../runner/model/index.ts';
import { brakeOf } from '../../runner/plan/brake.ts';
import { build, quiesce } from './walk/quiesce.ts';
import { Session } from './walk/session.ts';
import { at, EVENT, INSTANCE, PROFILE } from './walk/toy-yaml.ts';

async function built(): Promise<Session> {
  const session = new Session();
  session.yaml = { ...session.yaml, withProfile: true };
  await build(session);
  expect((await session.plan()).changes).toEqual([]);
  return session;
}

describe('what is gone and comes again', () => {
  it('a dataset that is made anew is another object, and whatever reads it follows', async () => {
    const session = await built();
    const [event] = session.world.datasets.filter(({ format }) => format === 'event');
    session.world.deleteDataset(event?.id ?? '');
    const { plan } = await quiesce(session);
    expect(plan.changes).toEqual([]);
    const [again] = session.world.datasets.filter(({ format }) => format === 'event');
    expect(session.backend.state.resources[EVENT]?.objects[0]).toMatchObject({
      fp: expect.stringMatching(/#1$/),
      ids: { id: again?.id },
    });
    expect(session.world.disk.get(at('export', 'main'))).toBe(`${again?.id} 8`);
  });

  it('an instance is gone when all of its datasets are', async () => {
    const session = await built();
    session.world.deleteInstance(session.world.instances[0]?.id ?? '');
    const actions = (await session.plan()).changes.map(({ action, address }) => `${action} ${address}`);
    expect(actions[0]).toBe(`create ${INSTANCE}`);
    const { plan } = await quiesce(session);
    expect(plan.changes).toEqual([]);
    expect(session.world.instances).toHaveLength(1);
    expect(session.backend.state.resources[PROFILE]?.objects).toHaveLength(1);
  });

  it('an instance that nearly was replaced is deleted under the title that it bears again', async () => {
    const session = await built();
    session.yaml = { ...session.yaml, allowDelete: true, goal: 60 };
    await session.accept((await session.plan()).manifest);
    await session.apply();
    for (const reading of await session.readHandoffs()) await session.perform(reading, 'right');
    expect(session.world.instances[0]?.title).toMatch(/^Upgrade \(before /);
    session.yaml = { ...session.yaml, goal: 30 };
    await quiesce(session);
    expect(session.world.instances[0]?.title).toBe('Upgrade');
    session.yaml = { ...session.yaml, present: false };
    await session.accept((await session.plan()).manifest);
    for (let round = 0; round < 4; round += 1) {
      await session.apply();
      const open = await session.readHandoffs();
      const [deletion] = open.filter(({ handoff }) => handoff.address === INSTANCE);
      if (deletion !== undefined)
        expect(deletion.handoff).toMatchObject({ purpose: 'delete', title: 'Upgrade' });
      for (const reading of open) await session.perform(reading, 'right');
    }
    await session.apply();
    expect(session.world.instances).toEqual([]);
    expect(session.world.violations).toEqual([]);
  });

  it('a goal that goes to and fro is a new object each time', async () => {
    const session = await built();
    for (const goal of [60, 30, 60]) {
      session.yaml = { ...session.yaml, goal };
      expect((await quiesce(session)).plan.changes).toEqual([]);
    }
    const objects = session.backend.state.resources[INSTANCE]?.objects ?? [];
    expect(objects.map(({ status }) => status).sort()).toEqual(['current', 'retired', 'retired', 'retired']);
    expect(objects.filter(({ fp }) => fp.endsWith('#1'))).toHaveLength(2);
    expect(new Set(session.world.instances.map(({ title }) => title)).size).toBe(4);
  });
});

describe('a move', () => {
  it('keeps an open handoff, its answers and what depends on it', async () => {
    const session = await built();
    session.yaml = { ...session.yaml, stitching: 'on' };
    await session.accept((await session.plan()).manifest);
    await session.apply();
    session.yaml = { ...session.yaml, moved: true };
    expect((await session.plan()).changes.map(({ address }) => address)).toEqual([at('connection', 'moved')]);
    const { plan } = await quiesce(session);
    expect(plan.changes).toEqual([]);
    expect(session.world.connections.map(({ stitching }) => stitching)).toEqual(['on']);
    expect(session.world.views).toHaveLength(1);
  });
});

describe('the brake', () => {
  const change = (action: Change['action'], more: Partial<Change> = {}): Change => ({
    address: 'p/data-view/one',
    kind: 'data-view',
    mode: 'managed',
    title: '',
    action,
    before: '',
    after: '',
    readiness: { status: 'ready' },
    diff: [],
    destructive: false,
    drift: false,
    requests: 0,
    ...more,
  });
  const many = (count: number, made: Change): readonly Change[] => Array.from({ length: count }, () => made);

  it('stops more than 30 % of updates, and of deletions, each for itself, from ten on', () => {
    expect(brakeOf(many(4, change('update')), 10)).toContain('4 of 10');
    expect(brakeOf(many(3, change('update')), 10)).toBeUndefined();
    expect(brakeOf([...many(3, change('update')), ...many(3, change('delete'))], 10)).toBeUndefined();
    expect(brakeOf(many(4, change('replace')), 10)).toContain('deleted or replaced');
    expect(brakeOf(many(9, change('delete')), 9)).toBeUndefined();
  });

  it('counts neither what was accepted, nor what people do, nor what is created', () => {
    expect(brakeOf(many(9, change('update', { manifest: 'm' })), 10)).toBeUndefined();
    expect(brakeOf(many(9, change('update', { mode: 'guided' })), 10)).toBeUndefined();
    expect(brakeOf(many(9, change('create')), 10)).toBeUndefined();
  });
});

it.each([
  ['account-upgrade/data-view/one', '**', true],
  ['account-upgrade/data-view/one', 'account-upgrade/**', true],
  ['account-upgrade/data-view/one', '*/data-view/*', true],
  ['account-upgrade/data-view/one', '*/data-view/o*', true],
  ['account-upgrade/data-view/one', 'account-upgrade/data-view', false],
  ['account-upgrade/data-view/one', 'other/**', false],
  ['account-upgrade/data-view/one', '*/connection/*', false],
])('%s is matched by %s: %s', (address, pattern, expected) => {
  expect(matchesAddressPattern(address, pattern)).toBe(expected);
});
