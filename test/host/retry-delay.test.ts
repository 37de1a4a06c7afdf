import fc from 'fast-check';
import { expect, it } from 'vitest';
import { DEFAULT_RETRY_POLICY, getJitteredDelay, parseRetryAfter } from '../../runner/host/retry-delay.ts';

const NOW = new Date('2026-01-01T00:00:00Z');

it.each([
  ['0', 0],
  ['5', 5000],
  [' 1.5 ', 1500],
  ['Thu, 01 Jan 2026 00:00:10 GMT', 10_000],
  ['Wed, 31 Dec 2025 23:59:00 GMT', 0],
  ['', undefined],
  ['-3', undefined],
  ['soon', undefined],
  ['1e9', undefined],
  [undefined, undefined],
])('Retry-After %j is %j ms', (header, expected) => {
  expect(parseRetryAfter(header, NOW)).toBe(expected);
});

it('never throws and never asks to go back in time', () => {
  fc.assert(
    fc.property(fc.string(), (header) => {
      const delay = parseRetryAfter(header, NOW);
      expect(delay === undefined || delay >= 0).toBe(true);
    }),
  );
});

it('jitter is full: from nothing up to a bound that doubles and is capped', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 100 }),
      fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
      (attempt, random) => {
        const delay = getJitteredDelay(DEFAULT_RETRY_POLICY, attempt, () => random);
        const bound = Math.min(DEFAULT_RETRY_POLICY.maxMs, DEFAULT_RETRY_POLICY.baseMs * 2 ** (attempt - 1));
        expect(delay).toBeGreaterThanOrEqual(0);
        expect(delay).toBeLessThanOrEqual(bound);
      },
    ),
  );
});
