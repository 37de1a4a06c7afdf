import { describe, expect, it } from 'vitest';
import { ABSENT, type HandoffPurpose, type LineAction, type Mode } from '../../runner/model/index.ts';
import { type LineFacts, type NextStep, nextStep } from '../../runner/plan/index.ts';

const READY = { status: 'ready' } as const;
const AWAITING = { status: 'awaiting', reason: 'the first scoring run' } as const;

const ACTIONS: readonly LineAction[] = ['create', 'update', 'replace', 'delete', 'adopt', 'hold'];
const MODES: readonly Mode[] = ['managed', 'guided'];
const HANDOFFS: readonly (HandoffPurpose | undefined)[] = [
  undefined,
  'create',
  'update',
  'replace',
  'adopt',
  'delete',
  'undo',
  'overdue',
];
const LIVE: readonly LineFacts['live'][] = [
  'absent',
  'unreadable',
  ...['before', 'other'].flatMap((hash) =>
    [true, false].flatMap((asDesired) => [true, false].map((asApplied) => ({ hash, asDesired, asApplied }))),
  ),
];
const TAKEN: readonly LineFacts['taken'][] = [
  { count: 0 },
  { count: 1, hash: 'before' },
  { count: 1, hash: 'other' },
  { count: 2 },
];
const BOTH: readonly boolean[] = [true, false];

const DIMENSIONS = [
  ACTIONS,
  MODES,
  ['after', ABSENT],
  BOTH,
  LIVE,
  ['none', 'same', 'other'],
  TAKEN,
  HANDOFFS,
  BOTH,
  BOTH,
  [READY, AWAITING],
  BOTH.flatMap((allowed) => [undefined, 'p/data-view/one'].map((goesWith) => ({ allowed, goesWith }))),
] as const;

const ROWS = DIMENSIONS.reduce((product, values) => product * values.length, 1);

/** One of all combinations of facts that a line can meet: each dimension is a digit of the row's number. */
function rowAt(row: number): LineFacts {
  let rest = row;
  const next = <Value>(values: readonly Value[]): Value => {
    const value = values[rest % values.length] as Value;
    rest = Math.floor(rest / values.length);
    return value;
  };
  const [actions, modes, afters, , lives, objects, takens, handoffs, , , dependencies, deletions] =
    DIMENSIONS;
  const action = next(actions);
  const mode = next(modes);
  const after = next<string>(afters);
  const desired = next(BOTH) ? after : 'something else';
  return {
    action,
    mode,
    before: 'before',
    after,
    desired,
    live: next(lives),
    object: next(objects),
    taken: next(takens),
    handoff: next(handoffs),
    undoOpen: next(BOTH),
    intent: next(BOTH),
    dependencies: next<LineFacts['dependencies']>(dependencies),
    deletion: next(deletions),
  };
}

const isExpected = ({ live, before }: LineFacts): boolean =>
  typeof live === 'object' && (live.hash === before || live.asApplied);

const isReady = ({ dependencies }: LineFacts): boolean => dependencies.status === 'ready';

/** What must hold whatever the facts are: name, when it applies, what must be so then. */
const INVARIANTS: readonly (readonly [
  name: string,
  applies: (step: NextStep, facts: LineFacts) => boolean,
  holds: (step: NextStep, facts: LineFacts) => boolean,
])[] = [
  [
    'an intent without a result is recovered before anything else',
    (_s, f) => f.intent,
    (s) => s.do === 'recover',
  ],
  ['nothing is recovered that was not begun', (s) => s.do === 'recover', (_s, f) => f.intent],
  [
    'a line that YAML no longer asks for is superseded',
    (_s, f) => !f.intent && f.desired !== f.after,
    (s) => s.do === 'close' && s.status === 'superseded',
  ],
  [
    'a line that YAML still asks for is not superseded',
    (s) => s.do === 'close' && s.status === 'superseded',
    (_s, f) => f.desired !== f.after,
  ],
  [
    'nothing is done about what could not be read',
    (_s, f) => !f.intent && f.desired === f.after && f.live === 'unreadable',
    (s) => s.do === 'wait',
  ],
  [
    'done means gone, or live as desired on the desired object',
    (s) => s.do === 'close' && s.status === 'done',
    (_s, f) =>
      f.after === ABSENT
        ? f.live === 'absent'
        : typeof f.live === 'object' && f.live.asDesired && f.object === 'same',
  ],
  ['the runner writes only what it manages', (s) => s.do === 'write', (_s, f) => f.mode === 'managed'],
  [
    'a person is asked only for what is guided',
    (s) => s.do === 'open-handoff',
    (_s, f) => f.mode === 'guided',
  ],
  ['nothing starts before what it depends on', (s) => s.do === 'open-handoff', (_s, f) => isReady(f)],
  [
    'nothing is written before what it depends on',
    (s) => s.do === 'write' && s.operation !== 'adopt',
    (_s, f) => isReady(f),
  ],
  ['an undo comes first', (s) => s.do === 'open-handoff', (_s, f) => !f.undoOpen],
  [
    'a handoff that is open is not opened again',
    (s, f) => s.do === 'open-handoff' && f.object === 'same' && f.after !== ABSENT,
    (_s, f) => f.handoff === undefined || f.handoff === 'overdue',
  ],
  [
    'a deletion is allowed, expected, and not that of something that goes with another',
    (s) => s.do === 'write' && s.operation === 'delete',
    (_s, f) => f.after === ABSENT && f.deletion.allowed && f.deletion.goesWith === undefined && isExpected(f),
  ],
  [
    'a person deletes only what is allowed',
    (s, f) => s.do === 'open-handoff' && f.after === ABSENT,
    (_s, f) => f.deletion.allowed && f.deletion.goesWith === undefined,
  ],
  [
    'nothing is created beside something with the same key',
    (s) => s.do === 'write' && s.operation === 'create',
    (_s, f) =>
      f.taken.count === 0 && (f.live === 'absent' || (f.action === 'replace' && f.object !== 'same')),
  ],
  [
    'a replace counts as a deletion',
    (s, f) => s.do === 'write' && f.action === 'replace',
    (_s, f) => f.deletion.allowed || f.after === ABSENT,
  ],
  [
    'only what was reviewed, or what we left there, is overwritten',
    (s) => s.do === 'write' && s.operation === 'update',
    (_s, f) => isExpected(f),
  ],
  [
    'only the one that was reviewed is adopted',
    (s) => s.do === 'write' && s.operation === 'adopt',
    (_s, f) => f.action === 'adopt' && f.taken.count === 1 && f.taken.hash === f.before,
  ],
  [
    'whoever waits knows why',
    (s) => s.do === 'wait',
    (s) => s.do === 'wait' && s.readiness.status !== 'ready',
  ],
];

describe('nextStep, every row', () => {
  it('holds every invariant', () => {
    const broken = new Map<string, LineFacts>();
    for (let row = 0; row < ROWS; row += 1) {
      const facts = rowAt(row);
      const step = nextStep(facts);
      for (const [name, applies, holds] of INVARIANTS) {
        if (applies(step, facts) && !holds(step, facts) && !broken.has(name)) broken.set(name, facts);
      }
    }
    expect(Object.fromEntries(broken)).toEqual({});
    expect(ROWS).toBe(1_474_560);
  }, 120_000);
});

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

/** The rules as people know them. */
const CASES: readonly (readonly [title: string, facts: LineFacts, expected: string])[] = [
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

describe('nextStep, by name', () => {
  it.each(CASES)('%s', (_title, facts, expected) => {
    const step = nextStep(facts);
    const said =
      step.do === 'write' ? `write ${step.operation}` : step.do === 'close' ? step.status : step.do;
    expect(said).toBe(expected);
  });
});
