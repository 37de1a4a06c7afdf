import { describe, expect, it } from 'vitest';
import { FORGE_OPERATIONS } from '../../runner/gitops/index.ts';
import { findGitHubFile, GitHubContract } from '../github/github-contract.ts';
import { runGitHubScenario } from '../github/scenario.ts';

const FILE = findGitHubFile();

describe.skipIf(FILE === undefined)("GitHub's own description of its API", () => {
  it('is kept by client and stand-in, in every operation that the client uses', async () => {
    const { operations, unneeded, violations, knownErrors } = await runGitHubScenario(FILE ?? '');
    expect(violations).toEqual([]);
    expect(unneeded).toEqual([]);
    expect(Object.keys(knownErrors).length).toBeGreaterThan(0);
    const used = operations.filter(({ isUsed }) => isUsed);
    expect(used).toHaveLength(Object.keys(FORGE_OPERATIONS).length);
    expect(used.filter(({ isServed }) => !isServed)).toEqual([]);
    expect(operations.filter(({ statuses }) => Object.keys(statuses).length === 0)).toEqual([]);
  });

  it('has teeth: a member too few, one too many, an unknown operation and an unknown parameter are seen', () => {
    const contract = new GitHubContract(FILE ?? '');
    const exchange = {
      method: 'POST',
      path: '/repos/o/r/issues/1/comments',
      query: new URLSearchParams('draft=1'),
      requestHeaders: { 'content-type': 'application/json' },
      requestBody: Buffer.from('{"body":"x","draft":true}'),
      status: 201,
      answerHeaders: { 'content-type': 'application/json' },
      answer: { id: 1, oops: true },
    };
    contract.check(exchange);
    contract.check({ ...exchange, path: '/repos/o/r/nothing' });
    const violations = contract.getViolations().join('\n');
    for (const part of [
      'at draft: parameter',
      'at /draft: undeclared',
      'at : required',
      'at /oops',
      'not in GitHub',
    ]) {
      expect(violations).toContain(part.replace('at : ', ''));
    }
  });
});
