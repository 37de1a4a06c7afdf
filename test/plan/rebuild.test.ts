import { expect, it } from 'vitest';
import { emptyState, type State } from '../../runner/model/index.ts';
import { type Rebuilding, rebuild } from '../../runner/plan/index.ts';
import { build, quiesce } from './walk/quiesce.ts';
import { Session } from './walk/session.ts';
import { at } from './walk/toy-yaml.ts';

const CONNECTION = at('connection', 'scores');
const VIEW = at('view', 'one');

async function built(): Promise<Session> {
  const session = new Session();
  await build(session);
  expect((await session.plan()).changes).toEqual([]);
  return session;
}

/** Rebuilds what the state lacks, and records it. */
async function rebuildIn(session: Session): Promise<Rebuilding> {
  const found = rebuild(await session.look());
  const lock = await session.backend.lock();
  await lock.append(found.transitions, 'rebuild');
  return found;
}

/** The state is gone, or knows nothing more of some addresses. */
function lose(session: Session, addresses?: readonly string[]): void {
  const { state } = session.backend;
  const kept = Object.entries(state.resources).filter(([address]) => addresses?.includes(address) === false);
  session.backend.state =
    addresses === undefined ? emptyState('demo', 'other') : { ...state, resources: Object.fromEntries(kept) };
}

const currentOf = (state: State, address: string) =>
  state.resources[address]?.objects.find(({ status }) => status === 'current');

it('a lost state is made anew from what the world shows, and what only people knew is asked again', async () => {
  const session = await built();
  const before = session.backend.state;
  lose(session);
  const { restored, lost } = await rebuildIn(session);
  expect(restored.map(({ address }) => address)).toEqual([CONNECTION, VIEW]);
  const { state } = session.backend;
  for (const address of [CONNECTION, VIEW]) {
    expect(currentOf(state, address)?.ids).toEqual(currentOf(before, address)?.ids);
    expect(currentOf(state, address)?.fp).toBe(currentOf(before, address)?.fp);
  }
  expect(currentOf(state, VIEW)?.applied).toEqual(currentOf(before, VIEW)?.applied);
  expect(currentOf(state, CONNECTION)?.applied).not.toHaveProperty('stitching');
  for (const kind of ['instance', 'parts', 'access', 'export'])
    expect(lost.find(({ address }) => address.includes(`/${kind}/`))?.reason).toBeTruthy();
  const plan = await session.plan();
  expect(plan.changes.filter(({ action }) => ['delete', 'replace', 'adopt'].includes(action))).toEqual([]);
  expect(plan.changes.find(({ address }) => address === CONNECTION)?.action).toBe('update');
  expect(plan.changes.some(({ address }) => address === VIEW)).toBe(false);
});

it('what nobody could look at is told apart from what is not there', async () => {
  const session = await built();
  lose(session);
  const world = await session.look();
  const unreadable = {
    severity: 'error',
    code: 'read-failed',
    summary: 'failed',
    detail: 'answered 500',
  } as const;
  const byAddress = { ...world.observed.byAddress, [VIEW]: { bound: {}, candidates: [], unreadable } };
  const { lost } = rebuild({ ...world, observed: { ...world.observed, byAddress } });
  expect(lost.find(({ address }) => address === VIEW)).toMatchObject({
    isUnread: true,
    reason: expect.stringContaining('answered 500'),
  });
  expect(lost.filter(({ isUnread }) => isUnread)).toHaveLength(1);
});

it('a rebuilt state comes to rest without a second connection or view', async () => {
  const session = await built();
  // The toy shows no instance by its datasets, as Adobe does: that it is known is left in the state.
  const gone = [CONNECTION, VIEW, at('parts', 'one'), at('access', 'one'), at('export', 'main')];
  lose(session, gone);
  await rebuildIn(session);
  const { plan } = await quiesce(session);
  expect(plan.changes).toEqual([]);
  expect(session.world.connections).toHaveLength(1);
  expect(session.world.views).toHaveLength(1);
  expect([...session.world.violations, ...session.backend.violations]).toEqual([]);
});

it('what the state knows stays as it is, and only what it lacks is added', async () => {
  const session = await built();
  expect(rebuild(await session.look()).transitions).toEqual([]);
  const before = session.backend.state;
  lose(session, [VIEW]);
  const { restored } = await rebuildIn(session);
  expect(restored.map(({ address }) => address)).toEqual([VIEW]);
  expect(session.backend.state.resources[CONNECTION]).toEqual(before.resources[CONNECTION]);
});

it('what several bear the title of is bound to none, unless YAML names one', async () => {
  const session = await built();
  const [own] = session.world.connections;
  if (own === undefined) throw new Error('no connection was built');
  session.world.connections.push({ ...own, id: 'dg-other', members: new Map(), origin: 'foreign' });
  lose(session);
  const { restored, lost } = rebuild(await session.look());
  expect(restored.map(({ address }) => address)).not.toContain(CONNECTION);
  expect(lost.find(({ address }) => address === CONNECTION)?.reason).toContain('dg-other');
  session.yaml = { ...session.yaml, adopt: { [CONNECTION]: own.id } };
  const named = rebuild(await session.look()).restored.find(({ address }) => address === CONNECTION);
  expect(named?.ids['id']).toBe(own.id);
});

it('what differs in something that nobody can edit is not taken for ours', async () => {
  const session = await built();
  lose(session);
  session.yaml = { ...session.yaml, primaryIdType: 'CRMID' };
  const { restored, lost } = rebuild(await session.look());
  expect(restored.map(({ address }) => address)).not.toContain(CONNECTION);
  expect(lost.find(({ address }) => address === CONNECTION)?.reason).toContain('primaryIdType');
});
