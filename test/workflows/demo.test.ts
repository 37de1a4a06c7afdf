import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { ForgeSite } from '../forge/forge-site.ts';
import { findFreePort } from '../operator/free-port.ts';
import { ENVIRONMENT } from '../operator/site.ts';
import { PATIENT } from './bench.ts';
import { commentEvent, dispatchEvent, pushEvent } from './events.ts';
import { describeRun, type RunResult } from './run/index.ts';
import { ACTION, WorkflowSite } from './workflow-site.ts';

let site: WorkflowSite;

/** The demo as it is written: each job starts an emulator of its own, on the world that is kept in a branch. */
beforeEach(async () => {
  const port = await findFreePort();
  const forge = await ForgeSite.open(undefined, {
    init: ['.', '--github', '--action', ACTION],
    prepare: async (begun) =>
      await begun.edit(ENVIRONMENT, (text) =>
        text
          .replaceAll(begun.emulator.url, `http://127.0.0.1:${port}`)
          .replace('port: 4410', `port: ${port}`),
      ),
  });
  site = await WorkflowSite.open(forge);
  forge.github.addCommit(await site.main());
  forge.github.setPermission('ada', 'write');
}, 60_000);
afterEach(async () => await site.close());

const NOTHING = '0'.repeat(40);

const worlds = async (): Promise<string> =>
  await site.git('ls-remote', 'origin', 'refs/heads/cai-emulator/demo');

const outputOf = (run: RunResult): string => describeRun(run);

/** The first push, and the digest of the plan that nobody reviewed. */
async function readFirstDigest(): Promise<string> {
  const run = await site.run('apply.yml', pushEvent({ before: NOTHING, after: await site.main() }));
  expect(run.conclusion, outputOf(run)).toBe('failure');
  const [issue] = site.forge.github.listIssues();
  return /digest=([0-9a-f]{64})/.exec(issue?.body ?? '')?.[1] ?? '';
}

const approve = async (digest: string) =>
  dispatchEvent({ sha: await site.main(), inputs: { environment: 'demo', digest } });

/** Somebody confirms with comments what was done in the emulator. */
async function confirmAll(operated: RunResult): Promise<void> {
  for (const [body] of outputOf(operated).matchAll(/\/cai attest \S+@[0-9a-f]+/g)) {
    const address = body.slice('/cai attest '.length).split('@')[0] ?? '';
    const issue = site.forge.github.listIssues().find((one) => one.body?.includes(`${address}@`));
    const number = issue?.number ?? 0;
    const comment = site.forge.github.comment(number, 'ada', body);
    const run = await site.run(
      'commands.yml',
      commentEvent({ sha: await site.main(), number, comment, body }),
    );
    expect(run.conclusion, outputOf(run)).toBe('success');
  }
}

it('goes from the first push to a handoff that is done, in a world that its branch keeps', async () => {
  const digest = await readFirstDigest();
  const applied = await site.succeed('apply.yml', await approve(digest));
  const world = await worlds();
  expect(world, outputOf(applied)).not.toBe('');
  const handoffs = site.forge.github
    .listIssues()
    .filter(({ isOpen, body }) => isOpen && /\/cai attest \S+@/.test(body ?? ''));
  expect(handoffs.length).toBeGreaterThan(0);
  const inputs = { handoff: 'all', 'advance-hours': '1' };
  const operated = await site.succeed('operator.yml', dispatchEvent({ sha: await site.main(), inputs }));
  expect(await worlds()).not.toBe(world);
  const [words = ''] = /\/cai attest \S+@[0-9a-f]+/.exec(outputOf(operated)) ?? [];
  expect(words).not.toBe('');
  const address = words.split(' ')[2]?.split('@')[0] ?? '';
  const issue = handoffs.find(({ body }) => body?.includes(`${address}@`));
  const number = issue?.number ?? 0;
  const comment = site.forge.github.comment(number, 'ada', words);
  const run = await site.run(
    'commands.yml',
    commentEvent({ sha: await site.main(), number, comment, body: words }),
  );
  expect(run.conclusion, outputOf(run)).toBe('success');
  expect(Object.keys(run.jobs)).toEqual(['comment', 'apply (demo)']);
  expect(site.forge.github.world.issues.get(number)?.isOpen, outputOf(run)).toBe(false);
});

it('does in the emulator nothing but what an input names', async () => {
  const digest = await readFirstDigest();
  await site.succeed('apply.yml', await approve(digest));
  for (const inputs of [
    { handoff: '$(touch pwned)', 'advance-hours': '0' },
    { handoff: '--world=/', 'advance-hours': '0' },
    { handoff: 'all', 'advance-hours': '1;touch pwned' },
  ]) {
    const run = await site.run('operator.yml', dispatchEvent({ sha: await site.main(), inputs }));
    expect(run.conclusion, outputOf(run)).toBe('failure');
  }
  expect(await site.find('pwned')).toEqual([]);
});

it('cancelled after something was written keeps the world in which it was, and goes on when it runs again', async () => {
  await site.succeed('apply.yml', await approve(await readFirstDigest()));
  const operate = async () =>
    dispatchEvent({ sha: await site.main(), inputs: { handoff: 'all', 'advance-hours': '26' } });
  await confirmAll(await site.succeed('operator.yml', await operate()));
  const log = async (): Promise<readonly string[]> => {
    await site.git('fetch', '--quiet', 'origin');
    return (await site.git('log', '--format=%s', 'origin/cai-state/demo')).split('\n');
  };
  const known = (await log()).length;
  site.waits = PATIENT;
  const started = await site.start('operator.yml', await operate());
  const hasWritten = async (): Promise<boolean> =>
    (await log()).slice(0, -known).some((line) => /bind .* end \d+ write/.test(line));
  await vi.waitUntil(hasWritten, { timeout: 120_000, interval: 50 });
  started.cancel();
  const run = await started.ended;
  expect(run.conclusion, outputOf(run)).toBe('cancelled');
  expect(await worlds()).toContain('refs/heads/cai-emulator/demo');
  await site.succeed('operator.yml', await operate());
});
