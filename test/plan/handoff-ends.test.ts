import { describe, expect, it } from 'vitest';
import { absorb, declineHandoff } from '../../runner/plan/index.ts';
import { ANNA, answer, built, codeOf, only, submit } from './walk/answering.ts';
import { Session } from './walk/session.ts';
import { at, INSTANCE } from './walk/toy-yaml.ts';

const CONNECTION = at('connection', 'scores');

describe('a handoff that no change needs any more', () => {
  it('is undone where something may have been begun, and the next one waits for that', async () => {
    const session = await built({ goal: 60 });
    await session.perform(await only(session), 'right');
    await submit(session, { goal: 30 });
    const reading = await only(session);
    expect(reading.handoff).toMatchObject({ purpose: 'undo', restoreTitle: 'Upgrade' });
    await submit(session, { goal: 90 });
    expect((await only(session)).handoff.purpose).toBe('undo');
    await session.perform(reading, 'right');
    await session.apply();
    expect((await only(session)).handoff).toMatchObject({ purpose: 'replace', phase: 'rename' });
    expect(session.world.instances.map(({ title }) => title)).toEqual(['Upgrade']);
  });

  it('is closed where it only was to change what is there', async () => {
    const session = await built({ connectionTitle: 'Scores 2' });
    await submit(session, { connectionTitle: 'Scores' });
    expect(await session.readHandoffs()).toEqual([]);
    expect((await session.plan()).changes).toEqual([]);
  });

  it('goes on under the next change of the same object, with the answers to what is still asked', async () => {
    const session = new Session();
    await submit(session, {});
    await answer(session, await only(session), { paths: ['goal', 'schedule'] });
    await submit(session, { schedule: 'daily' });
    const { handoff, view } = await only(session);
    expect(handoff.asked['schedule']).toBe('daily');
    expect(view.attestable).toEqual(['data', 'schedule', 'title']);
  });

  it('leaves alone what was only to be adopted', async () => {
    const session = await built();
    session.world.connections.length = 0;
    session.world.views = [];
    const made = { stitching: 'off', members: new Map<string, boolean>(), backfill: 'ok' as const };
    const foreign = { id: 'dgx', title: 'Scores', primaryIdType: 'ECID', origin: 'foreign', ...made };
    session.world.connections.push(foreign);
    await session.apply();
    await submit(session, {});
    expect((await only(session)).handoff.purpose).toBe('adopt');
    await submit(session, { present: false });
    expect(Object.values(session.backend.state.handoffs).map(({ purpose }) => purpose)).toEqual([]);
    expect(session.backend.state.resources[CONNECTION]?.objects).toEqual([]);
  });
});

describe('a decline', () => {
  it('withdraws the line and undoes what was begun', async () => {
    const session = new Session();
    await submit(session, {});
    const { handoff, view } = await only(session);
    await session.decline(handoff, view.fingerprint);
    const lines = session.backend.state.manifests.flatMap((manifest) => manifest.lines);
    expect(lines.find(({ address }) => address === INSTANCE)).toMatchObject({
      status: 'withdrawn',
      reason: 'declined by anna: not now',
    });
    expect((await only(session)).handoff.purpose).toBe('undo');
  });

  it('of an update leaves the resource as it is, and the next plan says what differs', async () => {
    const session = await built({ stitching: 'on' });
    const { handoff, view } = await only(session);
    await session.decline(handoff, view.fingerprint);
    expect(await session.readHandoffs()).toEqual([]);
    const [change] = (await session.plan()).changes;
    expect(change).toMatchObject({ address: CONNECTION, action: 'update' });
    expect(change?.manifest).toBeUndefined();
  });

  it('is no answer to an undo', async () => {
    const session = await built({ goal: 60 });
    await submit(session, { goal: 30 });
    const { handoff, view } = await only(session);
    const request = { address: handoff.address, fingerprint: view.fingerprint, reason: 'no', ...ANNA };
    const declined = declineHandoff(absorb(await session.look()), request);
    expect(codeOf(declined)).toBe('wrong-answer');
  });
});
