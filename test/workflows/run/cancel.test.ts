import { access, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Bench, oneJob } from '../bench.ts';
import type { RunResult } from './index.ts';

let bench: Bench;

beforeEach(async () => {
  bench = await Bench.open();
});
afterEach(async () => await bench.close());

/** For what does not end by itself. */
const SHORT = { sigintMs: 300, sigtermMs: 300 };

/** A program that tells its signals to a file, and ends with SIGINT or SIGTERM where it is told to. */
const program = (name: string, endsWith: string): string =>
  [
    `const fs = require('node:fs');`,
    `const say = (text) => fs.appendFileSync('${join(bench.folder, name)}', text + ' ');`,
    `for (const name of ['SIGINT', 'SIGTERM']) process.on(name, () => { say(name); if (name === '${endsWith}') process.exit(0); });`,
    `setInterval(() => {}, 1000);`,
    `say('ready');`,
  ].join(' ');

const said = async (name: string): Promise<string> =>
  await readFile(join(bench.folder, name), 'utf8').catch(() => '');

/** Starts a workflow, cancels it once a program of it is ready, and gives its end. */
async function cancelled(steps: string, name = 'signals'): Promise<RunResult> {
  const run = bench.start(oneJob(steps));
  await vi.waitUntil(async () => (await said(name)).includes('ready'), { timeout: 60_000, interval: 20 });
  run.cancel();
  return await run.ended;
}

const script = async (endsWith: string): Promise<string> => {
  const file = join(bench.folder, 'program.cjs');
  await writeFile(file, program('signals', endsWith));
  return file;
};

describe('a run that is cancelled', () => {
  it('interrupts the program that took the place of its shell, and then runs what runs always', async () => {
    const run = await cancelled(`
- { run: exec node ${await script('SIGINT')} }
- { run: echo next }
- { if: always(), run: echo always }
- { if: cancelled(), run: echo cancelled }
- { if: '!cancelled()', run: echo not }`);
    expect(await said('signals')).toBe('ready SIGINT ');
    expect(run.jobs['one']?.steps.map(({ conclusion }) => conclusion)).toEqual([
      'cancelled',
      'skipped',
      'success',
      'success',
      'skipped',
    ]);
    expect(run.conclusion).toBe('cancelled');
  });

  it('terminates what an interruption did not end', async () => {
    bench.waits = { ...bench.waits, sigintMs: SHORT.sigintMs };
    await cancelled(`- { run: exec node ${await script('SIGTERM')} }`);
    expect(await said('signals')).toBe('ready SIGINT SIGTERM ');
  });

  it('kills what neither ended', async () => {
    bench.waits = { ...bench.waits, ...SHORT };
    const run = await cancelled(`- { run: exec node ${await script('never')} }`);
    expect(run.jobs['one']?.steps[0]).toMatchObject({ conclusion: 'cancelled', exitCode: undefined });
  });

  it('kills a program under a shell without its having got any signal', async () => {
    bench.waits = { ...bench.waits, ...SHORT };
    const file = await script('SIGINT');
    await cancelled(`- { run: 'node ${file}; echo after' }`);
    expect(await said('signals')).toBe('ready ');
  });

  it('does not interrupt a step that runs always', async () => {
    const file = join(bench.folder, 'go');
    const run = bench.start(
      oneJob(`
- { if: always(), run: 'echo ready > ${join(bench.folder, 'signals')}; until [ -f ${file} ]; do read -t 0.05 <> <(:) || true; done; echo done', shell: bash }
- { run: echo next }`),
    );
    await vi.waitUntil(async () => (await said('signals')).includes('ready'), {
      timeout: 60_000,
      interval: 20,
    });
    run.cancel();
    await writeFile(file, '');
    expect((await run.ended).jobs['one']?.steps).toMatchObject([
      { conclusion: 'success', stdout: 'done\n' },
      { conclusion: 'skipped' },
    ]);
  });

  it('interrupts what runs always inside a composite action as soon as it begins, as the runner does', async () => {
    const folder = join(bench.folder, 'tools');
    await mkdir(folder, { recursive: true });
    const [file, trace] = [await script('SIGINT'), join(bench.folder, 'cleaned')];
    await writeFile(
      join(folder, 'action.yml'),
      `
name: a
description: a
runs:
  using: composite
  steps:
    - { shell: bash, run: exec node ${file} }
    - { shell: bash, if: always(), run: 'sleep 600; echo cleaned > ${trace}' }
`,
    );
    bench.actions.set('luma/tools', folder);
    bench.waits = { ...bench.waits, ...SHORT };
    const run = await cancelled(
      `- uses: luma/tools@${'a'.repeat(40)}\n- { if: always(), run: echo outside }`,
    );
    expect(run.jobs['one']?.steps).toMatchObject([
      { conclusion: 'cancelled', steps: [{ conclusion: 'cancelled' }, { conclusion: 'cancelled' }] },
      { conclusion: 'success' },
    ]);
    await expect(access(trace)).rejects.toThrow();
  });

  it('starts no further job, unless that runs always', async () => {
    const file = await script('SIGINT');
    const text = `on: push
permissions: {}
jobs:
  one: { runs-on: x, steps: [{ run: exec node ${file} }] }
  two: { needs: one, runs-on: x, steps: [{ run: 'true' }] }
  three: { needs: one, if: always(), runs-on: x, steps: [{ run: 'true' }] }
`;
    const run = bench.start(text);
    await vi.waitUntil(async () => (await said('signals')).includes('ready'), {
      timeout: 60_000,
      interval: 20,
    });
    run.cancel();
    const { jobs } = await run.ended;
    expect(jobs['two']?.conclusion).toBe('cancelled');
    expect(jobs['three']).toMatchObject({ conclusion: 'success', steps: [{ conclusion: 'success' }] });
  });
});
