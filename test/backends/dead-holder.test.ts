import { describe, expect, it } from 'vitest';
import { isProbablyDead, isProvablyDead } from '../../runner/backends/dead-holder.ts';
import type { MachineSight } from '../../runner/host/index.ts';
import { parseStat } from '../../runner/host/process-mark.ts';

type ProcessSight = MachineSight['process'];

const MARK = { boot: 'b1', namespaces: 'pid:[1] time:[2]', started: '700' };
const HOLDER = { host: 'here', pid: 42, process: MARK };

const sight = (process: ProcessSight, mark: MachineSight['mark'] = MARK): MachineSight => ({
  host: 'here',
  mark,
  process,
});

describe('a holder with a mark of its process', () => {
  it.each<[string, ProcessSight]>([
    ['nobody has its number', 'gone'],
    ['its number is that of a later process', { started: '701' }],
  ])('is dead where %s', (_where, process) => {
    expect(isProvablyDead(HOLDER, sight(process))).toBe(true);
    expect(isProbablyDead(HOLDER, sight(process))).toBe(true);
  });

  it.each<[string, MachineSight]>([
    ['it runs', sight({ started: '700' })],
    ['its process is not shown', sight('unknown')],
    ['another container looks', sight('gone', { ...MARK, namespaces: 'pid:[3] time:[2]' })],
    ['the host has another name', { ...sight('gone'), host: 'elsewhere' }],
  ])('is not, by what anybody knows, where %s', (_where, here) => {
    expect(isProvablyDead(HOLDER, here)).toBe(false);
    expect(isProbablyDead(HOLDER, here)).toBe(false);
  });

  it.each<[string, MachineSight]>([
    ['the machine was started since, or is another one of its name', sight('gone', { ...MARK, boot: 'b2' })],
    ['who looks knows nothing of itself', { ...sight('gone'), mark: undefined }],
  ])('is dead perhaps, and not provably, where %s', (_where, here) => {
    expect(isProvablyDead(HOLDER, here)).toBe(false);
    expect(isProbablyDead(HOLDER, here)).toBe(true);
  });
});

it('a holder without a mark is never provably dead, and dead perhaps where nobody on its host has its number', () => {
  const holder = { host: 'here', pid: 42 };
  expect(isProvablyDead(holder, sight('gone'))).toBe(false);
  expect(isProbablyDead(holder, sight('gone'))).toBe(true);
  expect(isProbablyDead(holder, sight({ started: '1' }))).toBe(false);
  expect(isProbablyDead(holder, { ...sight('gone'), host: 'elsewhere' })).toBe(false);
});

const statText = (name: string, state: string, started = '4711'): string =>
  `42 (${name}) ${state} ${Array.from({ length: 18 }, (_, at) => at + 100).join(' ')} ${started} 9 9 9\n`;

it.each(['node', 'a) Z 1 2', ') ) (', 'x\ny'])('reads when a process started whose name is %j', (name) => {
  expect(parseStat(statText(name, 'S'))).toEqual({ started: '4711', hasEnded: false });
  expect(parseStat(statText(name, 'Z'))).toEqual({ started: '4711', hasEnded: true });
});

it.each(['', 'nonsense', '42 (node) S 1 2', statText('node', 'S', 'x')])('reads nothing from %j', (text) => {
  expect(parseStat(text)).toBeUndefined();
});
