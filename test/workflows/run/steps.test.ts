import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Bench, oneJob } from '../bench.ts';
import { pullRequestEvent } from '../events.ts';
import { describeRun, listSteps, type RunResult, type StepResult } from './index.ts';

let bench: Bench;

beforeEach(async () => {
  bench = await Bench.open();
});
afterEach(async () => await bench.close());

const stepOf = (run: RunResult, name: string): StepResult => {
  const found = Object.values(run.jobs)
    .flatMap((job) => listSteps(job.steps))
    .find((step) => step.id === name || step.name === name);
  if (found === undefined) throw new Error(`there is no step ${name}:\n${describeRun(run)}`);
  return found;
};

const steps = async (text: string, job = ''): Promise<RunResult> => await bench.run(oneJob(text, job));

describe('a step', () => {
  it('finds the variables of GitHub, and no token and nothing of this process', async () => {
    process.env['CAI_TEST_SECRET'] = 'hush';
    const run = await steps('- { id: env, run: env | sort }');
    delete process.env['CAI_TEST_SECRET'];
    const variables = stepOf(run, 'env').stdout;
    for (const line of [
      'CI=true',
      'GITHUB_ACTIONS=true',
      'GITHUB_EVENT_NAME=push',
      'GITHUB_REF=refs/heads/main',
      'GITHUB_REF_NAME=main',
      'GITHUB_REPOSITORY=luma/pipelines',
      `GITHUB_SHA=${'2'.repeat(40)}`,
      'GITHUB_RUN_ID=7',
      'GITHUB_JOB=one',
      'GITHUB_HEAD_REF=',
      'RUNNER_OS=Linux',
    ]) {
      expect(variables.split('\n')).toContain(line);
    }
    expect(variables).not.toMatch(/GITHUB_TOKEN|CAI_TEST_SECRET|hush/);
  });

  it('reads the event from its file', async () => {
    const run = await steps(`- { id: read, run: 'node -p "require(process.env.GITHUB_EVENT_PATH).after"' }`);
    expect(stepOf(run, 'read').stdout.trim()).toBe('2'.repeat(40));
  });

  it('leaves outputs, variables, folders and a summary to others', async () => {
    const run = await steps(`
- id: first
  run: |
    echo count=3 >> "$GITHUB_OUTPUT"
    printf 'long<<E\\na\\nb\\nE\\n' >> "$GITHUB_OUTPUT"
    echo KIND=late >> "$GITHUB_ENV"
    echo GITHUB_SHA=forged >> "$GITHUB_ENV"
    mkdir tools && printf '#!/bin/sh\\necho tool' > tools/tool && chmod +x tools/tool
    echo "$PWD/tools" >> "$GITHUB_PATH"
    echo '# Done' >> "$GITHUB_STEP_SUMMARY"
- id: second
  env: { COUNT: '\${{ steps.first.outputs.count }}', KIND_WAS: '\${{ env.KIND }}' }
  run: echo "$COUNT $KIND_WAS $KIND $GITHUB_SHA $(tool)"`);
    expect(stepOf(run, 'first').outputs).toEqual({ count: '3', long: 'a\nb' });
    expect(stepOf(run, 'first').summary).toBe('# Done\n');
    expect(stepOf(run, 'second').stdout.trim()).toBe(`3 late late ${'2'.repeat(40)} tool`);
  });

  it('sees the environment of workflow, job and step, the inner one before the outer one', async () => {
    const job = oneJob(
      '- { id: show, run: \'echo "$A $B $C $D"\', env: { C: step, D: "${{ env.B }}" } }',
      'env: { B: job, C: job }',
    );
    const run = await bench.run(`env: { A: workflow, B: workflow, C: workflow }\n${job}`);
    expect(stepOf(run, 'show').stdout.trim()).toBe('workflow job step job');
  });

  it('runs in the shell and the folder that are asked for', async () => {
    const run = await steps(
      `
- { id: make, run: mkdir -p a/b, working-directory: . }
- { id: plain, run: 'false | true; pwd' }
- { id: strict, shell: bash, run: 'false | true; pwd', working-directory: a/b }`,
      'defaults: { run: { working-directory: . } }',
    );
    expect(stepOf(run, 'plain').conclusion).toBe('success');
    expect(stepOf(run, 'strict').exitCode).toBe(1);
  });

  it('that fails skips what comes after, but for what asks for it', async () => {
    const run = await steps(`
- { id: fails, run: exit 3 }
- { id: after, run: echo after }
- { id: failed, if: failure(), run: 'echo \${{ steps.fails.outcome }}' }
- { id: always, if: always(), run: echo always }
- { id: cancelled, if: cancelled(), run: echo cancelled }`);
    expect(stepOf(run, 'fails').exitCode).toBe(3);
    expect(stepOf(run, 'after').conclusion).toBe('skipped');
    expect(stepOf(run, 'failed').stdout.trim()).toBe('failure');
    expect(stepOf(run, 'always').conclusion).toBe('success');
    expect(stepOf(run, 'cancelled').conclusion).toBe('skipped');
    expect(run.conclusion).toBe('failure');
  });

  it('that may fail does not fail the job', async () => {
    const run = await steps(
      '- { id: fails, run: exit 3, continue-on-error: true }\n- { id: after, run: "true" }',
    );
    expect(stepOf(run, 'fails')).toMatchObject({ outcome: 'failure', conclusion: 'success' });
    expect(run.conclusion).toBe('success');
  });

  it('that writes what the runner cannot read fails', async () => {
    const run = await steps('- { id: writes, run: echo words >> "$GITHUB_OUTPUT" }');
    expect(stepOf(run, 'writes')).toMatchObject({
      conclusion: 'failure',
      error: expect.stringContaining('words'),
    });
  });

  it('that prints a command which would change later steps is refused', async () => {
    await expect(steps(`- { run: 'echo "x ##[set-output name=a]b"' }`)).rejects.toThrow('set-output');
    const run = await steps(`- { id: warns, run: 'echo "::warning::x"' }`);
    expect(stepOf(run, 'warns').commands).toEqual([{ command: 'warning', line: '::warning::x' }]);
  });

  it('that takes too long fails, and the runner says why', async () => {
    bench.waits = { ...bench.waits, minuteMs: 20 };
    const run = await steps('- { id: long, run: exec sleep 600, timeout-minutes: 1 }');
    expect(stepOf(run, 'long')).toMatchObject({ conclusion: 'failure', error: 'The action has timed out.' });
  });

  it('that refers to what is not there is refused by file, place and expression', async () => {
    await expect(
      steps('- { run: echo, env: { A: "${{ steps.later.outputs.x }}" } }\n- { id: later, run: echo }'),
    ).rejects.toThrow('test.yml: jobs.one.steps[0].env: steps.later.outputs.x: there is no steps.later');
  });

  it('leaves no process behind when the job ends', async () => {
    const run = await steps(`- { id: leaves, run: 'setsid sleep 600 >/dev/null 2>&1 & echo $!' }`);
    const pid = Number(stepOf(run, 'leaves').stdout);
    await expect
      .poll(async () => await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => 'gone'))
      .toMatch(/gone|\) Z /);
  });
});

describe('a composite action', () => {
  const ACTION = `
name: greet
description: greets
inputs:
  who: { description: whom, required: true }
  how: { description: how, default: hello }
  token: { description: token, default: '\${{ github.token }}' }
outputs:
  said: { description: said, value: '\${{ steps.say.outputs.said }}' }
runs:
  using: composite
  steps:
    - id: say
      shell: bash
      env: { WHO: '\${{ inputs.who }}', HOW: '\${{ inputs.how }}', TOKEN: '\${{ inputs.token }}' }
      run: |
        echo "$HOW $WHO $TOKEN $OUTER \${GITHUB_ACTION_PATH##*/}"
        echo "said=$HOW $WHO" >> "$GITHUB_OUTPUT"
        [ "$WHO" != nobody ]
    - { shell: bash, if: inputs.how == 'hello', run: echo politely }
    - { name: fails, shell: bash, if: failure(), run: echo failed }
    - { name: ends, shell: bash, if: always(), run: echo ends }
`;
  const PINNED = `luma/tools/greet@${'a'.repeat(40)}`;

  beforeEach(async () => {
    const folder = join(bench.folder, 'tools');
    await mkdir(join(folder, 'greet'), { recursive: true });
    await writeFile(join(folder, 'greet', 'action.yml'), ACTION);
    bench.actions.set('luma/tools', folder);
  });

  const greet = async (inputs: string, uses = PINNED): Promise<RunResult> =>
    await steps(`
- { id: greet, uses: '${uses}', with: ${inputs}, env: { OUTER: outer } }
- { id: after, run: 'echo "$SAID"', env: { SAID: '\${{ steps.greet.outputs.said }}' } }`);

  it('gets inputs and defaults, and gives outputs', async () => {
    const run = await greet('{ who: Ada }');
    expect(stepOf(run, 'say').stdout.trim()).toBe('hello Ada ghs_1 outer greet');
    expect(stepOf(run, 'after').stdout.trim()).toBe('hello Ada');
    expect(stepOf(run, 'Run echo politely').conclusion).toBe('success');
    expect(stepOf(run, 'fails').conclusion).toBe('skipped');
  });

  it('fails with one of its steps, and those that ask for it still run', async () => {
    const run = await greet('{ who: nobody }');
    expect(stepOf(run, 'greet').conclusion).toBe('failure');
    expect(stepOf(run, 'Run echo politely').conclusion).toBe('skipped');
    expect(stepOf(run, 'fails').conclusion).toBe('success');
    expect(stepOf(run, 'ends').conclusion).toBe('success');
    expect(stepOf(run, 'after').conclusion).toBe('skipped');
  });

  it.each([
    ['without what it requires', '{}', PINNED, 'requires it'],
    ['with an input that it does not have', '{ who: x, whom: y }', PINNED, 'no such input'],
    ['by a tag', '{ who: x }', 'luma/tools/greet@v1', '40 digits'],
    ['of a repository that nobody knows', '{ who: x }', `luma/other@${'a'.repeat(40)}`, 'nobody knows'],
    ['that the workspace does not have', '{ who: x }', './greet', 'no such action'],
    ['of an image', '{ who: x }', 'docker://alpine', '40 digits'],
    ['of GitHub at another commit', '{}', `actions/checkout@${'a'.repeat(40)}`, 'looked at'],
    [
      'of GitHub with an input that is not played',
      '{ lfs: true }',
      'actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1',
      'lfs',
    ],
  ])('%s is refused', async (_what, inputs, uses, reason) => {
    await expect(greet(inputs, uses)).rejects.toThrow(reason);
  });
});

describe('actions of GitHub', () => {
  it('set up the Node that runs, and want to know which', async () => {
    const uses = 'actions/setup-node@820762786026740c76f36085b0efc47a31fe5020';
    const run = await steps(
      `- { uses: '${uses}', with: { node-version: 24 } }\n- { id: node, run: node --version }`,
    );
    expect(stepOf(run, 'node').stdout.trim()).toBe(process.version);
    await expect(steps(`- { uses: '${uses}' }`)).rejects.toThrow('names no version');
  });

  it('keep files as artifacts', async () => {
    const uses = 'actions/upload-artifact@bbbca2ddaa5d8feaa63e36b76fdaad77386f024f';
    const run = await steps(`
- { run: 'mkdir out && echo 1 > a.tgz && echo 2 > out/b && echo 3 > c' }
- { uses: '${uses}', with: { name: package, path: "*.tgz\\nout" } }`);
    const folder = run.artifacts.get('package') ?? '';
    expect(await readFile(join(folder, 'a.tgz'), 'utf8')).toBe('1\n');
    expect(await readFile(join(folder, 'out', 'b'), 'utf8')).toBe('2\n');
    await expect(readFile(join(folder, 'c'))).rejects.toThrow();
  });
});

describe('secrets', () => {
  const SHOW =
    '- { id: show, run: \'echo "[$A][$B]"\', env: { A: "${{ secrets.ADOBE }}", B: "${{ secrets.NONE }}" } }';

  it('reach a step that asks for them', async () => {
    expect(stepOf(await steps(SHOW), 'show').stdout.trim()).toBe('[hush][]');
  });

  it('are nothing to a pull request of a fork, whose token only reads', async () => {
    const event = pullRequestEvent({
      number: 1,
      branch: 'x',
      head: '3'.repeat(40),
      base: '1'.repeat(40),
      merge: '4'.repeat(40),
      isFork: true,
    });
    const text = oneJob(SHOW, 'permissions: { issues: write }').replace('on: push', 'on: pull_request');
    expect(stepOf(await bench.run(text, event), 'show').stdout.trim()).toBe('[][]');
    expect(bench.issued).toEqual([{ issues: 'read' }]);
  });
});
