import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Bench, oneJob } from '../bench.ts';
import { scheduleEvent } from '../events.ts';

let bench: Bench;

beforeEach(async () => {
  bench = await Bench.open({
    environments: new Map([
      ['adobe', { secrets: { ADOBE: 'of main' }, variables: { REGION: 'us' }, branches: ['main'] }],
      ['closed', { secrets: {}, variables: {}, branches: ['release'] }],
    ]),
  });
});
afterEach(async () => await bench.close());

const HEAD = 'on: push\npermissions: { contents: read }\n';

describe('jobs', () => {
  it('run after those that they need, and know their results and outputs', async () => {
    const run = await bench.run(`${HEAD}jobs:
  last:
    needs: [first, skipped]
    if: always()
    runs-on: x
    steps: [{ id: show, run: 'echo "$A/$B/$C"', env: { A: '\${{ needs.first.outputs.a }}', B: '\${{ needs.skipped.result }}', C: '\${{ needs.skipped.outputs.b }}' } }]
  skipped:
    needs: first
    if: needs.first.outputs.a == 'other'
    runs-on: x
    outputs: { b: x }
    steps: [{ run: 'true' }]
  first:
    runs-on: x
    outputs: { a: '\${{ steps.set.outputs.a }}' }
    steps: [{ id: set, run: 'echo a=1 >> "$GITHUB_OUTPUT"' }]
`);
    expect(Object.keys(run.jobs)).toEqual(['first', 'skipped', 'last']);
    expect(run.jobs['skipped']?.conclusion).toBe('skipped');
    expect(run.jobs['last']?.steps[0]?.stdout.trim()).toBe('1/skipped/');
    expect(run.conclusion).toBe('success');
  });

  it('are skipped after one that failed, also where another stands between', async () => {
    const job = (needs: string, command: string, condition = '') =>
      `{ needs: [${needs}], ${condition === '' ? '' : `if: ${condition}, `}runs-on: x, steps: [{ run: '${command}' }] }`;
    const run = await bench.run(`${HEAD}jobs:
  one: ${job('', 'false')}
  two: ${job('one', 'true')}
  three: ${job('two', 'true')}
  cry: ${job('two', 'true', 'failure()')}
`);
    const conclusions = Object.values(run.jobs).map(({ id, conclusion }) => `${id} ${conclusion}`);
    expect(conclusions).toEqual(['one failure', 'two skipped', 'three skipped', 'cry success']);
    expect(run.conclusion).toBe('failure');
  });

  it('of a matrix run in each combination, with a group of their own', async () => {
    const run = await bench.run(`${HEAD}jobs:
  apply:
    name: apply \${{ matrix.env }}
    strategy: { fail-fast: false, matrix: { env: "\${{ fromJSON('[\\"a\\", \\"b\\"]') }}" } }
    concurrency: { group: 'cai-\${{ matrix.env }}' }
    runs-on: x
    steps: [{ run: 'echo \${{ matrix.env }} && [ \${{ matrix.env }} = b ]' }]
`);
    expect(run.jobs['apply (a)']).toMatchObject({ name: 'apply a', conclusion: 'failure' });
    expect(run.jobs['apply (b)']).toMatchObject({
      conclusion: 'success',
      concurrency: { group: 'cai-b', cancelInProgress: false },
    });
  });

  it('of a matrix end with the first that fails, unless told otherwise', async () => {
    const run = await bench.run(
      oneJob('- run: exit ${{ matrix.code }}', 'strategy: { matrix: { code: [0, 1, 2] } }'),
    );
    expect(Object.values(run.jobs).map(({ conclusion }) => conclusion)).toEqual([
      'success',
      'failure',
      'cancelled',
    ]);
    expect(run.conclusion).toBe('failure');
  });

  it('get a token of their own, with their own permissions or those of the workflow', async () => {
    await bench.run(`${HEAD}jobs:
  one: { runs-on: x, steps: [{ run: 'true' }] }
  two: { runs-on: x, permissions: { issues: write }, steps: [{ run: 'true' }] }
`);
    expect(bench.issued).toEqual([{ contents: 'read' }, { issues: 'write' }]);
  });

  it('get secrets and variables of an environment where their branch may use it', async () => {
    const show = `- { id: show, run: 'echo "$A $B"', env: { A: '\${{ secrets.ADOBE }}', B: '\${{ vars.REGION }}' } }`;
    const run = await bench.run(oneJob(show, 'environment: adobe'));
    expect(run.jobs['one']).toMatchObject({ environment: 'adobe', steps: [{ stdout: 'of main us\n' }] });
    const closed = await bench.run(oneJob(show, 'environment: closed'));
    expect(closed.jobs['one']).toMatchObject({
      conclusion: 'failure',
      steps: [],
      error: expect.stringContaining('not allowed'),
    });
    expect((await bench.run(oneJob(show, 'environment: none'))).jobs['one']?.error).toContain(
      'no environment',
    );
  });

  it('that take too long are cancelled', async () => {
    bench.waits = { ...bench.waits, minuteMs: 20 };
    const run = await bench.run(
      oneJob('- run: exec sleep 600\n- { if: always(), run: "true" }', 'timeout-minutes: 1'),
    );
    // On a busy machine the time may be over before the first step begins.
    expect(run.jobs['one']).toMatchObject({
      conclusion: 'cancelled',
      steps: [{ conclusion: expect.stringMatching(/cancelled|skipped/) }, { conclusion: 'success' }],
    });
  });
});

describe('a run', () => {
  it('that the event does not start has no jobs', async () => {
    const run = await bench.run(oneJob('- run: "true"'), scheduleEvent('1'.repeat(40), '1 2 * * *'));
    expect(run).toMatchObject({ isTriggered: false, conclusion: 'skipped', jobs: {} });
  });

  it('tells its group', async () => {
    const text = `concurrency: { group: 'plan-\${{ github.event.pull_request.number || github.ref }}', cancel-in-progress: true }\n${oneJob('- run: "true"')}`;
    expect((await bench.run(text)).concurrency).toEqual({
      group: 'plan-refs/heads/main',
      cancelInProgress: true,
    });
  });
});
