import { describe, expect, it } from 'vitest';
import { Refusal } from '../expression/index.ts';
import { fitsPatterns, isGranted, readAction, readWorkflow, withoutWriting } from './index.ts';

const JOB = 'runs-on: ubuntu-24.04\n    steps: [{ run: "true" }]';

const workflow = (job: string, head = 'on: push\npermissions: {}'): string =>
  `${head}\njobs:\n  one:\n    ${job}\n`;

const action = (rest: string): string => `name: a\ndescription: b\n${rest}`;

const COMPOSITE = 'runs: { using: composite, steps: [{ run: "true", shell: bash }] }';

describe('a workflow file', () => {
  it('is read with all that jobs take from it', () => {
    const text = workflow(
      `${JOB}\n    needs: []`,
      'name: plan\non: { pull_request: { branches: [main] }, schedule: [{ cron: "1 2 * * 0" }] }\npermissions: { contents: read }\ndefaults: { run: { shell: bash } }',
    );
    const { name, triggers, jobs } = readWorkflow('plan.yml', text);
    const job = jobs.get('one');
    expect(name).toBe('plan');
    expect(triggers.crons).toEqual(['1 2 * * 0']);
    expect(triggers.events.get('pull_request')?.branches).toEqual(['main']);
    expect(job?.permissions).toEqual({ contents: 'read' });
    expect(job?.defaults.shell).toBe('bash');
  });

  it('has its jobs in the order of their needs', () => {
    const one = `needs: two\n    ${JOB}\n  two:\n    ${JOB}`;
    expect([...readWorkflow('plan.yml', workflow(one)).jobs.keys()]).toEqual(['two', 'one']);
  });

  it.each([
    ['a key of the workflow', workflow(JOB, 'on: push\npermissions: {}\nenvs: {}'), 'envs'],
    ['a key of a job', workflow(`${JOB}\n    container: x`), 'jobs.one.container'],
    ['a key of a step', workflow('runs-on: x\n    steps: [{ run: x, iff: y }]'), 'jobs.one.steps[0].iff'],
    ['with for a script', workflow('runs-on: x\n    steps: [{ run: x, with: {} }]'), 'does not belong'],
    [
      'a shell for an action',
      workflow('runs-on: x\n    steps: [{ uses: ./a, shell: bash }]'),
      'does not belong',
    ],
    ['a step with nothing', workflow('runs-on: x\n    steps: [{ name: x }]'), 'either run or uses'],
    ['a step with both', workflow('runs-on: x\n    steps: [{ run: x, uses: ./a }]'), 'either run or uses'],
    ['a job without permissions', workflow(JOB, 'on: push'), 'jobs.one.permissions'],
    ['a permission that is none', workflow(JOB, 'on: push\npermissions: { repo: read }'), 'permissions.repo'],
    ['an access that is none', workflow(JOB, 'on: push\npermissions: { issues: all }'), 'permissions.issues'],
    ['a job without a machine', workflow('steps: [{ run: x }]'), 'runs-on'],
    ['a need that is not there', workflow(`needs: two\n    ${JOB}`), 'no job two'],
    ['a job that needs itself', workflow(`needs: one\n    ${JOB}`), 'needs itself'],
    ['an event that is not known', workflow(JOB, 'on: gollum\npermissions: {}'), 'gollum'],
    [
      'a filter that is not known',
      workflow(JOB, 'on: { push: { types: [x] } }\npermissions: {}'),
      'on.push.types',
    ],
    [
      'a choice without options',
      workflow(JOB, 'on: { workflow_dispatch: { inputs: { a: { type: choice } } } }\npermissions: {}'),
      'options',
    ],
    ['a time that is none', workflow(JOB, 'on: { schedule: [{ cron: daily }] }\npermissions: {}'), 'no time'],
    [
      'two steps of one id',
      workflow('runs-on: x\n    steps: [{ run: x, id: a }, { run: x, id: A }]'),
      'the id a',
    ],
    ['a matrix in an if of a job', workflow(`if: matrix.x\n    ${JOB}`), 'matrix is not available'],
    ['env in an if of a job', workflow(`if: env.x\n    ${JOB}`), 'env is not available'],
    [
      'secrets in an if',
      workflow('runs-on: x\n    steps: [{ run: x, if: secrets.x }]'),
      'secrets is not available',
    ],
    ['secrets in a name', workflow(`name: \${{ secrets.x }}\n    ${JOB}`), 'secrets is not available'],
    [
      'a function outside of an if',
      workflow(`name: \${{ success() }}\n    ${JOB}`),
      'success is not available',
    ],
    [
      'steps in the environment of a job',
      workflow(`env: { A: "\${{ steps.x }}" }\n    ${JOB}`),
      'steps is not available',
    ],
    [
      'an expression as action',
      workflow('runs-on: x\n    steps: [{ uses: "${{ github.x }}" }]'),
      'no expression',
    ],
    ['YAML with one key twice', 'on: push\non: push\n', 'YAML'],
    ['no jobs', 'on: push\npermissions: {}\njobs: {}\n', 'there are none'],
  ])('with %s is refused', (_what, text, reason) => {
    expect(() => readWorkflow('plan.yml', text)).toThrow(Refusal);
    expect(() => readWorkflow('plan.yml', text)).toThrow(reason);
  });
});

describe('an action file', () => {
  it('is read where it is composite', () => {
    const text = action(`inputs: { a: { description: x, required: true }, b: { default: 1 } }\n${COMPOSITE}`);
    expect([...readAction('action.yml', text).inputs]).toEqual([
      ['a', { required: true, default: undefined }],
      ['b', { required: false, default: '1' }],
    ]);
  });

  it.each([
    ['another kind', 'runs: { using: node24, main: x }', 'runs.main'],
    ['a script without shell', 'runs: { using: composite, steps: [{ run: x }] }', 'shell'],
    [
      'secrets',
      'runs: { using: composite, steps: [{ run: x, shell: bash, env: { A: "${{ secrets.x }}" } }] }',
      'secrets',
    ],
    ['variables', 'runs: { using: composite, steps: [{ run: x, shell: bash, if: vars.x }] }', 'vars'],
    ['inputs in a default', `inputs: { a: { default: "\${{ inputs.b }}" } }\n${COMPOSITE}`, 'inputs'],
    ['a key that is not known', `permissions: {}\n${COMPOSITE}`, 'permissions'],
    ['no steps', 'runs: { using: composite, steps: [] }', 'no steps'],
  ])('with %s is refused', (_what, text, reason) => {
    expect(() => readAction('action.yml', action(text))).toThrow(reason);
  });
});

describe('permissions', () => {
  it('grant reading with writing, and nothing that is not named', () => {
    expect(isGranted({ issues: 'write' }, 'issues: read')).toBe(true);
    expect(isGranted({ issues: 'read' }, 'issues: write')).toBe(false);
    expect(isGranted({}, 'issues: read')).toBe(false);
  });

  it('of a fork read at most', () => {
    expect(withoutWriting({ issues: 'write', contents: 'read', checks: 'none' })).toEqual({
      issues: 'read',
      contents: 'read',
      checks: 'none',
    });
  });
});

describe('a pattern', () => {
  const place = { file: 'plan.yml', path: 'on.push.branches' };
  it.each<[string, readonly string[], boolean]>([
    ['main', ['main'], true],
    ['mainly', ['main'], false],
    ['a/b', ['*'], false],
    ['a/b', ['**'], true],
    ['docs/a/b.md', ['docs/**'], true],
    ['README.md', ['**/*.md'], true],
    ['v1.20', ['v[0-9]+.[0-9]+'], true],
    ['v1x20', ['v[0-9]+.[0-9]+'], false],
    ['release/2', ['release/**', '!release/2'], false],
    ['release/2', ['!release/2', 'release/**'], true],
  ])('%s fits %j: %s', (name, patterns, expected) =>
    expect(fitsPatterns(name, patterns, place)).toBe(expected),
  );

  it('that only takes out is refused', () => {
    expect(() => fitsPatterns('x', ['!y'], place)).toThrow('lets anything in');
  });
});
