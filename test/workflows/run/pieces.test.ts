import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ConcurrencyQueue } from './concurrency-queue.ts';
import { findCommands, readPairs } from './file-commands.ts';
import { expandMatrix, nameCombination } from './matrix.ts';

describe('a concurrency group', () => {
  const group = { group: 'cai-demo', cancelInProgress: false };

  it('runs one, keeps one waiting, and cancels the one that waited for a newer one', () => {
    const queue = new ConcurrencyQueue();
    expect(queue.enter('1', group)).toEqual({ isRunning: true, cancelled: [] });
    expect(queue.enter('2', group)).toEqual({ isRunning: false, cancelled: [] });
    expect(queue.enter('3', group)).toEqual({ isRunning: false, cancelled: ['2'] });
    expect(queue.leave('1', group)).toBe('3');
    expect(queue.leave('3', group)).toBeUndefined();
    expect(queue.enter('4', group).isRunning).toBe(true);
  });

  it('cancels also the one that runs, where the newer one says so, and the newer one starts when it has ended', () => {
    const queue = new ConcurrencyQueue();
    const greedy = { ...group, cancelInProgress: true };
    queue.enter('1', greedy);
    queue.enter('2', group);
    expect(queue.enter('3', greedy)).toEqual({ isRunning: false, cancelled: ['2', '1'] });
    expect(queue.leave('1', greedy)).toBe('3');
  });

  it('is one whatever the case, and nothing to another group', () => {
    const queue = new ConcurrencyQueue();
    queue.enter('1', group);
    expect(queue.enter('2', { ...group, group: 'CAI-DEMO' }).isRunning).toBe(false);
    expect(queue.enter('3', { ...group, group: 'other' }).isRunning).toBe(true);
    expect(queue.leave('2', group)).toBeUndefined();
    expect(() => queue.leave('9', group)).toThrow('does not run');
  });
});

describe('a matrix', () => {
  const place = { file: 'x.yml', path: 'matrix' };

  it('is every combination of its lists', () => {
    const rows = expandMatrix({ os: ['a', 'b'], node: [20, 22] }, place);
    expect(rows.map((row) => nameCombination('test', row))).toEqual([
      'test (a, 20)',
      'test (a, 22)',
      'test (b, 20)',
      'test (b, 22)',
    ]);
  });

  it('that is none is refused', () => {
    for (const matrix of ['x', {}, { a: 'x' }, { a: [] }, { a: [1], include: [] }]) {
      expect(() => expandMatrix(matrix, place)).toThrow('x.yml: matrix');
    }
  });
});

describe('the file of outputs', () => {
  it('holds values of one line and of several', () => {
    const text = 'a=1=2\nb<<END\nx\n=y\nEND\nc=\n\nd<<E<\nE<\n';
    expect(readPairs(text)).toEqual({ pairs: { a: '1=2', b: 'x\n=y', c: '', d: '' }, error: undefined });
  });

  it.each(['words', '=x', 'a<<END\nx', 'a<<\nx'])('%j fails the step', (text) => {
    expect(readPairs(text).error).toMatch(/Invalid format|delimiter/);
  });

  it('gives back what was written with a delimiter that the value does not hold', () => {
    fc.assert(
      fc.property(fc.string(), (value) => {
        fc.pre(!value.split('\n').includes('gh-EOF'));
        expect(readPairs(`name<<gh-EOF\n${value}\ngh-EOF\n`).pairs).toEqual({ name: value });
      }),
    );
  });
});

describe('what a step prints', () => {
  it.each([
    ['::error::no', ['error']],
    ['  ::error file=a.yaml,line=1::no', ['error']],
    ['x ::error::no', []],
    ['x ##[set-output name=a]b', ['set-output']],
    ['::unknown::x', []],
    ['a::b', []],
    ['::add-mask::x\r\n::group::y', ['add-mask', 'group']],
  ])('%j holds the commands %j', (text, commands) => {
    expect(findCommands(text).map(({ command }) => command)).toEqual(commands);
  });
});
