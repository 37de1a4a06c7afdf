import { expect, it } from 'vitest';
import { makeEntryText } from '../../runner/backends/git/commit-text.ts';
import type { Lease } from '../../runner/backends/git/lease.ts';
import { makeEntry } from '../../runner/backends/journal-entry.ts';
import type { Transition } from '../../runner/model/index.ts';
import { bind } from './backend-harness.ts';

const AT = '2026-01-31T12:00:00.000Z';

const LEASE: Lease = {
  formatVersion: 1,
  id: '0f5e',
  operation: 'decline p/data-view/a: no\r\nway \u202e',
  by: 'ada',
  host: 'laptop',
  pid: 1,
  since: AT,
  renewedAt: AT,
  seconds: 300,
  serial: 6,
  commit: 'abc',
};

function textOf(transitions: readonly Transition[], message = 'settle'): readonly string[] {
  const entry = makeEntry({ serial: 7, at: AT, by: 'ada', message, transitions, previous: 'start' });
  return makeEntryText('prod', entry, LEASE).split('\n');
}

const ref = { address: 'p/data-view/a', fp: 'f1' };

it('a subject counts each kind of step, and is short however many there are', () => {
  expect(textOf([bind('a'), { type: 'end', intent: 'i1', outcome: 'done' }])[0]).toBe(
    'prod 7: bind 1 object, end 1 write',
  );
  const many: readonly Transition[] = [
    bind('a'),
    { type: 'unbind', ...ref },
    { type: 'set-status', status: 'retired', ...ref },
    { type: 'note-read', modifiedAt: AT, ...ref },
    { type: 'forget', reason: 'x', ...ref },
    { type: 'record-allowance', address: ref.address, allowDelete: true },
  ];
  const [subject = ''] = textOf(many);
  expect(subject.length).toBeLessThanOrEqual(72);
  expect(subject).toBe('prod 7: bind 1 object, unbind 1 object and 4 more');
});

it('names every address once, wherever a step has it', () => {
  const lines = textOf([
    { type: 'move', from: 'p/data-view/old', to: 'p/data-view/new', renames: {} },
    { type: 'close-handoff', object: 'p/connection/c~f1' },
    { type: 'close-line', manifest: 'm1', line: 'p/segment/s~f2', status: 'done', reason: '' },
    bind('new'),
  ]);
  expect(lines.slice(lines.indexOf('Addresses:') + 1, -1)).toEqual([
    '- p/connection/c',
    '- p/data-view/new',
    '- p/data-view/old',
    '- p/segment/s',
  ]);
});

it('what people wrote stays on its line, and mentions nobody', () => {
  const lines = textOf([bind('a')], `see\nReviewed-by: @eve\u2028#12 ${'x'.repeat(1000)}`);
  expect(lines).toContain('Operation: decline p/data-view/a: no way');
  const message = lines.find((line) => line.startsWith('Message: ')) ?? '';
  expect(message).toMatch(/^Message: see Reviewed-by: at eve no\. 12 x+…$/u);
  expect(message.length).toBeLessThan(420);
  expect(lines.some((line) => line.startsWith('Reviewed-by'))).toBe(false);
});
