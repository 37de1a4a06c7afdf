import { ABSENT } from '../../runner/model/index.ts';
import type { LineFacts } from '../../runner/plan/index.ts';

const READY = { status: 'ready' } as const;
const AWAITING = { status: 'awaiting', reason: 'the first scoring run' } as const;

const MANAGED: LineFacts = {
  action: 'create',
  mode: 'managed',
  before: ABSENT,
  after: 'v1',
  desired: 'v1',
  live: 'absent',
  object: 'none',
  taken: { count: 0 },
  handoff: undefined,
  undoOpen: false,
  intent: false,
  dependencies: READY,
  deletion: { allowed: false, goesWith: undefined },
};
const GUIDED: LineFacts = { ...MANAGED, mode: 'guided' };
const live = (
  hash: string,
  more: Partial<{ asDesired: boolean; asApplied: boolean }> = {},
): LineFacts['live'] => ({
  hash,
  asDesired: false,
  asApplied: false,
  ...more,
});
const update = { action: 'update', before: 'v0', object: 'same' } as const;
const remove = { action: 'delete', before: 'v0', after: ABSENT, desired: ABSENT, object: 'same' } as const;

/** The rules as people know them: what is the case, the facts, what happens. */
export const NEXT_STEP_CASES: readonly (readonly [title: string, facts: LineFacts, expected: string])[] = [
  ['a view that is not there is created', MANAGED, 'write create'],
  ['a view over a connection that is not there waits', { ...MANAGED, dependencies: AWAITING }, 'wait'],
  [
    'a view whose title somebody else took is refused',
    { ...MANAGED, taken: { count: 1, hash: 'x' } },
    'refused',
  ],
  ['a view that was created by an interrupted write is looked up', { ...MANAGED, intent: true }, 'recover'],
  ['a view as it was reviewed is updated', { ...MANAGED, ...update, live: live('v0') }, 'write update'],
  [
    'a view as we left it is updated',
    { ...MANAGED, ...update, live: live('x', { asApplied: true }) },
    'write update',
  ],
  ['a view that somebody changed since is refused', { ...MANAGED, ...update, live: live('x') }, 'refused'],
  [
    'a view that is as desired is done',
    { ...MANAGED, ...update, live: live('v1', { asDesired: true }) },
    'done',
  ],
  ['a view that is gone is not updated', { ...MANAGED, ...update }, 'refused'],
  ['a view that YAML wants otherwise by now is superseded', { ...MANAGED, desired: 'v2' }, 'superseded'],
  [
    'a view is replaced where deletion is allowed',
    {
      ...MANAGED,
      ...update,
      action: 'replace',
      object: 'other',
      live: live('v0'),
      deletion: { allowed: true, goesWith: undefined },
    },
    'write create',
  ],
  [
    'a view is not replaced where deletion is not allowed',
    { ...MANAGED, ...update, action: 'replace', object: 'other', live: live('v0') },
    'refused',
  ],
  [
    'a view is deleted where that is allowed',
    { ...MANAGED, ...remove, live: live('v0'), deletion: { allowed: true, goesWith: undefined } },
    'write delete',
  ],
  ['a view is not deleted where it is not allowed', { ...MANAGED, ...remove, live: live('v0') }, 'refused'],
  ['a view that is gone is deleted', { ...MANAGED, ...remove }, 'done'],
  [
    'a view that was reviewed is adopted',
    { ...MANAGED, action: 'adopt', before: 'v0', taken: { count: 1, hash: 'v0' } },
    'write adopt',
  ],
  [
    'of several views none is adopted',
    { ...MANAGED, action: 'adopt', before: 'v0', taken: { count: 2 } },
    'refused',
  ],
  ['an instance is asked for', GUIDED, 'open-handoff'],
  ['an instance that is asked for is waited for', { ...GUIDED, object: 'same', handoff: 'create' }, 'wait'],
  ['an instance is not asked for before an undo is answered', { ...GUIDED, undoOpen: true }, 'wait'],
  [
    'a connection whose title is taken is not asked for',
    { ...GUIDED, taken: { count: 1, hash: 'x' } },
    'refused',
  ],
  [
    'a connection that somebody changed is still compared',
    { ...GUIDED, ...update, live: live('x') },
    'open-handoff',
  ],
  [
    'a connection that is as desired needs nobody',
    { ...GUIDED, ...update, live: live('v1', { asDesired: true }) },
    'done',
  ],
  [
    'components go with their view',
    { ...GUIDED, ...remove, live: live('v0'), deletion: { allowed: true, goesWith: 'p/data-view/one' } },
    'wait',
  ],
  ['what could not be read is waited for', { ...GUIDED, live: 'unreadable' }, 'wait'],
];
