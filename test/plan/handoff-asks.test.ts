import { describe, expect, it } from 'vitest';
import { applyTransitions, type KindRegistry, specOf } from '../../runner/model/index.ts';
import { decide, makePlan } from '../../runner/plan/index.ts';
import { built } from './walk/answering.ts';
import { TOY_KINDS } from './walk/toy-kinds.ts';

/** Toy kinds, but a connection that gets another title loses its stitching. */
const LOSING: KindRegistry = new Map([
  ...TOY_KINDS,
  [
    'connection',
    {
      ...specOf(TOY_KINDS, 'connection'),
      loses: (changed: string, other: string) => changed === 'title' && other === 'stitching',
    },
  ],
]);

describe('the handoff of an edit', () => {
  it.each([
    ['asks for what differs', TOY_KINDS, ['title']],
    ['asks again, as unknown, for what is lost by the edit', LOSING, ['stitching', 'title']],
  ])('%s', async (_what, kinds, asked) => {
    const session = await built();
    session.yaml = { ...session.yaml, connectionTitle: 'Scores 2' };
    const world = { ...(await session.look()), kinds };
    const at = { at: world.observed.observedAt };
    const { manifest } = makePlan(world, []);
    const accepted = { type: 'accept-manifest', id: 'm', manifest, acceptedBy: 'reviewer' } as const;
    const { transitions } = decide({ ...world, state: applyTransitions(world.state, [accepted], at) });
    const [opened] = transitions.filter((transition) => transition.type === 'open-handoff');
    expect(Object.keys(opened?.handoff.asked ?? {}).sort()).toEqual(asked);
  });
});
