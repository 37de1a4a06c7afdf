import { describe, expect, it } from 'vitest';
import type { AttributeDiff } from '../../runner/model/index.ts';
import { toAttributeEntries, UNKNOWN } from '../../runner/render/attribute-entries.ts';
import { observedDiff } from './samples.ts';

const EVENT = 'account-upgrade/score-dataset/event';
const entries = (...diffs: readonly AttributeDiff[]) => toAttributeEntries(diffs);

describe('differences of attributes', () => {
  it('tell scalars by both values', () => {
    expect(entries(observedDiff('goal.outcomeWindowDays', 30, 60))).toEqual([
      { type: 'changed', path: 'goal.outcomeWindowDays', before: '30', after: '60' },
    ]);
  });

  it('quote texts that could be taken for something else', () => {
    expect(
      entries(
        observedDiff('a', '30', 30),
        observedDiff('b', '', 'two words'),
        observedDiff('c', 'true', true),
      ),
    ).toEqual([
      { type: 'changed', path: 'a', before: '"30"', after: '30' },
      { type: 'changed', path: 'b', before: '""', after: '"two words"' },
      { type: 'changed', path: 'c', before: '"true"', after: 'true' },
    ]);
  });

  it('tell lists by the members that go and come', () => {
    expect(entries(observedDiff('segments', ['a', 'b'], ['b', 'c', 'c']))).toEqual([
      { type: 'list', path: 'segments', removed: ['a'], added: ['c', 'c'] },
    ]);
  });

  it('show both lists where only the order differs', () => {
    expect(entries(observedDiff('segments', ['a', 'b'], ['b', 'a']))).toEqual([
      { type: 'changed', path: 'segments', before: '[a, b]', after: '[b, a]' },
    ]);
  });

  it('go into objects, and into the one member of a list that was edited', () => {
    expect(
      entries(observedDiff('session', { minutes: 30, kind: 'x' }, { minutes: 45, kind: 'x', new: 1 })),
    ).toEqual([
      { type: 'changed', path: 'session.minutes', before: '30', after: '45' },
      { type: 'set', path: 'session.new', after: '1' },
    ]);
    const event = (value: number) => [{ field: 'f', value }, { field: 'g' }];
    expect(entries(observedDiff('goal.events', event(1), event(2)))).toEqual([
      { type: 'changed', path: 'goal.events[1].value', before: '1', after: '2' },
    ]);
  });

  it('put the attributes of a member that comes or goes together', () => {
    expect(
      entries(
        observedDiff('datasets[x].type', undefined, 'event'),
        observedDiff('datasets[x].streaming', undefined, true),
      ),
    ).toEqual([
      {
        type: 'member',
        sign: '+',
        path: 'datasets[x]',
        attributes: [
          { path: 'type', value: 'event' },
          { path: 'streaming', value: 'true' },
        ],
      },
    ]);
  });

  it('name references by address, and a replaced object as such', () => {
    expect(
      entries(
        observedDiff('connection', 'a/connection/b~f1', 'a/connection/b~f2'),
        observedDiff(`datasets[${EVENT}~f1].type`, 'event', undefined),
        observedDiff(`datasets[${EVENT}~f2#1].type`, undefined, 'event'),
      ),
    ).toEqual([
      { type: 'moved', path: 'connection', to: 'a/connection/b' },
      { type: 'moved', path: `datasets[${EVENT}]` },
    ]);
  });

  it('never pass off what nobody knows, or what a person said, as observed', () => {
    expect(
      entries(
        { path: 'a', after: 1, knowledge: 'unknown' },
        { path: 'b', before: 1, after: 2, knowledge: 'attested' },
      ),
    ).toEqual([
      { type: 'changed', path: 'a', before: UNKNOWN, after: '1' },
      { type: 'changed', path: 'b', before: '1 (attested)', after: '2' },
    ]);
  });

  it('show the part in which long texts differ', () => {
    const same = 'x'.repeat(5000);
    const [entry] = entries(observedDiff('description', `${same} old`, `${same} new`));
    expect(entry).toMatchObject({
      type: 'changed',
      before: expect.stringContaining('old'),
      after: expect.stringContaining('new'),
    });
    expect(JSON.stringify(entry).length).toBeLessThan(800);
  });
});
