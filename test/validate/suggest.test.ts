import { describe, expect, it } from 'vitest';
import { suggest } from '../../runner/validate/index.ts';

describe('suggest', () => {
  it.each([
    ['timezon', ['title', 'timezone'], 'timezone'],
    ['time-zone', ['timezone'], 'timezone'],
    ['tilte', ['title', 'type'], 'title'],
    ['Title', ['title'], 'title'],
    ['xyz', ['title', 'type'], undefined],
    ['', ['a'], undefined],
    ['a'.repeat(100), ['a'.repeat(99)], undefined],
  ])('"%s" among %j is %s', (text, candidates, expected) => {
    expect(suggest(text, candidates)).toBe(expected);
  });
});
