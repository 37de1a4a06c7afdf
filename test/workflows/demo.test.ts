import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { ForgeSite } from '../forge/forge-site.ts';
import { ENVIRONMENT } from '../operator/site.ts';
import { commentEvent, dispatchEvent, pushEvent } from './events.ts';
import { describeRun, listSteps, type RunResult } from './run/index.ts';
import { ACTION, WorkflowSite } from './workflow-site.ts';

let site: WorkflowSite;

/** A port that was free a moment ago. */
async function findPort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** The demo as it is written: each job starts an emulator of its own, on the world that is kept in a branch. */
beforeEach(async () => {
  const port = await findPort();
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

it('cancelled while its emulator runs leaves no process behind, and goes on when it runs again', async () => {
  const digest = await readFirstDigest();
  const event = await approve(digest);
  const started = await site.start('apply.yml', event);
  const lease = async (): Promise<string> => await site.git('ls-remote', 'origin', 'refs/cai/lease/demo');
  const before = await lease();
  await vi.waitUntil(async () => (await lease()) !== before, { timeout: 120_000, interval: 50 });
  started.cancel();
  const run = await started.ended;
  expect(run.conclusion).toBe('cancelled');
  const again = await site.run('apply.yml', event);
  expect(again.conclusion, outputOf(again)).toBe('success');
  const steps = listSteps(Object.values(again.jobs).flatMap((job) => job.steps));
  expect(steps.find(({ name }) => name === 'Start the emulator')?.conclusion).toBe('success');
});
