import { describe, expect, it } from 'vitest';
import { ABSENT, type HandoffPurpose, type LineAction, type Mode } from '../../runner/model/index.ts';
import { type LineFacts, type NextStep, nextStep } from '../../runner/plan/index.ts';
import { NEXT_STEP_CASES } from './next-step-cases.ts';

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

describe('nextStep, by name', () => {
  it.each(NEXT_STEP_CASES)('%s', (_title, facts, expected) => {
    const step = nextStep(facts);
    const said =
      step.do === 'write' ? `write ${step.operation}` : step.do === 'close' ? step.status : step.do;
    expect(said).toBe(expected);
  });
});
