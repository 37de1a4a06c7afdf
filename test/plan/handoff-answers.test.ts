import { describe, expect, it } from 'vitest';
import { applyTransitions, type Handoff, type State } from '../../runner/model/index.ts';
import {
  absorb,
  analyse,
  attestablePaths,
  equatableAttributes,
  handoffFingerprint,
  handoffView,
  makeManifest,
} from '../../runner/plan/index.ts';
import { ANNA, answer, built, codeOf, only, submit } from './walk/answering.ts';
import type { Reading } from './walk/operator.ts';
import { Session } from './walk/session.ts';
import { at, INSTANCE } from './walk/toy-yaml.ts';

const CONNECTION = at('connection', 'scores');

describe('what can be attested', () => {
  it('is what no API shows; the rest is compared', async () => {
    const session = await built({ stitching: 'on', connectionTitle: 'Scores 2' });
    const { handoff, view } = await only(session);
    expect(Object.keys(handoff.asked).sort()).toEqual(['stitching', 'title']);
    expect(view.attestable).toEqual(['stitching']);
    expect(view.differing?.map(({ path }) => path)).toEqual(['title']);
    expect(view.open.map(({ path, why }) => [path, why])).toEqual([
      ['stitching', 'unknown'],
      ['title', 'differs'],
    ]);
  });

  it('is the title of an instance too, until a run shows it', async () => {
    const session = new Session();
    await submit(session, {});
    const { view } = await only(session);
    expect(view.attestable).toEqual(['data', 'goal', 'schedule', 'title']);
  });

  it('is first the rename of a clone, alone, and then what the clone is made with', async () => {
    const session = await built({ goal: 60 });
    const first = await only(session);
    expect([first.view.phase, first.view.attestable]).toEqual(['rename', ['step:renamed']]);
    expect(first.view.steps.map(({ act, value }) => [act, value])).toEqual([
      ['rename', expect.stringMatching(/^Upgrade \(before [0-9a-f]{6}\)$/)],
    ]);
    await session.perform(first, 'right');
    const second = await only(session);
    expect([second.view.phase, second.view.attestable]).toEqual([
      'main',
      ['data', 'goal', 'schedule', 'title'],
    ]);
    expect(second.handoff.baseline).toEqual(session.world.datasets.map(({ id }) => id).sort());
  });

  it('names datasets and connections as a person sees them', async () => {
    const session = await built({ withProfile: true });
    const { view } = await only(session);
    const [step] = view.steps;
    const profile = session.world.datasets.find(({ format }) => format === 'profile');
    expect(step?.screen).toBe(`Upgrade (${profile?.id})`);
  });
});

describe('a deletion by hand', () => {
  it('goes on with destroy, and waits for nothing, where a destroy asked for it: YAML may still name what is deleted', async () => {
    const session = await built();
    const world = absorb(await session.look());
    const fp = world.state.resources[INSTANCE]?.objects.at(-1)?.fp ?? '';
    const handoff: Handoff = {
      ...{ address: INSTANCE, fp, purpose: 'delete', phase: 'main', asked: {}, title: 'Upgrade' },
      ...{ baseline: [], openedAt: '2026-01-01T00:00:00.000Z', manifest: 'm9' },
    };
    const line = { address: INSTANCE, action: 'delete', before: '', after: '' } as const;
    const accepted = {
      type: 'accept-manifest',
      id: 'm9',
      manifest: makeManifest([line]),
      acceptedBy: 'ada',
    } as const;
    const seen = (isDestroy: { readonly isDestroy?: boolean }) => {
      const state = applyTransitions(world.state, [{ ...accepted, ...isDestroy }], { at: handoff.openedAt });
      return handoffView(analyse({ ...world, state }), handoff);
    };
    expect(seen({ isDestroy: true })).toMatchObject({ goesOnWith: 'destroy' });
    expect(seen({ isDestroy: true }).waitsFor).toBeUndefined();
    // It was taken out of YAML, and put back: the next apply gives the deletion up.
    expect(seen({})).toMatchObject({
      goesOnWith: 'apply',
      waitsFor: expect.stringContaining('something else by now'),
    });
  });
});

describe('an answer', () => {
  it('is refused when it names an older question, with the fresh fingerprint', async () => {
    const session = await built({ stitching: 'on' });
    const old = await only(session);
    await submit(session, { stitching: 'off', streaming: false });
    const fresh = await only(session);
    const refused = await answer(session, old);
    expect(refused).toMatchObject({
      ok: false,
      refusal: { code: 'stale', fingerprints: [fresh.view.fingerprint] },
    });
  });

  it('to the same question asked twice is two answers', async () => {
    const session = await built({ stitching: 'on' });
    const first = await only(session);
    await session.perform(first, 'silent');
    await submit(session, { stitching: 'off' });
    await submit(session, { stitching: 'on' });
    const again = await only(session);
    expect(again.handoff.asked).toEqual(first.handoff.asked);
    expect(again.view.fingerprint).not.toBe(first.view.fingerprint);
    expect(codeOf(await answer(session, first))).toBe('stale');
  });

  it('given once does not answer the question when it comes back', async () => {
    const session = await built({ stitching: 'on' });
    await session.perform(await only(session), 'silent');
    await submit(session, { stitching: 'off' });
    const { handoff, view } = await only(session);
    expect(handoff.asked).toEqual({ stitching: 'off' });
    expect(view.attestable).toEqual(['stitching']);
    expect((await session.plan()).changes).toHaveLength(1);
  });

  it('given while a handoff is open does not outlive the change of what it asks', async () => {
    const session = await built({ stitching: 'on', streaming: false });
    await answer(session, await only(session));
    await submit(session, { stitching: 'off' });
    await submit(session, { stitching: 'on' });
    expect((await only(session)).view.attestable).toEqual(['stitching']);
  });

  it('about some paths settles those', async () => {
    const session = new Session();
    await submit(session, {});
    expect(codeOf(await answer(session, await only(session), { paths: ['goal', 'data'] }))).toBe('ok');
    expect((await only(session)).view.attestable).toEqual(['schedule', 'title']);
  });

  it('about what an API shows needs a reason, and then counts while both values stay', async () => {
    const session = await built({ connectionTitle: 'Scores 2' });
    const [connection] = session.world.connections;
    if (connection !== undefined) connection.title = 'SCORES 2';
    const reading = await only(session);
    expect(codeOf(await answer(session, reading, { paths: ['title'] }))).toBe('reason-missing');
    expect(
      codeOf(await answer(session, reading, { paths: ['title'], reason: 'Adobe prints capitals' })),
    ).toBe('ok');
    await session.apply();
    const plan = await session.plan();
    expect(plan.changes).toEqual([]);
    expect(plan.equivalences).toEqual([
      { address: CONNECTION, path: 'title', reason: 'Adobe prints capitals', by: 'anna' },
    ]);
    if (connection !== undefined) connection.title = 'something else';
    expect((await session.plan()).changes.map(({ action }) => action)).toEqual(['update']);
  });

  it('about what was not asked, or has no handoff, is refused', async () => {
    const session = await built({ stitching: 'on' });
    const reading = await only(session);
    expect(codeOf(await answer(session, reading, { paths: ['sandbox'] }))).toBe('not-attestable');
    expect(codeOf(await answer(session, reading, { answer: 'not-begun' }))).toBe('wrong-answer');
    const elsewhere = { ...reading, handoff: { ...reading.handoff, address: INSTANCE } };
    expect(codeOf(await answer(session, elsewhere))).toBe('no-handoff');
  });

  it('about a connection that nobody can see is refused', async () => {
    const session = new Session();
    for (let round = 0; round < 2; round += 1) {
      await submit(session, {});
      await session.perform(await only(session), 'right');
      session.world.run();
    }
    session.world.connections.length = 0;
    const reading = await only(session);
    const { address, fp } = reading.handoff;
    await (await session.backend.lock()).append([{ type: 'unbind', address, fp }], 'test');
    expect(codeOf(await answer(session, reading, { paths: ['stitching'] }))).toBe('not-there');
  });

  it('that something is deleted is refused while an API shows it', async () => {
    const session = await built({ allowDelete: true });
    await submit(session, { goal: 60 });
    for (let round = 0; round < 12; round += 1) {
      const open = await session.readHandoffs();
      if (open.some(({ handoff }) => handoff.purpose === 'delete')) break;
      for (const reading of open) await session.perform(reading, 'right');
      session.world.run();
      await session.apply();
    }
    const [reading] = (await session.readHandoffs()).filter(({ handoff }) => handoff.purpose === 'delete');
    expect(reading?.view.attestable).toEqual(['step:deleted']);
    expect(codeOf(await answer(session, reading as Reading))).toBe('still-there');
  });

  it('that an instance is gone makes room for a new one', async () => {
    const session = new Session();
    await submit(session, {});
    await session.perform(await only(session), 'right');
    await session.apply();
    session.world.instances.length = 0;
    session.world.isLate = true;
    await session.apply();
    const reading = await only(session);
    expect(reading.handoff.purpose).toBe('overdue');
    expect(codeOf(await answer(session, reading))).toBe('not-attestable');
    expect(codeOf(await answer(session, reading, { answer: 'gone' }))).toBe('ok');
    const [first] = (await session.plan()).changes;
    expect(first).toMatchObject({ address: INSTANCE, action: 'create' });
  });
});

it('a view is a pure function of world and handoff', async () => {
  const session = await built({ stitching: 'on' });
  const world = absorb(await session.look());
  const [handoff] = Object.values(world.state.handoffs) as [Handoff];
  const analysis = analyse(world);
  expect(handoffView(analysis, handoff)).toEqual(handoffView(analyse(world), handoff));
  expect(attestablePaths(analysis, handoff)).toEqual(['stitching']);
  expect(equatableAttributes(analysis, handoff)).toEqual([]);
  expect(handoffFingerprint(handoff)).toMatch(/^[0-9a-f]{6}$/);
});

it('a transition about something unknown changes nothing', () => {
  const session = new Session();
  const { state } = session.backend;
  const ref = { address: INSTANCE, fp: 'f' };
  const after: State = applyTransitions(
    state,
    [
      { type: 'forget', reason: '', ...ref },
      { type: 'attest', values: { goal: 1 }, ...ANNA, ...ref },
      { type: 'set-status', status: 'current', ...ref },
      { type: 'unbind', ...ref },
      { type: 'close-handoff', object: `${INSTANCE}~f` },
      { type: 'update-handoff', object: `${INSTANCE}~f`, change: { phase: 'main' } },
      { type: 'end', intent: 'w', outcome: '' },
      { type: 'close-line', manifest: 'm', line: INSTANCE, status: 'done', reason: '' },
      { type: 'record-allowance', address: INSTANCE, allowDelete: true },
      { type: 'move', from: INSTANCE, to: CONNECTION, renames: {} },
    ],
    { at: '2026-01-01T00:00:00.000Z' },
  );
  expect(after).toEqual(state);
});
