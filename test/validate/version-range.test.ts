import { describe, expect, it } from 'vitest';
import { satisfiesVersion } from '../../runner/validate/version-range.ts';

describe('satisfiesVersion', () => {
  it.each([
    ['0.1.0', '>=0.1', true],
    ['0.0.9', '>=0.1', false],
    ['1.2.3', '^1', true],
    ['2.0.0', '^1.2', false],
    ['1.1.9', '^1.2', false],
    ['0.2.0', '^0.1.3', false],
    ['0.1.9', '^0.1.3', true],
    ['0.0.4', '^0.0.3', false],
    ['0.9.0', '^0', true],
    ['1.2.9', '~1.2.3', true],
    ['1.3.0', '~1.2.3', false],
    ['1.9.0', '~1', true],
    ['1.2.3', '1.2', true],
    ['1.3.0', '1.2', false],
    ['1.2.3', '1.2.3', true],
    ['1.2.4', '1.2.3', false],
    ['1.5.0-beta.1', '>=1.2 ^1', true],
    ['2.5.0', '>=1.2 ^1', false],
  ])('%s in "%s" is %s', (version, range, expected) => {
    expect(satisfiesVersion(version, range)).toBe(expected);
  });
});
