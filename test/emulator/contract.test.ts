import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { type Coverage, runScenario } from '../contracts/scenario.ts';
import { CONTRACT_FOLDER } from '../contracts/strict.ts';

describe.skipIf(CONTRACT_FOLDER === undefined)('Adobe’s published files', () => {
  let coverage: Coverage;

  beforeAll(async () => {
    coverage = await runScenario(CONTRACT_FOLDER ?? '');
  }, 120_000);

  it('describe every request of the clients and every answer of the emulator, but for the known errors', () => {
    expect(coverage.violations).toEqual([]);
  });

  it('have no known error that is not needed any more', () => {
    expect(coverage.unneeded).toEqual([]);
  });

  it('are kept by every operation that the clients can send', () => {
    const names = ['cja', 'platform'].flatMap((provider) => {
      const folder = join('runner/providers', provider, 'client');
      return readdirSync(folder).flatMap((file) =>
        [...readFileSync(join(folder, file), 'utf8').matchAll(/'([a-z-]+\.[a-z]+)'/g)].map(
          ([, name]) => name,
        ),
      );
    });
    expect(names.length).toBeGreaterThan(20);
    expect(coverage.clientOperations).toEqual([...new Set([...names, 'token.create'])].sort());
  });

  it('are kept by every route of the emulator, and everything that the clients use is served', () => {
    const { operations } = coverage;
    expect(
      operations.filter(({ isServed, statuses }) => isServed && Object.keys(statuses).length === 0),
    ).toEqual([]);
    expect(operations.filter(({ isUsed, isServed }) => isUsed && !isServed)).toEqual([]);
  });
});
